"""Who holds which office and what the union decided, for everyone to see; changing them, for those who may."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

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
from tequio.unions.offers import offers_of
from tequio.unions.processes import PROCESSES, called
from tequio.unions.rights import said

GRANT, WITHDRAW = "unions.office.grant", "unions.office.withdraw"
KEY = 120  # the longest idempotency key


@require_safe
def office_list(request: Any) -> HttpResponse:
    offices = queries.offices_with_terms(request.union, request.today)
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


@require_http_methods(["GET", "HEAD", "POST"])
def relieve(request: Any, term_id: int) -> HttpResponse:
    """What ends with a term, before it ends: nobody takes it back."""
    holder_of(request, "unions.term.relieve")
    term = get_object_or_404(Term.objects.select_related("office", "user"), pk=term_id)
    if request.method == "POST":
        try:
            actions.relieve(actor=request.actor, term_id=term.pk, today=request.today, key=once(request))
        except Refusal as refusal:
            warn(request, str(refusal))
        else:
            told = {"name": term.user.name, "office": term.office.name}
            tell(request, _("%(name)s dejó el cargo: %(office)s.") % told)
        return redirect("unions:office_list", union=request.union.slug)
    ends = sorted(said(right) for right in queries.rights_held(term.office))
    return render_page(
        request, "unions/relieve.html", term=term, ends=ends, is_over=not term.is_to_end(request.today),
        is_own=term.user_id == request.actor.user_id,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def office_rights(request: Any, office_id: int) -> HttpResponse:
    """What an office may do, and what the trade pack would give it too; giving and taking, one right at a time."""
    holder_of(request, GRANT, WITHDRAW)
    office = get_object_or_404(Office.objects.all(), pk=office_id)
    if request.method == "POST":
        return _change_rights(request, office)
    held = queries.rights_held(office)
    return render_page(
        request, "unions/office_rights.html", office=office, held=_in_words(held),
        offered=_in_words(offers_of(request.union, office, held)),
    )  # fmt: skip


def _change_rights(request: Any, office: Office) -> HttpResponse:
    right = request.POST.get("give") or request.POST.get("take") or ""
    do, sentence = (
        (actions.grant_right, _("%(office)s ya puede: %(right)s.")) if request.POST.get("give")
        else (actions.withdraw_right, _("%(office)s ya no puede: %(right)s."))
    )  # fmt: skip
    holder_of(request, do.right)
    try:
        # One page has many buttons: the key says which was pressed.
        do(actor=request.actor, office_id=office.pk, right=right, key=f"{once(request)}:{right}"[:KEY])
    except Refusal as refusal:
        warn(request, str(refusal))
    else:
        tell(request, sentence % {"office": office.name, "right": said(right)})
    return redirect("unions:office_rights", union=request.union.slug, office_id=office.pk)


def _in_words(rights: Sequence[str]) -> list[tuple[str, str]]:
    return sorted(((right, said(right)) for right in rights), key=lambda each: each[1])


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
