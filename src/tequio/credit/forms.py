"""Forms of the credit desk and of a member who asks for a loan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from tequio.credit.models import (
    AgreedTerms,
    Application,
    BorrowerFile,
    Lender,
    Loan,
    Payment,
    Visit,
)
from tequio.credit.words import rests_said
from tequio.engines.lending import Every, Rhythm
from tequio.members.models import Member
from tequio.ui.forms import DayInput, PesosField, QuantityField
from tequio.unions.making import Season

MOST_YEARS = 5
MOST_PAYMENTS = MOST_YEARS * Every.WEEK.per_year
GROUP_ROWS = 9
PLAN_ROWS = 4


class PercentField(QuantityField):
    """Typed as a percentage (24), got as a fraction (0.24)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"unit": "%", "decimal_places": 3, "min_value": None} | kwargs))

    def clean(self, value: Any) -> Any:
        amount = super().clean(value)
        return Decimal(0) if amount is None else amount / 100

    def prepare_value(self, value: Any) -> Any:
        return f"{value * 100:.3f}".rstrip("0").rstrip(".") if isinstance(value, Decimal) else value


# --- asking ----------------------------------------------------------------------------------------------------------


class HowMuchForm(forms.Form):
    """First: how much, how often and how many times, and whether a season has no payment. `seasons` are the trade's."""

    amount_minor = PesosField(label=_("¿Cuánto necesitas?"), min_value=1)
    every = forms.ChoiceField(
        label=_("¿Cada cuánto puedes pagar?"), choices=AgreedTerms.Every.choices, widget=forms.RadioSelect,
        initial=AgreedTerms.Every.MONTH,
    )  # fmt: skip
    payments = forms.IntegerField(
        label=_("¿En cuántos pagos?"), min_value=1, max_value=MOST_PAYMENTS, initial=12,
        help_text=_("Un año son 52 semanas, 26 catorcenas, 24 quincenas o 12 meses."),
    )  # fmt: skip
    rest_in = forms.TypedChoiceField(
        label=_("¿Hay meses en que no puedes pagar?"), widget=forms.RadioSelect, required=False, empty_value=(),
        coerce=lambda months: tuple(map(int, months.split(","))),
    )  # fmt: skip
    together = forms.ChoiceField(
        label=_("¿Lo pides por tu cuenta o en grupo?"), widget=forms.RadioSelect, initial="alone",
        choices=(("alone", _("Por mi cuenta")), ("group", _("En grupo: nos apoyamos entre todas y todos"))),
    )  # fmt: skip

    def __init__(self, *args: Any, seasons: Sequence[Season] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not seasons:
            del self.fields["rest_in"]
            return
        self.fields["rest_in"].choices = [  # type: ignore[attr-defined]
            ("", _("No, pago todo el año")),
            *((",".join(map(str, each.months)),
               _("%(season)s: sin pagos %(months)s") % {"season": each.name, "months": rests_said(each.months)})
              for each in seasons),
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if {"every", "payments"} <= set(told):
            most = MOST_YEARS * Every(told["every"]).per_year
            if told["payments"] > most:
                self.add_error("payments", _("Cuando más son cinco años: %(most)s pagos.") % {"most": most})
        return told

    @staticmethod
    def rhythm_in(told: Mapping[str, Any]) -> Rhythm | None:
        """What was answered, as the engine takes it; None where that is still missing."""
        return Rhythm(Every(told["every"]), tuple(told.get("rest_in", ()))) if told.get("every") else None


class WhyForm(forms.Form):
    """Then: what for, and what will pay it."""

    purpose = forms.ChoiceField(label=_("¿Para qué es?"), choices=Application.Purpose.choices, widget=forms.RadioSelect)
    purpose_said = forms.CharField(
        label=_("Cuéntalo en una frase"), max_length=240, help_text=_("Por ejemplo: barro y leña para diciembre.")
    )
    repaid_from = forms.CharField(
        label=_("¿Con qué lo vas a pagar?"), max_length=240, help_text=_("Por ejemplo: las ventas de Día de Muertos.")
    )


class MonthForm(forms.Form):
    """Last: a usual month, as the member says it."""

    income_minor = PesosField(label=_("¿Cuánto entra en tu taller en un mes normal?"))
    outgoings_minor = PesosField(
        label=_("¿Cuánto sale?"), help_text=_("Material, leña, luz y lo que tu casa toma del taller.")
    )
    debts_minor = PesosField(label=_("¿Cuánto pagas al mes de otras deudas?"), initial=0)
    debts_said = forms.CharField(
        label=_("¿A quién le debes?"), max_length=240, required=False, help_text=_("Si no debes, déjalo vacío.")
    )


class GroupForm(forms.Form):
    """Who asks together, by the numbers on their cards; each says yes on his own phone or on paper."""

    group_name = forms.CharField(label=_("¿Cómo se llama el grupo?"), max_length=120)

    def __init__(self, *args: Any, own: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        self.members: dict[int, int] = {}
        for row in range(1, GROUP_ROWS + 1):
            self.fields[f"number_{row}"] = forms.IntegerField(
                label=_("Número de socia o socio"), min_value=1, required=False
            )
            self.fields[f"amount_{row}"] = PesosField(label=_("Cuánto pide"), required=False)

    def rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"number_{row}"], self[f"amount_{row}"]) for row in range(1, GROUP_ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        wanted = {}
        for row in range(1, GROUP_ROWS + 1):
            number, amount = told.get(f"number_{row}"), told.get(f"amount_{row}")
            if number is None and not amount:
                continue
            if number is None or not amount:
                self.add_error(f"amount_{row}", _("Escribe las dos cosas: su número y cuánto pide."))
            else:
                wanted[number] = (row, amount)
        found = {each.number: each for each in Member.objects.filter(number__in=wanted)}
        for number, (row, amount) in wanted.items():
            member = found.get(number)
            if member is None or member.pk == self.own.pk:
                self.add_error(f"number_{row}", _("Ese número no es de otra socia o socio. Míralo en su credencial."))
            else:
                self.members[member.pk] = amount
        return told


class DecideForm(forms.Form):
    """Yes or no, and why."""

    says_yes = forms.TypedChoiceField(
        label=_("¿Qué dices?"), choices=(("si", _("Sí")), ("no", _("No"))), widget=forms.RadioSelect,
        coerce=lambda value: value == "si",
    )  # fmt: skip
    reason = forms.CharField(
        label=_("¿Por qué?"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("La persona que pidió lo va a leer."),
    )  # fmt: skip


# --- who lends -------------------------------------------------------------------------------------------------------


class LenderForm(forms.Form):
    name = forms.CharField(label=_("¿Cómo se llama?"), max_length=160)
    kind = forms.ChoiceField(label=_("¿Qué es?"), choices=Lender.Kind.choices, initial=Lender.Kind.BANK)
    contact = forms.CharField(label=_("¿Con quién se habla?"), max_length=160, required=False)
    phone = forms.CharField(label=_("Teléfono"), max_length=40, required=False)
    email = forms.EmailField(label=_("Correo"), required=False)
    notes = forms.CharField(
        label=_("Notas"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )  # fmt: skip


class TermsForm(forms.Form):
    """What a lender asks for its money. Percentages are written as such: 24 for 24 %."""

    annual_rate = PercentField(label=_("Tasa de interés al año, sin IVA"))
    kind = forms.ChoiceField(label=_("Cómo se paga"), choices=AgreedTerms.Kind.choices)
    every = forms.ChoiceField(label=_("Cada cuánto"), choices=AgreedTerms.Every.choices, initial="month")
    count = forms.ChoiceField(label=_("Cómo se cuentan los días"), choices=AgreedTerms.Count.choices)
    rest_in = forms.TypedMultipleChoiceField(
        label=_("Meses en que no se paga"), choices=list(MONTHS.items()), coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Por ejemplo, los de lluvia."),
    )  # fmt: skip
    interest_only = forms.IntegerField(label=_("Primeros pagos solo de interés"), min_value=0, max_value=60, initial=0)
    iva = PercentField(label=_("IVA sobre interés y comisiones"), initial=Decimal("0.16"))
    opening_fee_minor = PesosField(label=_("Comisión de apertura, fija"), initial=0)
    opening_fee_rate = PercentField(label=_("Comisión de apertura, parte del préstamo"), initial=Decimal(0))
    each_fee_minor = PesosField(label=_("Cargo con cada pago"), initial=0)
    guarantee_rate = PercentField(label=_("Garantía en efectivo que pide"), initial=Decimal(0))
    guarantee_yield = PercentField(label=_("Lo que rinde esa garantía al año"), initial=Decimal(0))
    late_rate = PercentField(label=_("Tasa de mora al año"), initial=Decimal(0))
    penalty = PercentField(label=_("Pena por cada pago tarde"), initial=Decimal(0))
    grace_days = forms.IntegerField(label=_("Días de gracia"), min_value=0, max_value=90, initial=0)

    TERMS = (
        "annual_rate", "kind", "every", "count", "rest_in", "interest_only", "iva", "opening_fee_minor",
        "opening_fee_rate", "each_fee_minor", "guarantee_rate", "guarantee_yield", "late_rate", "penalty", "grace_days",
    )  # fmt: skip

    def terms(self) -> dict[str, Any]:
        told = {name: self.cleaned_data[name] for name in self.TERMS}
        return told | {"rest_in": tuple(sorted(told["rest_in"]))}


class ProductForm(TermsForm):
    """What a lender announces."""

    name = forms.CharField(label=_("¿Cómo se llama este crédito?"), max_length=120)
    least_minor = PesosField(label=_("Presta desde"), min_value=1)
    most_minor = PesosField(label=_("Hasta"), min_value=1)
    most_payments = forms.IntegerField(label=_("Pagos, cuando más"), min_value=1, max_value=MOST_PAYMENTS)
    valid_from = forms.DateField(label=_("Rige desde"), widget=DayInput)
    source = forms.CharField(
        label=_("¿De dónde se sabe?"), max_length=240, help_text=_("Por ejemplo: oferta del 3 de marzo, hoja 2.")
    )
    field_order = ["name", "least_minor", "most_minor", "most_payments", "valid_from", "source"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if (told.get("least_minor") or 0) > (told.get("most_minor") or 0):
            self.add_error("most_minor", _("No puede ser menos que lo que presta desde."))
        return told


class AgreeForm(TermsForm):
    """What was agreed for one loan."""

    lender = forms.ModelChoiceField(label=_("¿Quién presta?"), queryset=None, empty_label=None)
    principal_minor = PesosField(label=_("Cuánto presta"), min_value=1)
    payments = forms.IntegerField(label=_("En cuántos pagos"), min_value=1, max_value=MOST_PAYMENTS)
    starts_on = forms.DateField(label=_("Día en que se entrega"), widget=DayInput)
    first_on = forms.DateField(
        label=_("Día del primer pago"), widget=DayInput, required=False, help_text=_("Vacío: un periodo después.")
    )
    reference = forms.CharField(label=_("Número del contrato"), max_length=80, required=False)
    field_order = ["lender", "principal_minor", "payments", "starts_on", "first_on", "reference"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lender"].queryset = Lender.objects.order_by("name", "pk")  # type: ignore[attr-defined]


# --- a loan's life ---------------------------------------------------------------------------------------------------


class DisburseForm(forms.Form):
    through = forms.ChoiceField(
        label=_("¿Cómo llegó el dinero?"), choices=Loan.Through.choices, widget=forms.RadioSelect
    )  # fmt: skip
    on = forms.DateField(label=_("¿Qué día?"), widget=DayInput)


class HandOverForm(forms.Form):
    from_ = forms.ChoiceField(
        label=_("Sale de"), choices=(("bank", _("banco")), ("cash", _("caja"))), widget=forms.RadioSelect,
        initial="bank",
    )  # fmt: skip
    on = forms.DateField(label=_("¿Qué día?"), widget=DayInput)


class PaymentForm(forms.Form):
    minor = PesosField(label=_("¿Cuánto pagó?"), min_value=0)
    into = forms.ChoiceField(
        label=_("¿Cómo pagó?"), widget=forms.RadioSelect, initial=Payment.Into.CASH,
        choices=[each for each in Payment.Into.choices if each[0] != Payment.Into.SETTLEMENT],
    )  # fmt: skip
    on = forms.DateField(label=_("¿Qué día?"), widget=DayInput)


class VisitForm(forms.Form):
    found = forms.ChoiceField(label=_("¿A quién hallaste?"), choices=Visit.Found.choices, widget=forms.RadioSelect)
    happened = forms.CharField(label=_("¿Qué pasó?"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}))
    visited_on = forms.DateField(label=_("¿Qué día fuiste?"), widget=DayInput)
    again_on = forms.DateField(label=_("¿Cuándo se vuelve?"), widget=DayInput, required=False)


class PlanForm(forms.Form):
    """Days and amounts to catch up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row, said in enumerate((_("Primer pago"), _("Segundo pago"), _("Tercer pago"), _("Cuarto pago")), start=1):
            self.fields[f"day_{row}"] = forms.DateField(
                label=_("%(which)s, ¿qué día?") % {"which": said}, widget=DayInput, required=row == 1
            )
            self.fields[f"minor_{row}"] = PesosField(
                label=_("%(which)s, ¿cuánto?") % {"which": said}, required=row == 1
            )  # fmt: skip
        self.fields["note"] = forms.CharField(label=_("Nota"), max_length=240, required=False)

    def parts(self) -> list[tuple[Any, int]]:
        told = self.cleaned_data
        rows = range(1, PLAN_ROWS + 1)
        return [(told[f"day_{row}"], told[f"minor_{row}"] or 0) for row in rows if told[f"day_{row}"]]


class RestructureForm(forms.Form):
    payments = forms.IntegerField(label=_("¿En cuántos pagos nuevos?"), min_value=1, max_value=MOST_PAYMENTS)
    first_on = forms.DateField(
        label=_("Día del primer pago"), widget=DayInput, required=False, help_text=_("Vacío: un periodo después.")
    )
    reason = forms.CharField(
        label=_("¿Por qué, y quién lo autorizó en el banco?"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("¿Por qué?"), max_length=240, widget=forms.Textarea(attrs={"rows": 3}))


class CancelForm(ReasonForm):
    on = forms.DateField(label=_("Fecha en los libros"), widget=DayInput)


class ConsentForm(forms.Form):
    """How much may be kept of what the union pays a member."""

    cap_minor = PesosField(label=_("De cada pago, cuando más"), min_value=1)
    percent = forms.IntegerField(
        label=_("Y nunca más de esta parte del pago"), min_value=1, max_value=100, initial=50,
        help_text=_("De cada cien: 50 es la mitad."),
    )  # fmt: skip
    ends_on = forms.DateField(label=_("Hasta antes de"), widget=DayInput)


class RemitForm(forms.Form):
    on = forms.DateField(label=_("¿Qué día se entregó?"), widget=DayInput)
    reference = forms.CharField(label=_("Referencia de la transferencia"), max_length=80, required=False)


class VillageForm(forms.Form):
    """What was collected in a village: a box for each loan."""

    on = forms.DateField(label=_("¿Qué día se cobró?"), widget=DayInput)
    sheet = forms.RegexField(regex=r"^[0-9a-z]{4,16}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, loans: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stood = {f"l{each.loan.pk}": each for each in loans}
        for name, each in self.stood.items():
            self.fields[name] = PesosField(label=each.loan.member.name, required=False)

    def rows(self) -> list[tuple[Any, Any]]:
        return [(each, self[name]) for name, each in self.stood.items()]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not any(told.get(name) for name in self.stood):
            raise forms.ValidationError(_("Escribe cuánto pagó cada quien; los demás se quedan vacíos."))
        return told

    def paid(self) -> list[tuple[int, int]]:
        """Loan and centavos."""
        return [(each.loan.pk, self.cleaned_data[name]) for name, each in self.stood.items()
                if self.cleaned_data.get(name)]  # fmt: skip


# --- the law against money laundering --------------------------------------------------------------------------------


class FileForm(forms.Form):
    paper = forms.ChoiceField(label=_("¿Con qué se identificó?"), choices=BorrowerFile.Paper.choices)
    paper_number = forms.CharField(label=_("Número de la identificación"), max_length=40)
    address_proof = forms.CharField(
        label=_("Comprobante de domicilio"), max_length=120, help_text=_("Por ejemplo: recibo de luz.")
    )
    address_proof_on = forms.DateField(label=_("Fecha del comprobante"), widget=DayInput)
    occupation = forms.CharField(label=_("¿A qué se dedica?"), max_length=120)
    beneficiary = forms.CharField(
        label=_("Si el dinero es para otra persona, ¿para quién?"), max_length=200, required=False,
        help_text=_("Vacío: es para quien lo pide."),
    )  # fmt: skip


class NoticeForm(forms.Form):
    month_on = forms.DateField(
        label=_("¿De qué mes?"), widget=DayInput, help_text=_("Cualquier día del mes.")
    )  # fmt: skip
    folio = forms.CharField(label=_("Folio del acuse"), max_length=80)
    given_on = forms.DateField(label=_("¿Qué día se dio el aviso?"), widget=DayInput)
