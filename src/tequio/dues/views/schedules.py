"""What the union asks, since when, and noting what it decided anew."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.core.refusals import Refusal
from tequio.dues import actions, forms, queries
from tequio.dues.views.asking import office_only
from tequio.ui.asking import holder_of, once
from tequio.ui.flash import tell
from tequio.ui.render import render_page


@require_safe
def schedule_list(request: Any) -> HttpResponse:
    office_only(request)
    return render_page(request, "dues/schedules.html", rows=queries.schedules_shown(request.today))


@require_http_methods(["GET", "HEAD", "POST"])
def schedule_new(request: Any) -> HttpResponse:
    holder_of(request, "dues.schedule.set")
    posted = request.POST if request.method == "POST" else None
    form, brackets = forms.ScheduleForm(posted), forms.brackets(posted)
    if form.is_valid() and brackets.is_valid():
        try:
            actions.set_schedule(
                actor=request.actor, brackets=tuple(brackets.pairs()), key=once(request), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("La tarifa quedó anotada."))
            return redirect("dues:schedules", union=request.union.slug)
    status = 200 if posted is None else 422
    return render_page(request, "dues/schedule_form.html", form=form, brackets=brackets, status=status)
