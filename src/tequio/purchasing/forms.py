"""What people type about a round."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.members.models import Member, Section
from tequio.purchasing.models import Plan, Round, Supplier
from tequio.purchasing.models.rounds import MOST
from tequio.stock.models import Item
from tequio.stock.queries import materials
from tequio.ui.forms import DayInput, QuantityField


class RoundForm(forms.Form):
    title = forms.CharField(
        label=_("Nombre de la ronda"), max_length=120, help_text=_("Por ejemplo: Barro y esmalte de marzo.")
    )
    opens_on = forms.DateField(label=_("Abre el"), widget=DayInput())
    closes_on = forms.DateField(
        label=_("Cierra el"), widget=DayInput(), help_text=_("El último día para pedir es el anterior.")
    )
    rule = forms.ChoiceField(
        label=_("Cómo se reparte el flete"), choices=Round.Rule.choices,
        help_text=_("Lo que decidió la asamblea. Después nadie paga más que comprando por su cuenta."),
    )  # fmt: skip
    items = forms.ModelMultipleChoiceField(
        label=_("Materiales"), queryset=Item.everywhere.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].queryset = materials()

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        opens, closes = told.get("opens_on"), told.get("closes_on")
        if opens and closes and closes <= opens:
            self.add_error("closes_on", _("Debe cerrar después de abrir. Elige un día posterior."))
        return told

    @property
    def arguments(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "title": told["title"], "opens_on": told["opens_on"], "closes_on": told["closes_on"], "rule": told["rule"],
            "item_ids": [item.pk for item in told["items"]],
        }  # fmt: skip


class TypedPledgeForm(forms.Form):
    """A pledge that the office or a promoter types for a member."""

    number = forms.IntegerField(label=_("Número de socia o socio"), min_value=1, max_value=2_000_000_000)
    item = forms.ModelChoiceField(
        label=_("Material"), queryset=Item.everywhere.none(), empty_label=_("Elige un material")
    )
    quantity = QuantityField(label=_("Cantidad"), max_value=MOST)
    tolerance = QuantityField(label=_("Hasta tanto más"), required=False, max_value=MOST)
    walk_away = QuantityField(label=_("Precio máximo por unidad"), required=False, decimal_places=4, max_value=MOST)

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = Item.objects.filter(pk__in=round_.items.values("item_id")).order_by("name", "pk")

    def clean_number(self) -> int:
        found = Member.objects.select_related("person").filter(number=self.cleaned_data["number"]).first()
        if found is None:
            raise forms.ValidationError(_("Nadie tiene ese número. Búscalo en la lista de socias y socios."))
        self.member = found
        return int(self.cleaned_data["number"])


class SupplierForm(forms.Form):
    supplier = forms.ModelChoiceField(label=_("Proveedor"), queryset=Supplier.everywhere.none(), required=False,
                                      empty_label=_("Elige de la lista o escribe uno nuevo"))  # fmt: skip
    name = forms.CharField(label=_("Proveedor nuevo"), max_length=160, required=False)
    phone = forms.CharField(label=_("Su teléfono"), max_length=16, required=False)

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"].queryset = Supplier.objects.exclude(invitations__round=round_).order_by("name", "pk")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("supplier") and not told.get("name"):
            self.add_error("name", _("Elige un proveedor o escribe el nombre de uno nuevo."))
        return told


class PlanForm(forms.Form):
    seconds = forms.TypedChoiceField(
        label=_("Tiempo para buscar"), coerce=int, initial=30,
        choices=[(10, _("10 segundos")), (30, _("medio minuto")), (60, _("un minuto")), (300, _("cinco minutos"))],
        help_text=_("Con más tiempo se busca mejor. Siempre se puede detener y quedarse con lo mejor hallado."),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("Qué comparar"),
        choices=Plan.Kind.choices,
        initial=Plan.Kind.values,
        widget=forms.CheckboxSelectMultiple,
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("¿Por qué?"), max_length=240, help_text=_("Queda escrito en la historia."))


class ReopenForm(forms.Form):
    closes_on = forms.DateField(label=_("Cierra el"), widget=DayInput())


def sections() -> Any:
    return Section.objects.order_by("name", "pk")
