"""A member's own work: what is offered, how far it is, what it brought."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.sales import actions, queries, said
from tequio.sales.forms import AnswerForm, ProgressForm
from tequio.sales.models import Maker, Payout, Ticket
from tequio.sales.risk import standings
from tequio.ui.asking import done
from tequio.ui.flash import tell
from tequio.ui.render import render_page
from tequio.unions.trade import load

State = Ticket.State
SHOWN = 30


@require_safe
def my_jobs(request: Any) -> HttpResponse:
    """Work that waits for an answer, work at hand, and what was paid."""
    if request.member is None:
        return redirect("sales:desk", union=request.union.slug)
    tickets = list(queries.tickets_for(request.member)[:SHOWN])
    rows = standings(tickets, request.union.trade, request.today)
    asked = [row for row in rows if row.ticket.takes_answers_on(request.today)]
    at_hand = [row for row in rows if row.ticket.state == State.ACCEPTED and row.ticket.order.is_under_way]
    return render_page(
        request, "sales/my_jobs.html", asked=asked, at_hand=at_hand,
        past=[row for row in rows if row not in asked and row not in at_hand],
        payouts=list(queries.payouts_of(request.member)[:SHOWN]),
        passed=[(split.order, said.to_maker(split.why)) for split in queries.passed_by(request.member)],
        has_card=Maker.objects.filter(member=request.member).exists(),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def my_job(request: Any, ticket_id: int) -> HttpResponse:
    """One job: yes, fewer or no; then how far it is, in three taps."""
    if request.member is None:
        return redirect("sales:ticket", union=request.union.slug, ticket_id=ticket_id)
    ticket = get_object_or_404(
        Ticket.objects.select_related("order__union", "order__buyer", "line__item", "maker"),
        pk=ticket_id, maker__member=request.member,
    )  # fmt: skip
    asked = ticket.takes_answers_on(request.today)
    is_at_hand = ticket.state == State.ACCEPTED and ticket.order.is_under_way
    answer = AnswerForm(_posted(request, "answer"), ticket=ticket)
    progress = ProgressForm(_posted(request, "progress"), stages=load(request.union.trade).stages, ticket=ticket)
    if request.method == "POST":
        what = request.POST.get("what")
        if what == "answer" and answer.is_valid() and _answer(request, ticket, answer):
            return redirect("sales:my_job", union=request.union.slug, ticket_id=ticket.pk)
        if what == "progress" and progress.is_valid() and _note(request, ticket, progress):
            return redirect("sales:my_job", union=request.union.slug, ticket_id=ticket.pk)
        if what not in ("answer", "progress"):
            raise Http404
    row = standings([ticket], request.union.trade, request.today)[0]
    return render_page(
        request, "sales/my_job.html", ticket=ticket, row=row, why=said.to_maker(ticket.why),
        answer=answer if asked or answer.is_bound else None,
        progress=progress if is_at_hand else None, worth=ticket.pieces * ticket.price_minor,
        design=queries.design_of(ticket.line), noted=ticket.progress.order_by("-pk").first(),
        inspections=list(queries.inspections_of(ticket)),
        advances=list(ticket.advances.order_by("pk")),
        payouts=list(Payout.objects.filter(order=ticket.order, maker=ticket.maker).order_by("run")),
        status=422 if answer.errors or progress.errors else 200,
    )  # fmt: skip


def _posted(request: Any, what: str) -> Any:
    return request.POST if request.method == "POST" and request.POST.get("what") == what else None


def _answer(request: Any, ticket: Ticket, form: AnswerForm) -> bool:
    told = form.cleaned_data
    # The buttons say yes to all or no to all; the number is for fewer.
    pieces = {"yes": ticket.pieces, "no": 0}.get(request.POST.get("choice", ""), told["pieces"])
    if not done(
        request, form, actions.answer_ticket, member=request.member, ticket_id=ticket.pk, pieces=pieces,
        note=told["note"], today=request.today,
    ):  # fmt: skip
        return False
    if pieces:
        tell(request, _("Quedó: haces %(pieces)s piezas. Aquí puedes decir cómo vas.") % {"pieces": f"{pieces:,}"})
    else:
        tell(request, _("Quedó que esta vez no puedes. Gracias por avisar a tiempo."))
    return True


def _note(request: Any, ticket: Ticket, form: ProgressForm) -> bool:
    if not done(
        request, form, actions.note_progress, member=request.member, ticket_id=ticket.pk, today=request.today,
        **form.cleaned_data,
    ):  # fmt: skip
        return False
    tell(request, _("Quedó tu avance. Gracias."))
    return True
