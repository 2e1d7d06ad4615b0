"""The union's figures at a glance: totals, villages, and the workbook with everybody's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tequio.benefit import queries
from tequio.benefit.queries import Worth
from tequio.benefit.spans import Span
from tequio.core.sheets import Page, write_workbook
from tequio.engines.benefit import WayOut


@dataclass(frozen=True, slots=True)
class Totals:
    """A union or a village. `rate`: what was saved of each peso that would have been spent alone."""

    name: str
    section_id: int | None
    members: int
    fees_minor: int
    gains_minor: int
    proven_minor: int
    red: int
    red_minor: int
    lines: int
    unproven: int
    sold_gain_minor: int

    @property
    def saved_minor(self) -> int:
        return self.gains_minor - self.sold_gain_minor

    @property
    def net_minor(self) -> int:
        return self.gains_minor - self.fees_minor

    @property
    def multiple(self) -> Decimal | None:
        """How many times the fees came back."""
        return Decimal(self.gains_minor) / self.fees_minor if self.fees_minor else None

    @property
    def rate(self) -> Decimal | None:
        alone = self.proven_minor + self.saved_minor
        return Decimal(self.saved_minor) / alone if alone else None

    @property
    def red_share(self) -> Decimal:
        return Decimal(self.red) / self.members if self.members else Decimal(0)


def totals(members: Iterable[Worth], name: str = "", section_id: int | None = None) -> Totals:
    counted = list(members)
    red = [member for member in counted if member.in_the_red]
    return Totals(
        name, section_id, len(counted), sum(m.fees_minor for m in counted), sum(m.gains_minor for m in counted),
        sum(m.proven_minor for m in counted), len(red), -sum(m.net_minor for m in red),
        sum(m.lines for m in counted), sum(m.unproven for m in counted), sum(m.sold_gain_minor for m in counted),
    )  # fmt: skip


def by_village(members: Sequence[Worth]) -> list[Totals]:
    """Each village, the one with the most members in the red first."""
    villages: dict[tuple[int, str], list[Worth]] = {}
    for member in members:
        villages.setdefault((member.section_id, member.section), []).append(member)
    found = [totals(mine, name, pk) for (pk, name), mine in villages.items()]
    return sorted(found, key=lambda village: (-village.red, village.name, village.section_id))


def advice(member: Worth, out: WayOut, everybody: Totals) -> str:
    """What would put a member in the black, in one sentence; everybody's saving stands in for who has none yet."""
    if out.more:
        best = min(out.more, key=lambda more: (more.quantity, more.material))
        return _("Comprar con la unión %(quantity)s más de %(material)s.") % {
            "quantity": f"{best.quantity:,f}", "material": best.material,
        }  # fmt: skip
    if member.unproven:
        return _("Conseguir prueba de precio: tiene %(count)s compras sin ella.") % {"count": member.unproven}
    rate = everybody.saved_minor / everybody.proven_minor if everybody.proven_minor and everybody.saved_minor > 0 else 0
    if not member.lines and rate:
        pesos = -(-out.missing_minor // max(1, round(rate * 10_000))) * 100
        return _("Todavía no compra: con unos $%(pesos)s en la próxima ronda sale a mano.") % {"pesos": f"{pesos:,}"}
    return _("Comprar donde la unión sí sale más barata; revisen juntos sus renglones.")


def workbook(span: Span) -> tuple[bytes, int]:
    """Everybody's figures, and a second sheet with those in the red and what would help."""
    members = queries.worth_of_all(span)
    everybody, out = totals(members), queries.ways_out(members, span)
    heading = [_("Número"), _("Nombre"), _("Pueblo"), _("Cuotas"), _("Ahorro con prueba"),
               _("Ganado de más al vender, con prueba"), _("A favor o en contra"), _("Compras"), _("Ventas"),
               _("Renglones"), _("Sin prueba")]  # fmt: skip
    red_heading = [_("Número"), _("Nombre"), _("Pueblo"), _("Le falta"), _("Qué ayudaría")]
    pages = [
        Page(_("Beneficio"), heading, [
            (m.number, m.name, m.section, _pesos(m.fees_minor), _pesos(m.saved_minor), _pesos(m.sold_gain_minor),
             _pesos(m.net_minor), _pesos(m.paid_minor), _pesos(m.sold_minor), m.lines, m.unproven) for m in members
        ]),
        Page(_("Números rojos"), red_heading, [
            (m.number, m.name, m.section, _pesos(-m.net_minor), advice(m, out[m.member_id], everybody))
            for m in members if m.in_the_red
        ]),
    ]  # fmt: skip
    return write_workbook(pages), len(members)


def _pesos(minor: int) -> Decimal:
    return Decimal(minor) / 100
