"""A member says that a debt may be paid out of what he earns, and takes it back."""

from __future__ import annotations

from datetime import date

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.makers.debts import named
from tequio.makers.errors import DebtUnknown, NothingAgreed, PaperNeeded, PartWrong
from tequio.makers.models import WHOLE_BP, Consent
from tequio.members.models import Member


@action("makers.consent.give", for_self="member")
def give_consent(
    *, actor: Actor, member: Member, debt: str, share_bp: int, today: date, most_minor: int | None = None,
    paper: str = "",
) -> Consent:  # fmt: skip
    """A member agrees that a debt of his is paid out of each pay, up to a part and an amount; the newest word counts.

    Whoever notes it for him says where his signed letter is. Raises DebtUnknown, PartWrong, PaperNeeded.
    """
    if named(debt) is None:
        raise DebtUnknown
    if not 1 <= share_bp <= WHOLE_BP or (most_minor is not None and most_minor < 1):
        raise PartWrong
    if actor.member_id != member.pk and not plain(paper):
        raise PaperNeeded
    Member.objects.select_for_update().get(pk=member.pk)  # of two words at once, one is the newer
    Consent.objects.filter(member=member, debt=debt, withdrawn_on__isnull=True).update(withdrawn_on=today)
    consent: Consent = Consent.objects.create(
        union_id=actor.union_id, member=member, debt=debt, share_bp=share_bp, most_minor=most_minor,
        paper=plain(paper), given_on=today, given_by=actor.name,
    )  # fmt: skip
    events.record(
        actor, "makers.consent.given", consent, member=member.pk, debt=debt, share_bp=share_bp, most_minor=most_minor,
        paper=consent.paper,
    )  # fmt: skip
    return consent


@action("makers.consent.withdraw", for_self="member")
def withdraw_consent(*, actor: Actor, member: Member, debt: str, today: date) -> Consent:
    """From now on nothing is taken of his pay for this debt. Raises NothingAgreed."""
    standing = Consent.objects.select_for_update().filter(member=member, debt=debt, withdrawn_on__isnull=True)
    consent: Consent | None = standing.first()
    if consent is None:
        raise NothingAgreed
    consent.withdrawn_on = today
    consent.save(update_fields=["withdrawn_on"])
    events.record(actor, "makers.consent.withdrawn", consent, member=member.pk, debt=debt)
    return consent
