"""The single transferable vote as Scottish councils are elected by: weighted inclusive Gregory, five decimals.

Source: Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52.
- quota: valid ballots / (seats + 1), fractions cut off, plus 1 (rule 46);
- a surplus passes on every paper of the candidate, at surplus * value when received / votes, cut to five decimals
  (rule 48); the largest surplus first, equal ones as they stood before, then by lot (rule 49);
- without a surplus the candidate with the fewest votes is excluded, his papers pass on at the value he got them at
  (rule 50); equal ones as they stood before, then by lot (rule 51);
- as many candidates as seats left: all are elected, and nothing more passes on (rule 52). The papers of the last one
  excluded are still passed on here, so that the record shows where they would have gone; it changes nothing.
"""

from collections.abc import Sequence
from decimal import Decimal

from tequio.engines.tally.ballots import Ballots
from tequio.engines.tally.lot import Lot
from tequio.engines.tally.model import Count, Deed, Elected, How, Parcel, Rule, Settled, Stage, Tie, Transfer
from tequio.engines.tally.piles import Dealt, Piles

UNIT = 100_000  # the fifth decimal


def count_scottish(ballots: Ballots, seats: int, lot: Lot) -> Count:
    """The whole count. Expects ballots and seats that `count` has checked."""
    return _Table(ballots, seats, lot).count()


class _Table:
    """The table of one count: piles, votes and who is still in."""

    def __init__(self, ballots: Ballots, seats: int, lot: Lot) -> None:
        self.ballots, self.seats, self.lot = ballots, seats, lot
        self.valid = ballots.valid
        self.quota = (self.valid // (seats + 1) + 1) * UNIT
        self.continuing = set(ballots.standing)
        self.piles = Piles(ballots, UNIT)
        # Index 0 is papers without a further preference.
        self.votes = [0] * (ballots.candidates + 1)
        for dealt in self.piles.first:
            self.votes[dealt.to] += dealt.papers * UNIT
        self.lost = 0
        self.surpluses: set[int] = set()
        self.history: list[list[int]] = []
        self.stages: list[Stage] = []
        self.elected: list[Elected] = []

    def count(self) -> Count:
        self._close_stage(Deed.FIRST, None, None, (), ())
        while len(self.elected) < self.seats:
            if self.surpluses:
                self._pass_surplus()
            else:
                self._exclude()
        ballots = self.ballots
        return Count(
            Rule.SCOTTISH, self.seats, ballots.names, ballots.withdrawn, self.valid, ballots.blank,
            _decimal(self.quota), tuple(self.stages), tuple(self.elected),
        )  # fmt: skip

    def _pass_surplus(self) -> None:
        candidate, tie = self._pick(self.surpluses, largest=True)
        self.surpluses.discard(candidate)
        votes, surplus = self.votes[candidate], self.votes[candidate] - self.quota
        told = list(self.piles.pass_on(candidate, lambda value: surplus * value // votes))
        passed = sum(dealt.papers * dealt.value for _, parcel in told for dealt in parcel)
        self.votes[candidate] = self.quota
        self.lost += surplus - passed
        self._close_stage(Deed.SURPLUS, candidate, tie, *self._credit(told))

    def _exclude(self) -> None:
        candidate, tie = self._pick(self.continuing, largest=False)
        self.continuing.discard(candidate)
        told = list(self.piles.pass_on(candidate, lambda value: value))
        self.votes[candidate] = 0
        self._close_stage(Deed.EXCLUSION, candidate, tie, *self._credit(told))

    def _credit(self, told: Sequence[tuple[int, Sequence[Dealt]]]) -> tuple[tuple[Transfer, ...], tuple[Parcel, ...]]:
        papers: dict[int, int] = {}
        votes: dict[int, int] = {}
        parcels = []
        for received, dealt_out in told:
            for dealt in dealt_out:
                papers[dealt.to] = papers.get(dealt.to, 0) + dealt.papers
                votes[dealt.to] = votes.get(dealt.to, 0) + dealt.papers * dealt.value
            moved = sum(dealt.papers for dealt in dealt_out)
            parcels.append(Parcel(moved, _decimal(received), _decimal(dealt_out[0].value)))
        for to, gained in votes.items():
            self.votes[to] += gained
        # Who gains most stands first; what nobody gets stands last.
        order = sorted(votes, key=lambda to: (to == 0, -votes[to], to))
        transfers = tuple(Transfer(to or None, papers[to], _decimal(votes[to])) for to in order)
        return transfers, tuple(parcels)

    def _pick(self, among: set[int], *, largest: bool) -> tuple[int, Tie | None]:
        """Who has most (or fewest) votes; among equals as they stood at the latest stage that tells them apart."""
        best = max if largest else min
        figure = best(self.votes[n] for n in among)
        tied = sorted(n for n in among if self.votes[n] == figure)
        if len(tied) == 1:
            return tied[0], None
        left, decided = tied, None
        for number in range(len(self.history) - 1, 0, -1):
            then = self.history[number - 1]
            figure = best(then[n] for n in left)
            closer = [n for n in left if then[n] == figure]
            if len(closer) < len(left):
                left, decided = closer, number
            if len(left) == 1:
                return left[0], Tie(tuple(tied), (left[0],), Settled.EARLIER, decided)
        drawn = self.lot.choose(self.ballots.names, left, len(self.history) + 1)
        return drawn.chosen[0], drawn

    def _close_stage(
        self,
        deed: Deed,
        candidate: int | None,
        tie: Tie | None,
        transfers: tuple[Transfer, ...],
        parcels: tuple[Parcel, ...],
    ) -> None:
        """Write the figures down and see who is elected by them."""
        number = len(self.stages) + 1
        votes = list(self.votes)
        self.history.append(votes)
        by_votes = sorted(self.continuing, key=lambda n: (-votes[n], n))
        reached = [n for n in by_votes if votes[n] >= self.quota]
        rest = [n for n in by_votes if n not in reached]
        places = self.seats - len(self.elected) - len(reached)
        last = rest if len(rest) <= places else []
        self.elected += [Elected(n, number, How.QUOTA) for n in reached]
        self.elected += [Elected(n, number, How.LAST_SEATS) for n in last]
        self.surpluses |= {n for n in reached if votes[n] > self.quota}
        self.continuing -= {*reached, *last}
        for n in (*reached, *last):
            self.piles.stays[n] = False
        self.stages.append(
            Stage(
                number, deed, candidate, _decimal(self.quota), tuple(map(_decimal, votes[1:])), _decimal(votes[0]),
                _decimal(self.lost), (*reached, *last), tie, transfers, parcels,
            )
        )  # fmt: skip


def _decimal(units: int) -> Decimal:
    return Decimal(units).scaleb(-5)
