"""The bundle of one bank: what its applications come to, what they can lose, what the guarantee carries, and the rows.

Built anew whenever it is looked at, from what was kept when the tender was sent and from who still says yes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from tequio.engines.dossier import Bundle, Figure, Kind, Section
from tequio.tenders import risk, rows
from tequio.tenders.models import BankInvitation, Bundled, Consent, Tender


@dataclass(frozen=True, slots=True)
class Shown:
    """What a bank may see of a tender on a day."""

    bundle: Bundle
    open: tuple[Bundled, ...]  # whose dossiers it may open
    gone: tuple[Bundled, ...]  # who was in its bundle and took his yes back, or whose yes ended


def shown_to(invitation: BankInvitation, today: date) -> Shown:
    """As `today` stands; the invitation's tender, its union and the lender are loaded."""
    tender = invitation.tender
    kept = list(Bundled.objects.filter(pk__in=invitation.shown).order_by("number"))
    says_yes = applications_open_to(invitation.lender_id, [each.application_id for each in kept], today)
    open_ = tuple(each for each in kept if each.application_id in says_yes)
    with translation.override(settings.LANGUAGE_CODE):
        bundle = bundle_of(tender, [each.facts for each in open_], invitation.scales)
    return Shown(bundle, open_, tuple(each for each in kept if each.application_id not in says_yes))


def applications_open_to(lender_id: int, application_ids: Sequence[int], today: date) -> set[int]:
    """Those whose member says yes to this bank today."""
    found = Consent.objects.filter(
        lender_id=lender_id, application_id__in=application_ids, withdrawn_at__isnull=True, given_on__lte=today,
        until_on__gte=today,
    )  # fmt: skip
    return set(found.values_list("application_id", flat=True))


def bundle_of(tender: Tender, facts: Sequence[rows.Facts], scales: Sequence[int] | None = None) -> Bundle:
    """What is common to these applications, and a coarse row of each; no rows and no sums for fewer than a crowd."""
    hidden = rows.hidden(facts, scales)
    sections = (_summary(facts), *risk.sections_of(tender, facts)) if hidden else (_too_few(),)
    return Bundle(
        number=tender.number, union=tender.union.name, title=tender.title, made_on=tender.sent_on or tender.closes_on,
        sections=sections, columns=rows.columns(hidden.names) if hidden else (),
        rows=hidden.rows if hidden else (), crowd=rows.CROWD, demo=tender.union.is_demo,
    )  # fmt: skip


def _too_few() -> Section:
    return Section("summary", _("Resumen"), (), (), _("Quedan menos de tres solicitudes: ya no se muestran juntas."))


def _summary(facts: Sequence[rows.Facts]) -> Section:
    amounts = [each["amount"] for each in facts]
    total = sum(amounts)
    judged = [Decimal(each["on_time"]) for each in facts if each["on_time"] is not None]
    mean = (sum(judged, Decimal(0)) / len(judged)).quantize(Decimal("0.001"), ROUND_HALF_EVEN) if judged else None
    return Section("summary", _("Resumen"), (
        Figure("applications", _("Solicitudes"), Kind.COUNT, len(facts)),
        Figure("amount", _("Piden en total"), Kind.MONEY, total),
        Figure("mean", _("En promedio"), Kind.MONEY, total // len(facts)),
        Figure("villages", _("Pueblos"), Kind.COUNT, len({each["village"] for each in facts})),
        Figure("years", _("Años en la unión, en promedio"), Kind.COUNT,
               round(sum(each["years"] for each in facts) / len(facts))),
        Figure("on_time", _("Compras pagadas a tiempo, en promedio"), Kind.RATIO, mean),
    ))  # fmt: skip
