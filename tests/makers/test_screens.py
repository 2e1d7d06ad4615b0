"""The member reads how a payment came about and says what may be taken off it; begins a batch for what he promised."""

from itertools import count

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tequio.makers.models import Consent
from tequio.production.models import Batch
from tequio.sales import actions
from tequio.sales.models import AdvanceReturn, Withholding
from tequio.ui.numbers import money
from tests import factories
from tests.makers import world as worlds
from tests.makers.test_pay import BILL, FEES, agree, owe, owed, paid, pay_makers

KEYS = count()
PART, PAPER = "dues_fees-percent", "dues_fees-paper"


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def at(name, **named):
    return reverse(name, kwargs={"union": "tlayacapan", **named})


def send(client, address, **told):
    return client.post(address, told | {"once": f"k{next(KEYS)}"})


@pytest.fixture
def ana(world):
    member = world.members["Ana"]
    member.user = factories.make_user("Ana Luna")
    member.save(update_fields=["user"])
    return client_of(member.user)


@pytest.fixture
def rosa(world):
    return client_of(factories.make_staff(world.union, "*"))


def pay_all(world):
    owe(world, "Ana", 50_000)
    agree(world, "Ana", share_bp=2_000)
    world.shipped()
    world.pay(BILL // 2)
    pay_makers(world)


def test_every_figure_of_a_payment_leads_to_its_rows(world, ana):
    pay_all(world)
    payout, taken = paid(world, "Ana"), Withholding.objects.get()
    page = ana.get(at("sales:pay", payout_id=payout.pk)).text

    for figure in (payout.net_minor, payout.gross_minor, taken.minor):
        assert money(figure) in page
    for entry in (payout.entry_id, taken.entry_id):
        assert ana.get(at("books:entry", entry_id=entry)).status_code == 200
        assert at("books:entry", entry_id=entry) in page
    for ticket in world.tickets(maker=world.makers["Ana"]):
        assert at("sales:my_job", ticket_id=ticket.pk) in page
        assert money(ticket.pieces * ticket.price_minor) in page
    assert at("sales:pay", payout_id=payout.pk) in ana.get(at("sales:my_jobs")).text


def test_a_second_payment_names_the_first(world, ana):
    pay_all(world)
    world.pay(BILL - BILL // 2)
    pay_makers(world)
    first, last = world.makers["Ana"].payouts.order_by("run")
    page = ana.get(at("sales:pay", payout_id=last.pk)).text

    assert at("sales:pay", payout_id=first.pk) in page
    assert f"−{money(first.gross_minor)}" in page


def test_a_neighbour_reads_nothing_and_the_office_all(world, ana, rosa):
    pay_all(world)
    others = [payout.pk for payout in world.makers["Beto"].payouts.all()]
    assert [ana.get(at("sales:pay", payout_id=pk)).status_code for pk in others] == [403] * len(others)
    page = rosa.get(at("sales:pay", payout_id=others[0]))
    assert "cómo salió su pago" in page.text
    assert at("sales:pay", payout_id=others[0]) in rosa.get(at("sales:money", order_id=world.order.pk)).text


def test_a_member_agrees_and_takes_it_back_with_two_taps(world, ana):
    owe(world, "Ana", 12_300)
    here = at("makers:agreements")
    assert "$123.00" in ana.get(here).text
    assert send(ana, here, debt=FEES, **{PART: 25}).status_code == 302
    consent = Consent.objects.get()
    assert (consent.share_bp, consent.given_by, consent.paper) == (2_500, "Ana Luna", "")
    assert "Hasta 25 % de cada pago" in ana.get(here).text

    assert send(ana, here, debt=FEES, what="withdraw").status_code == 302
    assert not Consent.objects.filter(withdrawn_on__isnull=True).exists()
    again = send(ana, here, debt=FEES, what="withdraw")
    assert "no hay ningún acuerdo vigente" in ana.get(again.url).text


@pytest.mark.parametrize("told", [{PART: 0}, {PART: 101}, {PART: "x"}])
def test_a_wrong_part_is_marked_and_nothing_agreed(world, ana, told):
    assert send(ana, at("makers:agreements"), debt=FEES, **told).status_code == 422
    assert not Consent.objects.exists()


def test_the_office_must_say_where_the_letter_is(world, rosa):
    here = at("makers:agreements_of", member_id=world.members["Ana"].pk)
    assert send(rosa, here, debt=FEES, **{PART: 20}).status_code == 422
    assert send(rosa, here, debt=FEES, **{PART: 20, PAPER: "Expediente 12"}).status_code == 302
    assert Consent.objects.get().paper == "Expediente 12"


def test_an_advance_comes_back_at_the_desk(world, rosa):
    ticket = world.answer(worlds.offer(world, 60))
    actions.give_advance(actor=world.chair, ticket_id=ticket.pk, kind="bank", amount_minor=9_000, today=world.today)
    here = at("sales:ticket", ticket_id=ticket.pk)
    wrong = send(rosa, here, what="return", into="bank", amount_minor="90.01")
    assert "no puede devolver $90.01" in wrong.text
    assert send(rosa, here, what="return", into="bank", amount_minor="40").status_code == 302
    assert AdvanceReturn.objects.get().amount_minor == 4_000
    assert "faltan $50.00" in rosa.get(here).text


def test_a_batch_is_begun_for_what_was_promised(world, ana):
    ticket = world.answer(worlds.offer(world, 60))
    held = worlds.promised_for(ticket)
    page = ana.get(at("production:batch_new")).text
    assert "60 · Tazas para el hotel" in page
    told = {"product": "taza", "pieces": 60, "begun_on": timezone.localdate().isoformat(), "promise": held.pk}
    assert send(ana, at("production:batch_new"), **told | {"product": "jarro"}).status_code == 422
    assert not Batch.objects.exists()
    assert send(ana, at("production:batch_new"), **told).status_code == 302
    assert Batch.objects.get().promise_id == held.pk
    assert "Tazas para el hotel" in ana.get(at("production:batch", batch_id=Batch.objects.get().pk)).text


def test_the_desk_reads_what_is_wrong_and_how_far_it_is(world, rosa):
    ticket = world.answer(worlds.offer(world, 60))
    worlds.count(world, worlds.begin(world, ticket, 30), 30, 29)
    worlds.retire(world, worlds.kiln_of(world, "Ana"))
    page = rosa.get(at("sales:tickets", order_id=world.order.pk)).text

    assert "Su taller no tiene horno en uso." in page
    assert "A ningún otro taller le cabe antes de esa fecha" in page
    assert "Cómo va el pedido, paso por paso" in page
    assert "Su taller no tiene horno en uso." in rosa.get(at("sales:ticket", ticket_id=ticket.pk)).text
    assert owed(world, "Ana") == 0
