"""Who may call an assembly, and the last lawful day on which it can still be called."""

from dataclasses import dataclass
from datetime import date, timedelta

from tequio.engines.bylaws.deciding import Verdict
from tequio.engines.bylaws.rules import Bylaws
from tequio.engines.days import Calendar


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: a body ("board", "vigilance", "assembly") or so many members ("members") by their votes."""

    who: str
    signers: int = 0


def may_call(bylaws: Bylaws, caller: Caller, *, entitled: int) -> Verdict:
    """Whether he may. A body needs no signatures; members need the share of a minority. Raises ValueError."""
    if not 0 <= caller.signers <= entitled:
        raise ValueError(f"{caller.signers} sign of {entitled}")
    share = bylaws.share("call_minority")
    if caller.who in bylaws.words("callers"):
        return Verdict(True, caller.signers, 0, entitled, share, bylaws.source("callers"))
    needed = share.least(entitled)
    holds = caller.who == "members" and caller.signers >= needed
    return Verdict(holds, caller.signers, needed, entitled, share, bylaws.source("call_minority"))


def may_demand(bylaws: Bylaws, what: str, *, signed: int, entitled: int) -> Verdict:
    """Whether those who signed may demand a "point" of the agenda, or a "meeting". Raises ValueError."""
    if not 0 <= signed <= entitled:
        raise ValueError(f"{signed} sign of {entitled}")
    key = {"point": "point_minority", "meeting": "call_minority"}[what]
    share = bylaws.share(key)
    needed = share.least(entitled)
    return Verdict(signed >= needed, signed, needed, entitled, share, bylaws.source(key))


def call_demanded_by(bylaws: Bylaws, complete_on: date) -> date:
    """The last day to call a meeting whose signatures were complete on a day."""
    return complete_on + timedelta(days=bylaws.number("demanded_days"))


@dataclass(frozen=True, slots=True)
class CallDays:
    """The days of both calls.

    `first_by`: the last lawful day to publish the first; `first_posted_by`: the business day on or before it, when
    offices are open to receive and stamp. `second_by`: the last lawful day to publish the second, which may fall before
    `first_on` only where both may go out together. `second_earliest`: the first lawful day for the second meeting.
    """

    first_by: date
    first_posted_by: date
    second_by: date
    second_posted_by: date
    second_earliest: date


def call_days(bylaws: Bylaws, calendar: Calendar, *, first_on: date, second_on: date) -> CallDays:
    """When both calls must be out for meetings on these days. Neither the day of the call nor of the meeting lacks.

    Seven days of notice for a meeting on the 20th: the call is out on the 13th at the latest. Where the second call may
    only follow a first meeting that failed, it cannot be published before that day.
    """
    notice, second = bylaws.number("notice_days"), bylaws.number("second_notice_days")
    after_first = bylaws.says("second_after_first")
    first_by, second_by = _before(bylaws, calendar, first_on, notice), _before(bylaws, calendar, second_on, second)
    earliest = _after(bylaws, calendar, first_on, second) if after_first else first_on
    if not after_first:
        second_by = min(second_by, first_by) if second == 0 else second_by
    return CallDays(
        first_by, calendar.last_business_day(first_by), second_by, calendar.last_business_day(second_by), earliest
    )


def _before(bylaws: Bylaws, calendar: Calendar, day: date, count: int) -> date:
    if bylaws.words("days") == ("business",):
        return calendar.business_days_before(day, count)
    return day - timedelta(days=count)


def _after(bylaws: Bylaws, calendar: Calendar, day: date, count: int) -> date:
    if bylaws.words("days") == ("business",):
        return calendar.business_days_after(day, count)
    return day + timedelta(days=count)
