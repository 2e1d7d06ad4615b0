"""The door of the counting room: checks what is asked, then counts by the rule."""

from tequio.engines.tally.ballots import MOST_PAPERS, Ballots
from tequio.engines.tally.lot import Lot
from tequio.engines.tally.meek import count_meek
from tequio.engines.tally.model import CannotCount, Count, Rule
from tequio.engines.tally.scottish import count_scottish
from tequio.engines.tally.single import count_once


def count(ballots: Ballots, seats: int, rule: Rule, lot: Lot = Lot()) -> Count:  # noqa: B008 - frozen
    """Count by a rule. The order of the ballots never matters.

    Raises CannotCount: no seats, more seats than candidates, no valid ballot, an absolute majority for several seats,
    or a tie that needs a lot while none was announced.
    """
    standing = len(ballots.standing)
    reason = CannotCount.Reason
    if seats < 1:
        raise CannotCount(reason.NO_SEATS, seats=seats, standing=standing)
    if seats > standing:
        raise CannotCount(reason.TOO_MANY_SEATS, seats=seats, standing=standing)
    if rule is Rule.MAJORITY and seats != 1:
        raise CannotCount(reason.ONE_SEAT_ONLY, seats=seats, standing=standing)
    if not ballots.valid:
        raise CannotCount(reason.NO_BALLOTS, seats=seats, standing=standing)
    if ballots.valid > MOST_PAPERS:
        raise CannotCount(reason.TOO_MANY_BALLOTS, seats=seats, standing=standing)
    if rule is Rule.SCOTTISH:
        return count_scottish(ballots, seats, lot)
    if rule is Rule.MEEK:
        return count_meek(ballots, seats, lot)
    return count_once(ballots, seats, rule, lot)
