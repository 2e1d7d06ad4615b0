"""Collection in a village: a printed sheet, and a page that goes on working without signal and is sent later."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.core.refusals import Refusal
from tequio.credit import actions, queries
from tequio.credit.actions import Slip
from tequio.credit.documents import village_pdf
from tequio.credit.forms import VillageForm
from tequio.credit.views.asking import office_only
from tequio.members.models import Section
from tequio.ui.asking import holder_of
from tequio.ui.files import file_answer
from tequio.ui.flash import tell
from tequio.ui.render import render_page

AHEAD = timedelta(days=7)  # what is due within a week may be paid on the same visit


@require_safe
def village_list(request: Any) -> HttpResponse:
    """The villages where somebody has something to pay, and how much."""
    office_only(request)
    due = queries.due_by_village(request.today, request.today + AHEAD)
    rows = [(section, due[section.pk]) for section in Section.objects.order_by("name", "pk") if section.pk in due]
    return render_page(request, "credit/villages.html", rows=rows)


@require_http_methods(["GET", "HEAD", "POST"])
def collect(request: Any, section_id: int) -> HttpResponse:
    """The village's list. Its sheet's key stands in every slip, so sent twice it is taken once."""
    holder_of(request, "credit.payment.merge")
    section = get_object_or_404(Section, pk=section_id)
    rows = queries.dues_of_village(section.pk, request.today, request.today + AHEAD)
    sheet_key = request.GET.get("hoja", "") or secrets.token_hex(4)
    form = VillageForm(request.POST or None, loans=_all_of(section, rows, request),
                       initial={"on": request.today, "sheet": sheet_key})  # fmt: skip
    if form.is_valid():
        told = form.cleaned_data
        slips = [Slip(f"{told['sheet']}-{loan}", loan, minor, told["on"]) for loan, minor in form.paid()]
        try:
            # No key of the form: the page may be sent again with more on it, and each slip has a key of its own.
            actions.merge_slips(actor=request.actor, slips=slips, today=request.today)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("Quedó recibida la hoja %(sheet)s. Mandarla otra vez no cobra doble.")
                 % {"sheet": told["sheet"]})  # fmt: skip
            return redirect(f"{request.path}?recibida={told['sheet']}")
    return render_page(
        request, "credit/village.html", section=section, form=form, sheet=form["sheet"].value(),
        rows=[(each, box, each.due_until(request.today + AHEAD)) for each, box in form.rows()],
        received=request.GET.get("recibida", "")[:16], status=422 if form.errors else 200,
    )  # fmt: skip


def _all_of(section: Section, due: list[queries.Stood], request: Any) -> list[queries.Stood]:
    """Those who have to pay; and, when a list comes back, whoever stands on it though his loan is paid by now."""
    if request.method != "POST":
        return due
    known = {each.loan.pk for each in due}
    named = [int(name[1:]) for name in request.POST if name[:1] == "l" and name[1:].isascii() and name[1:].isdecimal()]
    late = queries.loans().filter(pk__in=[pk for pk in named if pk not in known and pk < 2**62],
                                  member__section=section)  # fmt: skip
    return [*due, *queries.stood(late, request.today)]


@require_safe
def sheet(request: Any, section_id: int) -> HttpResponse:
    """The same list on paper, with a QR that opens the page to type it in."""
    office_only(request)
    section = get_object_or_404(Section, pk=section_id)
    key = request.GET.get("hoja", "")[:16] or secrets.token_hex(4)
    rows = queries.dues_of_village(section.pk, request.today, request.today + AHEAD)
    path = reverse("credit:village", kwargs={"union": request.union.slug, "section_id": section.pk})
    link = request.build_absolute_uri(f"{path}?hoja={key}")
    told = [(each, each.due_until(request.today + AHEAD)) for each in rows]
    return file_answer(village_pdf(request.union.name, section, told, key, link, request.today), f"cobro-{key}.pdf")


@require_safe
def worker(request: Any) -> HttpResponse:
    """What lets the page open again on a phone without signal; it serves this app's village pages alone."""
    office_only(request)
    return render(request, "credit/worker.js", content_type="text/javascript")
