"""Job tickets at the desk: who said what, who is late, what came in; and the page for who inspects."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.core.refusals import Refusal
from tequio.sales import actions, documents, queries, said
from tequio.sales.faults import faults_of, sample_of
from tequio.sales.forms import AdvanceForm, AnswerForm, InspectionForm, ProgressForm, ReasonForm
from tequio.sales.models import Ticket, TicketText
from tequio.sales.risk import repair_of, standings
from tequio.sales.views.office import find_order
from tequio.ui.asking import done, holder_of, office_of, once
from tequio.ui.files import file_answer
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page
from tequio.unions.trade import load

State = Ticket.State
MOST_LATE = 5  # whose repair is looked for: each costs a dozen questions

# What the page of a ticket can do: the right, and what is said when it is done.
DOING = {
    "answer": ("sales.ticket.answer", gettext_lazy("Quedó la respuesta del taller.")),
    "advance": ("sales.advance.give", gettext_lazy("El anticipo está en los libros; se descuenta al pagarle.")),
    "progress": ("sales.progress.note", gettext_lazy("Quedó el avance.")),
    "cut": ("sales.ticket.cut", gettext_lazy("Lo que faltaba quedó libre. Reparte otra vez lo que falta.")),
}


def find_ticket(ticket_id: int) -> Ticket:
    ticket: Ticket = get_object_or_404(
        Ticket.objects.select_related(
            "order__union", "order__buyer", "line__item", "maker__member__person", "maker__member__section"
        ),
        pk=ticket_id,
    )
    return ticket


@require_safe
def ticket_list(request: Any, order_id: int) -> HttpResponse:
    """Every ticket of an order, the late ones with what would help."""
    office_of(request, "sales")
    order = find_order(order_id)
    tickets = list(queries.tickets_of(order))
    rows = standings(tickets, request.union.trade, request.today)
    late = [row for row in rows if row.is_late and row.ticket.state == State.ACCEPTED and order.is_under_way]
    waiting = [ticket for ticket in tickets if ticket.state == State.OFFERED]
    texts = TicketText.objects.filter(split__order=order)
    return render_page(
        request, "sales/tickets.html", order=order, rows=rows,
        late=[(row, repair_of(row, request.today)) for row in late[:MOST_LATE]],
        waiting=len(waiting), silent=sum(ticket.answer_by < request.today for ticket in waiting),
        texts=[text for text in texts.select_related("maker__member__person").order_by("maker_id", "pk")
               if text.state in (TicketText.State.PHONELESS, TicketText.State.FAILED)],
        may_send=bool(waiting) and request.actor.may("sales.ticket.send"),
        may_lapse=request.actor.may("sales.ticket.lapse"),
    )  # fmt: skip


@require_safe
def ticket_papers(request: Any, order_id: int) -> HttpResponse:
    """A sheet for each ticket that waits for an answer."""
    office_of(request, "sales")
    order = find_order(order_id)
    tickets = list(queries.tickets_of(order).filter(state=State.OFFERED))
    if not tickets:
        raise Http404
    return file_answer(documents.tickets_pdf(order, tickets), f"trabajos-{order.pk}.pdf")


@require_POST
def ticket_telling(request: Any, order_id: int, name: str) -> HttpResponse:
    """Send the texts, or take silence for an answer."""
    order = find_order(order_id)
    if name not in ("avisar", "vencer"):
        raise Http404
    try:
        if name == "avisar":
            actions.send_texts(actor=request.actor, order_id=order.pk, key=once(request))
            tell(request, _("Los mensajes están saliendo. Quien no tiene teléfono sale en esta lista."))
        else:
            actions.lapse_tickets(actor=request.actor, order_id=order.pk, today=request.today, key=once(request))
            tell(request, _("Lo que no se contestó a tiempo quedó libre. Reparte otra vez lo que falta."))
    except Refusal as refusal:
        warn(request, str(refusal))
    return redirect("sales:tickets", union=request.union.slug, order_id=order.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def ticket_detail(request: Any, ticket_id: int) -> HttpResponse:
    """One ticket at the desk: what the workshop said by telephone, an advance, how far it is, taking it back."""
    office_of(request, "sales")
    ticket = find_ticket(ticket_id)
    stages = load(request.union.trade).stages
    asked = request.POST.get("what", "")
    forms = {
        "answer": AnswerForm(request.POST if asked == "answer" else None, ticket=ticket),
        "advance": AdvanceForm(request.POST if asked == "advance" else None),
        "progress": ProgressForm(request.POST if asked == "progress" else None, stages=stages, ticket=ticket),
        "cut": ReasonForm(request.POST if asked == "cut" else None),
    }
    if request.method == "POST":
        if asked not in DOING:
            holder_of(request, *(right for right, _said in DOING.values()))
            raise Http404
        right, sentence = DOING[asked]
        holder_of(request, right)
        form = forms[asked]
        if form.is_valid() and _do(request, asked, ticket, form):
            tell(request, str(sentence))
            return redirect("sales:ticket", union=request.union.slug, ticket_id=ticket.pk)
    row = standings([ticket], request.union.trade, request.today)[0]
    is_accepted, is_under_way = ticket.state == State.ACCEPTED, ticket.order.is_under_way
    may = request.actor
    return render_page(
        request, "sales/ticket.html", ticket=ticket, order=ticket.order, row=row, what=said.what(ticket.why),
        because=said.because(ticket.why), inspections=list(queries.inspections_of(ticket)),
        advances=list(ticket.advances.order_by("pk")),
        answer=forms["answer"] if ticket.takes_answers_on(request.today) and may.may("sales.ticket.answer") else None,
        advance=forms["advance"] if is_accepted and is_under_way and may.may("sales.advance.give") else None,
        progress=forms["progress"] if is_accepted and is_under_way and may.may("sales.progress.note") else None,
        cut=forms["cut"] if ticket.state in Ticket.STANDING and is_under_way and may.may("sales.ticket.cut") else None,
        may_inspect=is_accepted and is_under_way and may.may("sales.pieces.inspect"), asked=asked,
    )  # fmt: skip


def _do(request: Any, asked: str, ticket: Ticket, form: Any) -> bool:
    told = dict(form.cleaned_data) | {"ticket_id": ticket.pk}
    if asked == "cut":
        return done(request, form, actions.cut_ticket, **told)
    told["today"] = request.today
    if asked == "advance":
        return done(request, form, actions.give_advance, **told)
    deed = actions.answer_ticket if asked == "answer" else actions.note_progress
    return done(request, form, deed, member=ticket.maker.member, **told)


@require_http_methods(["GET", "HEAD", "POST"])
def inspect(request: Any, ticket_id: int) -> HttpResponse:
    """Looking at what came, with one hand."""
    holder_of(request, "sales.pieces.inspect")
    ticket = find_ticket(ticket_id)
    seen = list(queries.inspections_of(ticket))
    left = ticket.standing - sum(each.accepted for each in seen)
    form = InspectionForm(
        request.POST or None, kinds=faults_of(request.union.trade), photos=request.FILES.getlist("photos"),
        initial={"accepted": max(0, left)},
    )  # fmt: skip
    is_moving = bool(request.POST.get("step"))
    if form.is_bound and not is_moving and form.is_valid() and done(
        request, form, actions.inspect_pieces, ticket_id=ticket.pk, look=form.look, today=request.today
    ):  # fmt: skip
        tell(request, _("Quedaron contadas: %(good)s buenas.") % {"good": f"{form.look.accepted:,}"})
        return redirect("sales:inspect", union=request.union.slug, ticket_id=ticket.pk)
    bad = form.is_bound and not is_moving
    return render_page(
        request, "sales/inspect.html", ticket=ticket, order=ticket.order, form=form, inspections=seen, left=left,
        sample=sample_of(request.union.trade, left, request.today), bad=bad, status=422 if bad else 200,
        design=queries.design_of(ticket.line),
    )  # fmt: skip
