"""Deeds with the roster as a whole: put a file on the table, import it, take the roster out."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

from django.utils import timezone

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.sheets import read_table, write_csv, write_xlsx
from tequio.members import steps
from tequio.members.errors import RosterHasBadCells, RosterImported, RosterMoved, RosterNeedsSections
from tequio.members.models import RosterFile
from tequio.members.roster.columns import ROSTER
from tequio.members.roster.export import exported_rows
from tequio.members.roster.plan import plan_import
from tequio.members.roster.writing import write_plan

KEPT_FOR = timedelta(days=2)


@action("members.roster.upload")
def upload_roster(*, actor: Actor, name: str, content: bytes) -> RosterFile:
    """Put a roster file on the table to look at it; nothing of it counts yet. Raises SheetFailed."""
    read_table(name, content)
    # Files that nobody imported hold names and numbers; they do not stay.
    RosterFile.objects.filter(uploaded_at__lt=timezone.now() - KEPT_FOR, imported_on=None).delete()
    digest = hashlib.sha256(content).hexdigest()
    file = RosterFile.objects.create(union_id=actor.union_id, name=name[-160:], content=content, digest=digest)
    events.record(actor, "members.roster.uploaded", file, file=file.name, sha256=digest)
    return file


@action("members.roster.import")
def import_roster(*, actor: Actor, file_id: int, seen: str, new_sections: bool, today: date) -> RosterFile:
    """Write a looked-at roster file, all of it or nothing.

    `seen` is the digest of the plan that the person looked at. Raises RosterHasBadCells, RosterMoved,
    RosterNeedsSections, RosterImported.
    """
    steps.lock_roster(actor.union_id)
    file = RosterFile.objects.select_for_update().get(pk=file_id)
    if file.imported_on:
        raise RosterImported
    plan = plan_import(ROSTER.read_file(file.name, bytes(file.content)), today)
    if plan.bad:
        raise RosterHasBadCells(count=len(plan.bad))
    if plan.digest != seen:
        raise RosterMoved
    if plan.sections and not new_sections:
        raise RosterNeedsSections(names=", ".join(name for _, name in plan.sections.values()))

    write_plan(plan, actor.union_id)
    file.new, file.updated, file.unchanged = len(plan.new), len(plan.updated), plan.unchanged
    file.imported_on, file.content = today, b""
    file.save()
    events.record(
        actor,
        "members.roster.imported",
        file,
        file=file.name,
        sha256=file.digest,
        new=[change.values["number"] for change in plan.new],
        changed={change.values["number"]: sorted(change.changed) for change in plan.updated},
        unchanged=plan.unchanged,
        sections=[name for _, name in plan.sections.values()],
    )
    return file


@action("members.roster.export")
def export_roster(*, actor: Actor, as_csv: bool) -> bytes:
    """Take the whole roster out as a spreadsheet; it holds private data, so it is written down who did."""
    rows = exported_rows()
    heading = [column.heading for column in ROSTER.columns]
    content = write_csv(heading, rows) if as_csv else write_xlsx(heading, rows, title="Padrón")
    events.record(actor, "members.roster.exported", "members.member", members=len(rows))
    return content
