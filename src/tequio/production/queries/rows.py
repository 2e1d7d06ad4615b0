"""The rows that screens show."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Count as CountOf
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum

from tequio.members.models import Member, Section
from tequio.production.models import (
    Batch,
    Commitment,
    Count,
    Kiln,
    Load,
    LoadPart,
    Means,
    Pause,
    ProductionFeed,
    WeekNote,
)


def means_of(member: Member) -> Means | None:
    return Means.objects.filter(member=member).first()


def kilns_of(member: Member) -> QuerySet[Kiln]:
    return Kiln.objects.filter(member=member, retired_on__isnull=True).order_by("name", "pk")


def pauses_of(member: Member, since: date) -> QuerySet[Pause]:
    return Pause.objects.filter(member=member, ends_on__gte=since).order_by("begins_on", "pk")


def batches_of(member: Member) -> QuerySet[Batch]:
    return (
        Batch.objects.filter(member=member)
        .select_related("promise")
        .prefetch_related(Prefetch("counts", Count.objects.order_by("position"), to_attr="counted"))
    )


def open_batches(member: Member) -> QuerySet[Batch]:
    """What is on its way, the oldest first; `in_load` is the load that is planned with it."""
    planned = LoadPart.objects.filter(batch=OuterRef("pk"), load__state=Load.State.PLANNED)
    rows = Batch.objects.filter(member=member).exclude(stage="")
    return rows.annotate(in_load=planned.values("load_id")[:1]).order_by("begun_on", "number")


def loads() -> QuerySet[Load]:
    parts = LoadPart.objects.select_related("batch__member__person").order_by("pk")
    return Load.objects.select_related("kiln__member__person", "kiln__member__section").prefetch_related(
        Prefetch("parts", parts, to_attr="all_parts")
    )


def loads_seen_by(member: Member) -> QuerySet[Load]:
    """Loads of one's own kilns, those that hold something of one's own, and planned ones of the village's shared."""
    with_mine = LoadPart.objects.filter(load=OuterRef("pk"), batch__member=member)
    shared = Q(kiln__is_shared=True, kiln__member__section_id=member.section_id, state=Load.State.PLANNED)
    return loads().filter(Q(kiln__member=member) | shared | Exists(with_mine))


def planned_loads(member: Member) -> QuerySet[Load]:
    return loads_seen_by(member).filter(state=Load.State.PLANNED).order_by("lit_on", "pk")


def batches_waiting(member: Member, stage: str) -> QuerySet[Batch]:
    """Own batches that wait for a stage and stand in no planned load."""
    planned = LoadPart.objects.filter(batch=OuterRef("pk"), load__state=Load.State.PLANNED)
    return Batch.objects.filter(~Exists(planned), member=member, stage=stage).order_by("begun_on", "number")


def notes_of(member: Member) -> QuerySet[WeekNote]:
    return WeekNote.objects.filter(member=member).order_by("-monday", "product")


def commitments_of(member: Member) -> QuerySet[Commitment]:
    return Commitment.objects.filter(member=member).order_by("due_on", "pk")


def open_commitments(member: Member) -> QuerySet[Commitment]:
    return commitments_of(member).filter(state=Commitment.State.OPEN)


def feed_of(member: Member | None) -> ProductionFeed | None:
    return ProductionFeed.objects.filter(member=member).first()


def who_noted(monday: date) -> QuerySet[Section]:
    """Every village with how many of its members are active, and how many noted this week; one query."""
    active = Q(members__state=Member.State.ACTIVE)
    noted = WeekNote.objects.filter(monday=monday, member__section_id=OuterRef("pk")).order_by()
    people = noted.values("member__section_id").annotate(n=CountOf("member_id", distinct=True)).values("n")
    rows = Section.objects.annotate(people=CountOf("members", filter=active), noted=people).filter(people__gt=0)
    return rows.order_by("name", "pk")


def notes_of_week(monday: date, section_id: int) -> QuerySet[WeekNote]:
    rows = WeekNote.objects.filter(monday=monday, member__section_id=section_id)
    return rows.select_related("member__person").order_by("member__person__sort_key", "product")


def members_of_section(section_id: int) -> QuerySet[Member]:
    rows = Member.objects.filter(section_id=section_id, state=Member.State.ACTIVE)
    return rows.select_related("person").order_by("person__sort_key", "pk")


def last_products(member_ids: list[int]) -> dict[int, str]:
    """The product that each member noted last."""
    rows = WeekNote.objects.filter(member_id__in=member_ids).order_by("member_id", "-monday", "-pk")
    return dict(rows.distinct("member_id").values_list("member_id", "product"))


def lost_this_season(today: date) -> list[dict[str, Any]]:
    """By stage, all the union's pieces counted in thirteen weeks, and how many workshops stand behind them."""
    rows = Count.objects.filter(counted_on__range=(today - timedelta(weeks=13), today))
    return list(
        rows.values("stage").annotate(
            all=Sum("entered"), gone=Sum(F("entered") - F("good")), workshops=CountOf("batch__member", distinct=True)
        ).order_by("stage")
    )  # fmt: skip
