"""The list that the committee publishes, from which anyone recounts: rule, seats, seed, candidates, ballots, result.

JSON, one file for one election. Every ballot carries the code on its voter's receipt and nothing that leads to the
voter; ballots are sorted by that code, so their order tells nothing about when they came.
docs/reference/election-files.md describes each field.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tequio.engines.tally.ballots import BadBallots, Ballots, Fault, Flaw, gather
from tequio.engines.tally.count import count
from tequio.engines.tally.lot import Lot
from tequio.engines.tally.model import Count, Rule
from tequio.engines.tally.plain import count_as_plain

FORMAT = "tequio-election-1"
# Crockford's alphabet: without I, L, O and U nobody misreads a code.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("OILU", "011V", "- \t")


@dataclass(frozen=True, slots=True)
class Ballot:
    """One ballot as published: the code of its receipt, the ranking, and for how many it speaks."""

    receipt: str
    ranking: tuple[int, ...]
    papers: int = 1


@dataclass(frozen=True, slots=True)
class Published:
    """A published election. `result` is what the committee states, as `count_as_plain` writes it."""

    title: str
    rule: Rule
    seats: int
    names: tuple[str, ...]
    ballots: tuple[Ballot, ...]
    seed: str | None = None
    order: tuple[int, ...] = ()
    withdrawn: tuple[int, ...] = ()
    result: dict[str, Any] | None = None

    def gathered(self) -> Ballots:
        """Raises BadBallots; places are those of the list, from 1."""
        return gather(
            self.names,
            [b.ranking for b in self.ballots],
            papers=[b.papers for b in self.ballots],
            withdrawn=self.withdrawn,
        )

    def recount(self) -> Count:
        """Raises BadBallots and CannotCount."""
        return count(self.gathered(), self.seats, self.rule, Lot(self.seed, self.order))

    def ballot_of(self, receipt: str) -> Ballot | None:
        """The ballot with this code, read as people write codes: any case, with or without dashes."""
        wanted = plain_code(receipt)
        return next((b for b in self.ballots if plain_code(b.receipt) == wanted), None)


class Doubt(StrEnum):
    """Where a stated result differs from the ballots."""

    NO_RESULT = "no_result"  # the file states none
    VALID = "valid"
    BLANK = "blank"
    QUOTA = "quota"
    STAGE = "stage"
    STAGES = "stages"  # their number
    ELECTED = "elected"
    SECOND_BALLOT = "second_ballot"


@dataclass(frozen=True, slots=True)
class Difference:
    """What is stated and what the ballots give; `stage` counts from 1."""

    doubt: Doubt
    stated: str = ""
    counted: str = ""
    stage: int = 0


@dataclass(frozen=True, slots=True)
class Verified:
    """The recount and every difference from the statement; none: the statement is what the ballots give."""

    count: Count
    differences: tuple[Difference, ...]


def verify(published: Published) -> Verified:
    """Recount from the published file alone. Raises BadBallots and CannotCount."""
    recount = published.recount()
    return Verified(recount, tuple(_differences(published.result, count_as_plain(recount))))


def _differences(stated: dict[str, Any] | None, counted: dict[str, Any]) -> list[Difference]:
    if not stated:
        return [Difference(Doubt.NO_RESULT)]
    found = [
        Difference(doubt, _say(stated.get(doubt)), _say(counted.get(doubt)))
        for doubt in (Doubt.VALID, Doubt.BLANK, Doubt.QUOTA)
        if stated.get(doubt) != counted.get(doubt)
    ]
    told = stated.get("stages")
    stages: list[Any] = told if isinstance(told, list) else []
    if len(stages) != len(counted["stages"]):
        found.append(Difference(Doubt.STAGES, str(len(stages)), str(len(counted["stages"]))))
    for number, (said, real) in enumerate(zip(stages, counted["stages"], strict=False), 1):
        if said != real:
            found.append(Difference(Doubt.STAGE, _part(said, real), _part(real, said), number))
            break  # what follows from a wrong stage is wrong too
    names = [[_candidate(e) for e in side.get("elected") or []] for side in (stated, counted)]
    if names[0] != names[1]:
        found.append(Difference(Doubt.ELECTED, _say(names[0]), _say(names[1])))
    if stated.get("second_ballot") != counted.get("second_ballot"):
        second = Doubt.SECOND_BALLOT
        found.append(Difference(second, _say(stated.get(second)), _say(counted.get(second))))
    return found


def _candidate(elected: object) -> object:
    return elected.get("candidate") if isinstance(elected, dict) else elected


def _part(side: object, other: object) -> str:
    """The first thing in which one statement of a stage differs from another."""
    if not isinstance(side, dict) or not isinstance(other, dict):
        return _say(side)
    for key, value in side.items():
        if value != other.get(key):
            return f"{key}: {_say(value)}"
    return ""


def _say(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def receipt_code(random: bytes) -> str:
    """The code on a receipt from at least eight random bytes: twelve letters of sixty bits, "7K3Q-XW0M-92FD"."""
    number = int.from_bytes(random[:8], "big")
    letters = "".join(LETTERS[number >> 5 * place & 31] for place in range(12))
    return "-".join(letters[i : i + 4] for i in (0, 4, 8))


def plain_code(code: str) -> str:
    """A code as it was meant, however it was copied."""
    return code.upper().translate(MISREAD)


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
