"""The credit desk: what waits for somebody, which loans run, and who is late."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.core.refusals import Refusal
from tequio.credit import actions, queries
from tequio.credit.models import Application, Loan
from tequio.credit.views.asking import office_only
from tequio.ui.asking import holder_of, once
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page

SHOWN = 30
PER_PAGE = 50


@require_safe
def home(request: Any) -> HttpResponse:
    office_only(request)
    may_decide = request.actor.may("credit.application.decide")
    waiting = queries.applications().filter(
        state__in=(Application.State.SENT, Application.State.ASKED, Application.State.APPROVED)
    )
    mine = set(queries.to_decide_by(request.actor.user_id).values_list("pk", flat=True)) if may_decide else set()
    agreed = queries.loans().filter(state=Loan.State.AGREED).order_by("-number")
    page = Paginator(queries.loans_owed().order_by("-number"), PER_PAGE).get_page(request.GET.get("pagina"))
    rows = queries.stood(page.object_list, request.today)
    return render_page(
        request, "credit/home.html", waiting=list(waiting[:SHOWN]), mine=mine, agreed=list(agreed[:SHOWN]), page=page,
        rows=rows, owed=queries.owed_on(queries.loans_owed(), request.today),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def arrears(request: Any) -> HttpResponse:
    """Who is late, the longest first; one button reminds everybody by text."""
    office_only(request)
    if request.method == "POST":
        holder_of(request, "credit.reminder.send")
        try:
            actions.send_reminders(actor=request.actor, today=request.today, key=once(request))
        except Refusal as refusal:
            warn(request, str(refusal))
        else:
            tell(request, _("Los recordatorios van en camino. A quien no tiene teléfono, visítalo."))
        return redirect("credit:arrears", union=request.union.slug)
    rows = queries.late(request.today)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    return render_page(
        request, "credit/arrears.html", page=page, total=len(rows),
        overdue=sum(each.overdue_minor for each in rows), may_remind=request.actor.may("credit.reminder.send"),
    )  # fmt: skip
