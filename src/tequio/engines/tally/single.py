"""Rules that count once: simple majority, absolute majority, approval."""

from decimal import Decimal

import numpy as np

from tequio.engines.tally.ballots import Ballots
from tequio.engines.tally.lot import Lot
from tequio.engines.tally.model import Count, Deed, Elected, How, Rule, Stage, Tie


def count_once(ballots: Ballots, seats: int, rule: Rule, lot: Lot) -> Count:
    """One stage: votes and who has most. Equal votes at the last seat go to the lot; nobody is elected without a vote.

    By absolute majority one is elected with more than half of the valid ballots; otherwise the best two go to a second
    ballot.
    """
    votes = _marks(ballots) if rule is Rule.APPROVAL else _first_preferences(ballots)
    half = rule is Rule.MAJORITY
    if half and max(votes) * 2 > ballots.valid:
        half = False
        how = How.HALF
    else:
        how = How.MOST
    chosen, tie = _most(ballots, votes, 2 if half else seats, lot)
    elected = () if half else tuple(Elected(n, 1, how) for n in chosen)
    stage = Stage(
        1, Deed.FIRST, None, None, tuple(map(Decimal, votes[1:])), Decimal(0), Decimal(0),
        tuple(e.candidate for e in elected), tie,
    )  # fmt: skip
    return Count(
        rule, seats, ballots.names, ballots.withdrawn, ballots.valid, ballots.blank, None, (stage,), elected,
        second_ballot=chosen if half else (),
    )  # fmt: skip


def _first_preferences(ballots: Ballots) -> list[int]:
    votes = np.zeros(ballots.candidates + 1, dtype=np.int64)
    np.add.at(votes, ballots.table[:, 0], ballots.papers)
    return [int(v) for v in votes]


def _marks(ballots: Ballots) -> list[int]:
    votes = np.zeros(ballots.candidates + 1, dtype=np.int64)
    for column in range(ballots.table.shape[1]):
        np.add.at(votes, ballots.table[:, column], ballots.papers)
    votes[0] = 0
    return [int(v) for v in votes]


def _most(ballots: Ballots, votes: list[int], places: int, lot: Lot) -> tuple[tuple[int, ...], Tie | None]:
    """The candidates with most votes, and the tie at the last place if the lot had to decide it."""
    order = sorted((n for n in ballots.standing if votes[n]), key=lambda n: (-votes[n], n))
    if len(order) <= places:
        return tuple(order), None
    edge = votes[order[places - 1]]
    sure = [n for n in order if votes[n] > edge]
    tied = [n for n in order if votes[n] == edge]
    wanted = places - len(sure)
    if len(tied) == wanted:
        return (*sure, *tied), None
    tie = lot.choose(ballots.names, tied, 1, wanted)
    return (*sure, *tie.chosen), tie
