"""The sheets of the trade's syllabus: on a small page, and on paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tequio.training.documents import sheets_pdf
from tequio.ui.asking import layout_of
from tequio.ui.files import file_answer
from tequio.ui.render import render_page
from tequio.unions import syllabus


@require_safe
def sheet_list(request: Any) -> HttpResponse:
    found = syllabus.of_trade(request.union.trade)
    if request.GET.get("formato") == "pdf" and found.sheets:
        return file_answer(sheets_pdf(request.union, found.sheets), "cuaderno.pdf")
    return render_page(request, "training/sheets.html", areas=found.by_area(), **_sides(request))


@require_safe
def sheet(request: Any, sheet: str) -> HttpResponse:
    found = syllabus.of_trade(request.union.trade).sheet(sheet)
    if found is None:
        raise Http404
    if request.GET.get("formato") == "pdf":
        return file_answer(sheets_pdf(request.union, [found]), f"{found.code}.pdf")
    return render_page(request, "training/sheet.html", sheet=found, **_sides(request))


def _sides(request: Any) -> dict[str, Any]:
    return {"layout": layout_of(request), "in_english": (get_language() or "").startswith("en")}
