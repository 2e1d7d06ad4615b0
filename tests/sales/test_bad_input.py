"""What goes wrong at the sales desk, through its pages: a clear sentence, and nothing lost or half done.

What an inspector may get wrong, and two of them at once, stands in test_pictures.py.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tequio.books.models import Entry
from tequio.core.models import Event
from tequio.sales import actions, jobs
from tequio.sales.account import accepted_of
from tequio.sales.models import Maker, Order, Paper, Skill, Split, Ticket
from tests import factories


@pytest.fixture
def today(world):
    return world.on(timezone.localdate())


@pytest.fixture
def office(union):
    client = Client()
    client.force_login(factories.make_staff(union, "*"))
    return client


def url(page, **named):
    return reverse(f"sales:{page}", kwargs={"union": "tlayacapan", **named})


def refused(client, path, told, sentence):
    """The page says the sentence, and neither rows nor history have changed."""
    before = (Event.objects.count(), Order.objects.count(), Skill.objects.count(), Split.objects.count(),
              Ticket.objects.count(), Entry.objects.count())  # fmt: skip
    answer = client.post(path, {"once": "a"} | told, follow=True)
    assert sentence in answer.content.decode().replace("&quot;", '"'), answer.content.decode()[-4000:]
    assert before == (
        Event.objects.count(), Order.objects.count(), Skill.objects.count(), Split.objects.count(),
        Ticket.objects.count(), Entry.objects.count(),
    )  # fmt: skip


def test_a_workshop_that_can_make_nothing_gets_no_card(world, office):
    told = {"number": world.members["Ana"].number, "item": world.mug.pk, "per_week": "0", "cost_minor": "30"}
    refused(
        office,
        url("makers"),
        told | {"least": "1"},
        "Un taller que hace cero piezas por semana no puede recibir trabajo",
    )


def order_form(world, **changed):
    return {
        "buyer": world.buyer.pk, "title": "Tazas", "currency": "MXN", "destination": "MX", "incoterm": "EXW",
        "place": "", "valid_until": world.today.isoformat(), "due_on": (world.today + timedelta(days=30)).isoformat(),
    } | changed  # fmt: skip


def test_a_deadline_that_is_past_begins_no_quotation(world, today, office):
    late = order_form(world, due_on=(today - timedelta(days=1)).isoformat())
    refused(office, url("order_new"), late, "La fecha de entrega ya pasó")


def test_an_order_whose_last_week_is_gone_is_not_split(world, today, office):
    world.ordered(valid_until=today, due_on=today + timedelta(days=3))
    refused(office, url("splits", order_id=world.order.pk), {"seconds": "10"}, "no queda una semana completa")


def test_when_all_weeks_are_taken_the_desk_reads_how_many_pieces_are_missing(world, today, office):
    world.ordered()
    Skill.objects.filter(item=world.mug).update(per_week=1)
    office.post(url("splits", order_id=world.order.pk), {"seconds": "10", "once": "a"})
    split = Split.objects.get()
    jobs.solve_split(union_id=world.union.pk, split_id=split.pk)

    shown = office.get(url("split", split_id=split.pk)).content.decode()
    assert "piezas de Taza; no caben a tiempo entre todos los que pueden." in shown
    assert not Ticket.objects.exists()


def test_when_nobody_is_certified_the_desk_reads_what_is_missing(world, today, office):
    world.ordered()
    for paper in Paper.objects.all():
        actions.withdraw_paper(actor=world.seller, paper_id=paper.pk, reason="Venció", today=today)
    office.post(url("splits", order_id=world.order.pk), {"seconds": "10", "once": "a"})
    split = Split.objects.get()
    jobs.solve_split(union_id=world.union.pk, split_id=split.pk)

    shown = office.get(url("split", split_id=split.pk)).content.decode()
    assert "nadie que haga Taza tiene vigente" in shown
    assert "Consíguela o cambia el uso" in shown
    assert not Ticket.objects.exists()


def test_the_committee_gives_its_reason_or_nothing_is_fixed(world, today, office):
    world.ordered()
    maker = Maker.objects.order_by("pk").first()
    told = {"maker": maker.pk, "line": "", "pieces": "", "reason": "  "}
    refused(office, url("split_fix", order_id=world.order.pk), told, "Falta este dato.")


def test_a_buyer_who_cancels_half_way_loses_nobody_a_piece(world, today, office):
    ticket = max(world.making(), key=lambda each: each.pieces)
    world.answer(ticket)
    world.inspect(ticket, 7, rejected=1)
    path = url("order_deed", order_id=world.order.pk, name="cancelar")
    refused(office, path, {"reason": ""}, "Falta este dato.")

    office.post(path, {"reason": "Cerró el hotel", "once": "b"})
    world.order.refresh_from_db()
    assert (world.order.state, accepted_of(world.order).pieces) == ("cancelled", 7)
    assert world.order.billed_minor == 7 * 4_400
    assert not Ticket.objects.filter(order=world.order, state="offered").exists()
    assert "Cerró el hotel" in str(Event.objects.get(kind="sales.order.cancelled").data)
    money = office.get(url("money", order_id=world.order.pk)).content.decode()
    assert "$308.00" in money  # what the buyer owes for them
    assert "$280.00" in money  # what their maker earned
    events = Event.objects.count()
    assert office.post(path, {"reason": "Otra vez", "once": "c"}).status_code == 409  # it is over
    assert Event.objects.count() == events
