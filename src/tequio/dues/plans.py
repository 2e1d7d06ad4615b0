"""What a collection would charge, worked out without writing: who pays what and why, and who does not and why."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import Q

from tequio.dues.errors import NoSchedule
from tequio.dues.models import Fee, Relief, Schedule
from tequio.dues.queries import ruling_schedule
from tequio.engines.dues import Due, Period, Standing, Why, assess
from tequio.members.models import Member


@dataclass(frozen=True, slots=True)
class Line:
    """One member's fee of the period."""

    member_id: int
    number: int
    people: int
    relief_bp: int
    due: Due


@dataclass(frozen=True, slots=True)
class Skipped:
    """One member who is not charged."""

    member_id: int
    number: int
    why: Why


@dataclass(frozen=True)
class RunPlan:
    """A collection before it is done. Members by number."""

    schedule: Schedule
    period: Period
    charged_on: date
    lines: tuple[Line, ...]
    skips: tuple[Skipped, ...]

    @property
    def minor(self) -> int:
        return sum(line.due.minor for line in self.lines)

    @property
    def belonging(self) -> tuple[Skipped, ...]:
        """Those skipped who belong or want to, and whose fee does not stand already: they are kept with the run."""
        return tuple(each for each in self.skips if each.why not in (Why.GONE, Why.CHARGED))

    @property
    def by_reason(self) -> dict[Why, int]:
        found = Counter(each.why for each in self.skips)
        return {why: found[why] for why in Why if found[why]}

    @property
    def digest(self) -> str:
        """Changes whenever the collection would do anything else than it would have done before."""
        told = hashlib.sha256(f"{self.schedule.pk} {self.period} {self.charged_on}".encode())
        for line in self.lines:
            told.update(f"{line.member_id} {line.due}".encode())
        for each in self.belonging:
            told.update(f"{each.member_id} {each.why}".encode())
        return told.hexdigest()


def plan_run(period: Period, charged_on: date, left_out: Collection[int] = ()) -> RunPlan:
    """The collection of a period; `left_out` are members whom the treasurer leaves out. Raises NoSchedule."""
    schedule = ruling_schedule(period.cadence, period.first)
    if schedule is None:
        raise NoSchedule
    tariff = schedule.tariff()

    # Most members are alike to a tariff: each kind of standing is worked out once.
    @cache
    def assessed(standing: Standing) -> Due | Why:
        return assess(tariff, period, standing, charged_on)

    charged = _charged(period)
    reliefs = _reliefs(period)
    lines, skips = [], []
    for pk, number, joined_on, left_on, state, people in Member.objects.order_by("number").values_list(
        "pk", "number", "joined_on", "left_on", "state", "workshop__people_at_work"
    ):
        relief_bp = _relief_on(reliefs.get(pk, ()), max(period.first, joined_on))
        standing = Standing(
            max(joined_on, period.first), left_on, state == Member.State.APPLICANT, people or 1, relief_bp,
            pk in charged, pk in left_out,
        )  # fmt: skip
        found = assessed(standing)
        if isinstance(found, Why):
            skips.append(Skipped(pk, number, found))
        else:
            lines.append(Line(pk, number, standing.people, relief_bp, found))
    return RunPlan(schedule, period, charged_on, tuple(lines), tuple(skips))


def _charged(period: Period) -> frozenset[int]:
    fees = Fee.objects.filter(kind=period.cadence, period_on=period.first, cancelled_on__isnull=True)
    return frozenset(fees.values_list("member_id", flat=True))


def _reliefs(period: Period) -> dict[int, list[Relief]]:
    found: dict[int, list[Relief]] = {}
    running = Q(ends_on__isnull=True) | Q(ends_on__gt=period.first)
    for relief in Relief.objects.filter(running, begins_on__lte=period.last).order_by("begins_on", "pk"):
        found.setdefault(relief.member_id, []).append(relief)
    return found


def _relief_on(reliefs: Collection[Relief], day: date) -> int:
    return max((relief.rate_bp for relief in reliefs if relief.runs_on(day)), default=0)
