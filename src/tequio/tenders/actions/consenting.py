"""A member says yes to banks, and takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.credit.models import Application, Lender
from tequio.tenders.errors import (
    ConsentedAlready,
    DayPast,
    NoBank,
    NothingToConsent,
    NotTheirs,
    TooLong,
    Underage,
    WithdrawnAlready,
)
from tequio.tenders.models import Consent
from tequio.tenders.sections import purpose_of
from tequio.tenders.sections.who import years_between

OF_AGE = 18


@action("tenders.consent.give", for_self="member_id")
def give_consent(
    *, actor: Actor, member_id: int, application_id: int, lender_ids: Sequence[int], until_on: date, today: date,
    on_paper: bool = False,
) -> Consent:  # fmt: skip
    """Say yes to banks reading one's dossier for one application until a day.

    Raises NotTheirs, NothingToConsent, NoBank, DayPast, TooLong, Underage and ConsentedAlready.
    """
    application = (
        Application.objects.select_for_update(of=("self",)).select_related("member__person").get(pk=application_id)
    )
    if application.member_id != member_id:
        raise NotTheirs
    if not application.is_open:
        raise NothingToConsent
    born = application.member.person.born_on
    if born and years_between(born, today) < OF_AGE:
        raise Underage(name=application.member.person.full_name)
    latest = today + timedelta(days=Consent.MOST_DAYS)
    if until_on < today:
        raise DayPast
    if until_on > latest:
        raise TooLong(day=latest.strftime("%d/%m/%Y"))
    lenders = list(Lender.objects.filter(pk__in=lender_ids).order_by("name", "pk"))
    if not lenders:
        raise NoBank
    standing = Consent.objects.filter(application=application, lender__in=lenders, withdrawn_at__isnull=True)
    for stands in standing.select_related("lender").order_by("pk"):
        raise ConsentedAlready(lender=stands.lender.name, day=stands.until_on.strftime("%d/%m/%Y"))
    given = [
        Consent.objects.create(
            union_id=actor.union_id, application=application, lender=lender, purpose=purpose_of(application)[:300],
            until_on=until_on, given_on=today, on_paper=on_paper, taken_by=actor.name if on_paper else "",
        )
        for lender in lenders
    ]  # fmt: skip
    events.record(
        actor, "tenders.consent.given", application, lenders=[each.name for each in lenders], until_on=until_on,
        on_paper=on_paper,
    )  # fmt: skip
    return given[-1]


@action("tenders.consent.withdraw", for_self="member_id")
def withdraw_consent(*, actor: Actor, member_id: int, consent_id: int, now: datetime) -> Consent:
    """Take a yes back: the bank's way to the dossier is closed from this moment. Raises NotTheirs, WithdrawnAlready."""
    consent: Consent = (
        Consent.objects.select_for_update(of=("self",)).select_related("application", "lender").get(pk=consent_id)
    )
    if consent.application.member_id != member_id:
        raise NotTheirs
    if consent.withdrawn_at is not None:
        raise WithdrawnAlready
    consent.withdrawn_at, consent.withdrawn_by = now, actor.name
    consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    events.record(actor, "tenders.consent.withdrawn", consent.application, lender=consent.lender.name)
    return consent
