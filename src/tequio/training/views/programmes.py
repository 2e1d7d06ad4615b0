"""Programmes: the seasons of courses."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.training import actions, queries
from tequio.training.forms import ProgrammeForm
from tequio.training.views.asking import find_programme, office_only
from tequio.ui.asking import deed, holder_of
from tequio.ui.render import render_page


@require_safe
def programme_list(request: Any) -> HttpResponse:
    office_only(request)
    page = Paginator(queries.programmes(), 20).get_page(request.GET.get("pagina"))
    return render_page(request, "training/programmes.html", page=page)


@require_safe
def programme(request: Any, programme_id: int) -> HttpResponse:
    office_only(request)
    found = find_programme(programme_id)
    return render_page(
        request, "training/programme.html", programme=found, courses=queries.courses().filter(programme=found)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def programme_new(request: Any) -> HttpResponse:
    holder_of(request, "training.programme.draft")
    form = ProgrammeForm(request.POST or None, initial={"begins_on": request.today})
    if form.is_valid():
        done = _("El programa está listo. Ponle su primer curso.")
        if answer := deed(request, form, actions.draft_programme, done, **form.cleaned_data):
            return answer
    return render_page(request, "training/programme_form.html", form=form, programme=None)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_edit(request: Any, programme_id: int) -> HttpResponse:
    holder_of(request, "training.programme.edit")
    found = find_programme(programme_id)
    fields = ("title", "summary", "begins_on", "ends_on")
    form = ProgrammeForm(request.POST or None, initial={name: getattr(found, name) for name in fields})
    if form.is_valid():
        told = form.cleaned_data | {"programme_id": found.pk}
        if answer := deed(request, form, actions.edit_programme, _("Los cambios quedaron guardados."), **told):
            return answer
    return render_page(request, "training/programme_form.html", form=form, programme=found)
