"""What one fills in to appoint a person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.ui.forms import DayInput


class AppointForm(forms.Form):
    name = forms.CharField(label=_("Nombre"), max_length=160)
    email = forms.EmailField(
        label=_("Correo"), help_text=_("Con él entra; la contraseña la pone en «Olvidé mi contraseña».")
    )
    begins_on = forms.DateField(label=_("Empieza"), widget=DayInput())
    ends_on = forms.DateField(label=_("Termina"), widget=DayInput(), required=False, help_text=_("Ese día ya no."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for box in self.fields.values():
            box.widget.attrs.setdefault("autocomplete", "off")
