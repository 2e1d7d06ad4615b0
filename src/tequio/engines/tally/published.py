"""The list that the committee publishes, from which anyone recounts: rule, seats, seed, candidates, ballots, result.

JSON, one file for one election. Every ballot carries the code on its voter's receipt and nothing that leads to the
voter; ballots are sorted by that code, so their order tells nothing about when they came.
docs/reference/election-files.md describes each field.
"""

import json
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from tequio.engines.tally.ballots import Ballots, gather
from tequio.engines.tally.count import count
from tequio.engines.tally.lot import Lot
from tequio.engines.tally.model import Count, Rule
from tequio.engines.tally.plain import count_as_plain
from tequio.engines.tally.receipts import plain_code

DECIDING = ("deed", "candidate", "votes", "elected")


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

    def substitutes(self, most: int) -> tuple[int, ...]:
        """Who stands in for the elected, first one first: the same ballots once more, by the same rule and seed,
        without those elected; `most` at most, and nobody who has no vote then. Raises BadBallots, CannotCount."""
        elected = self.recount().winners
        without = replace(self, withdrawn=tuple(sorted({*self.withdrawn, *elected})))
        ballots = without.gathered()
        seats = min(most, len(ballots.standing))
        if seats < 1 or not ballots.valid:
            return ()
        return count(ballots, seats, self.rule, Lot(self.seed, self.order)).winners

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
    pairs = enumerate(zip(stages, counted["stages"], strict=False), 1)
    # What follows from a wrong stage is wrong too: the first says it.
    wrong = next(((number, said, real) for number, (said, real) in pairs if not _agrees(said, real)), None)
    if wrong:
        number, said, real = wrong
        found.append(Difference(Doubt.STAGE, _part(said, real), _part(real, said), number))
    elif len(stages) != len(counted["stages"]):
        found.append(Difference(Doubt.STAGES, str(len(stages)), str(len(counted["stages"]))))
    names = [[_candidate(e) for e in side.get("elected") or []] for side in (stated, counted)]
    if names[0] != names[1]:
        found.append(Difference(Doubt.ELECTED, _say(names[0]), _say(names[1])))
    if stated.get("second_ballot") != counted.get("second_ballot"):
        second = Doubt.SECOND_BALLOT
        found.append(Difference(second, _say(stated.get(second)), _say(counted.get(second))))
    return found


def _agrees(said: object, real: dict[str, Any]) -> bool:
    """Whether a stated stage has the figures that decide, and nothing that the ballots do not give. A file of an
    earlier day may say less than a count says now."""
    return isinstance(said, dict) and all(key in said for key in DECIDING) and said.items() <= real.items()


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
