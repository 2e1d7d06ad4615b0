"""Noting what borrowing costs without the union."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.benefit.actions import OutsideDraft
from tequio.benefit.models import OutsideLoan
from tequio.credit.models import AgreedTerms
from tequio.stock.models import PriceObservation
from tequio.ui.forms import DayInput, PesosField


class OutsideForm(forms.Form):
    """A CAT as it was told, or what an offer gives and takes."""

    kind = forms.ChoiceField(label=_("¿Quién presta?"), choices=OutsideLoan.Kind.choices, widget=forms.RadioSelect)
    place = forms.CharField(label=_("Nombre o lugar"), max_length=120)
    observed_on = forms.DateField(label=_("¿Qué día se supo?"), widget=DayInput)
    grade = forms.ChoiceField(label=_("Prueba"), choices=PriceObservation.Grade.choices, widget=forms.RadioSelect)
    percent = forms.DecimalField(
        label=_("CAT, si lo dice el papel"), required=False, max_digits=6, decimal_places=1, min_value=0,
        help_text=_("De cada cien al año, sin IVA: 106.4. Si no lo sabes, llena lo de abajo y se calcula."),
    )  # fmt: skip
    got_minor = PesosField(label=_("Cuánto te dan en la mano"), required=False)
    each_minor = PesosField(label=_("Cuánto pagas cada vez"), required=False)
    payments = forms.IntegerField(label=_("En cuántos pagos"), required=False, min_value=1, max_value=520)
    every = forms.ChoiceField(label=_("Cada cuánto"), choices=AgreedTerms.Every.choices, widget=forms.RadioSelect,
                              initial=AgreedTerms.Every.WEEK, required=False)  # fmt: skip
    note = forms.CharField(label=_("Nota"), max_length=240, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        offer = [told.get(name) for name in ("got_minor", "each_minor", "payments")]
        if not self.errors and told.get("percent") is None and not all(offer):
            self.add_error("percent", _("Escribe el CAT, o cuánto te dan, cuánto pagas cada vez y en cuántos pagos."))
        return told

    def told(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        observed_on = told.pop("observed_on")
        return {"observed_on": observed_on, "draft": OutsideDraft(**told | {"every": told["every"] or "week"})}


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Motivo"), max_length=240)
