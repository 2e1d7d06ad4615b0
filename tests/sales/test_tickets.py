"""Workshops answer for themselves: yes, fewer, no, silence; what they are advanced, and how far they are."""

from datetime import timedelta

import pytest

from tequio.books.actions import post_manual_entry
from tequio.books.queries import balance
from tequio.books.steps import LegDraft
from tequio.core.models import Event
from tequio.core.outbox import OutboxMessage
from tequio.core.refusals import NotAllowed
from tequio.members.models import Person
from tequio.sales import actions, said
from tequio.sales.documents import tickets_pdf
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
from tequio.sales.models import Advance, Progress, Ticket, TicketText
from tequio.sales.splitting import open_pieces
from tests import factories
from tests.sales.world import TODAY

State = Ticket.State


def answer_as(world, ticket, pieces, *, by=None, today=TODAY):
    member = ticket.maker.member
    actor = factories.actor_with(world.union, member=by or member)
    return actions.answer_ticket(actor=actor, member=member, ticket_id=ticket.pk, pieces=pieces, today=today)


def test_a_member_answers_for_his_own_workshop_and_no_other(world):
    ticket, *_ = world.making()
    other = next(member for member in world.members.values() if member.pk != ticket.maker.member_id)
    with pytest.raises(NotAllowed):
        answer_as(world, ticket, 5, by=other)
    with pytest.raises(Ticket.DoesNotExist):
        actions.answer_ticket(
            actor=factories.actor_with(world.union, member=other),
            member=other,
            ticket_id=ticket.pk,
            pieces=5,
            today=TODAY,
        )

    assert answer_as(world, ticket, 5).accepted == 5


@pytest.mark.parametrize(
    ("takes", "state", "standing"), [(None, State.ACCEPTED, None), (3, State.ACCEPTED, 3), (0, State.DECLINED, 0)]
)
def test_all_fewer_or_none(world, takes, state, standing):
    ticket, *_ = world.making()
    answered = answer_as(world, ticket, ticket.pieces if takes is None else takes)
    standing = ticket.pieces if standing is None else standing

    assert (answered.state, answered.standing) == (state, standing)
    assert open_pieces(world.order).get(ticket.line_id, 0) == ticket.pieces - standing


def test_an_answer_is_given_once_in_time_and_within_what_is_offered(world):
    ticket, other, *_ = world.making()
    for pieces in (-1, ticket.pieces + 1):
        with pytest.raises(AnswerWrong):
            answer_as(world, ticket, pieces)
    with pytest.raises(TooLateToAnswer, match="12/03/2026"):
        answer_as(world, ticket, 1, today=TODAY + timedelta(days=4))
    answer_as(world, ticket, 1, today=TODAY + timedelta(days=3))
    with pytest.raises(AnsweredAlready, match="aceptado"):
        answer_as(world, ticket, 2)

    ticket.refresh_from_db()
    other.refresh_from_db()
    assert (ticket.accepted, other.state) == (1, State.OFFERED)


def test_silence_gives_the_pieces_back_after_the_day(world):
    first, *rest = world.making()
    answer_as(world, first, first.pieces)
    with pytest.raises(NobodySilent):
        actions.lapse_tickets(actor=world.seller, order_id=world.order.pk, today=first.answer_by)
    actions.lapse_tickets(actor=world.seller, order_id=world.order.pk, today=first.answer_by + timedelta(days=1))

    assert {t.pk for t in world.tickets(state=State.LAPSED)} == {t.pk for t in rest}
    assert sum(open_pieces(world.order).values()) == 360 - first.pieces


def test_a_late_kiln_keeps_its_good_pieces_and_the_rest_is_free(world):
    ticket = world.answer(world.making()[0])
    with pytest.raises(ReasonNeeded):
        actions.cut_ticket(actor=world.seller, ticket_id=ticket.pk, reason=" ")
    world.inspect(ticket, 3)
    cut = actions.cut_ticket(actor=world.seller, ticket_id=ticket.pk, reason="Se le cayó el horno")

    assert (cut.state, cut.accepted) == (State.ACCEPTED, 3)
    assert open_pieces(world.order)[ticket.line_id] == ticket.pieces - 3
    with pytest.raises(TicketNotAccepted):
        actions.cut_ticket(actor=world.seller, ticket_id=ticket.pk, reason="Otra vez")


def test_every_workshop_is_told_once_by_text(world):
    world.making()
    makers = {ticket.maker_id for ticket in world.tickets()}
    told = sorted(makers)[0]
    Person.objects.filter(memberships__pk=world.tickets(maker_id=told)[0].maker.member_id).update(phone="+527771112233")
    actions.send_texts(actor=world.seller, order_id=world.order.pk)

    states = dict(TicketText.objects.values_list("maker_id", "state"))
    assert states == {m: "waiting" if m == told else "phoneless" for m in makers}
    with pytest.raises(EverybodyTold):
        actions.send_texts(actor=world.seller, order_id=world.order.pk)
    assert not OutboxMessage.objects.exists()  # the job sends, after the deed is kept


def test_the_sheet_prints_every_ticket(world):
    tickets = world.making()
    assert tickets_pdf(world.order, tickets).startswith(b"%PDF")


def owe_for_clay(world, member, minor):
    legs = (LegDraft("member_receivable", minor, member.pk), LegDraft("purchase_clearing", -minor))
    post_manual_entry(actor=world.seller, on=TODAY, text="Barro", legs=legs, today=TODAY)


@pytest.fixture
def accepted(world):
    return world.answer(world.making()[0])


def advance(world, ticket, minor, kind=Advance.Kind.BANK):
    return actions.give_advance(actor=world.chair, ticket_id=ticket.pk, kind=kind, amount_minor=minor, today=TODAY)


def test_money_in_advance_is_booked_against_the_member(world, accepted):
    advance(world, accepted, 10_000)

    assert balance("maker_advance", accepted.maker.member_id) == 10_000
    assert balance("bank") == -10_000


def test_an_advance_is_never_more_than_the_work_is_worth(world, accepted):
    advance(world, accepted, accepted.worth_minor - 1)
    with pytest.raises(AdvanceTooMuch):
        advance(world, accepted, 2)
    with pytest.raises(AmountWrong):
        advance(world, accepted, 0)
    assert Advance.objects.count() == 1


def test_a_debt_for_materials_waits_only_as_far_as_there_is_one(world, accepted):
    member = accepted.maker.member
    with pytest.raises(OwesLess, match=r"debe \$0.00"):
        advance(world, accepted, 5_000, Advance.Kind.ROUND)
    assert not Advance.objects.exists()
    owe_for_clay(world, member, 6_000)
    advance(world, accepted, 5_000, Advance.Kind.ROUND)

    assert balance("member_receivable", member.pk) == 1_000
    assert balance("maker_advance", member.pk) == 5_000


def test_nothing_is_advanced_on_work_that_nobody_took_on(world):
    ticket, *_ = world.making()
    with pytest.raises(TicketNotAccepted):
        advance(world, ticket, 100)


def test_a_workshop_says_how_far_it_is(world, accepted):
    member = accepted.maker.member
    told = {"actor": factories.actor_with(world.union, member=member), "member": member, "ticket_id": accepted.pk,
            "today": TODAY}  # fmt: skip
    with pytest.raises(StageUnknown):
        actions.note_progress(**told, stage="pulir", pieces=1)
    for pieces in (-1, 2 * accepted.pieces + 1):
        with pytest.raises(ProgressTooMuch):
            actions.note_progress(**told, stage="formar", pieces=pieces)
    assert not Progress.objects.exists()
    actions.note_progress(**told, stage="formar", pieces=4)

    assert list(Progress.objects.values_list("stage", "pieces")) == [("formar", 4)]
    assert Event.objects.filter(kind="sales.progress.noted").count() == 1


def test_every_change_of_a_ticket_is_in_the_table():
    assert set(Ticket.CHANGES) == set(State)
    for state, allowed in Ticket.CHANGES.items():
        assert [after for after in State if Ticket(state=state).may_become(after)] == [a for a in State if a in allowed]


def test_a_workshop_is_told_its_two_sentences_for_every_reason():
    assert set(said.MINE) == {*said.WHAT, *said.BECAUSE}
    why = {
        "what": {"code": "gets", "values": {"pieces": 1200, "gets_minor": 480_000, "percent": "80"}},
        "because": {"code": "cheap", "values": {"cost_minor": 2_900, "median_minor": 3_200, "line": "1"}},
    }
    assert said.to_maker(why) == (
        "En todo el pedido te ofrecemos 1,200 piezas, $4,800.00; así llegas al 80 % de tu parte justa. "
        "Te cuesta $29.00 por pieza; a la mitad de los talleres les cuesta $32.00 o más."
    )
