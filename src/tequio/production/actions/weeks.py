"""The five numbers of a week: by oneself, by somebody who helps, or a whole village's sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.bulk import insert_rows
from tequio.engines.costing import Five
from tequio.engines.costing.cards import NOTHING
from tequio.members.models import Member
from tequio.production.errors import ListHasBadCells, NothingInTheList, NothingNoted, WeekToCome, WeekTooOld
from tequio.production.making import monday_of
from tequio.production.models import Way, WeekNote
from tequio.production.steps import belonging, recipe_of
from tequio.production.week_sheet import Noted, plan_rows

OLDEST = timedelta(weeks=53)


@action("production.week.note", for_self="member")
def note_week(
    *, actor: Actor, member: Member, monday: date, product: str, five: Five, today: date, now: datetime
) -> WeekNote:
    """Note a week's five numbers of one product; noted again, the newer replace the older.

    Raises NotActive, NoRecipe, WeekToCome, WeekTooOld, NothingNoted.
    """
    belonging(member)
    recipe_of(actor.union_id, product)
    monday = monday_of(monday)
    if monday > today:
        raise WeekToCome
    if monday < today - OLDEST:
        raise WeekTooOld
    if five == NOTHING:
        raise NothingNoted
    note, _ = WeekNote.objects.update_or_create(
        union_id=actor.union_id, member=member, monday=monday, product=product,
        defaults={
            "begun": five.begun, "good": five.good, "material_minor": five.material_minor,
            "fuel_minor": five.fuel_minor, "days": five.days, "noted_at": now, "noted_by": actor.name,
            "way": Way.PHONE if actor.member_id == member.pk else Way.OFFICE,
        },
    )  # fmt: skip
    events.record(
        actor, "production.week.noted", note, member=member.pk, monday=monday, product=product, begun=five.begun,
        good=five.good,
    )  # fmt: skip
    return note


@action("production.week.import")
def import_weeks(*, actor: Actor, monday: date, rows: Sequence[Noted], today: date, now: datetime) -> Actor:
    """Write a whole sheet of one week, or nothing; each row replaces what stood there.

    Raises WeekToCome, WeekTooOld, ListHasBadCells, NothingInTheList.
    """
    monday = monday_of(monday)
    if monday > today:
        raise WeekToCome
    if monday < today - OLDEST:
        raise WeekTooOld
    plan = plan_rows(actor.union_id, monday, rows)
    if plan.bad:
        raise ListHasBadCells(count=len(plan.bad))
    if not plan.placed:
        raise NothingInTheList
    WeekNote.objects.filter(pk__in=[row.before_id for row in plan.placed if row.before_id]).delete()
    columns = ("union_id", "member_id", "monday", "product", "begun", "good", "material_minor", "fuel_minor", "days",
               "way", "noted_at", "noted_by")  # fmt: skip
    insert_rows(WeekNote, columns, (
        (actor.union_id, row.member_id, monday, row.product, row.five.begun, row.five.good, row.five.material_minor,
         row.five.fuel_minor, row.five.days, Way.SHEET.value, now, actor.name)
        for row in plan.placed
    ))  # fmt: skip
    events.record(actor, "production.week.imported", "production.weeknote", monday=monday, rows=len(plan.placed),
                  replaced=plan.replaced)  # fmt: skip
    return actor
