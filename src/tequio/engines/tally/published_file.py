"""The published list as a file: JSON with a ballot a line, sorted by receipt."""

import json
from collections.abc import Sequence
from typing import Any

from tequio.engines.tally.flaws import BadBallots, Fault, Flaw
from tequio.engines.tally.model import Count, Rule
from tequio.engines.tally.plain import count_as_plain
from tequio.engines.tally.published import Ballot, Published
from tequio.engines.tally.receipts import plain_code

FORMAT = "tequio-election-1"


def write_published(published: Published, result: Count | None = None) -> str:
    """The file's text, a ballot a line. `result` is what the committee states; without it the file's own is kept."""
    told = published.result if result is None else count_as_plain(result)
    head = {
        "format": FORMAT, "title": published.title, "rule": str(published.rule), "seats": published.seats,
        "seed": published.seed, "order": list(published.order), "candidates": list(published.names),
        "withdrawn": list(published.withdrawn),
    }  # fmt: skip
    parts = [f"  {_json(key)}: {_json(value)}" for key, value in head.items()]
    listed = sorted(published.ballots, key=lambda b: b.receipt)
    parts.append('  "ballots": [\n' + ",\n".join(f"    {_json(_ballot(b))}" for b in listed) + "\n  ]")
    parts.append('  "result": ' + json.dumps(told, ensure_ascii=False, indent=2).replace("\n", "\n  "))
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _ballot(ballot: Ballot) -> dict[str, Any]:
    told: dict[str, Any] = {"receipt": ballot.receipt, "ranking": list(ballot.ranking)}
    return told if ballot.papers == 1 else {**told, "papers": ballot.papers}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def read_published(text: str) -> Published:
    """Read a published file. Raises BadBallots: not JSON, another format, a bad field, a code that two ballots
    share."""
    try:
        told = json.loads(text)
    except json.JSONDecodeError as bad:
        raise BadBallots([Flaw(Fault.NOT_JSON, bad.lineno)]) from None
    except (RecursionError, ValueError):
        # Brackets a thousand deep, or a number of thousands of digits.
        raise BadBallots([Flaw(Fault.NOT_JSON, 1)]) from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise BadBallots([Flaw(Fault.WRONG_FORMAT, 1)])
    fields = _Fields(told)
    rule = fields.take("rule", lambda v: v in list(Rule), "")
    ballots = [
        _read_ballot(fields, place, row)
        for place, row in enumerate(fields.take("ballots", lambda v: isinstance(v, list), []), 1)
    ]
    fields.flaws += _same_receipts(ballots)
    published = Published(
        title=fields.take("title", lambda v: isinstance(v, str), ""),
        rule=Rule(rule) if rule else Rule.SCOTTISH,
        seats=fields.take("seats", _whole, 0),
        names=tuple(
            fields.take("candidates", lambda v: isinstance(v, list) and all(isinstance(n, str) for n in v), [])
        ),
        ballots=tuple(ballots),
        seed=fields.take("seed", lambda v: v is None or isinstance(v, str), None),
        order=tuple(fields.take("order", _numbers, [])),
        withdrawn=tuple(fields.take("withdrawn", _numbers, [])),
        result=fields.take("result", lambda v: v is None or isinstance(v, dict), None),
    )
    if fields.flaws:
        raise BadBallots(fields.flaws)
    return published


class _Fields:
    """Takes fields out of what JSON held and notes the ones at fault."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told
        self.flaws: list[Flaw] = []

    def take(self, name: str, fits: Any, otherwise: Any) -> Any:
        value = self.told.get(name)
        if fits(value):
            return value
        self.flaws.append(Flaw(Fault.BAD_FIELD, 0, name))
        return otherwise


def _read_ballot(fields: _Fields, place: int, row: object) -> Ballot:
    if isinstance(row, dict):
        receipt, ranking, papers = row.get("receipt"), row.get("ranking"), row.get("papers", 1)
        if isinstance(receipt, str) and receipt.strip() and _numbers(ranking) and _whole(papers):
            return Ballot(receipt, tuple(ranking or ()), papers)
    fields.flaws.append(Flaw(Fault.BAD_FIELD, place, "ballots"))
    return Ballot("", ())


def _same_receipts(ballots: Sequence[Ballot]) -> list[Flaw]:
    seen: set[str] = set()
    flaws = []
    for place, ballot in enumerate(ballots, 1):
        code = plain_code(ballot.receipt)
        if code and code in seen:
            flaws.append(Flaw(Fault.SAME_RECEIPT, place, ballot.receipt))
        seen.add(code)
    return flaws


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _numbers(value: object) -> bool:
    return isinstance(value, list) and all(_whole(number) for number in value)
