"""What workshops let be shown of them; each says it for itself, or on paper and the office types it."""

from __future__ import annotations

from datetime import date

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.members.models import Member
from tequio.sales.errors import NoCard
from tequio.sales.models import Consent, Maker


@action("sales.consent.give", for_self="member")
def give_consent(
    *, actor: Actor, member: Member, shows_name: bool, shows_village: bool, words: str, today: date
) -> Consent:
    """Say what the page behind a box's QR may show of a workshop. It holds at once, for boxes long sent too.

    Raises NoCard.
    """
    maker = Maker.objects.filter(member=member).first()
    if maker is None:
        raise NoCard(name=member.name)
    consent, _ = Consent.objects.update_or_create(
        union_id=actor.union_id, maker=maker,
        defaults={
            "shows_name": shows_name, "shows_village": shows_village, "words": plain(words), "told_on": today,
            "told_by": actor.name,
        },
    )  # fmt: skip
    events.record(
        actor, "sales.consent.given", maker, member=member.pk, shows_name=shows_name, shows_village=shows_village,
        words=consent.words,
    )  # fmt: skip
    return consent
