"""The sheets of the trade's syllabus: on a small page, and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tequio.training.documents import sheets_html, sheets_pdf
from tequio.ui.asking import layout_of
from tequio.ui.files import file_answer
from tequio.ui.render import render_page
from tequio.unions import syllabus


@require_safe
def sheet_list(request: Any) -> HttpResponse:
    found = syllabus.of_trade(request.union.trade)
    if answer := _file(request, found.sheets, "cuaderno"):
        return answer
    return render_page(request, "training/sheets.html", areas=found.by_area(), **_sides(request))


@require_safe
def sheet(request: Any, sheet: str) -> HttpResponse:
    found = syllabus.of_trade(request.union.trade).sheet(sheet)
    if found is None:
        raise Http404
    if answer := _file(request, [found], found.code):
        return answer
    return render_page(request, "training/sheet.html", sheet=found, **_sides(request))


def _file(request: Any, sheets: Sequence[syllabus.Sheet], name: str) -> HttpResponse | None:
    """The sheets as the file that `formato` asks for, if it asks: to print, or to keep on a telephone."""
    kind = request.GET.get("formato")
    if kind == "pdf" and sheets:
        return file_answer(sheets_pdf(request.union, sheets), f"{name}.pdf")
    if kind == "html" and sheets:
        return file_answer(sheets_html(request.union, sheets), f"{name}.html")
    return None


def _sides(request: Any) -> dict[str, Any]:
    return {"layout": layout_of(request), "in_english": (get_language() or "").startswith("en")}
