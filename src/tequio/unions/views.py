"""Who holds which office, for everyone to see; appointing and relieving, for those who may."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.core.refusals import NotAllowed, Refusal
from tequio.ui.asking import holder_of, once
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page
from tequio.unions import actions, queries
from tequio.unions.forms import AppointForm
from tequio.unions.models import Office, Term


@require_safe
def office_list(request: Any) -> HttpResponse:
    layout = "ui/page.html" if request.actor.rights else "ui/member.html"
    return render_page(
        request, "unions/office_list.html", layout=layout, offices=queries.offices_with_terms(request.today)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: Any, office_id: int) -> HttpResponse:
    holder_of(request, "unions.term.appoint")
    office = get_object_or_404(Office.objects.all(), pk=office_id)
    form = AppointForm(request.POST or None, initial={"begins_on": request.today})
    if form.is_valid():
        try:
            term = actions.appoint(actor=request.actor, office_id=office.pk, key=once(request), **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("%(name)s tiene el cargo: %(office)s.") % {"name": term.user.name, "office": office.name})
            return redirect("unions:office_list", union=request.union.slug)
    status = 422 if form.is_bound else 200
    return render_page(request, "unions/appoint.html", office=office, form=form, status=status)


@require_POST
def relieve(request: Any, term_id: int) -> HttpResponse:
    holder_of(request, "unions.term.relieve")
    term = get_object_or_404(Term.objects.select_related("office", "user"), pk=term_id)
    try:
        actions.relieve(actor=request.actor, term_id=term.pk, today=request.today, key=once(request))
    except NotAllowed:
        raise
    except Refusal as refusal:
        warn(request, str(refusal))
    else:
        tell(request, _("%(name)s dejó el cargo: %(office)s.") % {"name": term.user.name, "office": term.office.name})
    return redirect("unions:office_list", union=request.union.slug)
