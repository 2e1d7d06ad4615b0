"""What a member, the committee and a bank type about a tender."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from tequio.credit.models import Application, Lender
from tequio.tenders.actions import TenderDraft
from tequio.tenders.models import Bid, Consent, Tender
from tequio.ui.forms import DayInput, PesosField, QuantityField
from tequio.ui.numbers import money

HUNDRED = Decimal(100)
BP = 100  # of a per cent


class PercentField(QuantityField):
    """A part typed as per cent (36) that the program gets as a fraction (0.36)."""

    default_error_messages = {
        "min_value": _("No puede ser negativo: escribe 0 o más."),
        "invalid": _("Escribe solo el número del por ciento, por ejemplo 36 o 16.5."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"unit": "%", "max_digits": 8, "decimal_places": 4} | kwargs))

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return None if found is None else found / HUNDRED

    def prepare_value(self, value: Any) -> Any:
        return f"{value * HUNDRED:.4f}".rstrip("0").rstrip(".") if isinstance(value, Decimal) else value


def many(label: Any, missing: Any, **more: Any) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label, coerce=int, widget=forms.CheckboxSelectMultiple, error_messages={"required": missing}, **more
    )


class ConsentForm(forms.Form):
    """Which banks, and until when."""

    lenders = many(_("¿Qué bancos pueden ver tu expediente?"), _("Marca al menos un banco."))
    until_on = forms.DateField(label=_("¿Hasta qué día?"), widget=DayInput())

    def __init__(self, *args: Any, lenders: list[Lender], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lenders"].choices = [(each.pk, each.name) for each in lenders]
        self.fields["until_on"].initial = today + timedelta(days=90)


class PaperConsentForm(ConsentForm):
    """The same, as the signed paper says."""

    signed = forms.BooleanField(
        label=_("Tengo el papel con su firma o su huella"),
        error_messages={"required": _("Sin el papel firmado no hay permiso.")},
    )


class TenderForm(forms.Form):
    """A tender: whose applications, which banks, until when, and what the union offers as guarantee."""

    title = forms.CharField(label=_("Nombre del concurso"), max_length=120,
                            help_text=_("Por ejemplo: Hornos de gas, primavera."))  # fmt: skip
    closes_on = forms.DateField(label=_("Los bancos contestan hasta el"), widget=DayInput())
    applications = many(
        _("Qué solicitudes van"), _("Marca al menos tres solicitudes: con menos se sabría de quién es cada una."),
        help_text=_("Solo las que dos personas aprobaron. Junto a cada una, los bancos que tienen su permiso."),
    )  # fmt: skip
    lenders = many(_("A qué bancos se les pide"), _("Marca al menos un banco."))
    failing = PercentField(label=_("Cuántos de cada cien se cree que fallan en un año"), min_value=Decimal("0.01"),
                           max_value=HUNDRED, decimal_places=2)  # fmt: skip
    lost = PercentField(label=_("De lo que falla, cuánto se pierde"), min_value=Decimal("0.01"), max_value=HUNDRED,
                        decimal_places=2, initial=Decimal(1))  # fmt: skip
    cover = forms.ChoiceField(label=_("Cómo paga el fondo de garantía"), choices=Tender.Covers.choices)
    part = PercentField(label=_("Por cuánto responde el fondo"), max_value=HUNDRED, decimal_places=2,
                        help_text=_("Cero si la unión no ofrece garantía."))  # fmt: skip
    pool_minor = PesosField(label=_("Dinero en el fondo"))

    def __init__(
        self, *args: Any, applications: list[tuple[Application, str]], lenders: list[Lender], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["applications"].choices = [
            (each.pk, f"{each.member.person.full_name}, {money(each.amount_minor)}: {banks}")
            for each, banks in applications
        ]
        self.fields["lenders"].choices = [(each.pk, each.name) for each in lenders]

    @property
    def draft(self) -> TenderDraft:
        told = self.cleaned_data
        terms = {
            "title": told["title"], "closes_on": told["closes_on"], "cover": told["cover"],
            "failing_bp": int(told["failing"] * HUNDRED * BP), "lost_bp": int(told["lost"] * HUNDRED * BP),
            "part_bp": int(told["part"] * HUNDRED * BP), "pool_minor": told["pool_minor"],
        }  # fmt: skip
        return TenderDraft(terms, told["applications"], told["lenders"])


class SendForm(forms.Form):
    """By which lot applications get their numbers: kept in the page, so that a second sending is the same one."""

    seed = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=partial(secrets.token_hex, 16))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Por qué"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}))


class ChooseForm(forms.Form):
    """Which bid, and why: the committee's own words."""

    bid = forms.TypedChoiceField(
        label=_("Qué propuesta escogió el comité"), coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("Marca la propuesta que escogió el comité.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Por qué esta"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Con las palabras del comité. Queda escrito y lo ve quien pregunte."),
        error_messages={"required": _("Escribe por qué escogió el comité esta propuesta.")},
    )  # fmt: skip

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bid"].choices = choices


def missing(sentence: Any) -> dict[str, Any]:
    return {"error_messages": {"required": sentence}}


class BidForm(forms.Form):
    """What a bank bids. Nothing is guessed: who charges no fee types 0."""

    amount_minor = PesosField(label=_("Cuánto presta en total"), min_value=Decimal("0.01"))
    annual_rate = PercentField(label=_("Tasa anual, sin IVA"), max_value=Decimal(1000),
                               **missing(_("Falta la tasa anual.")))  # fmt: skip
    payments = forms.IntegerField(label=_("En cuántos pagos"), min_value=1, max_value=600)
    every = forms.ChoiceField(label=_("Cada cuánto"), choices=Bid.Every.choices, initial=Bid.Every.MONTH)
    rest_in = forms.TypedMultipleChoiceField(
        label=_("Meses en que no se paga"), choices=list(MONTHS.items()), coerce=int, required=False, empty_value=[],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Los de temporada baja que aceptas sin pago; ninguno si se paga todo el año."),
    )  # fmt: skip
    as_asked = forms.BooleanField(
        label=_("Cada quien al ritmo que pidió"), required=False,
        help_text=_("Marca si aceptas el de cada solicitud; lo de arriba sirve entonces para comparar."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Cómo se paga"), choices=Bid.Kind.choices, initial=Bid.Kind.LEVEL)
    opening_fee_rate = PercentField(
        label=_("Comisión de apertura"), max_value=HUNDRED, help_text=_("Parte de cada préstamo; 0 si no cobra."),
        **missing(_("Falta la comisión de apertura. Si no la cobra, escribe 0.")),
    )  # fmt: skip
    opening_fee_minor = PesosField(
        label=_("Comisión fija al abrir"), **missing(_("Falta la comisión fija. Si no la cobra, escribe 0."))
    )
    each_fee_minor = PesosField(
        label=_("Cargo con cada pago"), help_text=_("Seguros, manejo de cuenta y lo que sea obligatorio; 0 si no hay."),
        **missing(_("Falta el cargo con cada pago. Si no lo hay, escribe 0.")),
    )  # fmt: skip
    iva = PercentField(
        label=_("IVA sobre intereses y comisiones"), max_value=Decimal(99), initial=Decimal("0.16"),
        **missing(_("Falta el IVA. Si está exento, escribe 0.")),
    )  # fmt: skip
    guarantee_rate = PercentField(
        label=_("Garantía en efectivo que pide"), max_value=Decimal(99),
        help_text=_("Parte del préstamo; 0 si no pide."),
        **missing(_("Falta la garantía en efectivo. Si no la pide, escribe 0.")),
    )  # fmt: skip
    late_rate = PercentField(label=_("Tasa de mora"), max_value=Decimal(1000),
                             **missing(_("Falta la tasa de mora. Si no la cobra, escribe 0.")))  # fmt: skip
    asks = forms.CharField(label=_("Qué otra garantía pide"), max_length=600, required=False,
                           widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    conditions = forms.CharField(label=_("Condiciones"), max_length=1_000, required=False,
                                 widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip
    valid_until = forms.DateField(label=_("La propuesta vale hasta el"), widget=DayInput())
    given_by = forms.CharField(label=_("Nombre y cargo de quien contesta"), max_length=160)

    def clean_rest_in(self) -> list[int]:
        months: list[int] = sorted(self.cleaned_data["rest_in"])
        if len(months) == len(MONTHS):
            raise forms.ValidationError(_("Si descansan todos los meses no queda ninguno para pagar."))
        return months

    def clean_valid_until(self) -> date:
        day: date = self.cleaned_data["valid_until"]
        if self.today and day < self.today:
            raise forms.ValidationError(_("Ese día ya pasó. Escribe hasta cuándo vale."))
        return day

    def __init__(self, *args: Any, today: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    @property
    def terms(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


def initial_of(bid: Bid | None) -> dict[str, Any]:
    """The bank's bid before, to be corrected."""
    return {name: getattr(bid, name) for name in BidForm.base_fields} if bid else {}


def initial_of_tender(tender: Tender, applications: list[int], lenders: list[int]) -> dict[str, Any]:
    told = {name: getattr(tender, name) for name in ("title", "closes_on", "cover", "pool_minor")}
    parts = {name: Decimal(getattr(tender, f"{name}_bp")) / (HUNDRED * BP) for name in ("failing", "lost", "part")}
    return told | parts | {"applications": applications, "lenders": lenders}


LATEST = timedelta(days=Consent.MOST_DAYS)
