"""The legal forms side by side, with what each does to a workshop's own taxes; and the forum's choice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from django.http import HttpResponse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.engines import founding as engine
from tequio.founding import actions
from tequio.founding.forms import FormForm, YearForm
from tequio.founding.models import Founding
from tequio.founding.views.asking import deed, here, page
from tequio.founding.words import said, tariff_said
from tequio.ui.asking import holder_of

Stage = Founding.Stage
EXAMPLE = {"sales": 180_000_00, "costs": 90_000_00}  # shown until somebody types her own
TARIFFS = ("resico", "provisional", "general")


@require_http_methods(["GET", "HEAD", "POST"])
def form(request: Any) -> HttpResponse:
    """One column a form, one row for each thing that people ask of it."""
    founding = here(request)
    forms_ = engine.legal_forms(request.today)
    asked, own = _year(request)
    initial = {"form": founding.form, "reason": founding.form_reason, "in_favour": founding.form_in_favour or None,
               "present": founding.form_present or None}  # fmt: skip
    choice = FormForm(request.POST or None, forms_=forms_, initial=initial)
    if request.method == "POST":
        holder_of(request, "founding.form.choose")
    if choice.is_valid():
        told = {key: value for key, value in choice.cleaned_data.items() if key != "form"}
        told |= {"legal_form": choice.cleaned_data["form"], "today": request.today}
        sentence = _("La figura está escogida. Ahora, las bases.")
        if answer := deed(request, choice, actions.choose_form, sentence, "bylaws", **told):
            return answer
    return page(
        request, "form", founding, choice, columns=[_column(each, own, request.today) for each in forms_],
        rows=_rows(forms_), year=asked, own=own, is_open=founding.stage in (Stage.FORM, Stage.BYLAWS),
    )  # fmt: skip


@require_safe
def months(request: Any) -> HttpResponse:
    """The year's tax month by month, inside RESICO and outside it, with the table that each figure comes from."""
    founding = here(request)
    asked, own = _year(request)
    resico, general = engine.under_resico(own, request.today), engine.under_tariff(own, request.today)
    names = [str(name).capitalize() for name in MONTHS.values()]
    lines = [
        {
            "name": name, "general": outside, "general_rate": _rate(outside.rate_bp), "resico": inside,
            "resico_rate": _rate(inside.rate_bp) if inside else None,
            "more": outside.tax_minor - inside.tax_minor if inside else None,
        }
        for name, inside, outside in zip_longest(names, resico.payments if resico else (), general.payments)
    ]  # fmt: skip
    return page(
        request, "months", founding, lines=lines, year=asked, own=own, resico=resico, general=general,
        more=general.tax_minor - resico.tax_minor if resico else None, paid=general.tax_minor - general.settled_minor,
        tariffs=[_tariff(engine.tariff(code, request.today)) for code in TARIFFS],
    )  # fmt: skip


def _year(request: Any) -> tuple[YearForm, engine.Year]:
    """The year that was typed in the address, or the example."""
    asked = YearForm(request.GET if "sales" in request.GET else None, today=request.today, initial=EXAMPLE)
    return asked, asked.told if asked.is_bound and asked.is_valid() else engine.Year(*EXAMPLE.values())


def _column(form: engine.LegalForm, own: engine.Year, today: date) -> dict[str, Any]:
    effect = engine.effect_on(form, own, today)
    return {
        "code": form.code, "name": said(form.name), "fits": said(form.fits), "least": form.founders_least,
        "most": form.founders_most, "resico": form.resico.value, "taxes": [said(text) for text in form.taxes],
        "source": form.source, "people_source": form.founders_source, "effect": effect,
        "rate": _rate(effect.after.rate_bp), "least_rate": _rate(effect.after.least_bp),
    }  # fmt: skip


def _rows(forms_: tuple[engine.LegalForm, ...]) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """What is told in sentences: a heading, and each form's name with its sentences."""
    asked = ((_("Cuesta"), "costs"), (_("Protege"), "protects"), (_("Prohíbe"), "forbids"))
    return [
        (heading, [(said(form.name), [said(text) for text in getattr(form, what)]) for form in forms_])
        for heading, what in asked
    ]  # fmt: skip


def _tariff(tariff: engine.Tariff) -> dict[str, Any]:
    name, certainty = tariff_said(tariff)
    steps = [(step, _rate(step.rate_bp)) for step in tariff.steps]
    return {"name": name, "certainty": certainty, "steps": steps, "source": tariff.source, "code": tariff.code,
            "is_sure": tariff.certainty is engine.Certainty.LAW, "valid_from": tariff.valid_from}  # fmt: skip


def _rate(hundredths: int) -> Decimal:
    return Decimal(hundredths) / 10_000
