"""The minutes on the screen, as PDF and as a Word document; or why they cannot come out."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tequio.assembly.errors import MinutesRefused
from tequio.assembly.minutes import Minutes, faults_of, minutes_of
from tequio.assembly.models import Assembly
from tequio.assembly.views.asking import find_assembly
from tequio.ui.asking import office_of
from tequio.ui.files import file_answer
from tequio.ui.render import render_page


@require_safe
def minutes(request: Any, assembly_id: int) -> HttpResponse:
    office_of(request, "assembly")
    assembly = find_assembly(assembly_id)
    faults = faults_of(assembly)
    shown = None if faults else minutes_of(assembly)
    return render_page(request, "assembly/minutes.html", assembly=assembly, faults=faults, minutes=shown)


@require_safe
def minutes_pdf(request: Any, assembly_id: int) -> HttpResponse:
    return _file(request, assembly_id, "pdf")


@require_safe
def minutes_docx(request: Any, assembly_id: int) -> HttpResponse:
    return _file(request, assembly_id, "docx")


def _file(request: Any, assembly_id: int, kind: str) -> HttpResponse:
    office_of(request, "assembly")
    assembly: Assembly = find_assembly(assembly_id)
    try:
        told: Minutes = minutes_of(assembly)
    except MinutesRefused:
        # The page says each reason; a file that is not there is no file.
        return render_page(request, "assembly/minutes.html", assembly=assembly, faults=faults_of(assembly), status=409)
    return file_answer(told.pdf() if kind == "pdf" else told.docx(), f"acta-{assembly.pk}.{kind}")
