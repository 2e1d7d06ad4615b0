"""Job tickets: workshops are told, answer, or stay silent; tickets are taken back or cut; money is advanced."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from tequio.books.queries import balance
from tequio.books.steps import post_entry
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.later import put_off
from tequio.core.text import plain
from tequio.members.models import Member
from tequio.sales import calendars, postings
from tequio.sales.errors import (
    AdvanceTooMuch,
    AmountWrong,
    AnsweredAlready,
    AnswerWrong,
    EverybodyTold,
    NobodySilent,
    OwesLess,
    ProgressTooMuch,
    ReasonNeeded,
    StageUnknown,
    TicketNotAccepted,
    TooLateToAnswer,
)
from tequio.sales.models import Advance, Order, Progress, Ticket, TicketText
from tequio.sales.steps import locked_order, locked_ticket
from tequio.ui.numbers import money
from tequio.unions.models import Union
from tequio.unions.trade import load

MAKING = Order.State.MAKING
State = Ticket.State


@action("sales.ticket.answer", for_self="member")
def answer_ticket(
    *, actor: Actor, member: Member, ticket_id: int, pieces: int, today: date, note: str = ""
) -> Ticket:  # fmt: skip
    """A workshop takes on so many of the pieces it was offered; none at all is a no.

    What it takes on enters its calendar. Raises NotNow, AnsweredAlready, TooLateToAnswer, AnswerWrong, CalendarFull.
    """
    ticket = locked_ticket(ticket_id, MAKING)
    if ticket.maker.member_id != member.pk:
        raise Ticket.DoesNotExist
    if ticket.state != State.OFFERED:
        raise AnsweredAlready(state=ticket.get_state_display())
    if today > ticket.answer_by:
        raise TooLateToAnswer(day=ticket.answer_by.strftime("%d/%m/%Y"))
    if not 0 <= pieces <= ticket.pieces:
        raise AnswerWrong(pieces=f"{ticket.pieces:,}")
    ticket.state = State.ACCEPTED if pieces else State.DECLINED
    ticket.accepted, ticket.note, ticket.answered_at = pieces or None, plain(note), timezone.now()
    ticket.save(update_fields=["state", "accepted", "note", "answered_at"])
    if pieces:
        calendars.promise(ticket, pieces, today, ticket.answered_at)
    events.record(
        actor, "sales.ticket.answered", ticket, order=ticket.order_id, member=member.pk, offered=ticket.pieces,
        accepted=pieces, note=ticket.note,
    )  # fmt: skip
    return ticket


@action("sales.ticket.lapse")
def lapse_tickets(*, actor: Actor, order_id: int, today: date) -> Order:
    """Who has not answered in time gives its pieces back. Raises NotNow, NobodySilent."""
    order = locked_order(order_id, MAKING)
    silent = Ticket.objects.filter(order=order, state=State.OFFERED, answer_by__lt=today)
    makers = sorted(silent.values_list("maker_id", flat=True))
    if not silent.update(state=State.LAPSED):
        raise NobodySilent
    events.record(actor, "sales.ticket.lapsed", order, makers=makers)
    return order


@action("sales.ticket.cut")
def cut_ticket(*, actor: Actor, ticket_id: int, reason: str) -> Ticket:
    """Take back what a workshop has not delivered: its good pieces stay its own, the rest can be split again.

    Raises NotNow, ReasonNeeded, TicketNotAccepted.
    """
    ticket = locked_ticket(ticket_id, MAKING)
    if not plain(reason):
        raise ReasonNeeded
    if ticket.state not in Ticket.STANDING:
        raise TicketNotAccepted
    good = ticket.inspections.aggregate(sum=Sum("accepted"))["sum"] or 0
    if good and good == ticket.standing:
        raise TicketNotAccepted
    before = ticket.standing
    if good:
        ticket.accepted = good
    else:
        ticket.state = State.WITHDRAWN
    ticket.save(update_fields=["state", "accepted"])
    calendars.release({ticket.pk: bool(good)}, timezone.now())
    events.record(
        actor, "sales.ticket.cut", ticket, order=ticket.order_id, maker=ticket.maker_id, before=before, left=good,
        reason=plain(reason),
    )  # fmt: skip
    return ticket


@action("sales.ticket.send")
def send_texts(*, actor: Actor, order_id: int) -> Order:
    """Have every workshop that was offered work and not told yet told by text. Raises NotNow, EverybodyTold."""
    order = locked_order(order_id, MAKING)
    told = set(TicketText.objects.filter(split__order=order).values_list("split_id", "maker_id"))
    wanted = (
        Ticket.objects.filter(order=order, state=State.OFFERED)
        .order_by("split_id", "maker_id").values_list("split_id", "maker_id", "maker__member__person__phone").distinct()
    )  # fmt: skip
    new = [
        TicketText(
            union_id=actor.union_id, split_id=split, maker_id=maker,
            state=TicketText.State.WAITING if phone else TicketText.State.PHONELESS,
        )
        for split, maker, phone in wanted if (split, maker) not in told
    ]  # fmt: skip
    if not new:
        raise EverybodyTold
    TicketText.objects.bulk_create(new)
    put_off("sales.send_texts", union_id=actor.union_id, order_id=order.pk)
    waiting = sum(each.state == TicketText.State.WAITING for each in new)
    events.record(actor, "sales.ticket.sent", order, waiting=waiting, phoneless=len(new) - waiting)
    return order


def claim_texts(order_id: int, many: int) -> list[TicketText]:
    """Take so many waiting texts: from now on they count as on their way. Outside any deed, in a union's scope."""
    waiting = TicketText.objects.filter(split__order_id=order_id, state=TicketText.State.WAITING).order_by("pk")
    with transaction.atomic():
        taken = list(
            waiting.select_for_update(of=("self",), skip_locked=True).select_related("maker__member__person")[:many]
        )
        TicketText.objects.filter(pk__in=[each.pk for each in taken]).update(state=TicketText.State.SENDING)
    return taken


@action("sales.ticket.deliver")
def record_texts(*, actor: Actor, order_id: int, states: Mapping[int, str]) -> Order:
    """Note how the texts on their way ended. Done by the system."""
    order: Order = Order.objects.get(pk=order_id)
    for pk, state in sorted(states.items()):
        TicketText.objects.filter(pk=pk, state=TicketText.State.SENDING).update(state=state)
    events.record(actor, "sales.ticket.delivered", order, texts=len(states))
    return order


@action("sales.advance.give")
def give_advance(*, actor: Actor, ticket_id: int, kind: str, amount_minor: int, today: date, note: str = "") -> Advance:
    """Advance money, or let a debt for materials wait, until the ticket is paid.

    Raises NotNow, TicketNotAccepted, AmountWrong, AdvanceTooMuch, OwesLess.
    """
    ticket = locked_ticket(ticket_id, MAKING)
    if ticket.state != State.ACCEPTED:
        raise TicketNotAccepted
    if amount_minor <= 0:
        raise AmountWrong
    together = amount_minor + (ticket.advances.aggregate(sum=Sum("amount_minor"))["sum"] or 0)
    if together > ticket.worth_minor:
        raise AdvanceTooMuch(together=money(together), worth=money(ticket.worth_minor))
    member = ticket.maker.member_id
    if kind == Advance.Kind.ROUND and (owed := balance("member_receivable", member_id=member)) < amount_minor:
        raise OwesLess(owed=money(max(0, owed)), amount=money(amount_minor))
    entry = post_entry(actor, postings.advance_entry(ticket.order, today, member, kind, amount_minor))
    advance: Advance = Advance.objects.create(
        union_id=actor.union_id, ticket=ticket, kind=kind, amount_minor=amount_minor, note=plain(note), given_on=today,
        entry=entry,
    )  # fmt: skip
    events.record(
        actor, "sales.advance.given", ticket, order=ticket.order_id, member=member, kind=kind, amount_minor=amount_minor
    )  # fmt: skip
    return advance


@action("sales.progress.note", for_self="member")
def note_progress(*, actor: Actor, member: Member, ticket_id: int, stage: str, pieces: int, today: date) -> Progress:
    """A workshop says how many pieces have come through a stage.

    Raises NotNow, TicketNotAccepted, StageUnknown, ProgressTooMuch.
    """
    ticket = locked_ticket(ticket_id, MAKING)
    if ticket.maker.member_id != member.pk:
        raise Ticket.DoesNotExist
    if ticket.state != State.ACCEPTED:
        raise TicketNotAccepted
    trade = Union.objects.values_list("trade", flat=True).get(pk=actor.union_id)
    if stage not in {each.code for each in load(trade).stages}:
        raise StageUnknown
    if not 0 <= pieces <= 2 * ticket.standing:
        raise ProgressTooMuch(pieces=f"{ticket.standing:,}")
    noted: Progress = Progress.objects.create(
        union_id=actor.union_id, ticket=ticket, stage=stage, pieces=pieces, noted_on=today, noted_by=actor.name
    )
    events.record(actor, "sales.progress.noted", ticket, order=ticket.order_id, stage=stage, pieces=pieces)
    return noted
