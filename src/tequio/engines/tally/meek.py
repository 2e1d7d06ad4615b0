"""The single transferable vote by Meek's method: every elected candidate keeps the part of each ballot that he needs.

Source: Reference Meek Rule of the Proportional Representation Foundation (prfound.org), nine decimals: a ballot gives
each candidate in turn what is left of it times his keep factor, rounded up; the quota is all votes / (seats + 1), cut
off, plus 0.000000001. Iteration ends when the surplus is under 0.000001 or no longer falls. Then the lowest is
excluded; whoever is no further above him than the surplus that is left counts as tied with him, and the lot decides.

The papers of the last one excluded are shared once more for the record; it elects nobody else.
"""

from decimal import Decimal

from tequio.engines.tally.ballots import Ballots
from tequio.engines.tally.lot import Lot
from tequio.engines.tally.model import Count, Deed, Elected, How, Rule, Stage, Tie
from tequio.engines.tally.paths import UNIT, Paths

OMEGA = UNIT // 1_000_000  # a surplus below this is none


def count_meek(ballots: Ballots, seats: int, lot: Lot) -> Count:
    """The whole count. Expects ballots and seats that `count` has checked."""
    return _Table(ballots, seats, lot).count()


class _Table:
    def __init__(self, ballots: Ballots, seats: int, lot: Lot) -> None:
        self.ballots, self.seats, self.lot = ballots, seats, lot
        self.paths = Paths(ballots)
        self.hopeful = set(ballots.standing)
        self.keep = [0] + [UNIT if n in self.hopeful else 0 for n in range(1, ballots.candidates + 1)]
        self.votes: list[int] = []
        self.quota = 0
        self.rounds = 0
        self.stages: list[Stage] = []
        self.elected: list[Elected] = []

    def count(self) -> Count:
        deed, candidate, tie = Deed.FIRST, None, None
        while True:
            reached, surplus = self._iterate()
            self._close_stage(deed, candidate, tie, reached)
            if self._filled():
                break
            if reached:
                deed, candidate, tie = Deed.KEEP, None, None
                continue
            candidate, tie = self._lowest(surplus)
            self._exclude(candidate)
            deed = Deed.EXCLUSION
            if len(self.elected) + len(self.hopeful) <= self.seats:
                self.rounds = 0
                self._share()
                self._close_stage(deed, candidate, tie, [])
                break
        ballots = self.ballots
        return Count(
            Rule.MEEK, self.seats, ballots.names, ballots.withdrawn, ballots.valid, ballots.blank,
            _decimal(self.quota), tuple(self.stages), tuple(self.elected),
        )  # fmt: skip

    def _filled(self) -> bool:
        return len(self.elected) >= self.seats

    def _share(self) -> None:
        """Share every ballot by the keep factors of now."""
        self.rounds += 1
        self.votes = self.paths.share(self.keep)

    def _iterate(self) -> tuple[list[int], int]:
        """Share until somebody reaches the quota, or the surplus is gone or no longer falls."""
        self.rounds, before = 0, None
        while True:
            self._share()
            self.quota = sum(self.votes) // (self.seats + 1) + 1
            reached = [n for n in self._by_votes() if self.votes[n] >= self.quota]
            winners = [e.candidate for e in self.elected] + reached
            surplus = max(0, sum(self.votes[n] - self.quota for n in winners))
            if reached or surplus < OMEGA or (before is not None and surplus >= before):
                return reached, surplus
            before = surplus
            for n in winners:
                wanted = _up(self.keep[n] * self.quota, UNIT)
                self.keep[n] = _up(wanted * UNIT, self.votes[n])

    def _lowest(self, surplus: int) -> tuple[int, Tie | None]:
        lowest = min(self.votes[n] for n in self.hopeful)
        tied = sorted(n for n in self.hopeful if self.votes[n] <= lowest + surplus)
        if len(tied) == 1:
            return tied[0], None
        tie = self.lot.choose(self.ballots.names, tied, len(self.stages) + 1)
        return tie.chosen[0], tie

    def _exclude(self, candidate: int) -> None:
        self.hopeful.discard(candidate)
        self.keep[candidate] = 0
        self.paths.exclude(candidate)

    def _by_votes(self) -> list[int]:
        return sorted(self.hopeful, key=lambda n: (-self.votes[n], n))

    def _close_stage(self, deed: Deed, candidate: int | None, tie: Tie | None, reached: list[int]) -> None:
        number = len(self.stages) + 1
        rest = [n for n in self._by_votes() if n not in reached]
        places = self.seats - len(self.elected) - len(reached)
        last = rest if len(rest) <= places else []
        self.elected += [Elected(n, number, How.QUOTA) for n in reached]
        self.elected += [Elected(n, number, How.LAST_SEATS) for n in last]
        self.hopeful -= {*reached, *last}
        for n in reached:
            self.paths.elect(n)
        unused = self.ballots.valid * UNIT - sum(self.votes)
        self.stages.append(
            Stage(
                number, deed, candidate, _decimal(self.quota), tuple(map(_decimal, self.votes[1:])), _decimal(unused),
                Decimal(0), (*reached, *last), tie, keep=tuple(map(_decimal, self.keep[1:])), rounds=self.rounds,
            )
        )  # fmt: skip


def _up(dividend: int, divisor: int) -> int:
    return -(-dividend // divisor)


def _decimal(units: int) -> Decimal:
    return Decimal(units).scaleb(-9)
