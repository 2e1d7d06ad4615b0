"""Kiln loads and promises as the calendar that other programs read."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.engines.ical import Meeting, calendar
from tequio.production.making import making_here
from tequio.production.models import Commitment, Load, LoadPart, ProductionFeed
from tequio.unions.making import Making

LIT_AT, DUE_AT = time(7), time(18)
PAST = timedelta(days=60)


def loads_of(feed: ProductionFeed, today: date) -> QuerySet[Load]:
    rows = Load.objects.select_related("kiln__member__section").filter(lit_on__gte=today - PAST)
    if feed.member_id:
        with_mine = LoadPart.objects.filter(load=OuterRef("pk"), batch__member_id=feed.member_id)
        rows = rows.filter(Q(kiln__member_id=feed.member_id) | Exists(with_mine))
    return rows.order_by("lit_on", "pk")


def promises_of(feed: ProductionFeed, today: date) -> QuerySet[Commitment]:
    """A member's promises. The union's calendar has none: what somebody promised her client is hers."""
    rows = Commitment.objects.filter(due_on__gte=today - PAST)
    return rows.filter(member_id=feed.member_id).order_by("due_on", "pk") if feed.member_id else rows.none()


def written(feed: ProductionFeed, today: date) -> bytes:
    made = making_here(feed.union_id)
    if feed.member:
        name = _("Mi taller · %(union)s") % {"union": feed.union.name}
    else:
        name = _("Hornos · %(union)s") % {"union": feed.union.name}
    meetings = [_firing(load, made) for load in loads_of(feed, today)]
    return calendar(name, [*meetings, *(_promise(each, made) for each in promises_of(feed, today))])


def _firing(load: Load, made: Making) -> Meeting:
    kind = made.kiln(load.kiln.kind)
    begins = _at(load.lit_on, LIT_AT)
    return Meeting(
        uid=str(load.uid), sequence=load.sequence, changed_at=load.changed_at, begins_at=begins,
        ends_at=begins + timedelta(hours=kind.hours if kind else 8),
        title=_("Prender «%(kiln)s»") % {"kiln": load.kiln.name}, place=load.kiln.member.section.name,
        is_cancelled=load.state == Load.State.CANCELLED,
    )  # fmt: skip


def _promise(each: Commitment, made: Making) -> Meeting:
    recipe = made.recipe(each.product)
    at = _at(each.due_on, DUE_AT)
    told = {"pieces": f"{each.pieces:,}", "product": recipe.name if recipe else each.product}
    return Meeting(
        uid=str(each.uid), sequence=each.sequence, changed_at=each.changed_at, begins_at=at,
        ends_at=at + timedelta(minutes=30), title=_("Entregar %(pieces)s: %(product)s") % told, text=each.what,
        is_cancelled=each.state == Commitment.State.WITHDRAWN,
    )  # fmt: skip


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
