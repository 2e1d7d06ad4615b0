"""Every component on one page, with long names, zeros, huge figures and errors: what a screen is built from."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tequio.ui import icons
from tequio.ui.forms import DayInput, FileDrop, PesosField, QuantityField
from tequio.ui.render import render_page

LONG_NAME = "María Guadalupe de los Ángeles Xochiquetzalli Tlatelpa-Ahuatzin y Hernández de la Rosa"
ROWS = [
    {"name": "Ana Luna", "village": "Tlayacapan", "asked": Decimal("12"), "minor": 68_400, "state": "good"},
    {"name": LONG_NAME, "village": "San Agustín Amatlipac", "asked": Decimal("1250.5"), "minor": 123_456_789_050,
     "state": "warn"},
    {"name": "Beto Díaz", "village": "Cuentepec", "asked": Decimal("0"), "minor": 0, "state": ""},
    {"name": "Rosa Amaro Nava", "village": "Tres Marías", "asked": Decimal("3.25"), "minor": -4_512, "state": "bad"},
]  # fmt: skip
STAGES = [
    ("draft", gettext_lazy("Borrador")), ("open", gettext_lazy("Abierta")), ("closed", gettext_lazy("Cerrada")),
    ("quoted", gettext_lazy("Cotizada")), ("awarded", gettext_lazy("Adjudicada"), gettext_lazy("falta quien apruebe")),
    ("ordered", gettext_lazy("Pedida")), ("received", gettext_lazy("Recibida")), ("settled", gettext_lazy("Liquidada")),
]  # fmt: skip


class PatternForm(forms.Form):
    """One of each field; shown once empty and once with everything wrong."""

    quantity = QuantityField(
        label=gettext_lazy("¿Cuánto barro rojo quieres?"), unit="kg",
        help_text=gettext_lazy("Se entrega en bultos de 25 kg."), max_value=Decimal(5000),
    )  # fmt: skip
    most = PesosField(
        label=gettext_lazy("Precio máximo por kilo"), required=False,
        help_text=gettext_lazy("Si sale más caro, tu pedido se retira solo."),
    )  # fmt: skip
    village = forms.ChoiceField(
        label=gettext_lazy("¿Dónde lo recoges?"), choices=[("", "—"), ("t", "Plaza de Tlayacapan"), ("c", "Cuentepec")]
    )
    day = forms.DateField(label=gettext_lazy("Fecha"), widget=DayInput)
    way = forms.ChoiceField(
        label=gettext_lazy("¿Cómo pagas?"), widget=forms.RadioSelect,
        choices=[("cash", gettext_lazy("En efectivo al recoger")), ("dues", gettext_lazy("Con mi cuota"))],
    )  # fmt: skip
    note = forms.CharField(label=gettext_lazy("Aviso para la oficina"), widget=forms.Textarea, required=False)
    agrees = forms.BooleanField(label=gettext_lazy("Acepto el reparto que acordó la asamblea"))
    roster = forms.FileField(
        label=gettext_lazy("Padrón de socias y socios"), required=False,
        widget=FileDrop(hint=gettext_lazy("xlsx o csv, hasta 5 MB. Primero verás qué cambiaría.")),
    )  # fmt: skip


WRONG = {"quantity": "doce bultos", "most": "-5", "day": "31/02/2026", "village": "x"}


@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    return render_page(request, "ui/patterns.html", **_shown(request))


def _shown(request: HttpRequest) -> dict[str, Any]:
    wrong = PatternForm(WRONG, prefix="wrong")
    wrong.data = {f"wrong-{name}": value for name, value in WRONG.items()}
    page = Paginator(range(4_000), 50).get_page(request.GET.get("pagina", 7))
    places = (("home", _("Inicio")), ("round", _("Rondas")), ("coin", _("Mi cuenta")), ("people", _("Mi unión")))
    return {
        "empty_form": PatternForm(), "wrong_form": wrong, "rows": ROWS, "stages": STAGES, "page": page,
        "icon_names": sorted(icons.ICONS), "today": date(2026, 3, 10), "long_name": LONG_NAME,
        "huge": 123_456_789_012_345, "places": [
            {"icon": icon, "label": label, "href": "#contenido" if index else "", "is_current": not index}
            for index, (icon, label) in enumerate(places)
        ],
    }  # fmt: skip


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """What a long calculation answers when it is asked how far it is."""
    return render(request, "ui/patterns_progress.html")
