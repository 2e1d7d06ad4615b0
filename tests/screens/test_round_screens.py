"""The office walks a round from draft to settled through its screens."""

import pytest
from django.urls import reverse

from tequio.purchasing import actions, jobs, links
from tequio.purchasing.models import Allotment, Invitation, Plan, Pledge, Quote, Round
from tests import factories
from tests.purchasing import world as worlds


@pytest.fixture
def world(union):
    return worlds.build(union)


@pytest.fixture
def office(world, client):
    client.force_login(factories.make_staff(world.union, "*"))
    return client


def at(world, name, /, **kwargs):
    return reverse(f"purchasing:{name}", kwargs={"union": world.union.slug, **kwargs})


def do(client, world, name, /, **fields):
    answer = client.post(at(world, "round_deed", round_id=world.round.pk, name=name), fields)
    assert answer.status_code == 302, answer.content.decode()[:3000]


PAGES = ("round", "pledges", "quotes", "plans", "orders", "villages", "history")


def test_every_page_of_a_round_opens_in_every_state(world, office):
    def look():
        for name in PAGES:
            answer = office.get(at(world, name, round_id=world.round.pk))
            assert answer.status_code == 200, name

    look()
    world.to_quoted()
    look()
    plan = world.solved()
    assert office.get(at(world, "plan", plan_id=plan.pk)).status_code == 200
    look()
    actions.propose_award(actor=world.buyer, plan_id=plan.pk, today=worlds.AFTER)
    actions.approve_award(actor=world.chair, plan_id=plan.pk, today=worlds.AFTER)
    look()
    assert office.get(at(world, "plan", plan_id=plan.pk)).status_code == 200
    actions.issue_orders(actor=world.buyer, round_id=world.round.pk)
    assert office.get(at(world, "village", round_id=world.round.pk, section_id=world.tlaya.pk)).status_code == 200
    world.count_all()
    actions.finish_receiving(actor=world.buyer, round_id=world.round.pk)
    look()
    assert office.get(at(world, "village", round_id=world.round.pk, section_id=world.tlaya.pk)).status_code == 200
    world.hand_out_all()
    actions.settle_round(actor=world.buyer, round_id=world.round.pk, today=worlds.AFTER)
    look()


def test_what_is_missing_to_the_next_price_is_told_until_the_award(world, office):
    page = at(world, "round", round_id=world.round.pk)
    world.pledge(world.ana, world.clay, 90)
    world.usual_quotes()
    assert "faltan 10\xa0kg para $3.50" in office.get(page).text

    actions.close_round(actor=world.buyer, round_id=world.round.pk)
    actions.accept_quotes(actor=world.buyer, round_id=world.round.pk, today=worlds.AFTER)
    plan = world.solved()
    actions.propose_award(actor=world.buyer, plan_id=plan.pk, today=worlds.AFTER)
    assert "Siguiente escalón" in office.get(page).text
    actions.approve_award(actor=world.chair, plan_id=plan.pk, today=worlds.AFTER)
    assert "Siguiente escalón" not in office.get(page).text


def test_the_office_drives_a_round_with_its_buttons(world, office):
    world.usual_pledges()
    world.usual_quotes()
    do(office, world, "cerrar")
    do(office, world, "aceptar")
    office.post(at(world, "plans", round_id=world.round.pk), {"seconds": "10", "kinds": ["cheapest"]})
    plan = Plan.objects.get()
    jobs.solve_plan(union_id=world.union.pk, plan_id=plan.pk)
    office.post(at(world, "plan_deed", plan_id=plan.pk, name="proponer"))
    second = factories.make_staff(world.union, "*", name="Pedro Presidente")
    office.force_login(second)
    office.post(at(world, "plan_deed", plan_id=plan.pk, name="aprobar"))
    assert Round.objects.get().state == Round.State.AWARDED
    do(office, world, "pedir")
    for section in (world.tlaya, world.hueyapan):
        fields = {}
        for line in world.round.award_lines.filter(section=section):
            fields |= {f"l{line.pk}_received": f"{line.quantity:f}", f"l{line.pk}_damaged": "0"}
        answer = office.post(at(world, "village", round_id=world.round.pk, section_id=section.pk), fields)
        assert answer.status_code == 302
    do(office, world, "recibir")
    for section in (world.tlaya, world.hueyapan):
        office.post(at(world, "village", round_id=world.round.pk, section_id=section.pk), {})
    do(office, world, "entregado")
    do(office, world, "liquidar")

    assert Round.objects.get().state == Round.State.SETTLED
    assert sum(share.final_minor for share in Allotment.objects.all()) == 112400


def test_a_step_out_of_turn_says_so_and_changes_nothing(world, office):
    world.usual_pledges()
    answer = office.post(at(world, "round_deed", round_id=world.round.pk, name="liquidar"))

    assert answer.status_code == 409
    assert "está abierta; este paso no toca ahora" in answer.content.decode()
    assert Round.objects.get().state == Round.State.OPEN


def test_a_pledge_is_typed_for_a_member(world, office, monkeypatch):
    url = at(world, "pledges", round_id=world.round.pk)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *a: worlds.DURING)
    form = {"number": world.ana.number, "item": world.clay.pk, "quantity": "1,250.5", "once": "a"}
    assert office.post(url, form).status_code == 302
    assert office.post(url, form).status_code == 302
    assert Pledge.objects.get().quantity == worlds.D("1250.5")

    wrong = office.post(url, {"number": "999999", "item": world.clay.pk, "quantity": "-3"})
    text = wrong.content.decode()
    assert "Nadie tiene ese número" in text
    assert "Escribe 0 o más" in text
    assert Pledge.objects.count() == 1


def test_a_supplier_answers_by_his_link_and_sees_nothing_else(world, client):
    invitation = actions.invite_supplier(actor=world.buyer, round_id=world.round.pk, supplier_id=world.near.pk)
    url = reverse("quote_link", args=[links.QUOTE.token_for(invitation)])
    assert client.get(url).status_code == 200
    key = f"m{world.clay.pk}"
    answer = client.post(url, {
        f"{key}_from1": "0", f"{key}_price1": "4", f"{key}_from2": "100", f"{key}_price2": "3.50", f"{key}_pack": "1",
        "all_fixed": "200", "all_per_kg": "0.5", "once": "x",
    })  # fmt: skip
    assert "tu cotización quedó guardada" in answer.content.decode()
    assert Quote.objects.get().steps.count() == 2
    assert Invitation.objects.get().freight.count() == 2

    actions.invite_supplier(actor=world.buyer, round_id=world.round.pk, supplier_id=world.near.pk)
    assert client.get(url).status_code == 410
    assert client.get(url.replace("/cotizar/", "/cotizar/x")).status_code == 404
    assert client.get(at(world, "quotes", round_id=world.round.pk)).status_code == 302


def test_unsound_prices_come_back_with_their_sentence(world, office):
    invitation = actions.invite_supplier(actor=world.buyer, round_id=world.round.pk, supplier_id=world.near.pk)
    key = f"m{world.clay.pk}"
    answer = office.post(at(world, "quote", invitation_id=invitation.pk), {
        f"{key}_from1": "100", f"{key}_price1": "3.50", f"{key}_from2": "0", f"{key}_price2": "4",
    })  # fmt: skip

    assert "Barro: los escalones van de menor a mayor cantidad; ordénalos." in answer.content.decode()
    assert not Quote.objects.exists()


def test_a_new_round_is_drafted(world, office):
    form = {
        "title": "Abril",
        "opens_on": "2026-04-01",
        "closes_on": "2026-04-10",
        "rule": "weight",
        "items": [world.clay.pk],
    }
    assert office.post(at(world, "round_new"), form).status_code == 302
    assert Round.objects.filter(title="Abril", state="draft").count() == 1
    wrong = office.post(at(world, "round_new"), form | {"closes_on": "2026-03-01"})
    assert "Debe cerrar después de abrir" in wrong.content.decode()


def test_papers_are_pdf(world, office):
    world.to_ordered()
    order = office.get(at(world, "order_paper", round_id=world.round.pk, supplier_id=world.near.pk))
    handout = office.get(at(world, "handout_paper", round_id=world.round.pk, section_id=world.tlaya.pk))
    assert order.content[:5] == handout.content[:5] == b"%PDF-"
