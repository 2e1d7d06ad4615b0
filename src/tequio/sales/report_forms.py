"""What people type of a laboratory's report, and what they look for."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tequio.engines.ware import Rules
from tequio.sales import queries
from tequio.sales.actions import ReadingDraft, ReportDraft
from tequio.sales.models import Inspection
from tequio.stock.models import Item
from tequio.ui.forms import DayInput, TypedNumber

PIECES = 6


class Reading(forms.CharField):
    """A number as laboratories write it: 0.05, or <0.02 where it is less than that."""

    widget = TypedNumber

    def clean(self, value: Any) -> tuple[Decimal, bool] | None:  # type: ignore[override]
        typed = (value or "").replace(" ", "").replace(",", ".")
        if not typed:
            return None
        try:
            amount = Decimal(typed.removeprefix("<"))
        except InvalidOperation:
            raise forms.ValidationError(_("Escribe un número como 0.05, o <0.02 si es menos que eso.")) from None
        if not amount.is_finite() or amount < 0 or -amount.as_tuple().exponent > 5:  # type: ignore[operator]
            raise forms.ValidationError(_("Escribe un número de cero en adelante, con cinco decimales o menos."))
        return amount, typed.startswith("<")


class ReportForm(forms.Form):
    """The head of a report, and what each of up to six pieces gave off."""

    laboratory = forms.CharField(label=_("Laboratorio"), max_length=120)
    number = forms.CharField(label=_("Número del análisis"), max_length=60)
    on = forms.DateField(label=_("Fecha del análisis"), widget=DayInput())
    valid_until = forms.DateField(label=_("El laboratorio dice que vale hasta"), widget=DayInput(), required=False)
    method = forms.ChoiceField(label=_("Método"))
    lot = forms.ModelChoiceField(
        label=_("Lote de piezas que se probó"), queryset=Inspection.everywhere.none(), required=False,
        empty_label=_("Ninguno: se probó una muestra del esmalte"),
    )  # fmt: skip
    mix = forms.CharField(
        label=_("Lote de esmalte"), max_length=80, required=False,
        help_text=_("Con él, el análisis vale para todas las piezas de ese esmalte, receta y clase."),
    )  # fmt: skip
    item = forms.ModelChoiceField(
        label=_("Producto que se probó"), queryset=Item.everywhere.none(), required=False,
        empty_label=_("El del lote de piezas"),
    )  # fmt: skip
    recipe = forms.CharField(label=_("Receta"), max_length=80, required=False)

    def __init__(self, *args: Any, rules: Rules, lots: Any, codes: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "es"
        methods = dict.fromkeys(method for regime in rules.regimes for method in sorted(regime.methods))
        self.fields["method"].choices = [(code, rules.names[code].said(language)) for code in methods]  # type: ignore[attr-defined]
        self.fields["item"].queryset = queries.products()  # type: ignore[attr-defined]
        lot = self.fields["lot"]
        lot.queryset = lots  # type: ignore[attr-defined]
        lot.label_from_instance = lambda each: f"{codes.get(each.pk, '')} · {each.ticket.line.item.name}"  # type: ignore[attr-defined]
        substances = dict.fromkeys(limit.substance for limit in rules.limits)
        self.substances = {code: rules.names[code].said(language) for code in substances}
        units = dict.fromkeys(limit.unit for limit in rules.limits)
        self.fields["unit"] = forms.ChoiceField(label=_("Unidad"), choices=[(unit, unit) for unit in units])
        for place in range(1, PIECES + 1):
            for code, name in self.substances.items():
                self.fields[f"{code}_{place}"] = Reading(label=f"{name}, {place}", required=False)

    @property
    def head(self) -> list[Any]:
        return [self[name] for name in ("laboratory", "number", "on", "valid_until", "method")]

    @property
    def about(self) -> list[Any]:
        return [self[name] for name in ("lot", "mix", "item", "recipe")]

    @property
    def rows(self) -> list[tuple[int, list[Any]]]:
        return [(place, [self[f"{code}_{place}"] for code in self.substances]) for place in range(1, PIECES + 1)]

    @property
    def draft(self) -> ReportDraft:
        told = self.cleaned_data
        readings = [
            ReadingDraft(str(place), code, *told[f"{code}_{place}"][:1], told["unit"], told[f"{code}_{place}"][1])
            for place in range(1, PIECES + 1) for code in self.substances if told[f"{code}_{place}"]
        ]  # fmt: skip
        lot, item = told["lot"], told["item"]
        return ReportDraft(
            told["number"], told["laboratory"], told["method"], told["on"], tuple(readings),
            lot.pk if lot else None, told["mix"], told["recipe"], item.pk if item else None,
            valid_until=told["valid_until"],
        )  # fmt: skip


class TraceForm(forms.Form):
    q = forms.CharField(
        label=_("Receta, lote de esmalte, taller, pedido o lote de piezas"), max_length=80, required=False
    )
