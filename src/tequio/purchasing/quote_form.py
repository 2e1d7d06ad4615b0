"""The form in which a supplier (or the office for him) writes prices in steps and what his truck costs."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.members.models import Section
from tequio.purchasing.actions import Terms
from tequio.purchasing.models import FreightRate, Invitation, Quote, QuoteStep
from tequio.purchasing.models.rounds import MOST
from tequio.purchasing.queries import items_of
from tequio.purchasing.quoting import FreightDraft, QuoteDraft
from tequio.ui.forms import DayInput, QuantityField, TypedNumber

STEPS = 4  # boxes shown; a file or an older quote may bring more
STEP_FIELD = re.compile(r"m\d+_price(\d{1,3})")
MOST_STEPS = 20
TERMS = ("minimum_order", "valid_until", "payment_days")


def _box(**kwargs: Any) -> QuantityField:
    # The whole form says autocomplete="off" once: it has hundreds of boxes, and suppliers open it on a telephone.
    return QuantityField(required=False, max_value=MOST, widget=TypedNumber({"autocomplete": False}), **kwargs)


class QuoteForm(forms.Form):
    """Fields are named after their rows: `m7_price2` is the second price of item 7, `s3_fixed` a stop at section 3."""

    minimum_order = _box(label=_("Pedido mínimo"), decimal_places=2)
    valid_until = forms.DateField(label=_("Precios vigentes hasta"), required=False, widget=DayInput())
    payment_days = forms.IntegerField(label=_("Días de crédito"), required=False, min_value=0, max_value=365)
    all_fixed = _box(label=_("A todos los pueblos, por parada"), decimal_places=2)
    all_per_kg = _box(label=_("A todos los pueblos, por kilo"), decimal_places=4)

    def __init__(self, data: Any = None, *, invitation: Invitation, from_file: Mapping[str, Any] | None = None) -> None:
        known = _initial(invitation)
        if from_file:
            # A file speaks for all materials; the terms typed before it stay.
            known = {name: value for name, value in known.items() if name[0] not in "ms" or name in TERMS} | from_file
        super().__init__(data, initial=known, auto_id="%s")
        numbers = [int(match[1]) for name in (data or known) if (match := STEP_FIELD.fullmatch(name))]
        self.steps = min(max([STEPS, *numbers]), MOST_STEPS)
        self.items = items_of(invitation.round)
        self.sections = list(Section.objects.order_by("name", "pk"))
        for item in self.items:
            self._add_item(item)
        for section in self.sections:
            self._add_section(section)

    def _add_item(self, item: Any) -> None:
        key = f"m{item.pk}"
        self.fields[f"{key}_kind"] = forms.ChoiceField(
            label=_("Cómo valen los escalones"), choices=Quote.Kind.choices, required=False
        )
        self.fields[f"{key}_pack"] = _box(label=_("Empaque de (%(unit)s)") % {"unit": item.unit})
        self.fields[f"{key}_capacity"] = _box(label=_("Surte hasta (%(unit)s)") % {"unit": item.unit})
        for step in range(1, self.steps + 1):
            told = {"n": step, "unit": item.unit}
            self.fields[f"{key}_from{step}"] = _box(label=_("%(n)s. Desde (%(unit)s)") % told)
            self.fields[f"{key}_price{step}"] = _box(label=_("Precio por %(unit)s") % told, decimal_places=4)

    def _add_section(self, section: Section) -> None:
        key = f"s{section.pk}"
        self.fields[f"{key}_fixed"] = _box(label=_("Por parada"), decimal_places=2)
        self.fields[f"{key}_per_kg"] = _box(label=_("Por kilo"), decimal_places=4)
        self.fields[f"{key}_drop"] = forms.CharField(label=_("Parada compartida"), required=False, max_length=40)

    def material_rows(self) -> list[dict[str, Any]]:
        """What the template draws for each material."""
        return [
            {
                "item": item, "kind": self[f"m{item.pk}_kind"], "pack": self[f"m{item.pk}_pack"],
                "capacity": self[f"m{item.pk}_capacity"],
                "steps": [
                    (self[f"m{item.pk}_from{n}"], self[f"m{item.pk}_price{n}"]) for n in range(1, self.steps + 1)
                ],
                "is_priced": bool(self[f"m{item.pk}_price1"].value()),
            }
            for item in self.items
        ]  # fmt: skip

    def village_rows(self) -> list[dict[str, Any]]:
        return [
            {"section": s} | {name: self[f"s{s.pk}_{name}"] for name in ("fixed", "per_kg", "drop")}
            for s in self.sections
        ]  # fmt: skip

    @property
    def terms(self) -> Terms:
        told = self.cleaned_data
        return Terms(told["minimum_order"] or Decimal(0), told["valid_until"], told["payment_days"] or 0)

    @property
    def quotes(self) -> list[QuoteDraft]:
        """The materials with at least one price; a step without a starting quantity starts at zero."""
        drafts = []
        for item in self.items:
            told = {name: self.cleaned_data.get(f"m{item.pk}_{name}") for name in ("kind", "pack", "capacity")}
            steps = tuple(
                (self.cleaned_data.get(f"m{item.pk}_from{n}") or Decimal(0), price)
                for n in range(1, self.steps + 1)
                if (price := self.cleaned_data.get(f"m{item.pk}_price{n}")) is not None
            )
            if steps:
                pack = item.pack if told["pack"] is None else told["pack"]
                drafts.append(QuoteDraft(item.pk, steps, told["kind"] or Quote.Kind.ALL_UNITS, pack, told["capacity"]))
        return drafts

    @property
    def freight(self) -> list[FreightDraft]:
        """One row for each village with a figure of its own or, where given, the figures for all."""
        told = self.cleaned_data
        everywhere = (told["all_fixed"], told["all_per_kg"])
        drafts = []
        for section in self.sections:
            own = (told[f"s{section.pk}_fixed"], told[f"s{section.pk}_per_kg"])
            fixed, per_kg = own if any(value is not None for value in own) else everywhere
            if fixed is None and per_kg is None:
                continue
            drop = told[f"s{section.pk}_drop"]
            drafts.append(FreightDraft(section.pk, fixed or Decimal(0), per_kg or Decimal(0), drop))
        return drafts


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _initial(invitation: Invitation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "minimum_order": _plain(invitation.minimum_order) if invitation.minimum_order else None,
        "valid_until": invitation.valid_until, "payment_days": invitation.payment_days or None,
    }  # fmt: skip
    keys = {}
    for quote in Quote.objects.filter(invitation=invitation):
        keys[quote.pk] = f"m{quote.item_id}"
        told |= {f"m{quote.item_id}_kind": quote.kind, f"m{quote.item_id}_pack": _plain(quote.pack),
                 f"m{quote.item_id}_capacity": _plain(quote.capacity)}  # fmt: skip
    counts: dict[int, int] = {}
    for step in QuoteStep.objects.filter(quote__invitation=invitation).order_by("quote_id", "minimum"):
        n = counts[step.quote_id] = counts.get(step.quote_id, 0) + 1
        key = keys[step.quote_id]
        told |= {f"{key}_from{n}": _plain(step.minimum), f"{key}_price{n}": _plain(step.price)}
    for rate in FreightRate.objects.filter(invitation=invitation):
        key = f"s{rate.section_id}"
        told |= {f"{key}_fixed": _plain(rate.fixed), f"{key}_per_kg": _plain(rate.per_kg), f"{key}_drop": rate.drop}
    return told
