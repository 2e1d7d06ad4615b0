"""What a member fills in: how much of each material, on one page; or one material with its conditions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.purchasing.member_queries import Wanted
from tequio.purchasing.models.rounds import MOST
from tequio.ui.forms import QuantityField, TypedNumber


class AllPledgesForm(forms.Form):
    """A quantity for each material; an empty one or zero takes the pledge back.

    The − and + beside each box are buttons of the form: without script the page comes back with the new quantity,
    nothing saved yet.
    """

    def __init__(self, data: Any = None, *, rows: list[Wanted]) -> None:
        self.rows = rows
        super().__init__(_stepped(data, rows), auto_id=False)
        for row in rows:
            self.fields[f"q{row.item.pk}"] = QuantityField(
                required=False, max_value=Decimal(MOST), label=row.item.name, initial=_bare(row.quantity),
                widget=_Box({"aria-label": f"{row.item.name}, {row.item.unit}"} | _by(row.item.pack)),
            )  # fmt: skip

    def shown(self) -> list[tuple[Wanted, Any]]:
        return [(row, self[f"q{row.item.pk}"]) for row in self.rows]

    def changed(self) -> list[tuple[Wanted, Decimal]]:
        """Each material whose quantity is not what it was."""
        wanted = [(row, self.cleaned_data[f"q{row.item.pk}"] or Decimal(0)) for row in self.rows]
        return [(row, quantity) for row, quantity in wanted if quantity != row.quantity]


class _Box(TypedNumber):
    """One of many: what the form says for all of them, and what a browser takes for granted, is not said again."""

    template_name = "purchasing/box.html"

    def __init__(self, attrs: dict[str, Any]) -> None:
        super().__init__(attrs)
        del self.attrs["autocomplete"]


def _by(pack: Decimal) -> dict[str, str]:
    """How much − and + move the box, where it is not one."""
    return {} if pack == 1 else {"data-by": _bare(pack)}


def _bare(quantity: Decimal) -> str:
    return f"{quantity:f}".rstrip("0").rstrip(".") if quantity and "." in f"{quantity:f}" else f"{quantity or ''}"


def _stepped(data: Any, rows: list[Wanted]) -> Any:
    """The data with the quantity moved whose − or + was pressed."""
    if not data or not data.get("step"):
        return data
    key, _sign, by = data["step"].rpartition(":")
    packs = {f"q{row.item.pk}": row.item.pack for row in rows}
    if key not in packs or by not in ("-1", "1"):
        return data
    moved = data.copy()
    try:
        now = Decimal((data.get(key) or "0").replace(",", ""))
    except ArithmeticError:
        return data
    if now.is_finite() and abs(now) <= MOST:
        moved[key] = _bare(max(Decimal(0), now + packs[key] * int(by)))
    return moved


class OnePledgeForm(forms.Form):
    """One material with what a member may add: how much more he takes, and the highest price he accepts."""

    quantity = QuantityField(label=_("¿Cuánto quieres?"), max_value=Decimal(MOST))
    tolerance = QuantityField(
        label=_("¿Hasta cuánto más aceptas?"), required=False, max_value=Decimal(MOST),
        help_text=_("Por si con eso se completa un bulto o baja el precio."),
    )  # fmt: skip
    walk_away = QuantityField(
        label=_("Precio máximo"), required=False, decimal_places=4, max_value=Decimal(MOST),
        help_text=_("Si puesto en tu pueblo sale más caro, tu pedido se retira solo."),
    )  # fmt: skip

    def __init__(self, *args: Any, row: Wanted, **kwargs: Any) -> None:
        mine = row.mine
        initial = {"quantity": _bare(row.quantity)} | (
            {"tolerance": _bare(mine.tolerance), "walk_away": mine.walk_away and _bare(mine.walk_away)} if mine else {}
        )
        super().__init__(*args, initial=initial, **kwargs)
        unit = row.item.unit
        self.fields["quantity"].suffix = self.fields["tolerance"].suffix = unit  # type: ignore[attr-defined]
        self.fields["walk_away"].prefix, self.fields["walk_away"].suffix = "$", f"/ {unit}"  # type: ignore[attr-defined]
