"""Reading consents, tenders, bids, and who opened what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, QuerySet

from tequio.core.models import Event
from tequio.credit.models import Application, Loan
from tequio.engines.leverage import default_rate
from tequio.engines.leverage.rates import Interval
from tequio.tenders.models import BankInvitation, Bid, Bundled, Choice, Consent, Tender

OPENED = "tenders.dossier.opened"
BUNDLE_OPENED = "tenders.bundle.opened"


def tenders() -> QuerySet[Tender]:
    return Tender.objects.select_related("union").order_by("-number")


def applications() -> QuerySet[Application]:
    loaded = "member__person", "member__section", "member__workshop", "workshop", "product__lender", "union"
    return Application.objects.select_related(*loaded).order_by("member__person__sort_key", "pk")


def applications_to_bundle() -> QuerySet[Application]:
    """Those that two people approved and that have no loan yet."""
    return applications().filter(state=Application.State.APPROVED)


def consents_of(application_ids: Sequence[int]) -> QuerySet[Consent]:
    return (
        Consent.objects.filter(application__in=application_ids).select_related("lender").order_by("lender__name", "-pk")
    )


def bundled_in(tender: Tender) -> QuerySet[Bundled]:
    return (
        Bundled.objects.filter(tender=tender)
        .select_related("application__member__person", "application__member__section")
        .order_by("number", "application__member__person__sort_key", "pk")
    )


def last_sent(application: Application) -> Bundled | None:
    """The dossier of his that went to banks last."""
    sent = Bundled.objects.filter(application=application).exclude(told="")
    return sent.select_related("tender__union").order_by("-pk").first()


def facts_kept(tender: Tender) -> list[Any]:
    """What a tender that was sent keeps of each application, by number."""
    kept = Bundled.objects.filter(tender=tender).order_by("number").values_list("facts", flat=True)
    return [each for each in kept if each]


def invitations_of(tender: Tender) -> QuerySet[BankInvitation]:
    return (
        BankInvitation.objects.filter(tender=tender)
        .select_related("lender", "tender__union")
        .order_by("lender__name", "pk")
    )


def newest_bids(tender: Tender) -> QuerySet[Bid]:
    """The bid that holds of each bank."""
    newest = Bid.objects.filter(invitation__tender=tender).values("invitation").annotate(last=Max("pk"))
    return (
        Bid.objects.filter(pk__in=newest.values("last")).select_related("invitation__lender").order_by("pk")
    )  # fmt: skip


def bids_of(invitation: BankInvitation) -> QuerySet[Bid]:
    return Bid.objects.filter(invitation=invitation).select_related("invitation__lender").order_by("-pk")


def choice_of(tender: Tender) -> Choice | None:
    found: Choice | None = Choice.objects.filter(tender=tender).select_related("bid__invitation__lender").first()
    return found


def all_bids() -> QuerySet[Bid]:
    """Everything that banks ever answered, the newest first."""
    return Bid.objects.select_related("invitation__lender", "invitation__tender__union").order_by("-given_on", "-pk")


def openings_of(application: Application) -> QuerySet[Event]:
    """Who opened the dossier of this application, and when; the newest first."""
    return Event.objects.filter(
        kind=OPENED, subject="credit.application", subject_id=application.pk
    ).order_by("-number")  # fmt: skip


def bundle_openings(tender: Tender) -> QuerySet[Event]:
    """Which bank opened its bundle of this tender, how, and when; the newest first."""
    invited = BankInvitation.objects.filter(tender=tender).values("pk")
    return Event.objects.filter(
        kind=BUNDLE_OPENED, subject="tenders.bankinvitation", subject_id__in=invited
    ).order_by("-number")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opened:
    """How often one bank opened its bundle, and when last."""

    times: int
    last_at: datetime


def opened_by_invitation(tender: Tender) -> dict[int, Opened]:
    """By invitation; a bank that has not looked is not among them."""
    counted = bundle_openings(tender).order_by().values_list("subject_id").annotate(times=Count("pk"), last=Max("at"))
    return {pk: Opened(times, last) for pk, times, last in counted}


def own_history(today: date) -> Interval:
    """How many of the union's loans that had a year to fail were written off, with the interval that it leaves open."""
    year_ago = date(today.year - 1, today.month, min(today.day, 28))
    handed_out = Loan.objects.filter(disbursed_on__isnull=False, disbursed_on__lte=year_ago)
    return default_rate(handed_out.count(), handed_out.filter(written_off_on__isnull=False).count())
