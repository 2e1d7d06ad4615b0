"""Making the secret link of a calendar."""

from __future__ import annotations

from django.db.models import F

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.members.models import Member
from tequio.training.models import Feed


@action("training.feed.make", for_self="member")
def make_feed(*, actor: Actor, member: Member | None = None, course_id: int | None = None) -> Feed:
    """Make the link of a calendar: of a member, of a course, or of the whole union. Made again, the old one ends."""
    feed, is_new = Feed.objects.get_or_create(
        union_id=actor.union_id, course_id=course_id, person=member.person if member else None
    )
    if not is_new:
        Feed.objects.filter(pk=feed.pk).update(serial=F("serial") + 1)
        feed.refresh_from_db()
    events.record(actor, "training.feed.made", feed, course=course_id, member=member.pk if member else None,
                  serial=feed.serial)  # fmt: skip
    return feed
