"""What people type at the sales desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tequio.core.pictures import LARGEST, Picture, picture_of
from tequio.core.refusals import Refusal
from tequio.engines.sampling import Fault
from tequio.members.models import Member
from tequio.sales import queries
from tequio.sales.actions import LineDraft, Look, Terms
from tequio.sales.actions.collecting import MOST_PHOTOS
from tequio.sales.faults import named
from tequio.sales.models import Advance, AdvanceReturn, Buyer, BuyerPayment, Line, Maker, Order, Ticket
from tequio.sales.models.orders import MOST
from tequio.sales.settings import HALF_BP
from tequio.stock.forms import PriceForm
from tequio.stock.models import Item
from tequio.ui.forms import DayInput, FileDrop, PesosField, QuantityField, TypedNumber
from tequio.unions.ware import rules_of

BIGGEST = 2_000_000_000
MOST_DIGITS = 9


class BuyerForm(forms.Form):
    name = forms.CharField(label=_("Comprador"), max_length=160)
    country = forms.ChoiceField(label=_("País"), choices=Buyer.Country.choices)
    tax_id = forms.CharField(label=_("RFC o registro fiscal"), max_length=40, required=False)
    address = forms.CharField(label=_("Domicilio"), max_length=240, required=False)
    contact = forms.CharField(label=_("Con quién se habla"), max_length=120, required=False)
    email = forms.EmailField(label=_("Su correo"), required=False)
    phone = forms.CharField(label=_("Su teléfono"), max_length=24, required=False)


class RateForm(forms.Form):
    on = forms.DateField(label=_("Día de publicación"), widget=DayInput(), required=False)
    rate = QuantityField(label=_("Pesos por dólar (FIX)"), decimal_places=4, required=False)
    file = forms.FileField(
        label=_("O sube la lista de Banco de México"), required=False,
        widget=FileDrop(hint=_("xlsx o csv con dos columnas: fecha y pesos por dólar.")),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("file") and not (told.get("on") and told.get("rate")):
            self.add_error("rate", _("Escribe el día y el tipo de cambio, o sube la lista."))
        return told


class OrderForm(forms.Form):
    """The head of a quotation; the margin only where it may be changed."""

    buyer = forms.ModelChoiceField(
        label=_("Comprador"), queryset=Buyer.everywhere.none(), empty_label=_("Elige un comprador")
    )
    title = forms.CharField(
        label=_("Nombre del pedido"), max_length=120, help_text=_("Por ejemplo: Tazas para el hotel, marzo.")
    )
    currency = forms.ChoiceField(label=_("Moneda"), choices=Order.Currency.choices)
    destination = forms.ChoiceField(label=_("Destino"), choices=Buyer.Country.choices)
    incoterm = forms.ChoiceField(label=_("Entrega (Incoterm)"), choices=Order.Incoterm.choices)
    place = forms.CharField(label=_("Lugar de entrega"), max_length=120, required=False)
    valid_until = forms.DateField(label=_("La cotización vale hasta"), widget=DayInput())
    due_on = forms.DateField(label=_("Fecha de entrega"), widget=DayInput())
    margin_bp = forms.IntegerField(
        label=_("Margen de la unión"), min_value=0, max_value=HALF_BP, required=False,
        help_text=_("En centésimas de por ciento: 1000 es 10 %."),
    )  # fmt: skip

    def __init__(self, *args: Any, order: Order | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["buyer"].queryset = queries.buyers()  # type: ignore[attr-defined]
        if order is None:
            del self.fields["margin_bp"]
        else:
            del self.fields["buyer"]

    @property
    def terms(self) -> Terms:
        told = self.cleaned_data
        return Terms(**{name: told[name] for name in (
            "title", "currency", "valid_until", "due_on", "destination", "incoterm", "place",
        )})  # fmt: skip


class LineForm(forms.Form):
    item = forms.ModelChoiceField(
        label=_("Producto"), queryset=Item.everywhere.none(), empty_label=_("Elige un producto")
    )
    pieces = forms.IntegerField(label=_("Piezas"), min_value=1, max_value=MOST)
    maker_minor = PesosField(label=_("Pago al taller por pieza buena"))
    price = QuantityField(
        label=_("Precio al comprador por pieza"), required=False, decimal_places=2,
        help_text=_("En la moneda del pedido. Vacío: el pago al taller más el margen de la unión."),
    )  # fmt: skip
    use = forms.ChoiceField(
        label=_("¿Para qué es la pieza?"), required=False,
        help_text=_("De esto, de qué tan honda es y de cuánto le cabe sale su clase y el límite de plomo del destino."),
    )  # fmt: skip
    depth_mm = QuantityField(
        label=_("Qué tan honda es por dentro"), unit="mm", decimal_places=1, max_digits=7, required=False
    )
    volume_ml = QuantityField(
        label=_("Cuánto le cabe hasta el borde"), unit="ml", decimal_places=1, max_digits=9, required=False
    )
    quality = forms.ChoiceField(label=_("Calidad"), choices=Line.Quality.choices)
    design = forms.CharField(
        label=_("Diseño, en palabras"), max_length=240, required=False,
        help_text=_("Medidas, color, decorado: lo que el taller debe saber."),
    )  # fmt: skip
    tolerance = forms.CharField(label=_("Tolerancia"), max_length=120, required=False)
    due_on = forms.DateField(label=_("Lista el"), widget=DayInput(), required=False)

    def __init__(self, *args: Any, trade: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = queries.products()  # type: ignore[attr-defined]
        language = get_language() or "es"
        uses = [(code, use.name.said(language)) for code, use in rules_of(trade).uses.items()]
        self.fields["use"].choices = [("", _("Lo que dice la ficha del producto")), *uses]  # type: ignore[attr-defined]

    @property
    def draft(self) -> LineDraft:
        told = self.cleaned_data
        price = told["price"]
        return LineDraft(
            told["item"].pk, told["pieces"], told["maker_minor"], "", told["quality"], told["design"],
            told["tolerance"], None if price is None else int(price * 100), told["due_on"], told["use"],
            told["depth_mm"], told["volume_ml"],
        )  # fmt: skip


class SkillForm(forms.Form):
    number = forms.IntegerField(label=_("Número de socia o socio"), min_value=1, max_value=BIGGEST)
    item = forms.ModelChoiceField(
        label=_("Producto"), queryset=Item.everywhere.none(), empty_label=_("Elige un producto")
    )
    per_week = forms.IntegerField(
        label=_("Piezas buenas por semana"), max_value=MOST, help_text=_("Si esa semana no hiciera otra cosa.")
    )
    cost_minor = PesosField(label=_("Lo que le cuesta cada pieza"))
    least = forms.IntegerField(label=_("Lo menos que le conviene"), initial=1, max_value=MOST)
    valid_until = forms.DateField(
        label=_("Constancia sin plomo, vale hasta"), widget=DayInput(), required=False,
        help_text=_("Sin ella solo recibe piezas decorativas."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = queries.products()  # type: ignore[attr-defined]

    def clean_number(self) -> int:
        found = Member.objects.select_related("person").filter(number=self.cleaned_data["number"]).first()
        if found is None:
            raise forms.ValidationError(_("Nadie tiene ese número. Búscalo en la lista de socias y socios."))
        self.member = found
        return int(self.cleaned_data["number"])


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("¿Por qué?"), max_length=240, help_text=_("Queda escrito en la historia."))


class ShipForm(forms.Form):
    is_incomplete = forms.BooleanField(label=_("Va incompleto: se cobra solo lo aceptado"), required=False)
    is_decorative = forms.BooleanField(
        label=_("Lo que no tiene análisis va como adorno, marcado, y el comprador lo sabe"), required=False
    )


class SplitForm(forms.Form):
    seconds = forms.TypedChoiceField(
        label=_("Tiempo para buscar"), coerce=int, initial=30,
        choices=[(10, _("10 segundos")), (30, _("medio minuto")), (60, _("un minuto")), (300, _("cinco minutos"))],
        help_text=_("Con más tiempo se busca mejor. Siempre se puede detener y quedarse con lo mejor hallado."),
    )  # fmt: skip


class FixForm(forms.Form):
    """The committee fixes pieces, leaves a workshop out, or takes either back."""

    maker = forms.ModelChoiceField(
        label=_("Taller"), queryset=Maker.everywhere.none(), empty_label=_("Elige un taller")
    )
    line = forms.ModelChoiceField(
        label=_("Renglón"), queryset=Line.everywhere.none(), empty_label=_("Ninguno: dejarlo fuera"), required=False
    )
    pieces = forms.IntegerField(
        label=_("Piezas que se le fijan"), min_value=0, max_value=MOST, required=False,
        help_text=_("Cero quita lo fijado."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Motivo"), max_length=240, help_text=_("El taller puede leerlo."))

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        maker, line = self.fields["maker"], self.fields["line"]
        maker.queryset = queries.makers_for(order)  # type: ignore[attr-defined]
        maker.label_from_instance = lambda each: each.member.name  # type: ignore[attr-defined]
        line.queryset = Line.objects.filter(order=order).select_related("item").order_by("number")  # type: ignore[attr-defined]
        line.label_from_instance = lambda each: f"{each.number}. {each.item.name}"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("line") and told.get("pieces") is None:
            self.add_error("pieces", _("Escribe cuántas piezas se le fijan."))
        return told


class AnswerForm(forms.Form):
    pieces = forms.IntegerField(label=_("¿Cuántas piezas haces?"), min_value=0)
    note = forms.CharField(label=_("Recado para la oficina"), max_length=240, required=False)

    def __init__(self, *args: Any, ticket: Ticket, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pieces"].initial = ticket.pieces


class ProgressForm(forms.Form):
    """Three taps: the stage, the number, save."""

    stage = forms.ChoiceField(label=_("¿Qué etapa terminaste?"), widget=forms.RadioSelect)
    pieces = forms.IntegerField(label=_("¿Cuántas piezas llevas en esa etapa?"), min_value=0, max_value=2 * MOST)

    def __init__(self, *args: Any, stages: Any, ticket: Ticket, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [(stage.code, stage.name) for stage in stages]  # type: ignore[attr-defined]
        self.fields["pieces"].initial = ticket.standing


class AdvanceForm(forms.Form):
    kind = forms.ChoiceField(label=_("Qué se le adelanta"), choices=Advance.Kind.choices)
    amount_minor = PesosField(label=_("Importe"))
    note = forms.CharField(label=_("Nota"), max_length=240, required=False)


class OutsideForm(PriceForm):
    """What a piece brings without the union; the office says whose price it is, or that it is a market's."""

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item, price = self.fields["item"], self.fields["price"]
        item.label, item.queryset = _("Pieza"), queries.products()  # type: ignore[attr-defined]
        price.label, price.help_text = _("Cuánto pagan por pieza"), _("En pesos, al taller, sin la unión.")
        self.fields["place"].label = _("Quién paga eso, o dónde")
        if is_own:
            del self.fields["section"]
            # A telephone has nothing to drop; the field is as large as a button there.
            self.fields["photo"].widget = forms.FileInput({"accept": "image/*,.pdf"})
            return
        self.fields["maker"] = forms.ModelChoiceField(
            label=_("Taller"), queryset=queries.makers(), required=False, empty_label=_("Ninguno: precio de mercado")
        )
        self.fields["maker"].label_from_instance = lambda each: each.member.name  # type: ignore[attr-defined]


class ReturnForm(forms.Form):
    into = forms.ChoiceField(label=_("Cómo lo devuelve"), choices=AdvanceReturn.Into.choices)
    amount_minor = PesosField(label=_("Importe"))


def _counted(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, widget=TypedNumber({"inputmode": "numeric"}), **more)


class InspectionForm(forms.Form):
    """One hand: three numbers that go up and down by the thumb, what was wrong, and photos of it."""

    accepted = _counted(_("Buenas"))
    rework = _counted(_("Por componer"), initial=0)
    rejected = _counted(_("Rechazadas"), initial=0)
    recipe = forms.CharField(label=_("Receta"), max_length=80, required=False)
    material_lot = forms.CharField(label=_("Lote de material"), max_length=80, required=False)
    note = forms.CharField(label=_("Nota"), max_length=240, required=False)

    def __init__(
        self, data: Any = None, *, kinds: Mapping[str, Fault], photos: Sequence[UploadedFile] = (), **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(_moved(data), **kwargs)
        self.kinds, self.photos, self.pictures = list(kinds), photos, list[Picture]()
        for code, fault in kinds.items():
            self.fields[f"defect_{code}"] = _counted(named(fault), required=False)

    def clean(self) -> dict[str, Any]:
        for photo in self.photos[: MOST_PHOTOS + 1]:
            try:
                self.pictures.append(picture_of(photo.read(LARGEST + 1)))
            except Refusal as refusal:
                self.add_error(None, f"{photo.name}: {refusal}")
        return super().clean() or {}

    @property
    def look(self) -> Look:
        told = self.cleaned_data
        defects = {kind: told[f"defect_{kind}"] for kind in self.kinds if told[f"defect_{kind}"]}
        accepted, rework, rejected = told["accepted"], told["rework"], told["rejected"]
        return Look(
            accepted + rework + rejected, accepted, rework, rejected, defects, told["recipe"], told["material_lot"],
            told["note"], tuple(self.pictures),
        )  # fmt: skip

    @property
    def main(self) -> list[Any]:
        return [self[name] for name in ("accepted", "rework", "rejected")]

    @property
    def defects(self) -> list[Any]:
        return [self[f"defect_{kind}"] for kind in self.kinds]

    @property
    def rest(self) -> list[Any]:
        return [self[name] for name in ("recipe", "material_lot", "note")]


def _moved(data: Any) -> Any:
    """The data with the number moved whose − or + was pressed where there is no script."""
    key, _sign, by = data.get("step", "").rpartition(":") if data else ("", "", "")
    now = (data.get(key) or "0").strip() if by in ("-1", "1") else ""
    if not now.isdecimal() or len(now) > MOST_DIGITS:
        return data
    moved = data.copy()
    moved[key] = f"{max(0, int(now) + int(by))}"
    return moved


class DesignForm(forms.Form):
    file = forms.FileField(
        label=_("Hoja de diseño"), max_length=200,
        widget=FileDrop(hint=_("JPG, PNG o WebP de hasta 8 MB, o PDF de hasta 5 MB.")),
    )  # fmt: skip


class PaymentForm(forms.Form):
    amount = QuantityField(label=_("Cuánto pagó"), decimal_places=2, max_digits=14)
    received_minor = PesosField(
        label=_("Cuánto entró en pesos"), required=False, help_text=_("Lo que abonó el banco, si pagó en dólares.")
    )
    into = forms.ChoiceField(label=_("A dónde entró"), choices=BuyerPayment.Into.choices)
    paid_on = forms.DateField(label=_("Fecha del pago"), widget=DayInput())
    reference = forms.CharField(label=_("Referencia"), max_length=80, required=False)

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if order.currency == Order.Currency.MXN:
            del self.fields["received_minor"]
        else:
            self.fields["received_minor"].required = True
