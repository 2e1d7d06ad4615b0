"""The signed link by which a bank opens exactly one thing: one tender as it is for that bank."""

from django.db.models import QuerySet

from tequio.core.links import Link
from tequio.tenders.models import BankInvitation, Tender


def _sent() -> QuerySet[BankInvitation]:
    rows = BankInvitation.objects.select_related("tender__union", "lender")
    return rows.exclude(tender__state__in=(Tender.State.DRAFT, Tender.State.CALLED_OFF))


BANK = Link("tequio.tenders.bank", rows=_sent, serial="link_serial", days=180)
