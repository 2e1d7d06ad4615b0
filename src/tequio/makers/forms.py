"""What a member agrees to, in two numbers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.ui.forms import PesosField


class ConsentForm(forms.Form):
    percent = forms.IntegerField(
        label=_("De cada pago, hasta cuántos por ciento"), min_value=1, max_value=100, initial=20,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )  # fmt: skip
    most_minor = PesosField(label=_("Y no más de (si quieres)"), required=False)
    paper = forms.CharField(
        label=_("Dónde está la carta que firmó"), max_length=160, help_text=_("Por ejemplo: expediente 12, 3 de marzo.")
    )

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_own:
            del self.fields["paper"]
