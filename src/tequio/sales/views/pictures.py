"""What is to be seen of pieces: a line's design sheet, and photos of defects; for the office and who makes them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.sales import actions, queries
from tequio.sales.actions.designs import BEFORE_DELIVERY
from tequio.sales.forms import DesignForm
from tequio.sales.models import DesignSheet, Line
from tequio.ui.asking import deed as do
from tequio.ui.asking import holder_of, office_of
from tequio.ui.files import file_answer, sealed
from tequio.ui.render import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def design(request: Any, line_id: int) -> HttpResponse:
    """How a line is to look, and putting its file there."""
    office_of(request, "sales")
    line = get_object_or_404(Line.objects.select_related("order__union", "order__buyer", "item"), pk=line_id)
    form = DesignForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        holder_of(request, "sales.design.attach")
        if form.is_valid():
            answer = do(
                request, form, actions.attach_design, _("La hoja de diseño quedó guardada; los talleres la ven."),
                request.path, line_id=line.pk, content=form.cleaned_data["file"].read(), today=request.today,
            )  # fmt: skip
            if answer:
                return answer
    return render_page(
        request, "sales/design.html", line=line, order=line.order, form=form, design=queries.design_of(line),
        may_attach=request.actor.may("sales.design.attach")
        and line.order.state in BEFORE_DELIVERY
        and not queries.is_design_fixed(line),
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@require_safe
def design_file(request: Any, line_id: int) -> HttpResponseBase:
    """The sheet itself, whole or small."""
    sheet = queries.design_seen_by(line_id, member=request.member, is_office=_is_office(request))
    if sheet is None:
        raise Http404
    return sheet_answer(request, sheet, str(line_id))


def sheet_answer(request: Any, sheet: DesignSheet, name: str) -> HttpResponseBase:
    """The file of a sheet under a name; `?chica` the small picture."""
    if "chica" in request.GET and sheet.small:
        return sealed(file_answer(bytes(sheet.small), f"diseno-{name}-chica.jpg"))
    answer = sealed(file_answer(bytes(sheet.content), f"diseno-{name}.{sheet.kind}"))
    if sheet.kind == DesignSheet.Kind.PDF:  # a PDF may carry script of its own: it is kept, not opened here
        answer["Content-Disposition"] = f'attachment; filename="diseno-{name}.pdf"'
    return answer


@require_safe
def defect_photo(request: Any, photo_id: int) -> HttpResponseBase:
    """A photo of a defect; `?chica` the small one."""
    photo = queries.photo_seen_by(photo_id, member=request.member, is_office=_is_office(request))
    if photo is None:
        raise Http404
    return sealed(file_answer(bytes(photo.small if "chica" in request.GET else photo.whole), f"falla-{photo_id}.jpg"))


def _is_office(request: Any) -> bool:
    return any(right.startswith("sales.") for right in request.actor.rights)
