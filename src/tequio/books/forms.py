"""Forms of the books."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.books import queries
from tequio.books.drafts import LegDraft
from tequio.members.models import Member
from tequio.ui.forms import DayInput, PesosField

INTO = (("cash", _("Caja")), ("bank", _("Banco")))


class EntryForm(forms.Form):
    """The head of an entry written by hand."""

    on = forms.DateField(label=_("Fecha"), widget=DayInput)
    text = forms.CharField(label=_("Concepto"), max_length=240, help_text=_("Qué pasó, en pocas palabras."))


class LegForm(forms.Form):
    """One line of an entry: an account and either a debit or a credit."""

    account = forms.ChoiceField(label=_("Cuenta"), required=False)
    member = forms.IntegerField(label=_("Socia o socio núm."), required=False, min_value=1, max_value=2**31 - 1)
    debit = PesosField(label=_("Cargo"), required=False)
    credit = PesosField(label=_("Abono"), required=False)

    def __init__(self, *args: Any, accounts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [("", "—"), *accounts]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        debit, credit = told.get("debit"), told.get("credit")
        if self.errors:
            return told
        if (debit or credit or told.get("member")) and not told.get("account"):
            self.add_error("account", _("Escoge la cuenta de este renglón."))
        elif told.get("account") and bool(debit) == bool(credit):
            self.add_error("debit", _("Escribe un cargo o un abono, no los dos."))
        elif (number := told.get("member")) and not Member.objects.filter(number=number).exists():
            self.add_error("member", _("Nadie tiene ese número."))
        return told


class BaseLegs(forms.BaseFormSet):  # type: ignore[type-arg]
    def drafts(self) -> list[LegDraft]:
        """The lines that were filled in."""
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data.get("account")]
        members = dict(
            Member.objects.filter(number__in=[row["member"] for row in filled if row["member"]]).values_list(
                "number", "pk"
            )
        )
        return [
            LegDraft(row["account"], (row["debit"] or 0) - (row["credit"] or 0), members.get(row["member"]))
            for row in filled
        ]


Legs = forms.formset_factory(LegForm, BaseLegs, extra=6, max_num=60, validate_max=True)


def legs(data: Any = None) -> Any:
    accounts = [(account.code, str(account)) for account in queries.accounts()]
    return Legs(data, prefix="r", form_kwargs={"accounts": accounts})


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Motivo"), max_length=240)


class ReverseForm(ReasonForm):
    on = forms.DateField(label=_("Fecha de la cancelación"), widget=DayInput)


class PaymentForm(forms.Form):
    """A payment of one member."""

    minor = PesosField(label=_("Cuánto pagó"), min_value=0)
    into = forms.ChoiceField(label=_("Entró a"), choices=INTO, widget=forms.RadioSelect, initial="cash")
    on = forms.DateField(label=_("Fecha"), widget=DayInput)
    note = forms.CharField(label=_("Nota"), max_length=200, required=False)
