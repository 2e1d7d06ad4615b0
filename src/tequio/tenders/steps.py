"""What several deeds about tenders share. No step opens a transaction or asks a permission."""

from __future__ import annotations

import random
from datetime import date

from tequio.engines.dossier import written
from tequio.sales.income import incomes_of, paid_by_order
from tequio.tenders import bundles, rows
from tequio.tenders.errors import NotNow, TooFewConsents
from tequio.tenders.models import BankInvitation, Bundled, Tender
from tequio.tenders.queries import applications
from tequio.tenders.sections import all_told


def locked_tender(tender_id: int, *states: str) -> Tender:
    """The tender, locked first of all, so that two deeds on one tender never cross. Raises NotNow."""
    tender: Tender = Tender.objects.select_for_update(of=("self",)).select_related("union").get(pk=tender_id)
    if states and tender.state not in states:
        raise NotNow(title=tender.title, state=tender.get_state_display())
    return tender


def write_down(tender: Tender, seed: str, today: date) -> None:
    """Keep each dossier as it is today, under a number drawn by lot: neither name nor order says whose it is."""
    entries = list(Bundled.objects.filter(tender=tender).order_by("pk"))
    loaded = applications().in_bulk([each.application_id for each in entries])
    incomes = incomes_of(paid_by_order({each.member_id for each in loaded.values()}, today))
    random.Random(seed).shuffle(entries)
    asked = [loaded[each.application_id] for each in entries]
    for number, (each, application, dossier) in enumerate(zip(entries, asked, all_told(asked, today), strict=True), 1):
        each.number, each.told = number, written(dossier).decode()
        each.facts = rows.facts_of(application, dossier, incomes.get(application.member_id, {}))
    Bundled.objects.bulk_update(entries, ["number", "told", "facts"])


def show_to(invitation: BankInvitation, entries: list[Bundled], today: date) -> None:
    """Make one bank's bundle of those who say yes to it. Raises TooFewConsents."""
    says_yes = bundles.applications_open_to(invitation.lender_id, [each.application_id for each in entries], today)
    shown = [each for each in entries if each.application_id in says_yes]
    hidden = rows.hidden([each.facts for each in shown])
    if hidden is None:
        raise TooFewConsents(lender=invitation.lender.name, n=len(shown))
    invitation.shown, invitation.scales = [each.pk for each in shown], list(hidden.scales)
    invitation.save(update_fields=["shown", "scales"])
