"""Sign-in sheets: printed with a code, read back from a photo once, and what is unclear decided by a person."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.engines import omr
from tequio.training.errors import DoubtDecided, NobodyToPrint, PageTwice, SessionCancelled
from tequio.training.models import Doubt, Session, SignInPage, Way
from tequio.training.sheets import Box, pages_of
from tequio.training.steps import locked_session, note


@action("training.signin.teach")
def print_sheets(*, actor: Actor, session_id: int, rows: Sequence[omr.Row], now: datetime) -> Session:
    """Make the pages of a list to sign. Raises SessionCancelled, NobodyToPrint."""
    session = locked_session(session_id)
    if not rows:
        raise NobodyToPrint
    parts = pages_of(rows)
    last = SignInPage.objects.filter(session=session).count()
    for position, (part, page) in enumerate(zip(parts, _free_pages(len(parts)), strict=True), start=last + 1):
        SignInPage.objects.create(
            union_id=actor.union_id, session=session, page=page, position=position, printed_at=now,
            rows=[[row.key, row.code, row.name] for row in part],
        )  # fmt: skip
    events.record(actor, "training.signin.printed", session, pages=len(parts), rows=len(rows))
    return session


def _free_pages(count: int) -> list[int]:
    """So many random page numbers that no page of the union has."""
    found: set[int] = set()
    while len(found) < count:
        wanted = {secrets.randbelow(omr.PAGES) for _ in range(count - len(found))}
        found |= wanted - set(SignInPage.objects.filter(page__in=wanted).values_list("page", flat=True))
    return sorted(found)


@action("training.photo.teach")
def read_sheet(
    *, actor: Actor, page_id: int, person_ids: Sequence[int], unclear: Sequence[Box], now: datetime
) -> SignInPage:
    """Note who signed a page; unclear rows wait for a person. Raises PageTwice, SessionCancelled, TooEarly."""
    page = SignInPage.objects.select_for_update().get(pk=page_id)
    if page.read_at is not None:
        raise PageTwice
    session = locked_session(page.session_id)
    new = note(actor, session, person_ids, Way.SHEET, now)
    Doubt.objects.bulk_create(
        Doubt(
            union_id=actor.union_id, page=page, row=each.row, reasons=list(each.reasons), picture=each.picture,
            person_id=int(each.row) if each.row.isdecimal() else None,
        )
        for each in unclear
    )  # fmt: skip
    page.read_at = now
    page.save(update_fields=["read_at"])
    events.record(actor, "training.signin.read", page, session=session.pk, signed=len(person_ids), new=new,
                  unclear=len(unclear))  # fmt: skip
    return page


@action("training.doubt.teach")
def decide_doubt(*, actor: Actor, doubt_id: int, person_id: int | None, now: datetime) -> Doubt:
    """Say who signed an unclear row, or that nobody did (None). Raises DoubtDecided, PersonUnknown, TooEarly."""
    doubt: Doubt = Doubt.objects.select_for_update(of=("self",)).select_related("page").get(pk=doubt_id)
    if doubt.decided_at is not None:
        raise DoubtDecided
    try:
        session = locked_session(doubt.page.session_id)
    except SessionCancelled:
        # A session that was called off takes nobody any more; the row is put aside all the same.
        session, person_id = Session.objects.get(pk=doubt.page.session_id), None
    if person_id is not None:
        note(actor, session, [person_id], Way.SHEET, now)
    doubt.decided_at, doubt.decided_by, doubt.picture = now, actor.name, b""
    doubt.save(update_fields=["decided_at", "decided_by", "picture"])
    events.record(actor, "training.doubt.decided", doubt, session=session.pk, row=doubt.row, person=person_id)
    return doubt
