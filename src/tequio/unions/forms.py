"""What one fills in to appoint a person, or to note what the union decided."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.ui.forms import DayInput, PesosField
from tequio.ui.numbers import money
from tequio.unions.known import LONGEST, Kind, Known


class AppointForm(forms.Form):
    name = forms.CharField(label=_("Nombre"), max_length=160)
    email = forms.EmailField(
        label=_("Correo"), help_text=_("Con él entra; la contraseña la pone en «Olvidé mi contraseña».")
    )
    begins_on = forms.DateField(label=_("Empieza"), widget=DayInput())
    ends_on = forms.DateField(label=_("Termina"), widget=DayInput(), required=False, help_text=_("Ese día ya no."))

    def __init__(self, *args: Any, is_outside: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_outside:
            self.fields["ends_on"].help_text = _("Ese día ya no. Sin fecha, dura lo que la unión decidió en Ajustes.")
        for box in self.fields.values():
            box.widget.attrs.setdefault("autocomplete", "off")


class SettingForm(forms.Form):
    """A value of one setting, from which day it rules, and where that was decided."""

    field_order = ("value", "valid_from", "source")

    valid_from = forms.DateField(
        label=_("Rige desde"), widget=DayInput(), help_text=_("Desde hoy o más adelante: lo que ya rigió no se cambia.")
    )
    source = forms.CharField(
        label=_("Dónde se decidió"), max_length=240, help_text=_("Por ejemplo: asamblea del 12 de marzo, punto 4.")
    )

    def __init__(self, *args: Any, known: Known, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["value"] = _value_field(known)
        self.fields["valid_from"].widget.attrs["min"] = today.isoformat()
        self.order_fields(self.field_order)

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if day < self.today:
            raise forms.ValidationError(_("Lo que ya rigió no se cambia: elige una fecha desde hoy."))
        return day


def _value_field(known: Known) -> forms.Field:
    """The box that a setting's value is typed into. It refuses what the deed would refuse, and says the limits."""
    match known.kind:
        case Kind.PESOS:
            limits = {"least": money(known.least), "most": money(known.most)}
            return _Pesos(known, label=_("Nuevo valor"), help_text=_("De %(least)s a %(most)s.") % limits)
        case Kind.WHOLE:
            limits = {"least": f"{known.least:,}", "most": f"{known.most:,}"}
            field = forms.IntegerField(
                label=_("Nuevo valor"), min_value=known.least, max_value=known.most,
                help_text=_("De %(least)s a %(most)s.") % limits,
            )  # fmt: skip
            field.widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
            field.suffix = known.unit  # type: ignore[attr-defined]
            return field
        case Kind.CHOICE:
            return forms.ChoiceField(label=_("Nuevo valor"), choices=known.choices, widget=forms.RadioSelect)
    # Empty is a value too: the office no longer says when it opens.
    return forms.CharField(
        label=_("Nuevo valor"), max_length=LONGEST, required=False, widget=forms.Textarea({"rows": 3})
    )


class _Pesos(PesosField):
    """An amount within the limits of a setting; the limits are centavos, the box is pesos."""

    def __init__(self, known: Known, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.known = known

    def clean(self, value: Any) -> Any:
        minor = super().clean(value)
        if not self.known.takes(minor):
            limits = {"least": money(self.known.least), "most": money(self.known.most)}
            raise forms.ValidationError(_("Escribe un importe de %(least)s a %(most)s.") % limits)
        return minor
