"""The sessions of a feed as the calendar that other programs read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tequio.engines.ical import Meeting, calendar
from tequio.training.models import Feed, Session
from tequio.training.queries import sessions_of_feed


def feed_name(feed: Feed) -> str:
    if feed.course:
        return f"{feed.course.title} · {feed.union.name}"
    if feed.person:
        return _("Mis cursos · %(union)s") % {"union": feed.union.name}
    return _("Cursos · %(union)s") % {"union": feed.union.name}


def written(feed: Feed) -> bytes:
    return calendar(feed_name(feed), map(meeting_of, sessions_of_feed(feed)))


def meeting_of(session: Session) -> Meeting:
    told = [
        session.course.title,
        _("La da: %(name)s") % {"name": session.speaker} if session.speaker else "",
        _("Trae: %(things)s") % {"things": session.material} if session.material else "",
        _("Se canceló: %(why)s") % {"why": session.reason} if session.is_cancelled else "",
    ]
    at = (f"{session.latitude:.6f}", f"{session.longitude:.6f}") if session.latitude is not None else None
    return Meeting(
        uid=str(session.uid), sequence=session.sequence, changed_at=session.changed_at, begins_at=session.begins_at,
        ends_at=session.ends_at, title=session.topic, text="\n".join(filter(None, told)), place=session.place,
        place_at=at, is_cancelled=session.is_cancelled,
    )  # fmt: skip
