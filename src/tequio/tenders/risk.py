"""What a bundle can lose, what the guarantee carries, and what the bad years that the union knows do to both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.engines import leverage
from tequio.engines.dossier import Column, Figure, Kind, Section, Table
from tequio.engines.leverage import Cover, Distribution, Portfolio
from tequio.engines.leverage.carry import carried
from tequio.engines.leverage.portfolio import Floats
from tequio.engines.leverage.shocks import Usual
from tequio.tenders import rows
from tequio.tenders.models import Tender
from tequio.ui.numbers import money

CONFIDENCES = (Decimal("0.5"), Decimal("0.9"), Decimal("0.95"), Decimal("0.99"), Decimal("0.995"))
BAD_YEARS = CONFIDENCES[2:]  # what is said of each shock, in its columns
CARRIES_AT = 0.99
BP = 10_000

SAID = {
    leverage.Kind.RAINS: gettext_lazy("Un temporal largo en que nada seca"),
    leverage.Kind.BUYER: gettext_lazy("Deja de comprar quien más les compra en común"),
    leverage.Kind.VILLAGE: gettext_lazy("Se para el pueblo que más pide"),
}


@dataclass(frozen=True)
class Risk:
    """A bundle as a portfolio: `told` what it can lose, `shaken` each known bad year that may be shown."""

    tender: Tender
    loans: Portfolio
    told: Distribution
    usual: Mapping[leverage.Kind, Usual]
    shaken: tuple[leverage.Shaken, ...]
    buyer_part: Decimal | None  # of what the borrowers were paid in common, what came from the main buyer

    @property
    def cover(self) -> Cover:
        return Cover(self.tender.cover)

    @property
    def part(self) -> float:
        return self.tender.part_bp / BP


def sections_of(tender: Tender, facts: Sequence[rows.Facts]) -> tuple[Section, ...]:
    """Three sections, for people and for banks alike. Nothing in them tells of fewer than a crowd."""
    risk = risk_of(tender, facts)
    return _losses(risk), _guarantee(risk), _shocks(risk)


def risk_of(tender: Tender, facts: Sequence[rows.Facts]) -> Risk:
    credit = [each["amount"] for each in facts]
    # Tenders that were sent before incomes were kept: as if all sold by themselves.
    incomes = [{int(buyer): minor for buyer, minor in each.get("income", {}).items()} for each in facts]
    villages = [each["village"] for each in facts]
    usual = leverage.usual_shocks(tender.sent_on or tender.closes_on)
    loans = _portfolio(tender, credit, leverage.sectors(villages, incomes, usual))
    by_borrower = {
        each.get("borrower", -at): income for at, (each, income) in enumerate(zip(facts, incomes, strict=True))
    }
    buyer = leverage.main_buyer(by_borrower.values())
    shocks = [
        shock for shock in leverage.known_shocks(villages, credit, incomes, buyer, usual)
        if _is_a_crowd(int((shock.hit > 0).sum()), len(facts))
    ]  # fmt: skip
    in_common = sum(sum(income.values()) for income in by_borrower.values())
    of_buyer = sum(income.get(buyer, 0) for income in by_borrower.values()) if buyer is not None else 0
    return Risk(
        tender, loans, leverage.losses(loans), usual,
        leverage.under(loans, shocks, CARRIES_AT, Cover(tender.cover), tender.part_bp / BP, tender.pool_minor),
        _part(of_buyer, in_common) if in_common else None,
    )  # fmt: skip


def _is_a_crowd(hit: int, of: int) -> bool:
    """Whether neither those hit nor the rest are so few that a sum would say what one of them asked for."""
    return hit >= rows.CROWD and (of == hit or of - hit >= rows.CROWD)


def _portfolio(tender: Tender, credit: Sequence[int], weight: Floats | None) -> Portfolio:
    amounts = [max(1, amount * tender.lost_bp // BP) for amount in credit]
    return leverage.portfolio(amounts, [tender.failing_bp / BP] * len(credit), weight=weight, credit=credit)


def _losses(risk: Risk) -> Section:
    columns = (
        Column("years", _("En esta parte de los años"), Kind.RATIO),
        Column("loss", _("no se pierde más de"), Kind.MONEY),
        Column("part", _("del crédito"), Kind.RATIO),
    )  # fmt: skip
    table = []
    for confidence in CONFIDENCES:
        loss = round(risk.told.quantile(float(confidence)))
        table.append((confidence, loss, _part(loss, risk.loans.exposure)))
    one_fate = leverage.losses(_portfolio(risk.tender, list(map(int, risk.loans.credit)), None))
    return Section(
        "risk", _("Lo que se puede perder en un año"),
        (
            Figure("failing", _("Se cuenta con que fallen al año"), Kind.RATIO, Decimal(risk.tender.failing_bp) / BP),
            Figure("lost", _("De lo que falla se pierde"), Kind.RATIO, Decimal(risk.tender.lost_bp) / BP),
            Figure("expected", _("En un año cualquiera se pierde"), Kind.MONEY, round(risk.told.mean)),
            Figure("one_fate", _("Si a todos les tocara la misma suerte, en 99 de cada 100 años no más de"), Kind.MONEY,
                   round(one_fate.quantile(CARRIES_AT))),
        ),
        (Table("losses", _("Años malos"), columns, tuple(table)),),
        _(
            "CreditRisk+. Fallan varios a la vez por las lluvias (%(rains)s %% de la suerte de cada préstamo), por lo "
            "que lo paga, que son pedidos de un comprador o ventas locales (%(buyer)s %%), y por su pueblo "
            "(%(village)s %%). Son supuestos de la práctica."
        )
        % {kind.value: f"{one.share * 100:.0f}" for kind, one in risk.usual.items()},
    )  # fmt: skip


def _guarantee(risk: Risk) -> Section:
    tender = risk.tender
    figures = [
        Figure("cover", _("El fondo"), Kind.TEXT, str(tender.get_cover_display())),
        Figure("part", _("Responde por"), Kind.RATIO, Decimal(tender.part_bp) / BP),
        Figure("pool", _("Dinero en el fondo"), Kind.MONEY, tender.pool_minor),
    ]
    if risk.part:
        found = carried(risk.loans, risk.told, CARRIES_AT, risk.cover, risk.part, tender.pool_minor)
        figures += [
            Figure("needed", _("Debe tener para 99 de cada 100 años"), Kind.MONEY, found.pool),
            Figure("carries", _("Pesos de crédito que sostiene cada peso"), Kind.TEXT, _carries(found)),
            Figure("used_up", _("De cada cien años, no alcanza en"), Kind.RATIO, _three(found.chance_used_up)),
            Figure("worth", _("Lo que vale al banco, puntos base al año"), Kind.TEXT,
                   f"{leverage.worth_to_lender(risk.loans, risk.told, risk.cover, risk.part):.1f}"),
        ]  # fmt: skip
    return Section("guarantee", _("La garantía que ofrece la unión"), tuple(figures))


def _shocks(risk: Risk) -> Section:
    """A year like any other, and below it each bad year, so that anybody sees what it changes."""
    usual = carried(risk.loans, risk.told, CARRIES_AT, risk.cover, risk.part, risk.tender.pool_minor)
    years = [_Year(_("Un año como los otros"), len(risk.loans), 1, risk.told, usual)]
    years += [
        _Year(str(SAID[leverage.Kind(each.name)]), each.loans, each.times, each.losses, each.year)
        for each in risk.shaken
    ]
    buyer = Figure(
        "buyer_part", _("De sus ventas en común, lo que viene de quien más les compra"), Kind.RATIO, risk.buyer_part
    )
    tables = (_lost(years), _of_the_fund(years, risk.tender.pool_minor)) if risk.part else (_lost(years),)
    return Section("shocks", _("Los años malos que la unión conoce"), (buyer,), tables, _plain(risk))


@dataclass(frozen=True)
class _Year:
    said: str
    loans: int
    times: float
    told: Distribution
    carried: leverage.Carried


def _lost(years: Sequence[_Year]) -> Table:
    columns = (
        Column("year", _("Qué pasa"), Kind.TEXT),
        Column("loans", _("Préstamos que toca"), Kind.COUNT),
        Column("times", _("Fallan, contra lo normal"), Kind.TEXT),
        Column("expected", _("Se espera perder"), Kind.MONEY),
        Column("at_95", _("En 95 de cada 100 años, no más de"), Kind.MONEY),
        Column("at_99", _("En 99 de cada 100 años, no más de"), Kind.MONEY),
        Column("at_99_5", _("En 199 de cada 200 años, no más de"), Kind.MONEY),
    )
    rows = tuple(
        (each.said, each.loans, f"{each.times:g}", each.carried.expected_loss,
         *(round(each.told.quantile(float(confidence))) for confidence in BAD_YEARS))
        for each in years
    )  # fmt: skip
    return Table("lost", _("Lo que se perdería"), columns, rows)


def _of_the_fund(years: Sequence[_Year], pool_minor: int) -> Table:
    columns = (
        Column("year", _("Qué pasa"), Kind.TEXT),
        Column("needed", _("El fondo debería tener"), Kind.MONEY),
        Column("missing", _("Le faltaría"), Kind.MONEY),
        Column("carries", _("Crédito por peso"), Kind.TEXT),
    )
    rows = tuple(
        (each.said, each.carried.pool, max(each.carried.pool - pool_minor, 0), _carries(each.carried)) for each in years
    )
    return Table("fund", _("Lo que pediría al fondo, para 99 de cada 100 años"), columns, rows)


def _plain(risk: Risk) -> str:
    """The same figures in sentences, for who reads no tables."""
    said = []
    for each in risk.shaken:
        told = {
            "what": SAID[leverage.Kind(each.name)], "loans": each.loans, "loss": money(each.year.expected_loss),
            "usual": money(round(risk.told.mean)), "missing": money(each.missing),
        }  # fmt: skip
        said.append(_("%(what)s: toca a %(loans)s préstamos y se espera perder %(loss)s en vez de %(usual)s.") % told)
        if risk.part:
            said.append(_("Al fondo le faltarían %(missing)s.") % told if each.missing else _("El fondo alcanza."))
    if len(risk.shaken) < len(risk.usual):
        said.append(_("Lo que tocaría a menos de tres, o a todos menos uno o dos, no se muestra."))
    return " ".join(said)


def _carries(found: leverage.Carried) -> str | None:
    return f"{found.credit_per_peso:.1f}" if found.pool else None


def _part(minor: int, of: int) -> Decimal:
    return (Decimal(minor) / of).quantize(Decimal("0.001"), ROUND_HALF_EVEN)


def _three(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal("0.001"), ROUND_HALF_EVEN)
