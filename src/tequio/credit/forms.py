"""Forms of the credit desk and of a member who asks for a loan."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.credit.models import Lender


class LenderForm(forms.Form):
    name = forms.CharField(label=_("¿Cómo se llama?"), max_length=160)
    kind = forms.ChoiceField(label=_("¿Qué es?"), choices=Lender.Kind.choices, initial=Lender.Kind.BANK)
    contact = forms.CharField(label=_("¿Con quién se habla?"), max_length=160, required=False)
    phone = forms.CharField(label=_("Teléfono"), max_length=40, required=False)
    email = forms.EmailField(label=_("Correo"), required=False)
    notes = forms.CharField(label=_("Notas"), max_length=2_000, required=False, widget=forms.Textarea)
