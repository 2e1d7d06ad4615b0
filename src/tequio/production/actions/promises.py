"""What a workshop promises, and the link by which calendars read it."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.members.models import Member
from tequio.production.errors import CommitmentOfOther, CommitmentOver, DueDayPast, MoreThanThere
from tequio.production.models import Commitment, ProductionFeed
from tequio.production.models.weeks import MOST_PIECES
from tequio.production.steps import belonging, recipe_of


@action("production.commitment.note", for_self="member")
def note_commitment(
    *, actor: Actor, member: Member, product: str, pieces: int, due_on: date, today: date, now: datetime,
    what: str = "",
) -> Commitment:  # fmt: skip
    """Note what was promised to somebody for a day. Raises NotActive, NoRecipe, DueDayPast, MoreThanThere."""
    belonging(member)
    recipe_of(actor.union_id, product)
    if due_on < today:
        raise DueDayPast
    if not 1 <= pieces <= MOST_PIECES:
        raise MoreThanThere(entered=MOST_PIECES, good=pieces)
    made = Commitment.objects.create(
        union_id=actor.union_id, member=member, product=product, pieces=pieces, begins_on=today, due_on=due_on,
        what=plain(what), changed_at=now,
    )  # fmt: skip
    events.record(actor, "production.commitment.noted", made, member=member.pk, product=product, pieces=pieces,
                  due_on=due_on)  # fmt: skip
    return made


@action("production.commitment.end", for_self="member")
def end_commitment(*, actor: Actor, member: Member, commitment_id: int, state: str, now: datetime) -> Commitment:
    """Say that a promise was kept, or is none any more. Raises CommitmentOver, CommitmentOfOther."""
    found: Commitment = Commitment.objects.select_for_update().get(pk=commitment_id, member=member)
    if not found.is_own:
        raise CommitmentOfOther
    if not found.may_become(state):
        raise CommitmentOver
    found.state, found.sequence, found.changed_at = state, found.sequence + 1, now
    found.save(update_fields=["state", "sequence", "changed_at"])
    events.record(actor, "production.commitment.ended", found, member=member.pk, state=state)
    return found


@action("production.feed.make", for_self="member")
def make_feed(*, actor: Actor, member: Member | None = None) -> ProductionFeed:
    """Make the link of a calendar: of a member's workshop, or of all the union's. Made again, the old one ends."""
    feed, is_new = ProductionFeed.objects.get_or_create(union_id=actor.union_id, member=member)
    if not is_new:
        ProductionFeed.objects.filter(pk=feed.pk).update(serial=F("serial") + 1)
        feed.refresh_from_db()
    events.record(actor, "production.feed.made", feed, member=member.pk if member else None, serial=feed.serial)
    return feed
