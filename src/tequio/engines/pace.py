"""How far a piece of work is, and when it ends if it goes on as it has."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction


def done_of(pieces: int, stages: Sequence[str], through: Mapping[str, int], finished: int) -> Fraction:
    """Whole pieces' worth of work: each stage that a piece has come through counts alike.

    `through`: pieces that have come through a stage, as last told; what came through a later one came through those
    before it. `finished` pieces have come through all of them.
    """
    if not stages:
        return Fraction(min(finished, pieces))
    done, at_least = Fraction(0), finished
    for stage in reversed(stages):
        at_least = max(at_least, through.get(stage, 0))
        done += Fraction(min(at_least, pieces), len(stages))
    return done


def planned_by(weeks: Mapping[date, int], today: date) -> Fraction:
    """Pieces that should be made by the end of the day before; a week's are made evenly on its seven days."""
    planned = Fraction(0)
    for monday, pieces in weeks.items():
        planned += Fraction(pieces * min(7, max(0, (today - monday).days)), 7)
    return planned


def projected_end(weeks: Mapping[date, int], today: date, pieces: int, done: Fraction) -> date | None:
    """The day on which the last piece is made at the pace so far.

    None while nothing can be said: it has not begun by the plan, or nothing is done of what should be.
    """
    if done >= pieces:
        return today
    planned = planned_by(weeks, today)
    if not planned or not done:
        return None
    # As much of the plan's days as the work is behind or ahead of it.
    last = max(weeks) + timedelta(days=6)
    begun = min(weeks)
    share = max(Fraction(1), planned / done)
    days = ((last - begun).days + 1) * share
    return begun + timedelta(days=-(-days.numerator // days.denominator) - 1)


def taken_on(weeks: Mapping[date, int], pieces: int, room: Mapping[date, int], this_week: date) -> dict[date, int]:
    """Which weeks `pieces` of a plan go into, the earliest first, none beyond its plan or its room.

    What was planned for weeks that are gone falls into this one. Fewer than `pieces` are placed where no more fit.
    """
    planned: dict[date, int] = {}
    for monday, many in sorted(weeks.items()):
        planned[max(monday, this_week)] = planned.get(max(monday, this_week), 0) + many
    placed: dict[date, int] = {}
    for monday, many in sorted(planned.items()):
        here = min(many, room.get(monday, 0), pieces - sum(placed.values()))
        if here > 0:
            placed[monday] = here
    return placed


def left_of(weeks: Mapping[date, int], pieces: int) -> dict[date, int]:
    """The last `pieces` of a plan: what was made first is taken off its first weeks."""
    left: dict[date, int] = {}
    for monday, many in sorted(weeks.items(), reverse=True):
        here = min(many, pieces - sum(left.values()))
        if here > 0:
            left[monday] = here
    return dict(sorted(left.items()))
