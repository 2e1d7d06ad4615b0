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

from tequio.ui import charts, icons, numbers
from tequio.ui.forms import DayInput, FileDrop, PesosField, QuantityField
from tequio.ui.render import render_page
from tequio.ui.templatetags import tequio as tags

LONG_NAME = "María Guadalupe de los Ángeles Xochiquetzalli Tlatelpa-Ahuatzin y Hernández de la Rosa"
ROWS = [
    {"name": "Ana Luna", "village": "Tlayacapan", "asked": Decimal("12"), "minor": 68_400, "state": "good"},
    {"name": LONG_NAME, "village": "San Agustín Amatlipac", "asked": Decimal("1250.5"), "minor": 123_456_789_050,
     "state": "warn"},
    {"name": "Beto Díaz", "village": "Cuentepec", "asked": Decimal("0"), "minor": 0, "state": ""},
    {"name": "Rosa Amaro Nava", "village": "Tres Marías", "asked": Decimal("3.25"), "minor": -4_512, "state": "bad"},
]  # fmt: skip
VILLAGES = [
    ("Tlayacapan", 18.9556, -98.9811, 9_400), ("San Agustín Amatlipac", 18.9406, -98.9436, 1_250),
    ("Cuentepec", 18.8597, -99.3250, 5_100), ("Tres Marías", 19.0500, -99.2430, 0),
    ("Cuernavaca", 18.9186, -99.2342, 3_300), ("Jojutla", 18.6147, -99.1803, 640),
    ("Hueyapan", 18.8850, -98.6906, 2_050), ("Axochiapan", 18.5011, -98.7519, 320),
    ("Tlaquiltenango", 18.6286, -99.1611, 610),
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
        "charts": _charts(), "icon_names": sorted(icons.ICONS), "today": date(2026, 3, 10), "long_name": LONG_NAME,
        "huge": 123_456_789_012_345, "places": [
            {"icon": icon, "label": label, "href": "#contenido" if index else "", "is_current": not index}
            for index, (icon, label) in enumerate(places)
        ],
    }  # fmt: skip


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """What a long calculation answers when it is asked how far it is."""
    return render(request, "ui/patterns_progress.html")


def _charts() -> dict[str, charts.Chart]:
    steps = [
        charts.Stair(Decimal(start), Decimal(price))
        for start, price in ((0, "5.20"), (2000, "4.80"), (5000, "4.375"), (8000, "4.10"))
    ]
    months = [date(2026, month, 1) for month in range(1, 7)]
    spread = [((number * 7919) % 1900 - 320) * 100 for number in range(4_000)] + [9_000_000]
    return {
        "bars": charts.bars(
            [
                _bar("Barro rojo", 120_000, 68_400),
                _bar(LONG_NAME, 12_345_678, 9_999_999),
                _bar("Caolín", 0, 1),
                _bar("Engobe", 40_000, -4_512),
            ],
            title=_("Cuota y ahorro por material"),
            series=(_("Precio por su cuenta"), _("Ahorro")),
            label=_("Material"),
        ),
        "stairs": charts.stairs(steps, Decimal(6200), unit="kg", places=3, title=_("Escalones de Barros del Sur")),
        "one_stair": charts.stairs(steps[:1], Decimal(0), unit="bultos", title=_("Un solo precio")),
        "spread": charts.spread(spread, show=numbers.money, title=_("Cuánto ganó o perdió cada quien")),
        "lines": charts.lines(
            [
                charts.Line("Cuernavaca", tuple(zip(months, (520, 525, 540, 535, 560, 575), strict=True))),
                charts.Line(_("La unión"), tuple(zip(months, (480, 470, 455, 437, 430, 410), strict=True))),
            ],
            title=_("Precio del barro"),
            show=lambda value: numbers.money(round(value)),
            day=tags.day_short,
            from_zero=False,
        ),
        "one_point": charts.lines(
            [charts.Line("x", ((months[0], 0),))],
            title=_("Primer dato"),
            show=lambda value: numbers.money(round(value)),
            day=tags.day_short,
        ),
        "spark": charts.sparkline(
            [3, 4, 4, 7, 6, 9, 12], title=_("Pedidos de los últimos siete días, subiendo de 3 a 12")
        ),
        "ring": charts.ring(318, 400, title=_("318 de 400 ya firmaron")),
        "ring_none": charts.ring(0, 0, title=_("Nadie ha firmado")),
        "ring_whole": charts.ring(400, 400, title=_("Ya firmaron todas y todos")),
        "places": charts.places(
            [
                charts.Place(name, latitude, longitude, kilos, numbers.quantity(kilos, "kg"))
                for name, latitude, longitude, kilos in VILLAGES
            ],
            title=_("Kilos pedidos por pueblo"),
            quantity=_("Pedido"),
        ),
    }


def _bar(label: str, *minor: int) -> charts.Bar:
    return charts.Bar(label, minor, tuple(numbers.money(value) for value in minor))
