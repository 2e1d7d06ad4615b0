"""The one field most people ever fill in to sign in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.core.values import BadValue
from tequio.members.identity import phone as normalised


class PhoneField(forms.CharField):
    """A telephone as people write it; the program gets +527771234567."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"type": "tel", "inputmode": "tel", "autocomplete": "tel", "placeholder": "777 123 4567"}
        defaults = {"label": _("Tu teléfono"), "max_length": 40, "widget": forms.TextInput(attrs=attributes)}
        super().__init__(**(defaults | kwargs))

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return normalised(text)
        except BadValue:
            raise forms.ValidationError(_("Escribe los diez números de tu teléfono."), code="bad_phone") from None
