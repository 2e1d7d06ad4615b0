"""Did the losses of a stage really change? A running account of broken pieces that speaks late rather than wrongly.

The rule (a CUSUM of counts: E. S. Page, Biometrika 41, 1954; for proportions F. F. Gan, J. Quality Tech. 25, 1993):

1. The first `learning` weeks with pieces, and at least `least` broken ones (or `longest` weeks), say what is usual.
   Nothing is called a change yet. Quiet weeks make the usual surer, a season later.
2. From then on an account is kept: broken pieces are added, and so many as would be broken at a loss between the usual
   and twice the usual are taken off. It never falls below zero. When it passes its mark, losses have got worse.
   A second account, with half the usual loss, says in the same way when they have got better.
3. The mark is set so that, were nothing to change and the usual known for sure, an account would pass it by chance once
   in more than `quiet` weeks on average (G. Lorden, Ann. Math. Stat. 42, 1971). As the usual is only learned, each
   account takes the less convenient end of what it may be; and the mark grows by how much weeks vary beyond what chance
   alone makes: where a whole load goes wrong at once, one bad load is not yet a change.
4. After a change, learning begins anew with the week in which the account last stood at zero.

Statistics are floats; nothing here is an amount that is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log, sqrt

MOST = 0.45  # beyond it, twice as much is everything


@dataclass(frozen=True, slots=True)
class Rule:
    """The figures of the rule; docs/explain/costs.md says how they were tried."""

    learning: int = 8  # weeks
    longest: int = 20  # weeks of learning where little breaks
    least: int = 20  # broken pieces
    wait: int = 13  # weeks until a quiet week counts as usual: a change that has begun must not
    quiet: int = 500  # weeks between two false alarms of an account, at least, on average
    times: float = 2.0  # what counts as a change: that many times the usual loss, or a part as small
    doubt: float = 1.0  # standard errors by which what was learned may be wrong


RULE = Rule()


@dataclass(frozen=True, slots=True)
class Tally:
    """A week (or load) with its pieces: how many entered the stage, and how many were lost in it."""

    entered: int
    lost: int

    def __post_init__(self) -> None:
        if not 0 <= self.lost <= self.entered:
            raise ValueError(f"{self.lost} of {self.entered} cannot be lost.")


class State(StrEnum):
    LEARNING = "learning"
    QUIET = "quiet"
    WORSE = "worse"
    BETTER = "better"


@dataclass(frozen=True, slots=True)
class Point:
    """One week as the rule saw it. Accounts and marks are in pieces; before enough is learned there are none."""

    entered: int
    lost: int
    state: State
    usual: float | None = None
    worse: float = 0.0
    worse_mark: float = 0.0
    better: float = 0.0
    better_mark: float = 0.0

    @property
    def rate(self) -> float | None:
        return self.lost / self.entered if self.entered else None


@dataclass(frozen=True, slots=True)
class Change:
    """A change that the rule found: in which week it shows, since which week it lasts, and from what."""

    at: int
    since: int
    state: State
    usual: float


@dataclass(frozen=True, slots=True)
class Watch:
    points: tuple[Point, ...]
    changes: tuple[Change, ...]

    @property
    def usual(self) -> float | None:
        """What is usual now."""
        return self.points[-1].usual if self.points else None


@dataclass(slots=True)
class _Account:
    """Broken pieces beyond what is allowed (or allowed ones beyond the broken), and where it becomes a change."""

    allowed: float = 0.0  # of each piece that enters
    mark: float = 0.0
    stands: float = 0.0
    zero: int = 0  # the first week that is not yet explained by chance: it last stood at zero before

    def add(self, pieces: float, place: int) -> bool:
        """Whether it passes its mark."""
        self.stands = max(0.0, self.stands + pieces)
        if not self.stands:
            self.zero = place + 1
        return self.stands > self.mark


@dataclass(slots=True)
class _Learned:
    """What is usual since the week `begin`, by the weeks before `known`."""

    begin: int
    known: int
    usual: float
    worse: _Account
    better: _Account


def watch(tallies: Sequence[Tally], rule: Rule = RULE) -> Watch:
    """The whole history of a stage, week by week. Weeks without pieces say nothing."""
    points: list[Point] = []
    changes: list[Change] = []
    begin = 0
    learned: _Learned | None = None
    for place, tally in enumerate(tallies):
        if learned is None:
            points.append(Point(tally.entered, tally.lost, State.LEARNING))
            if _is_enough(tallies[begin : place + 1], rule):
                learned = _Learned(begin, place + 1, 0.0, _Account(zero=place + 1), _Account(zero=place + 1))
                _learn(learned, tallies, rule)
            continue
        state = _weigh(learned, tally, place)
        up, down = learned.worse, learned.better
        points.append(
            Point(tally.entered, tally.lost, state, learned.usual, up.stands, up.mark, down.stands, down.mark)
        )
        if state == State.QUIET:
            learned.known = max(learned.known, min(up.zero, down.zero, place + 1 - rule.wait))
            _learn(learned, tallies, rule)
        else:
            begin = (up if state == State.WORSE else down).zero
            changes.append(Change(place, begin, state, learned.usual))
            learned = None
    return Watch(tuple(points), tuple(changes))


def _is_enough(tallies: Sequence[Tally], rule: Rule) -> bool:
    weeks = sum(each.entered > 0 for each in tallies)
    return weeks >= rule.longest or (weeks >= rule.learning and sum(each.lost for each in tallies) >= rule.least)


def _learn(learned: _Learned, tallies: Sequence[Tally], rule: Rule) -> None:
    """Set the usual and both accounts by the weeks that are known to be usual."""
    seen = [each for each in tallies[learned.begin : learned.known] if each.entered]
    entered, lost = sum(each.entered for each in seen), sum(each.lost for each in seen)
    # One piece more is counted as half lost, so that a stage which lost nothing yet is not taken for perfect.
    usual = min((lost + 0.5) / (entered + 1), MOST)
    spread = sum((each.lost - each.entered * usual) ** 2 / (each.entered * usual * (1 - usual)) for each in seen)
    wide = max(1.0, spread / _low_chi2(len(seen) - 1, rule.doubt))
    off = 1 + rule.doubt * sqrt(wide * (1 - usual) / (entered * usual))
    learned.usual = usual
    learned.worse.allowed, learned.worse.mark = _terms(min(usual * off, MOST), rule.times, rule, wide)
    learned.better.allowed, learned.better.mark = _terms(usual / off, 1 / rule.times, rule, wide)


def _terms(usual: float, times: float, rule: Rule, wide: float) -> tuple[float, float]:
    """The loss at which usual and changed are equally likely, and the mark in pieces."""
    low, high = sorted((usual, min(usual * times, 1.0 - MOST / 10)))
    weight = log(high * (1 - low) / (low * (1 - high)))  # how much one broken piece speaks for the higher loss
    return log((1 - low) / (1 - high)) / weight, wide * log(rule.quiet) / weight


def _low_chi2(degrees: int, doubt: float) -> float:
    """What chance leaves of `degrees` squares, so many standard errors below its mean (Wilson and Hilferty, 1931)."""
    part = 2 / (9 * degrees)
    return float(degrees * max(0.05, 1 - part - doubt * sqrt(part)) ** 3)


def _weigh(learned: _Learned, tally: Tally, place: int) -> State:
    got_worse = learned.worse.add(tally.lost - learned.worse.allowed * tally.entered, place)
    got_better = learned.better.add(learned.better.allowed * tally.entered - tally.lost, place)
    if got_worse:
        return State.WORSE
    return State.BETTER if got_better else State.QUIET
