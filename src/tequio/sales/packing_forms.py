"""What people type to pack, to weigh, and to complete the papers of a shipment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tequio.engines.founding.texts import Text
from tequio.engines.shipping import Customs, Proposal
from tequio.engines.ware import Rules
from tequio.sales.actions import ArticleDraft, IngredientDraft, SellerDraft, ShipmentDraft
from tequio.sales.models import Article, Buyer, Ingredient, Order, Seller, Shipment
from tequio.sales.models.orders import MOST
from tequio.stock.models import Item
from tequio.ui.forms import DayInput, QuantityField

MATERIALS = 6
MM_PER_CM, G_PER_KG = 10, 1000
SIDES = ("length_cm", "width_cm", "height_cm")
STATES = (
    ("", _("Elige el estado")), ("01", "Aguascalientes"), ("02", "Baja California"), ("03", "Baja California Sur"),
    ("04", "Campeche"), ("05", "Coahuila"), ("06", "Colima"), ("07", "Chiapas"), ("08", "Chihuahua"),
    ("09", "Ciudad de México"), ("10", "Durango"), ("11", "Guanajuato"), ("12", "Guerrero"), ("13", "Hidalgo"),
    ("14", "Jalisco"), ("15", "México"), ("16", "Michoacán"), ("17", "Morelos"), ("18", "Nayarit"),
    ("19", "Nuevo León"), ("20", "Oaxaca"), ("21", "Puebla"), ("22", "Querétaro"), ("23", "Quintana Roo"),
    ("24", "San Luis Potosí"), ("25", "Sinaloa"), ("26", "Sonora"), ("27", "Tabasco"), ("28", "Tamaulipas"),
    ("29", "Tlaxcala"), ("30", "Veracruz"), ("31", "Yucatán"), ("32", "Zacatecas"),
)  # fmt: skip


FOOD = "food"


class PackForm(forms.Form):
    """Few taps: what is proposed is right most times."""

    cartons = forms.IntegerField(label=_("Cajas llenas"), min_value=0, max_value=MOST)
    per_carton = forms.IntegerField(label=_("Piezas en cada caja"), min_value=1, max_value=MOST)
    with_rest = forms.BooleanField(label=_("Y otra con lo que sobre"), required=False)
    use = forms.ChoiceField(label=_("Van como"))

    def __init__(self, *args: Any, is_food: bool = False, marks: Mapping[str, Text] | None = None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        language = get_language() or "es"
        if not is_food:
            del self.fields["use"]
            return
        decorative = [(code, says.said(language)) for code, says in (marks or {}).items()] or [("none", _("de adorno"))]
        self.fields["use"].choices = [(FOOD, _("para alimentos")), (_("de adorno, con esta marca"), decorative)]  # type: ignore[attr-defined]

    @property
    def told(self) -> dict[str, Any]:
        """What is packed, as the deed takes it."""
        found = dict(self.cleaned_data)
        use = found.pop("use", FOOD)
        return found | {"as_food": use == FOOD, "mark": "" if use in (FOOD, "none") else use}


def _sides(told: Mapping[str, Any]) -> tuple[int, int, int] | None:
    length, width, height = (told.get(side) for side in SIDES)
    if length is None or width is None or height is None:
        return None
    return int(length * MM_PER_CM), int(width * MM_PER_CM), int(height * MM_PER_CM)


class _BoxForm(forms.Form):
    length_cm = QuantityField(label=_("Largo"), unit="cm", decimal_places=1, required=False)
    width_cm = QuantityField(label=_("Ancho"), unit="cm", decimal_places=1, required=False)
    height_cm = QuantityField(label=_("Alto"), unit="cm", decimal_places=1, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        given = [side for side in SIDES if told.get(side) is not None]
        if given and len(given) < len(SIDES):
            missing = next(side for side in SIDES if side not in given)
            self.add_error(missing, _("Escribe los tres lados de la caja, o ninguno."))
        return told

    @property
    def size(self) -> tuple[int, int, int] | None:
        return _sides(self.cleaned_data)


class WeighForm(_BoxForm):
    first = forms.IntegerField(label=_("De la caja"), min_value=1)
    last = forms.IntegerField(label=_("A la caja"), min_value=1)
    gross = QuantityField(label=_("Cada una pesa"), unit="kg")
    field_order = ("first", "last", "gross", *SIDES)


class SellerForm(forms.Form):
    name = forms.CharField(label=_("Razón social"), max_length=160)
    address = forms.CharField(label=_("Domicilio, con código postal"), max_length=240, required=False)
    state = forms.ChoiceField(
        label=_("Estado"), choices=STATES, required=False,
        help_text=_("Hay nombres, como Talavera, que solo pueden usar productores de ciertos estados."),
    )  # fmt: skip
    tax_id = forms.CharField(label=_("RFC"), max_length=40, required=False)
    person = forms.CharField(label=_("Quién firma"), max_length=120, required=False)
    title = forms.CharField(label=_("Su cargo"), max_length=80, required=False)
    phone = forms.CharField(label=_("Teléfono"), max_length=24, required=False)
    email = forms.EmailField(label=_("Correo"), required=False)
    certifies_as = forms.ChoiceField(
        label=_("La unión certifica el origen"), choices=[("", _("Elige")), *Seller.Role.choices], required=False,
        help_text=_("Como exportador, los talleres salen como «varios»; su lista se da a quien puede pedirla."),
    )  # fmt: skip

    @property
    def draft(self) -> SellerDraft:
        return SellerDraft(**self.cleaned_data)


class BuyerPapersForm(forms.Form):
    tax_id = forms.CharField(label=_("RFC o registro fiscal"), max_length=40, required=False)
    address = forms.CharField(label=_("Domicilio"), max_length=240, required=False)
    contact = forms.CharField(label=_("Con quién se habla"), max_length=120, required=False)
    email = forms.EmailField(label=_("Su correo"), required=False)
    phone = forms.CharField(label=_("Su teléfono"), max_length=24, required=False)

    @staticmethod
    def initial_of(buyer: Buyer) -> dict[str, str]:
        told = {"tax_id": buyer.tax_id, "address": buyer.address}
        if first := buyer.contacts.order_by("pk").first():
            told |= {"contact": first.name, "email": first.email, "phone": first.phone}
        return told


class ShipmentForm(forms.Form):
    number = forms.CharField(label=_("Número de embarque"), max_length=40)
    on = forms.DateField(label=_("Fecha de los papeles"), widget=DayInput())
    invoice = forms.CharField(label=_("Número de factura"), max_length=40, required=False)
    buyers_order = forms.CharField(label=_("Número de pedido del comprador"), max_length=60, required=False)
    place = forms.CharField(label=_("Lugar de entrega"), max_length=120, required=False)
    carrier = forms.CharField(label=_("Transportista"), max_length=120, required=False)
    marks = forms.CharField(label=_("Marcas en las cajas"), max_length=120, required=False)
    also = forms.MultipleChoiceField(
        label=_("También puede llegar a"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Un lugar con norma propia pide también sus límites."),
    )  # fmt: skip

    def __init__(self, *args: Any, order: Order, rules: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "es"
        places = [
            (code, each.name.said(language)) for code, each in rules.destinations.items()
            if code.startswith(f"{order.destination}-")
        ]  # fmt: skip
        if places:
            self.fields["also"].choices = places  # type: ignore[attr-defined]
        else:
            del self.fields["also"]

    @property
    def draft(self) -> ShipmentDraft:
        return ShipmentDraft(**self.cleaned_data)

    @staticmethod
    def initial_of(order: Order, shipment: Shipment | None, today: Any, next_number: str) -> dict[str, Any]:
        if shipment is None:
            return {"number": next_number, "on": order.closed_on or today, "place": order.place}
        names = ("number", "on", "invoice", "buyers_order", "place", "carrier", "marks", "also")
        return {name: getattr(shipment, name) for name in names}


class ArticleForm(_BoxForm):
    """A product's card: what the trade proposes is filled in, and a person looks at it."""

    name_en = forms.CharField(label=_("Nombre en inglés"), max_length=120)
    net = forms.IntegerField(label=_("Una pieza pesa, en gramos"), min_value=1)
    per_carton = forms.IntegerField(label=_("Piezas en una caja"), min_value=1, max_value=MOST)
    tare = forms.IntegerField(label=_("La caja vacía con su relleno pesa, en gramos"), min_value=0)
    use = forms.ChoiceField(label=_("¿Para qué es?"))
    depth_mm = QuantityField(
        label=_("Qué tan honda es por dentro"), unit="mm", decimal_places=1, max_digits=7, required=False
    )
    volume_ml = QuantityField(
        label=_("Cuánto le cabe hasta el borde"), unit="ml", decimal_places=1, max_digits=9, required=False
    )
    tariff = forms.CharField(label=_("Fracción y NICO"), max_length=16, required=False)
    made_in = forms.CharField(label=_("País de origen"), min_length=2, max_length=2, initial="MX")

    def __init__(self, *args: Any, rules: Rules, customs: Customs, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "es"
        uses = [(code, use.name.said(language)) for code, use in rules.uses.items()]
        self.fields["use"].choices = [("", _("Elige un uso")), *uses]  # type: ignore[attr-defined]
        self.codes = [(each.code, each.name.said(language)) for each in customs.codes if each.dated.holds_on(on)]
        self.fields["tariff"].widget.attrs["list"] = "fracciones"
        for place in range(1, MATERIALS + 1):
            self.fields[f"material_{place}"] = forms.CharField(label=_("Material"), max_length=80, required=False)
            self.fields[f"code_{place}"] = forms.CharField(label=_("Su fracción"), max_length=16, required=False)
            self.fields[f"origin_{place}"] = forms.ChoiceField(
                label=_("De dónde es"), choices=[("", "—"), *Ingredient.Origin.choices], required=False
            )

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        names = [told.get(f"material_{place}") for place in range(1, MATERIALS + 1)]
        for place, name in enumerate(names, start=1):
            if name and not told.get(f"origin_{place}"):
                self.add_error(f"origin_{place}", _("Elige de dónde es este material."))
            if name and name in names[: place - 1]:
                self.add_error(f"material_{place}", _("Este material ya está arriba."))
        return told

    @property
    def boxed(self) -> list[Any]:
        return [self[name] for name in ("per_carton", "tare", *SIDES)]

    @property
    def shaped(self) -> list[Any]:
        return [self[name] for name in ("use", "depth_mm", "volume_ml")]

    @property
    def told(self) -> list[Any]:
        return [self[name] for name in ("name_en", "net", "tariff", "made_in")]

    @property
    def materials(self) -> list[tuple[Any, Any, Any]]:
        return [
            (self[f"material_{place}"], self[f"code_{place}"], self[f"origin_{place}"])
            for place in range(1, MATERIALS + 1)
        ]

    @property
    def draft(self) -> ArticleDraft:
        told = self.cleaned_data
        return ArticleDraft(
            told["name_en"], told["net"], told["per_carton"], told["tare"], told["tariff"], told["made_in"].upper(),
            self.size, told["use"], told["depth_mm"], told["volume_ml"],
            tuple(
                IngredientDraft(told[f"material_{place}"], told[f"code_{place}"], told[f"origin_{place}"])
                for place in range(1, MATERIALS + 1) if told[f"material_{place}"]
            ),
        )  # fmt: skip

    @staticmethod
    def initial_of(
        item: Item, article: Article | None, proposal: Proposal | None, usual: Iterable[Ingredient]
    ) -> dict[str, Any]:
        """What was saved; or what the trade and the product's own row propose, with the materials used last."""
        told: dict[str, Any] = {
            "made_in": "MX",
            "net": int(item.kg_per_unit * G_PER_KG) or None,
            "per_carton": int(item.pack),
        }
        if article is not None:
            told = {name: getattr(article, name) for name in (
                "name_en", "per_carton", "tariff", "made_in", "use", "depth_mm", "volume_ml",
            )} | {"net": article.net_g, "tare": article.tare_g}  # fmt: skip
            sides = (article.length_mm, article.width_mm, article.height_mm)
        elif proposal is not None:
            told |= {
                "name_en": proposal.name_en, "tariff": proposal.tariff, "use": proposal.use,
                "depth_mm": proposal.depth_mm, "volume_ml": proposal.volume_ml, "tare": proposal.tare_g,
            }  # fmt: skip
            size = proposal.size
            sides = (size.length_mm, size.width_mm, size.height_mm) if size else (None, None, None)
        else:
            sides = (None, None, None)
        told |= {side: Decimal(mm) / MM_PER_CM for side, mm in zip(SIDES, sides, strict=True) if mm is not None}
        for place, each in enumerate(usual, start=1):
            if place <= MATERIALS:
                told |= {f"material_{place}": each.name, f"code_{place}": each.tariff, f"origin_{place}": each.origin}
        return told


class ConsentForm(forms.Form):
    """What the page behind a box's QR may show of a workshop."""

    shows_village = forms.BooleanField(label=_("Se puede decir el pueblo"), required=False)
    shows_name = forms.BooleanField(label=_("Se puede decir el nombre"), required=False)
    words = forms.CharField(
        label=_("Qué contar del taller"), max_length=280, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Sale solo junto al nombre. Por ejemplo: aprendí de mi abuela y trabajo con mis dos hijas."),
    )  # fmt: skip
