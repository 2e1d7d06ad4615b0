"""Quotes become a plan, one person proposes it and another approves."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tequio.purchasing import actions, jobs
from tequio.purchasing.errors import (
    AlreadyProposed,
    NoQuotes,
    NotNow,
    PlanNotReady,
    PlanOutdated,
    QuoteExpired,
    QuoteWrong,
    SecondPersonNeeded,
)
from tequio.purchasing.models import Allotment, AwardLine, FreightCharge, Plan, Quote, Round
from tequio.purchasing.quoting import FreightDraft, QuoteDraft
from tequio.stock.models import PriceObservation
from tests import factories
from tests.purchasing.world import AFTER, DURING, D


def test_the_cheapest_award_and_its_charges_can_be_followed_by_hand(world):
    """120 kg of clay at 3.50 and 8 kg of frit at 30 from Near; two stops at 200 and half a peso a kilo.

    Goods 420 + 240 = 660; freight 400 + 64 = 464; together 1,124.00. Far would take 1,516 for the clay alone.
    """
    world.to_awarded()

    assert sum(line.goods_minor for line in AwardLine.objects.all()) == 66000
    assert sum(charge.freight_minor for charge in FreightCharge.objects.all()) == 46400
    assert {line.supplier for line in AwardLine.objects.all()} == {world.near}
    shares = {(s.member_id, s.item_id): s for s in Allotment.objects.all()}
    assert shares[world.ana.pk, world.clay.pk].quantity == 40
    assert shares[world.caro.pk, world.frit.pk].quantity == 3
    assert sum(share.charge_minor for share in shares.values()) == 112400
    assert Round.objects.get().state == Round.State.AWARDED


def test_a_plan_carries_its_proof(world):
    world.to_quoted()
    plan = world.solved()

    assert (plan.state, plan.cost_minor, plan.bound_minor) == (Plan.State.READY, 112400, 112400)
    assert plan.gap == 0
    assert plan.result["sharing"]["epsilon_minor"] == 0
    assert len(plan.result["sharing"]["villages"]) == 2


def test_the_alternatives_never_cost_less(world):
    world.to_quoted()
    best = world.solved()
    single = world.solved(Plan.Kind.ONE_SUPPLIER)
    nearest = world.solved(Plan.Kind.NEAREST)

    assert single.cost_minor == best.cost_minor  # only Near sells both materials
    assert nearest.cost_minor >= best.cost_minor


def test_one_proposes_and_another_approves(world):
    world.to_quoted()
    plan = world.solved()
    with pytest.raises(PlanNotReady):
        actions.approve_award(actor=world.chair, plan_id=plan.pk, today=AFTER)
    actions.propose_award(actor=world.buyer, plan_id=plan.pk, today=AFTER)
    with pytest.raises(SecondPersonNeeded):
        actions.approve_award(actor=world.buyer, plan_id=plan.pk, today=AFTER)

    assert not AwardLine.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(approved_by_id=world.buyer.user_id)


def test_two_people_cannot_propose_different_plans(world):
    world.to_quoted()
    plan, other = world.solved(), world.solved(Plan.Kind.NEAREST)
    actions.propose_award(actor=world.buyer, plan_id=plan.pk, today=AFTER)
    with pytest.raises(AlreadyProposed):
        actions.propose_award(actor=world.chair, plan_id=other.pk, today=AFTER)


def test_a_plan_made_from_other_prices_cannot_be_approved(world):
    world.to_quoted()
    plan = world.solved()
    Quote.objects.filter(item=world.frit).update(pack=2)
    with pytest.raises(PlanOutdated):
        actions.propose_award(actor=world.buyer, plan_id=plan.pk, today=AFTER)


def test_an_award_can_be_undone_before_orders_go_out(world):
    world.to_awarded()
    actions.undo_award(actor=world.chair, round_id=world.round.pk, reason="cambió el proveedor")

    assert Round.objects.get().state == Round.State.QUOTED
    assert not AwardLine.objects.exists()
    assert not Allotment.objects.exists()
    assert Plan.objects.get().approved_by is None


def test_a_capacity_too_small_says_what_is_missing(world):
    world.usual_pledges()
    world.quote(world.near, [
        QuoteDraft(world.clay.pk, ((D(0), D("4.00")),), capacity=D(70)),
        QuoteDraft(world.frit.pk, ((D(0), D("30.00")),)),
    ])  # fmt: skip
    actions.close_round(actor=world.buyer, round_id=world.round.pk)
    actions.accept_quotes(actor=world.buyer, round_id=world.round.pk, today=AFTER)
    plan = world.solved()

    assert plan.state == Plan.State.FAILED
    assert plan.problem_found == "Faltan 50 kg de Barro: los proveedores no surten tanto. Invita a otro."


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        ({"steps": ((D(100), D(3)), (D(0), D(4)))}, "Barro: los escalones van de menor a mayor cantidad; ordénalos."),
        ({"steps": ((D(0), D(3)), (D(0), D(4)))}, "Barro: dos escalones empiezan en la misma cantidad; deja uno."),
        ({"steps": ((D(0), D(-3)),)}, "Barro: el precio del escalón 1 debe ser mayor que cero (dice -3)."),
        ({"steps": ()}, "Barro: falta el precio."),
        ({"steps": ((D(0), D(3)),), "pack": D(0)}, "Barro: el empaque debe ser mayor que cero."),
        ({"steps": ((D(50), D(3)),), "capacity": D(40)},
         "Barro: surte menos que su propio mínimo; corrige uno de los dos."),
    ],
)  # fmt: skip
def test_an_unsound_quote_is_refused_with_its_place(world, draft, why):
    world.quote(world.near, [QuoteDraft(world.clay.pk, ((D(0), D(5)),))])
    with pytest.raises(QuoteWrong) as refused:
        world.quote(world.near, [QuoteDraft(world.clay.pk, **draft)])

    assert str(refused.value) == f"La cotización no se guardó: {why}"
    assert Quote.objects.get().steps.get().price == Decimal(5)


def test_a_stop_with_two_prices_is_refused(world):
    invitation = actions.invite_supplier(actor=world.buyer, round_id=world.round.pk, supplier_id=world.near.pk)
    with pytest.raises(QuoteWrong, match="La parada «ruta» tiene dos precios"):
        actions.give_quotes(
            actor=world.buyer, invitation_id=invitation.pk, terms=actions.Terms(), today=DURING,
            quotes=[QuoteDraft(world.clay.pk, ((D(0), D(5)),))],
            freight=[FreightDraft(world.tlaya.pk, D(10), drop="ruta"),
                     FreightDraft(world.hueyapan.pk, D(20), drop="ruta")],
        )  # fmt: skip

    assert not Quote.objects.exists()


def test_an_expired_quote_holds_up_the_acceptance(world):
    world.usual_pledges()
    world.quote(
        world.near, [QuoteDraft(i.pk, ((D(0), D(5)),)) for i in (world.clay, world.frit)], valid_until=DURING
    )  # fmt: skip
    actions.close_round(actor=world.buyer, round_id=world.round.pk)
    with pytest.raises(QuoteExpired, match="Barros de Cuautla venció el 10/03/2026"):
        actions.accept_quotes(actor=world.buyer, round_id=world.round.pk, today=AFTER)

    assert Round.objects.get().state == Round.State.CLOSED


def test_a_material_without_a_price_holds_up_the_acceptance(world):
    world.usual_pledges()
    world.quote(world.near, [QuoteDraft(world.clay.pk, ((D(0), D(5)),))])
    actions.close_round(actor=world.buyer, round_id=world.round.pk)
    with pytest.raises(NoQuotes, match="Frita"):
        actions.accept_quotes(actor=world.buyer, round_id=world.round.pk, today=AFTER)


def test_pledging_is_over_once_plans_are_made(world):
    world.to_quoted()
    with pytest.raises(NotNow):
        world.quote(world.near, [QuoteDraft(world.clay.pk, ((D(0), D(5)),))])


def test_a_stop_named_like_another_village_is_a_stop_of_its_own(world):
    """The supplier calls the stop of Hueyapan by the number that Tlayacapan's row happens to have: two stops, 300."""
    world.usual_pledges()
    invitation = actions.invite_supplier(actor=world.buyer, round_id=world.round.pk, supplier_id=world.near.pk)
    actions.give_quotes(
        actor=world.buyer, invitation_id=invitation.pk, terms=actions.Terms(), today=DURING,
        quotes=[QuoteDraft(item.pk, ((D(0), D(5)),)) for item in (world.clay, world.frit)],
        freight=[FreightDraft(world.tlaya.pk, D(150)),
                 FreightDraft(world.hueyapan.pk, D(150), drop=str(world.tlaya.pk))],
    )  # fmt: skip
    actions.close_round(actor=world.buyer, round_id=world.round.pk)
    actions.accept_quotes(actor=world.buyer, round_id=world.round.pk, today=AFTER)
    plan = world.solved()
    actions.propose_award(actor=world.buyer, plan_id=plan.pk, today=AFTER)
    actions.approve_award(actor=world.chair, plan_id=plan.pk, today=AFTER)

    assert sorted(stop.freight_minor for stop in FreightCharge.objects.all()) == [15000, 15000]


def test_nobody_without_a_name_proposes_or_approves(world):
    world.to_quoted()
    plan = world.solved()
    program = factories.actor_with(world.union, "*")
    with pytest.raises(SecondPersonNeeded):
        actions.propose_award(actor=program, plan_id=plan.pk, today=AFTER)
    actions.propose_award(actor=world.buyer, plan_id=plan.pk, today=AFTER)
    with pytest.raises(SecondPersonNeeded):
        actions.approve_award(actor=program, plan_id=plan.pk, today=AFTER)

    assert Round.objects.get().state == Round.State.QUOTED
    assert not AwardLine.objects.exists()


def test_a_proposal_made_from_older_figures_does_not_hold_up_a_new_one(world):
    world.to_quoted()
    old = world.solved()
    actions.propose_award(actor=world.buyer, plan_id=old.pk, today=AFTER)
    PriceObservation.objects.create(
        union=world.union, item=world.clay, section=world.tlaya, observed_on=DURING, price=Decimal(7), grade="A"
    )
    new = world.solved()
    actions.propose_award(actor=world.buyer, plan_id=new.pk, today=AFTER)
    actions.approve_award(actor=world.chair, plan_id=new.pk, today=AFTER)

    old.refresh_from_db()
    assert old.proposed_by is None
    assert Round.objects.get().state == Round.State.AWARDED


def test_a_search_that_ends_twice_leaves_the_plan_as_it_was(world):
    world.to_quoted()
    plan = world.solved()
    with pytest.raises(PlanNotReady):
        actions.record_plan(
            actor=factories.actor_with(world.union, *jobs.SYSTEM), plan_id=plan.pk, outcome=actions.Outcome("x", 1)
        )

    assert Plan.objects.get().cost_minor == 112400
