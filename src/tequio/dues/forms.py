"""Forms of the treasurer's desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.dues.models import Cadence, Into, Schedule
from tequio.ui.forms import DayInput, PesosField

MOST_BRACKETS = 5


class ScheduleForm(forms.Form):
    """What the assembly decided, but for the amounts."""

    cadence = forms.ChoiceField(
        label=_("¿Cada cuánto se cobra?"), choices=Cadence.choices, widget=forms.RadioSelect, initial=Cadence.MONTHLY
    )
    valid_from = forms.DateField(
        label=_("Rige desde"), widget=DayInput, help_text=_("El día 1 de un mes; la de cada año, el 1 de enero.")
    )
    due_day = forms.IntegerField(
        label=_("Se paga a más tardar el día"), min_value=1, max_value=28, initial=10,
        help_text=_("Del 1 al 28, para que exista en todos los meses."),
    )  # fmt: skip
    grace_days = forms.IntegerField(label=_("Días de prórroga"), min_value=0, max_value=180, initial=15)
    instalments = forms.IntegerField(
        label=_("¿En cuántas partes?"), min_value=1, max_value=12, initial=1, help_text=_("Solo la de cada año.")
    )
    joining = forms.ChoiceField(
        label=_("Quien entra a medio periodo"), choices=Schedule.Joining.choices, widget=forms.RadioSelect,
        initial=Schedule.Joining.WHOLE,
    )  # fmt: skip
    source = forms.CharField(
        label=_("¿Dónde se decidió?"), max_length=240, help_text=_("Por ejemplo: asamblea del 12 de marzo, punto 4.")
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        begins = told.get("valid_from")
        yearly = told.get("cadence") == Cadence.YEARLY
        if begins and (begins.day != 1 or (yearly and begins.month != 1)):
            self.add_error("valid_from", _("Debe ser el día 1 de un mes; la de cada año, el 1 de enero."))
        if not yearly and (told.get("instalments") or 1) > 1:
            self.add_error("instalments", _("La cuota del mes se paga en una sola parte."))
        return told


class BracketForm(forms.Form):
    people_from = forms.IntegerField(
        label=_("Talleres desde (personas)"), required=False, min_value=1, max_value=10_000
    )
    minor = PesosField(label=_("Cuota"), required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and (told.get("people_from") is None) != (told.get("minor") is None):
            self.add_error("minor", _("Escribe las dos cosas: desde cuántas personas y cuánto pagan."))
        return told


class BaseBrackets(forms.BaseFormSet):  # type: ignore[type-arg]
    def pairs(self) -> list[tuple[int, int]]:
        """The lines that were filled in, from the smallest workshop on."""
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data.get("people_from")]
        return sorted((row["people_from"], row["minor"]) for row in filled)


Brackets = forms.formset_factory(BracketForm, BaseBrackets, extra=MOST_BRACKETS, max_num=MOST_BRACKETS)


def brackets(data: Any = None) -> Any:
    return Brackets(data, prefix="t", initial=None if data else [{"people_from": 1}])


class PaymentForm(forms.Form):
    """Money that a member brings."""

    minor = PesosField(label=_("Cuánto pagó"), min_value=0)
    into = forms.ChoiceField(label=_("Entró a"), choices=Into.choices, widget=forms.RadioSelect, initial=Into.CASH)
    first = forms.ChoiceField(
        label=_("¿Qué paga primero?"), widget=forms.RadioSelect, initial="dues",
        choices=(("dues", _("Sus cuotas; lo que sobre, sus compras")),
                 ("purchases", _("Sus compras; lo que sobre, sus cuotas"))),
    )  # fmt: skip
    on = forms.DateField(label=_("Fecha"), widget=DayInput)
    note = forms.CharField(label=_("Nota"), max_length=200, required=False)


class CapitalForm(forms.Form):
    """A payment towards certificates."""

    minor = PesosField(label=_("Cuánto aportó"), min_value=0)
    into = forms.ChoiceField(label=_("Entró a"), choices=Into.choices, widget=forms.RadioSelect, initial=Into.CASH)
    on = forms.DateField(label=_("Fecha"), widget=DayInput)


class SubscribeForm(CapitalForm):
    count = forms.IntegerField(label=_("¿Cuántos certificados suscribe?"), min_value=1, max_value=100, initial=1)
    field_order = ["count", "minor", "into", "on"]


class FeeForm(forms.Form):
    """A fee for one member, beside those of the schedule."""

    text = forms.CharField(label=_("Concepto"), max_length=200)
    minor = PesosField(label=_("Importe"), min_value=0)
    on = forms.DateField(label=_("Fecha"), widget=DayInput)
    due_on = forms.DateField(label=_("Se paga a más tardar el"), widget=DayInput)


class ReliefForm(forms.Form):
    percent = forms.IntegerField(
        label=_("¿Qué parte se le perdona?"), min_value=1, max_value=100, help_text=_("De cada cien: 50 es la mitad.")
    )
    begins_on = forms.DateField(label=_("Desde"), widget=DayInput)
    ends_on = forms.DateField(
        label=_("Hasta antes de"), widget=DayInput, required=False, help_text=_("Vacío: hasta que se termine.")
    )
    reason = forms.CharField(label=_("Motivo"), max_length=240, help_text=_("Y quién lo acordó."))


class ReliefEndForm(forms.Form):
    ends_on = forms.DateField(label=_("Desde este día ya no"), widget=DayInput)


class ReasonForm(forms.Form):
    """Taking something back."""

    reason = forms.CharField(label=_("Motivo"), max_length=240)
    on = forms.DateField(label=_("Fecha en los libros"), widget=DayInput)


class LeaveForm(forms.Form):
    left_on = forms.DateField(label=_("Último día en la unión"), widget=DayInput)
    reason = forms.CharField(label=_("Motivo"), max_length=240)


class PayOutForm(forms.Form):
    from_ = forms.ChoiceField(label=_("Sale de"), choices=Into.choices, widget=forms.RadioSelect, initial=Into.BANK)
    on = forms.DateField(label=_("Fecha"), widget=DayInput)


class VillageForm(forms.Form):
    """What each of a village's members brought; who brought nothing stays empty."""

    into = forms.ChoiceField(label=_("Entró a"), choices=Into.choices, widget=forms.RadioSelect, initial=Into.CASH)
    on = forms.DateField(label=_("Fecha"), widget=DayInput)

    def __init__(self, *args: Any, owed: list[tuple[Any, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {f"m{member.pk}": (member, minor) for member, minor in owed}
        for name, (member, _minor) in self.people.items():
            self.fields[name] = PesosField(label=member.name, required=False)

    def rows(self) -> list[tuple[Any, int, Any]]:
        """Each member, what he owes, and the box for what he brought."""
        return [(member, minor, self[name]) for name, (member, minor) in self.people.items()]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not any(told.get(name) for name in self.people):
            raise forms.ValidationError(_("Escribe cuánto trajo cada quien; los demás se quedan vacíos."))
        return told

    def payments(self) -> tuple[tuple[int, int], ...]:
        return tuple(
            (member.pk, self.cleaned_data[name])
            for name, (member, _minor) in self.people.items()
            if self.cleaned_data.get(name)
        )
