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

from tequio.engines.dossier import Bundle, Column, Figure, Kind, Section, Table
from tequio.engines.leverage import Cover, Distribution, Portfolio, losses, portfolio, worth_to_lender
from tequio.engines.leverage.carry import carried
from tequio.tenders import rows
from tequio.tenders.models import BankInvitation, Bundled, Consent, Tender

CONFIDENCES = (Decimal("0.5"), Decimal("0.9"), Decimal("0.95"), Decimal("0.99"), Decimal("0.995"))
CARRIES_AT = 0.99
BP = 10_000


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
    sections = (_summary(facts), _risk(tender, facts), _guarantee(tender, facts)) if hidden else (_too_few(),)
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


def _risk(tender: Tender, facts: Sequence[rows.Facts]) -> Section:
    loans, told = _portfolio(tender, facts)
    columns = (
        Column("years", _("En esta parte de los años"), Kind.RATIO),
        Column("loss", _("no se pierde más de"), Kind.MONEY),
        Column("part", _("del crédito"), Kind.RATIO),
    )  # fmt: skip
    table = []
    for confidence in CONFIDENCES:
        loss = round(told.quantile(float(confidence)))
        table.append((confidence, loss, _part(loss, loans.exposure)))
    return Section(
        "risk", _("Lo que se puede perder en un año"),
        (
            Figure("failing", _("Se cuenta con que fallen al año"), Kind.RATIO, Decimal(tender.failing_bp) / BP),
            Figure("lost", _("De lo que falla se pierde"), Kind.RATIO, Decimal(tender.lost_bp) / BP),
            Figure("expected", _("En un año cualquiera se pierde"), Kind.MONEY, round(told.mean)),
        ),
        (Table("losses", _("Años malos"), columns, tuple(table)),),
        _("CreditRisk+, con todos los préstamos en un mismo sector, que es lo más prudente."),
    )  # fmt: skip


def _guarantee(tender: Tender, facts: Sequence[rows.Facts]) -> Section:
    loans, told = _portfolio(tender, facts)
    cover, part = Cover(tender.cover), tender.part_bp / BP
    figures = [
        Figure("cover", _("El fondo"), Kind.TEXT, str(tender.get_cover_display())),
        Figure("part", _("Responde por"), Kind.RATIO, Decimal(tender.part_bp) / BP),
        Figure("pool", _("Dinero en el fondo"), Kind.MONEY, tender.pool_minor),
    ]
    if part:
        found = carried(loans, told, CARRIES_AT, cover, part, tender.pool_minor)
        carries = f"{found.credit_per_peso:.1f}" if found.pool else None
        figures += [
            Figure("needed", _("Debe tener para 99 de cada 100 años"), Kind.MONEY, found.pool),
            Figure("carries", _("Pesos de crédito que sostiene cada peso"), Kind.TEXT, carries),
            Figure("used_up", _("De cada cien años, no alcanza en"), Kind.RATIO, _three(found.chance_used_up)),
            Figure("worth", _("Lo que vale al banco, puntos base al año"), Kind.TEXT,
                   f"{worth_to_lender(loans, told, cover, part):.1f}"),
        ]  # fmt: skip
    return Section("guarantee", _("La garantía que ofrece la unión"), tuple(figures))


def _portfolio(tender: Tender, facts: Sequence[rows.Facts]) -> tuple[Portfolio, Distribution]:
    credit = [each["amount"] for each in facts]
    amounts = [max(1, amount * tender.lost_bp // BP) for amount in credit]
    loans = portfolio(amounts, [tender.failing_bp / BP] * len(credit), credit=credit)
    return loans, losses(loans)


def _part(minor: int, of: int) -> Decimal:
    return (Decimal(minor) / of).quantize(Decimal("0.001"), ROUND_HALF_EVEN)


def _three(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal("0.001"), ROUND_HALF_EVEN)
