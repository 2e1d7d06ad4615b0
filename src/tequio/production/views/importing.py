"""Sheets that come back from a village, typed: choose the file, look at what it would do, confirm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tequio.core.refusals import Refusal
from tequio.core.sheets import Reading, Sheet, SheetFailed
from tequio.core.sheets.reader import MAX_BYTES
from tequio.core.sheets.reasons import why_file
from tequio.production import actions, batch_sheet, load_sheet, queries, week_sheet
from tequio.production.batch_sheet import BatchPlan
from tequio.production.documents import batch_xlsx, load_xlsx, loads_pdf
from tequio.production.forms import BatchSheetForm, LoadSheetForm, SheetForm
from tequio.production.load_sheet import LoadPlan
from tequio.production.making import monday_of
from tequio.production.views.asking import address
from tequio.production.week_sheet import WeekPlan
from tequio.ui.asking import holder_of, once
from tequio.ui.files import file_answer
from tequio.ui.flash import tell
from tequio.ui.numbers import money, quantity
from tequio.ui.render import render_page
from tequio.ui.templatetags.tequio import day_short

MOST_ROWS = 10_000
SHOWN = 300
WEEKS, BATCHES, LOADS = "production.week.import", "production.batch.import", "production.load.import"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a page shows of a plan: its rows as text, and what travels on to be confirmed."""

    title: Any
    lead: str
    back: str  # names of pages
    confirm: str
    head: Sequence[Any]
    rows: Sequence[Sequence[str]]
    carried: str
    why: Callable[[Any], str]
    monday: date | None = None


WEEK_HEAD = (
    gettext_lazy("Socia o socio"), gettext_lazy("Pieza"), gettext_lazy("Formó"), gettext_lazy("Buenas"),
    gettext_lazy("Material"), gettext_lazy("Leña o gas"), gettext_lazy("Días"),
)  # fmt: skip
BATCH_HEAD = (
    gettext_lazy("Socia o socio"), gettext_lazy("Pieza"), gettext_lazy("Empezó"), gettext_lazy("Piezas"),
    gettext_lazy("Lo que salió de cada paso"),
)  # fmt: skip


LOAD_HEAD = (
    gettext_lazy("Socia o socio"), gettext_lazy("Tanda"), gettext_lazy("Horno"), gettext_lazy("Quema"),
    gettext_lazy("Día"), gettext_lazy("Leña o gas de la hornada"), gettext_lazy("Buenas"),
)  # fmt: skip


def _of_weeks(monday: date, plan: WeekPlan) -> Preview:
    told = {"first": day_short(monday), "last": day_short(monday + timedelta(days=6))}
    return Preview(
        _("Revisar la hoja"), _("Semana del %(first)s al %(last)s") % told, "sheet_upload", "sheet_confirm", WEEK_HEAD,
        [
            (row.name, row.product_name, quantity(row.five.begun), quantity(row.five.good),
             money(row.five.material_minor), money(row.five.fuel_minor), quantity(row.five.days))
            for row in plan.placed[:SHOWN]
        ],
        week_sheet.rows_as_text(plan.placed), week_sheet.why, monday,
    )  # fmt: skip


def _of_batches(plan: BatchPlan) -> Preview:
    return Preview(
        _("Revisar la hoja"), "", "batches_upload", "batches_confirm", BATCH_HEAD,
        [
            (row.name, row.recipe.name, day_short(row.noted.begun_on), quantity(row.noted.pieces),
             " · ".join(quantity(good) for good in row.noted.goods))
            for row in plan.placed[:SHOWN]
        ],
        batch_sheet.rows_as_text(plan.placed), batch_sheet.why,
    )  # fmt: skip


def _of_loads(plan: LoadPlan) -> Preview:
    return Preview(
        _("Revisar la hoja"), "", "loads_upload", "loads_confirm", LOAD_HEAD,
        [
            (row.owner, quantity(row.batch), row.kiln, row.stage, day_short(row.load.lit_on),
             money(row.load.fuel_minor), quantity(row.good))
            for row in plan.placed[:SHOWN]
        ],
        load_sheet.rows_as_text(plan.loads), load_sheet.why,
    )  # fmt: skip


def _show(request: Any, plan: WeekPlan | BatchPlan | LoadPlan, preview: Preview, refused: str = "") -> HttpResponse:
    bad = [{"cell": cell, "why": preview.why(cell)} for cell in plan.bad[:SHOWN]]
    return render_page(
        request, "production/sheet_preview.html", plan=plan, preview=preview, bad=bad, refused=refused,
        back=address(request, preview.back), confirm=address(request, preview.confirm),
        rows=[(row[0], list(zip(preview.head[1:], row[1:], strict=True))) for row in preview.rows],
        status=422 if plan.bad or refused else 200,
    )  # fmt: skip


def _read(form: Any, sheet: Sheet) -> Reading | None:
    """The file of a form; None when it cannot be read, and the form says why."""
    uploaded = form.cleaned_data["file"]
    try:
        if uploaded.size > MAX_BYTES:
            raise SheetFailed("file_too_large", file=uploaded.name, limit=MAX_BYTES // 1_000_000)
        return sheet.read_file(uploaded.name, uploaded.read(), max_rows=MOST_ROWS)
    except SheetFailed as failure:
        form.add_error("file", why_file(failure))
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_upload(request: Any) -> HttpResponse:
    """A village's week."""
    holder_of(request, WEEKS)
    form = SheetForm(request.POST or None, request.FILES or None, today=request.today)
    if request.method == "POST" and form.is_valid():
        monday = date.fromisoformat(form.cleaned_data["monday"])
        if reading := _read(form, week_sheet.SHEET):
            plan = week_sheet.plan_sheet(request.union.pk, monday, reading)
            return _show(request, plan, _of_weeks(monday, plan))
    return render_page(
        request, "production/sheet_upload.html", form=form, columns=week_sheet.SHEET.columns, is_weeks=True,
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@require_POST
def sheet_confirm(request: Any) -> HttpResponse:
    holder_of(request, WEEKS)
    try:
        monday = monday_of(date.fromisoformat(request.POST.get("monday", "")))
        rows = week_sheet.rows_from_text(request.POST.get("rows", ""))
    except (ValueError, ArithmeticError):
        return redirect(address(request, "sheet_upload"))
    try:
        actions.import_weeks(
            actor=request.actor, monday=monday, rows=rows, today=request.today, now=timezone.now(), key=once(request)
        )
    except Refusal as refusal:
        plan = week_sheet.plan_rows(request.union.pk, monday, rows)
        return _show(request, plan, _of_weeks(monday, plan), str(refusal))
    tell(request, said(len(rows)))
    return redirect(address(request, "home") + f"?semana={monday.isoformat()}")


@require_http_methods(["GET", "HEAD", "POST"])
def batches_upload(request: Any) -> HttpResponse:
    """A sheet of batches; `?formato=xlsx` is the empty file to type it into."""
    holder_of(request, BATCHES)
    sheet = batch_sheet.sheet_of(queries.making())
    if request.GET.get("formato") == "xlsx":
        return file_answer(batch_xlsx(queries.making()), "tandas.xlsx")
    form = BatchSheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (reading := _read(form, sheet)):
        plan = batch_sheet.plan_sheet(request.union.pk, reading, request.today)
        return _show(request, plan, _of_batches(plan))
    return render_page(
        request, "production/sheet_upload.html", form=form, columns=sheet.columns, is_weeks=False,
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@require_POST
def batches_confirm(request: Any) -> HttpResponse:
    holder_of(request, BATCHES)
    try:
        rows = batch_sheet.rows_from_text(request.POST.get("rows", ""))
    except ValueError:
        return redirect(address(request, "batches_upload"))
    try:
        actions.import_batches(actor=request.actor, rows=rows, today=request.today, key=once(request))
    except Refusal as refusal:
        plan = batch_sheet.plan_rows(request.union.pk, rows, request.today)
        return _show(request, plan, _of_batches(plan), str(refusal))
    tell(request, said(len(rows)))
    return redirect(address(request, "home"))


@require_http_methods(["GET", "HEAD", "POST"])
def loads_upload(request: Any) -> HttpResponse:
    """A sheet of firings; `?formato=xlsx` is the empty file to type it into, `?formato=pdf` the paper."""
    holder_of(request, LOADS)
    if request.GET.get("formato") == "xlsx":
        return file_answer(load_xlsx(), "hornadas.xlsx")
    if request.GET.get("formato") == "pdf":
        return file_answer(loads_pdf(request.union), "hoja-de-hornadas.pdf")
    form = LoadSheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (reading := _read(form, load_sheet.SHEET)):
        plan = load_sheet.plan_sheet(request.union.pk, reading, request.today, timezone.now())
        return _show(request, plan, _of_loads(plan))
    return render_page(
        request, "production/sheet_upload.html", form=form, columns=load_sheet.SHEET.columns, is_loads=True,
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@require_POST
def loads_confirm(request: Any) -> HttpResponse:
    holder_of(request, LOADS)
    try:
        rows = load_sheet.rows_from_text(request.POST.get("rows", ""))
    except ValueError:
        return redirect(address(request, "loads_upload"))
    try:
        actions.import_loads(actor=request.actor, rows=rows, today=request.today, now=timezone.now(), key=once(request))
    except Refusal as refusal:
        return _show(request, LoadPlan(), _of_loads(LoadPlan()), str(refusal))
    tell(request, said(sum(len(each.parts) for each in rows)))
    return redirect(address(request, "home"))


def said(count: int) -> str:
    return ngettext("Se guardó %(n)s renglón.", "Se guardaron %(n)s renglones.", count) % {"n": f"{count:,}"}
