"""A session that is held now, its page to sign, and the photo that comes home."""

import numpy as np
from django.utils import timezone

from tequio.core import home
from tequio.engines import omr
from tequio.training import actions, sheets
from tequio.training.models import Session, SignInPage
from tests.engines.omr_photos import Pen, Shot, photograph, print_sheet
from tests.training.world import NOW


def hold(world, topic="Precio"):
    """A session that begins at this moment."""
    (session,) = world.plan(topic)
    Session.objects.filter(pk=session.pk).update(begins_at=timezone.now(), sequence=session.sequence + 1)
    session.refresh_from_db()
    return session


def printed(world, session, *members, blank=2):
    rows = [omr.Row(str(member.person_id), str(member.number), member.person.sorted_name) for member in members]
    actions.print_sheets(actor=world.actor, session_id=session.pk, rows=rows + sheets.blank_rows(blank), now=NOW)
    return SignInPage.objects.order_by("-pk").first()


def photo_of(session, page, *marks, seed=5, secret=None, kind=omr.Kind.SIGN_IN, number=None):
    """A JPEG of the page after people signed these rows: (key, how).

    With another secret it is forged; with another kind or number it is a page of something else.
    """
    rng = np.random.default_rng(seed)
    layout = sheets.layout_of(session, page)
    key = omr.key_for(secret or home.secret().encode(), session.union_id)
    paper = print_sheet(layout, omr.sign(key, kind, page.page if number is None else number))
    pen = Pen(paper, rng)
    for row, how in marks:
        pen.mark(layout.box(row), how)
    return photograph(paper, Shot(turn=8.0, tilt=0.03, shadow=0.2), rng)
