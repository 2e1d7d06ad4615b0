"""A course, and the series of its sessions: first looked at, then written down."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.core.refusals import Refusal
from tequio.training import actions, queries
from tequio.training.forms import CourseForm, SeriesForm
from tequio.training.views.asking import find_course, find_programme, office_only
from tequio.training.views.calendar import link_of
from tequio.ui.asking import deed, holder_of
from tequio.ui.render import render_page
from tequio.unions.syllabus import of_trade


@require_safe
def course(request: Any, course_id: int) -> HttpResponse:
    office_only(request)
    found = find_course(course_id)
    return render_page(
        request, "training/course.html", course=found, sessions=queries.sessions().filter(course=found),
        now=timezone.now(), link=link_of(request, queries.feed_of(course=found)),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def course_new(request: Any, programme_id: int) -> HttpResponse:
    holder_of(request, "training.course.draft")
    programme = find_programme(programme_id)
    form = CourseForm(request.POST or None)
    if form.is_valid():
        told = form.cleaned_data | {"programme_id": programme.pk}
        if answer := deed(request, form, actions.draft_course, _("El curso está listo. Ponle sus sesiones."), **told):
            return answer
    return render_page(request, "training/course_form.html", form=form, programme=programme, course=None)


@require_http_methods(["GET", "HEAD", "POST"])
def course_edit(request: Any, course_id: int) -> HttpResponse:
    holder_of(request, "training.course.edit")
    found = find_course(course_id)
    form = CourseForm(
        request.POST or None, initial={"title": found.title, "goal": found.goal, "prepares": found.prepares_id}
    )
    if form.is_valid():
        told = form.cleaned_data | {"course_id": found.pk}
        if answer := deed(request, form, actions.edit_course, _("Los cambios quedaron guardados."), **told):
            return answer
    return render_page(request, "training/course_form.html", form=form, programme=found.programme, course=found)


@require_http_methods(["GET", "HEAD", "POST"])
def series_new(request: Any, course_id: int) -> HttpResponse:
    """Sessions week after week: the days are shown before anything is written."""
    holder_of(request, "training.series.draft")
    found = find_course(course_id)
    areas = of_trade(request.union.trade).by_area()
    chosen = next((sheets for area, sheets in areas if area.code == request.GET.get("area")), [])
    topics = "\n".join(sheet.title for sheet in chosen)
    form = SeriesForm(request.POST or None, initial={"first_on": request.today, "topics": topics})
    seen = None
    if form.is_valid():
        topics, weeks = form.cleaned_data["topics"], form.weeks
        if request.POST.get("step") == "save":
            told = {"course_id": found.pk, "weeks": weeks, "topics": topics, "details": form.details,
                    "now": timezone.now()}  # fmt: skip
            if answer := deed(request, form, actions.plan_series, _("Las sesiones ya están en el calendario."), **told):
                return answer
        try:
            series = weeks.days(len(topics))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            seen = {"days": list(zip(series.days, topics, strict=True)), "skipped": series.skipped}
    return render_page(request, "training/series_form.html", form=form, course=found, seen=seen, areas=areas)
