"""Putting the common problems in order from each person's own order, with the same count as an election.

The first places are won by the Scottish rule (`engines/tally`), so a problem that one village shares keeps a place
beside those of the larger villages: summing points would let the largest fill the list. What won no place follows by
how long it stayed. Anyone recounts it with `tequio election count`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tequio.engines.tally import Count, Deed, Lot, Rule, count, gather


class TooFewProblems(ValueError):
    """Nothing to put in order."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One problem in the common order. `firsts` and `mentions`: how many put it first, or anywhere."""

    problem: int
    place: int
    is_priority: bool
    firsts: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """The order, and the count it came from, to be shown stage by stage."""

    placed: tuple[Placed, ...]
    count: Count

    @property
    def priorities(self) -> tuple[int, ...]:
        return tuple(each.problem for each in self.placed if each.is_priority)


def ranked(names: Sequence[str], orders: Iterable[Sequence[int]], *, priorities: int, seed: str) -> Ranked:
    """The common order of problems, numbered from 1 as in `names`; an order may leave problems out.

    `seed` decides ties and is told before. Raises TooFewProblems, BadBallots, CannotCount (nobody ranked anything).
    """
    if len(names) < 2:
        raise TooFewProblems
    told = [tuple(order) for order in orders]
    result = count(gather(names, told), min(priorities, len(names) - 1), Rule.SCOTTISH, Lot(seed))
    order = (*result.winners, *_others(result))
    return Ranked(
        tuple(
            Placed(
                problem, place, problem in result.winners, sum(each[:1] == (problem,) for each in told),
                sum(problem in each for each in told),
            )
            for place, problem in enumerate(order, start=1)
        ),
        result,
    )  # fmt: skip


def _others(result: Count) -> list[int]:
    """Those without a place: first who still stood at the end, by votes, then who was excluded, the last one first."""
    out = [
        stage.candidate for stage in result.stages
        if stage.deed is Deed.EXCLUSION and stage.candidate is not None and stage.candidate not in result.winners
    ]  # fmt: skip
    standing = [n for n in range(1, len(result.names) + 1) if n not in result.winners and n not in out]
    standing.sort(key=lambda n: (tuple(-stage.votes[n - 1] for stage in reversed(result.stages)), n))
    return [*standing, *reversed(out)]
