"""Forms of the guarantee fund's desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.credit.models import Lender, Loan
from tequio.guarantee.models import Cap, Deal, FundMove
from tequio.ui.forms import DayInput, PesosField


class DepositForm(forms.Form):
    """What a member brought for the fund."""

    minor = PesosField(label=_("Cuánto trajo"), min_value=0)
    into = forms.ChoiceField(
        label=_("Entró a"), choices=FundMove.Into.choices, widget=forms.RadioSelect, initial="cash"
    )
    on = forms.DateField(label=_("Fecha"), widget=DayInput)


class RefundForm(forms.Form):
    """What is given back."""

    minor = PesosField(label=_("Cuánto se le devuelve"), min_value=0)
    from_ = forms.ChoiceField(
        label=_("Sale de"), choices=FundMove.Into.choices, widget=forms.RadioSelect, initial="bank"
    )
    on = forms.DateField(label=_("Fecha"), widget=DayInput)


class CapForm(forms.Form):
    """The most that somebody can lose, and for what."""

    of = forms.ChoiceField(label=_("¿De qué responde?"), widget=forms.RadioSelect, initial=Cap.Layer.POOL)
    most_minor = PesosField(
        label=_("Lo más que puede perder"), min_value=0, help_text=_("Nunca se le cobra más que esto.")
    )
    signed_on_paper_on = forms.DateField(
        label=_("¿Ya lo firmó en papel? Escribe la fecha"), widget=DayInput, required=False,
        help_text=_("Vacío: lo lee y dice que sí en su teléfono."),
    )  # fmt: skip

    def __init__(self, *args: Any, own: list[Loan], of_group: list[Loan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].choices = [  # type: ignore[attr-defined]
            (Cap.Layer.POOL.value, _("De los préstamos de todas y todos, con el fondo")),
            *((f"{Cap.Layer.BORROWER}:{loan.pk}",
               _("De su propio préstamo %(number)s") % {"number": loan.number}) for loan in own),
            *((f"{Cap.Layer.GROUP}:{loan.pk}",
               _("Del préstamo %(number)s de %(name)s, de su grupo")
               % {"number": loan.number, "name": loan.member.name}) for loan in of_group),
        ]  # fmt: skip

    def told(self) -> dict[str, Any]:
        layer, _colon, loan = self.cleaned_data["of"].partition(":")
        return {"layer": layer, "loan_id": int(loan) if loan else None, "most_minor": self.cleaned_data["most_minor"],
                "signed_on_paper_on": self.cleaned_data["signed_on_paper_on"]}  # fmt: skip


class DealForm(forms.Form):
    """What the union guarantees a lender."""

    lender_id = forms.ChoiceField(label=_("Con quién"))
    cover = forms.ChoiceField(
        label=_("Cómo se reparte lo que se pierda"), choices=Deal.Cover.choices, widget=forms.RadioSelect,
        initial=Deal.Cover.PARI_PASSU,
    )  # fmt: skip
    percent = forms.DecimalField(
        label=_("Qué parte responde el fondo"), min_value=1, max_value=100, max_digits=5, decimal_places=2,
        help_text=_("De cada cien pesos: 50 es la mitad."),
    )  # fmt: skip
    valid_from = forms.DateField(label=_("Para préstamos entregados desde"), widget=DayInput)
    source = forms.CharField(
        label=_("Contrato y acuerdo"), max_length=240, help_text=_("Por ejemplo: contrato 7, asamblea del 12 de marzo.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lender_id"].choices = list(  # type: ignore[attr-defined]
            Lender.objects.order_by("name", "pk").values_list("pk", "name")
        )

    def told(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        return told | {"lender_id": int(told["lender_id"]), "part": told.pop("percent") / 100}


class EndForm(forms.Form):
    ends_on = forms.DateField(label=_("No cubre préstamos entregados desde"), widget=DayInput)


class ClaimForm(forms.Form):
    """What a lender asks for a loan that is not paid."""

    loss_minor = PesosField(
        label=_("Cuánto reclama"), min_value=0, help_text=_("Capital e intereses normales, sin moras ni penas.")
    )
    reason = forms.CharField(
        label=_("Qué pasó y qué se hizo para cobrar"), max_length=600, widget=forms.Textarea({"rows": 3})
    )


class SignForm(forms.Form):
    says_yes = forms.TypedChoiceField(
        label=_("¿Procede?"), choices=(("si", _("Sí, que pague el fondo")), ("no", _("No procede"))),
        widget=forms.RadioSelect, coerce=lambda value: value == "si",
    )  # fmt: skip
    reason = forms.CharField(label=_("¿Por qué?"), max_length=600, widget=forms.Textarea({"rows": 3}))


class PayForm(forms.Form):
    from_ = forms.ChoiceField(
        label=_("Sale de"), choices=FundMove.Into.choices, widget=forms.RadioSelect, initial="bank"
    )
    on = forms.DateField(label=_("Fecha"), widget=DayInput)
    seen = forms.CharField(widget=forms.HiddenInput)


class RecoveryForm(forms.Form):
    minor = PesosField(label=_("Cuánto trajo"), min_value=0)
    into = forms.ChoiceField(
        label=_("Entró a"), choices=FundMove.Into.choices, widget=forms.RadioSelect, initial="cash"
    )
    on = forms.DateField(label=_("Fecha"), widget=DayInput)


class TakeForm(forms.Form):
    on = forms.DateField(label=_("Fecha en los libros"), widget=DayInput)
    seen = forms.CharField(widget=forms.HiddenInput)


class EmptyForm(forms.Form):
    """A yes and nothing else."""
