"""A promoter's list of a village's wishes: the columns of the file, and what importing it would do.

One row is one member and one material. Members are named by their number, materials by name or code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from tequio.core.sheets import BadCell, Column, GoodRow, Reading, Sheet, parse
from tequio.core.sheets.reasons import CELLS, why_cell
from tequio.core.text import search_key
from tequio.members.models import Member
from tequio.purchasing.models import Pledge, Round, RoundItem
from tequio.purchasing.models.rounds import MOST

LARGEST_NUMBER = 999_999_999
PLACES = 3
PRICE_PLACES = 4

SHEET = Sheet(
    [
        Column("number", "Número", aliases=("No", "Núm", "Número de socio", "Número de socia", "Socio", "Socia"),
               required=True, parse=parse.integer(1, LARGEST_NUMBER)),
        Column("item", "Material", aliases=("Clave", "Clave de material", "Producto"), required=True),
        Column("quantity", "Cantidad", aliases=("Pide", "Pedido", "Kilos", "Cuánto"), required=True,
               parse=parse.decimal(Decimal("0.001"), MOST, places=PLACES)),
        Column("tolerance", "Hasta tanto más", aliases=("De más",), default=Decimal(0),
               parse=parse.decimal(0, MOST, places=PLACES)),
        Column("walk_away", "Precio máximo", aliases=("Precio más alto", "Tope"),
               parse=parse.decimal(Decimal("0.0001"), MOST - 1, places=PRICE_PLACES)),
    ]
)  # fmt: skip

SENTENCES = CELLS | {
    "member_unknown": _("No hay socia o socio con ese número; revísalo en el padrón."),
    "member_not_active": _("%(name)s no está activa o activo; revisa su membresía."),
    "item_not_here": _("Ese material no se compra en esta ronda; hay: %(items)s."),
    "wish_twice": _("Ya está en la fila %(first)s con el mismo material; deja una sola."),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """One row as it stands in the file: member by number, material by code."""

    number: int
    item: str
    quantity: Decimal
    tolerance: Decimal = Decimal(0)
    walk_away: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A wish that can be written, and what the member had pledged of the material before."""

    wish: Wish
    row: int
    member_id: int
    section_id: int
    name: str
    item_id: int
    item: str
    unit: str
    before: Decimal | None


@dataclass(slots=True)
class PledgePlan:
    """What an import would write, or the cells for which it writes nothing."""

    placed: list[Placed] = field(default_factory=list)
    bad: list[BadCell] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def replaced(self) -> int:
        return sum(row.before is not None for row in self.placed)

    @property
    def members(self) -> int:
        return len({row.member_id for row in self.placed})


def plan_wishes(round_: Round, wishes: Iterable[Wish]) -> PledgePlan:
    """The same checks for rows that come from a form or a program, numbered from 1."""
    rows = [
        GoodRow(place, {"number": w.number, "item": w.item, "quantity": w.quantity, "tolerance": w.tolerance,
                        "walk_away": w.walk_away})
        for place, w in enumerate(wishes, start=1)
    ]  # fmt: skip
    return plan_pledges(round_, Reading(rows=rows, headings={c.name: c.heading for c in SHEET.columns}))


def plan_pledges(round_: Round, reading: Reading) -> PledgePlan:
    """Compare what was read with the roster, the round and the pledges there are; three queries. Writes nothing."""
    plan = PledgePlan(bad=reading.bad, unknown=reading.unknown)
    items = _items_by_key(round_)
    names = ", ".join(sorted({item.name for item in items.values()}))
    members = _members({row.values["number"] for row in reading.rows})
    before = _pledged(round_)
    first_seen: dict[tuple[int, int], int] = {}
    for row in reading.rows:
        values = row.values
        member, item = members.get(values["number"]), items.get(search_key(values["item"]))
        if member is None:
            plan.bad.append(reading.cell(row.number, "number", values["number"], "member_unknown"))
        elif member[3] != Member.State.ACTIVE:
            plan.bad.append(reading.cell(row.number, "number", values["number"], "member_not_active", name=member[2]))
        if item is None:
            plan.bad.append(reading.cell(row.number, "item", values["item"], "item_not_here", items=names))
        if member is None or item is None or member[3] != Member.State.ACTIVE:
            continue
        first = first_seen.setdefault((member[0], item.pk), row.number)
        if first != row.number:
            plan.bad.append(reading.cell(row.number, "item", values["item"], "wish_twice", first=first))
            continue
        wish = Wish(values["number"], item.code, values["quantity"], values["tolerance"] or Decimal(0),
                    values["walk_away"])  # fmt: skip
        plan.placed.append(
            Placed(wish, row.number, member[0], member[1], member[2], item.pk, item.name, item.unit,
                   before.get((member[0], item.pk)))
        )  # fmt: skip
    plan.bad.sort(key=lambda cell: (cell.row, cell.column_letter))
    return plan


def why(cell: BadCell) -> str:
    return why_cell(cell, SENTENCES)


def _items_by_key(round_: Round) -> dict[str, Any]:
    found = {}
    for row in RoundItem.objects.filter(round=round_).select_related("item"):
        found[search_key(row.item.name)] = found[search_key(row.item.code)] = row.item
    return found


def _members(numbers: set[int]) -> dict[int, tuple[int, int, str, str]]:
    rows = Member.objects.filter(number__in=numbers).values_list(
        "number", "pk", "section_id", "person__nombres", "person__primer_apellido", "state"
    )
    return {number: (pk, section, f"{names} {surname}", state) for number, pk, section, names, surname, state in rows}


def _pledged(round_: Round) -> dict[tuple[int, int], Decimal]:
    rows = Pledge.objects.filter(round=round_).values_list("member_id", "item_id", "quantity")
    return {(member, item): quantity for member, item, quantity in rows}


def wishes_as_text(wishes: Sequence[Wish]) -> str:
    """The rows on their way through the page that asks "are you sure?"; read again, and checked again, when sent."""
    return "\n".join(
        f"{w.number};{w.item};{w.quantity};{w.tolerance};{'' if w.walk_away is None else w.walk_away}" for w in wishes
    )


def wishes_from_text(text: str) -> list[Wish]:
    """Raises ValueError for anything that `wishes_as_text` did not write."""
    wishes = []
    for line in text.splitlines():
        number, item, *figures = line.split(";")
        quantity, tolerance, walk_away = (Decimal(f) if f and len(f) < 24 else None for f in figures)
        numbers = [n for n in (quantity, tolerance, walk_away) if n is not None]
        if quantity is None or tolerance is None or not all(n.is_finite() for n in numbers):
            raise ValueError(line)
        if (
            not 0 < quantity <= MOST
            or not 0 <= tolerance <= MOST
            or (walk_away is not None and not 0 < walk_away < MOST)
        ):
            raise ValueError(line)
        wishes.append(Wish(int(number), item, quantity, tolerance, walk_away))
    return wishes
