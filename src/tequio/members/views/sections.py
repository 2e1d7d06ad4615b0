"""The villages of the union."""

from __future__ import annotations

from typing import Any

from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tequio.core.refusals import Refusal
from tequio.members import actions, forms, queries
from tequio.members.models import Section
from tequio.members.views.asking import office_only, to
from tequio.ui.asking import holder_of, once
from tequio.ui.flash import tell
from tequio.ui.render import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def section_list(request: Any) -> HttpResponse:
    office_only(request)
    if request.method == "POST":
        holder_of(request, "members.section.add")
    form = forms.SectionForm(request.POST or None)
    if form.is_valid():
        try:
            section = actions.add_section(actor=request.actor, key=once(request), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("La sección %(name)s quedó abierta.") % {"name": section.name})
            return to(request, "section_list")
    status = 422 if form.is_bound else 200
    return render_page(request, "members/section_list.html", sections=queries.sections(), form=form, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def section_edit(request: Any, section_id: int) -> HttpResponse:
    holder_of(request, "members.section.update")
    section = get_object_or_404(Section.objects, pk=section_id)
    form = forms.SectionForm(request.POST or None, initial=model_to_dict(section))
    if form.is_valid():
        try:
            actions.update_section(actor=request.actor, section_id=section.pk, section=form.section, key=once(request))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("La sección quedó guardada."))
            return to(request, "section_list")
    status = 422 if form.is_bound else 200
    return render_page(request, "members/section_form.html", section=section, form=form, status=status)
