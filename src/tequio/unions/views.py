"""Who holds which office and what the union decided, for everyone to see; changing them, for those who may."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.core.refusals import Refusal
from tequio.ui.asking import holder_of, layout_of, once
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page
from tequio.ui.templatetags.tequio import day
from tequio.unions import actions, queries
from tequio.unions import leaning as leans
from tequio.unions.forms import AppointForm, SettingForm
from tequio.unions.known import KNOWN, Known
from tequio.unions.models import Office, Term
from tequio.unions.processes import PROCESSES, called
from tequio.unions.rights import said


@require_safe
def office_list(request: Any) -> HttpResponse:
    offices = queries.offices_with_terms(request.today)
    ending = queries.terms_ending(request.today)
    return render_page(request, "unions/office_list.html", layout=layout_of(request), offices=offices, ending=ending)


@require_safe
def leaning(request: Any) -> HttpResponse:
    """How much of the union's work its adviser does, and who else could do it."""
    now, before = leans.spans(request.today)
    found, manned = leans.shares(request.today), leans.offices(request.today)
    layout = layout_of(request)
    side = "&lado=socia" if layout == "ui/member.html" and request.actor.rights else ""
    rows = [
        {"share": share, "label": called(share.process), "side": side,
         "href": reverse("unions:leaning_rows", args=[request.union.slug, share.process])}
        for share in found
    ]  # fmt: skip
    return render_page(
        request, "unions/leaning.html", layout=layout, rows=rows, total=leans.together(found), now=now, before=before,
        advisers=leans.advisers(request.today), thin=[each for each in manned if each.is_thin],
        firm=[each for each in manned if not each.is_thin],
    )  # fmt: skip


@require_safe
def leaning_rows(request: Any, process: str) -> HttpResponse:
    """The deeds behind a share."""
    if process not in PROCESSES:
        raise Http404
    now, before = leans.spans(request.today)
    span = before if request.GET.get("periodo") == "antes" else now
    deeds = leans.deeds_of(span).filter(process=process).order_by("-number")
    only_his = request.GET.get("quien") == "asesoria"
    page = Paginator(deeds.filter(is_his=True) if only_his else deeds, 50).get_page(request.GET.get("pagina"))
    page.object_list = [{"event": event, "says": said(event.deed or event.kind)} for event in page]
    return render_page(
        request, "unions/leaning_rows.html", layout=layout_of(request), label=called(process), page=page, span=span,
        only_his=only_his,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: Any, office_id: int) -> HttpResponse:
    holder_of(request, "unions.term.appoint")
    office = get_object_or_404(Office.objects.all(), pk=office_id)
    form = AppointForm(request.POST or None, initial={"begins_on": request.today}, is_outside=office.is_outside)
    if form.is_valid():
        try:
            term = actions.appoint(actor=request.actor, office_id=office.pk, key=once(request), **form.cleaned_data)
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
    except Refusal as refusal:
        warn(request, str(refusal))
    else:
        tell(request, _("%(name)s dejó el cargo: %(office)s.") % {"name": term.user.name, "office": term.office.name})
    return redirect("unions:office_list", union=request.union.slug)


@require_safe
def setting_list(request: Any) -> HttpResponse:
    rows = queries.settings_shown(request.today)
    return render_page(request, "unions/setting_list.html", layout=layout_of(request), rows=rows)


@require_safe
def setting_detail(request: Any, setting: str) -> HttpResponse:
    shown = queries.setting_shown(_known(setting), request.today)
    return render_page(request, "unions/setting_detail.html", layout=layout_of(request), shown=shown)


@require_http_methods(["GET", "HEAD", "POST"])
def setting_change(request: Any, setting: str) -> HttpResponse:
    holder_of(request, "unions.setting.change")
    known = _known(setting)
    now = queries.ruling(known, request.today)
    form = SettingForm(
        request.POST or None, known=known, today=request.today, initial={"value": now, "valid_from": request.today}
    )
    if form.is_valid():
        try:
            row = actions.change_setting(
                actor=request.actor, setting=known.key, today=request.today, key=once(request), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            told = {"setting": known.label, "day": day(row.valid_from)}
            tell(request, _("Quedó anotado: «%(setting)s» cambia el %(day)s.") % told)
            return redirect("unions:setting_detail", union=request.union.slug, setting=known.slug)
    return render_page(request, "unions/setting_form.html", known=known, form=form, now=known.said(now),
                       status=422 if form.is_bound else 200)  # fmt: skip


def _known(slug: str) -> Known:
    for known in KNOWN.values():
        if known.slug == slug:
            return known
    raise Http404
