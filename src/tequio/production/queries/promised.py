"""How promises of other apps' orders stand on the bench: what came through each stage, and when the rest is made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Sum

from tequio.engines.costing import Place, Resource, pieces_in
from tequio.members.models import Member
from tequio.production.making import monday_of
from tequio.production.models import Batch, Commitment, Count, Load, LoadPart
from tequio.production.queries.capacity import DAY, WEEK, Needs, WeekPlace, calendar_keepers, mondays_from, week_places
from tequio.production.queries.losses import rates
from tequio.production.queries.routes import making

WEEKS_AFTER = 8  # after the last day that was promised: what is not made by then has no day


def room_for(
    member: Member, product: str, mondays: Collection[date], today: date
) -> dict[date, int] | None:  # fmt: skip
    """Good pieces that still fit a workshop's weeks; None of one whose calendar cannot say (`calendar_keepers`)."""
    recipe = making().recipe(product)
    if recipe is None or not calendar_keepers([member.pk]):
        return None
    places = week_places(sorted(mondays), today, [member.pk])
    reckon = Needs(making(), rates(today, product=product, member_ids=[member.pk]))
    return {
        monday: pieces_in(week.free, reckon.of(member.pk, recipe, monday)).pieces
        for (_, monday), week in places.items()
    }


def through_stages(source: str, source_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """By promise, the pieces still whole of its batches that came through each stage; one that has none is left out."""
    rows = Count.objects.filter(batch__promise__source=source, batch__promise__source_id__in=list(source_ids))
    found: dict[int, dict[str, int]] = {
        pk: {} for pk in Batch.objects.filter(promise__source=source, promise__source_id__in=list(source_ids))
        .order_by().values_list("promise__source_id", flat=True).distinct()
    }  # fmt: skip
    for promise, stage, alive in rows.values_list("batch__promise__source_id", "stage", "batch__alive"):
        found[promise][stage] = found[promise].get(stage, 0) + alive
    return found


@dataclass(frozen=True, slots=True)
class End:
    """When a promise is made if its workshop does what is due first: never, where its calendar has no room for it.

    `tight` is what there is least of, `has_none` whether there is nothing of it at all; `unlit_on` the day for which a
    kiln with pieces of it was planned that is not lit yet.
    """

    ends_on: date | None
    tight: Resource | None = None
    has_none: bool = False
    unlit_on: date | None = None


def ends_of(source: str, asked: Mapping[int, int], today: date) -> dict[int, End]:
    """By promise of an app's orders, when the pieces `asked` of it are made; a dozen queries for all of them.

    What finished batches hold for it is made already, and so is what was taken off the promise since.
    """
    mine = Commitment.objects.filter(source=source, source_id__in=list(asked), state=Commitment.State.OPEN)
    members = calendar_keepers(mine.values_list("member_id", flat=True))
    rows = list(Commitment.objects.filter(state=Commitment.State.OPEN, member__in=members).order_by("due_on", "pk"))
    if not rows:
        return {}
    weeks = max(0, (max(monday_of(row.due_on) for row in rows) - monday_of(today)).days // 7) + 1 + WEEKS_AFTER
    mondays = mondays_from(today, weeks)
    places = week_places(mondays, today, members)
    made = making()
    reckon = Needs(made, rates(today, member_ids=members))
    finished, unlit = _finished(source, asked), _unlit(source, asked)
    free = {key: week.there for key, week in places.items()}
    found = {}
    for row in rows:
        recipe, key = made.recipe(row.product), row.source_id if row.source == source else None
        if recipe is None:
            continue
        needs = {monday: reckon.of(row.member_id, recipe, monday) for monday in mondays}
        if key is None or key not in asked:
            _fill(free, row.member_id, needs, row.pieces, today)
            continue
        left = min(row.pieces, asked[key] - finished.get(key, 0))
        ends_on = _fill(free, row.member_id, needs, left, today)
        found[key] = _end(ends_on, needs, places, row.member_id, unlit.get(key))
    return found


def _finished(source: str, source_ids: Collection[int]) -> dict[int, int]:
    """Good pieces of finished batches, by promise."""
    rows = Batch.objects.filter(stage="", promise__source=source, promise__source_id__in=list(source_ids))
    return dict(rows.order_by().values_list("promise__source_id").annotate(Sum("alive")))


def _fill(
    free: dict[tuple[int, date], Place], member_id: int, needs: Mapping[date, Place], wanted: int, today: date
) -> date | None:
    """Take the first weeks that have room; the last day of the last of them."""
    if wanted <= 0:
        return today
    for monday, need in sorted(needs.items()):
        here = min(wanted, pieces_in(free[member_id, monday], need).pieces)
        free[member_id, monday] = free[member_id, monday].less(need.times(here))
        wanted -= here
        if not wanted:
            return monday + WEEK - DAY
    return None


def _end(
    ends_on: date | None, needs: Mapping[date, Place], places: Mapping[tuple[int, date], WeekPlace], member_id: int,
    unlit_on: date | None,
) -> End:  # fmt: skip
    first = min(needs)
    there = places[member_id, first].there
    tight = pieces_in(there, needs[first]).tight
    return End(ends_on, tight, bool(tight) and not there.of(tight), unlit_on)


def _unlit(source: str, source_ids: Collection[int]) -> dict[int, date]:
    """The latest day for which a kiln with pieces of a promise was planned and is not lit."""
    rows = LoadPart.objects.filter(
        load__state=Load.State.PLANNED, batch__promise__source=source, batch__promise__source_id__in=list(source_ids)
    )
    return dict(rows.order_by().values_list("batch__promise__source_id").annotate(Max("load__lit_on")))


def promised(source: str, source_ids: Collection[int]) -> set[int]:
    """Of an app's orders, those of which pieces are promised in the calendar of a workshop that keeps one."""
    rows = Commitment.objects.filter(source=source, source_id__in=list(source_ids), state=Commitment.State.OPEN)
    found: dict[int, list[int]] = defaultdict(list)
    for source_id, member_id in rows.values_list("source_id", "member_id"):
        found[member_id].append(source_id)
    keeps = calendar_keepers(found) if found else set()
    return {each for member_id, mine in found.items() if member_id in keeps for each in mine}
