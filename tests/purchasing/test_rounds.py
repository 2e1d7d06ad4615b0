"""A round walks its table of states, and takes pledges only while it is open."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tequio.core.models import Event
from tequio.core.refusals import NotAllowed
from tequio.core.scope import in_union
from tequio.members.models import Member
from tequio.purchasing import actions, history, queries
from tequio.purchasing.errors import (
    DatesWrong,
    NoPledges,
    NoSuchVillage,
    NotActive,
    NothingToBuy,
    NotInThisRound,
    NotNow,
    PriceWrong,
    QuantityWrong,
    RoundClosed,
    ToleranceWrong,
)
from tequio.purchasing.models import Pledge, Round
from tests import factories
from tests.purchasing.world import CLOSES, DURING, OPENS


def test_a_second_pledge_replaces_the_first(world):
    first = world.pledge(world.ana, world.clay, 40)
    second = world.pledge(world.ana, world.clay, "12.5", tolerance=Decimal(2), walk_away=Decimal("4.20"))

    assert second.pk == first.pk
    pledge = Pledge.objects.get()
    assert (pledge.quantity, pledge.tolerance, pledge.walk_away) == (Decimal("12.5"), Decimal(2), Decimal("4.20"))
    assert pledge.section == world.tlaya
    assert Event.objects.filter(kind="purchasing.pledge.placed").count() == 2


@pytest.mark.parametrize("today", [OPENS - timedelta(days=1), CLOSES, CLOSES + timedelta(days=9)])
def test_outside_its_dates_a_round_takes_no_pledge(world, today):
    before = Event.objects.count()
    with pytest.raises(RoundClosed):
        world.pledge(world.ana, world.clay, 1, today=today)

    assert not Pledge.objects.exists()
    assert Event.objects.count() == before


@pytest.mark.parametrize("quantity", ["0", "0.0004", "-1", "NaN", "Infinity", "1000000.001"])
def test_an_absurd_quantity_is_refused_and_nothing_changes(world, quantity):
    world.pledge(world.ana, world.clay, 7)
    before = Event.objects.count()
    with pytest.raises(QuantityWrong, match="Barro"):
        world.pledge(world.ana, world.clay, quantity)

    assert Pledge.objects.get().quantity == 7
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("more", "refusal"),
    [({"tolerance": Decimal(-1)}, ToleranceWrong), ({"walk_away": Decimal(0)}, PriceWrong)],
)
def test_absurd_tolerance_or_price_is_refused(world, more, refusal):
    with pytest.raises(refusal):
        world.pledge(world.ana, world.clay, 1, **more)

    assert not Pledge.objects.exists()


def test_a_village_of_another_union_is_refused(world):
    other = factories.make_union("otra", "Otra unión")
    with in_union(other.pk):
        foreign = factories.make_section(other, "Ajena")
    with pytest.raises(NoSuchVillage):
        world.pledge(world.ana, world.clay, 1, section_id=foreign.pk)

    assert not Pledge.objects.exists()


def test_a_material_outside_the_round_is_refused_by_name(world):
    wood = type(world.clay).objects.create(union=world.union, code="lena", name="Leña", unit="m3")
    with pytest.raises(NotInThisRound, match="Leña"):
        world.pledge(world.ana, wood, 1)

    assert not Pledge.objects.exists()


def test_only_active_members_pledge(world):
    world.ana.state = Member.State.SUSPENDED
    world.ana.save()
    with pytest.raises(NotActive, match="Ana Luna"):
        world.pledge(world.ana, world.clay, 1)

    assert not Pledge.objects.exists()


def test_a_member_pledges_for_himself_and_for_nobody_else(world):
    ana = factories.actor_with(world.union, member=world.ana)
    arguments = {"round_id": world.round.pk, "item_id": world.clay.pk, "quantity": Decimal(3), "today": DURING}
    actions.place_pledge(actor=ana, member=world.ana, **arguments)
    with pytest.raises(NotAllowed):
        actions.place_pledge(actor=ana, member=world.beto, **arguments)

    assert [pledge.member for pledge in Pledge.objects.all()] == [world.ana]


def test_the_same_form_sent_twice_does_nothing_twice(world):
    first = world.pledge(world.ana, world.clay, 5, key="form-1")
    again = world.pledge(world.ana, world.clay, 5, key="form-1")

    assert again == first
    assert Event.objects.filter(kind="purchasing.pledge.placed").count() == 1


def test_a_pledge_can_be_taken_back_while_the_round_is_open(world):
    world.pledge(world.ana, world.clay, 5)
    take_back = {"actor": world.buyer, "round_id": world.round.pk, "member": world.ana, "item_id": world.clay.pk}
    with pytest.raises(RoundClosed):
        actions.withdraw_pledge(**take_back, today=CLOSES)
    assert Pledge.objects.count() == 1

    actions.withdraw_pledge(**take_back, today=DURING)
    assert not Pledge.objects.exists()


def test_a_round_needs_sane_dates_and_a_material(world):
    draft = {"actor": world.buyer, "title": "Abril", "rule": "weight"}
    with pytest.raises(DatesWrong):
        actions.draft_round(**draft, opens_on=CLOSES, closes_on=OPENS, item_ids=[world.clay.pk])
    with pytest.raises(NothingToBuy):
        actions.draft_round(**draft, opens_on=OPENS, closes_on=CLOSES, item_ids=[])

    assert Round.objects.count() == 1


def test_a_round_nobody_wants_cannot_close(world):
    with pytest.raises(NoPledges):
        actions.close_round(actor=world.buyer, round_id=world.round.pk)

    assert Round.objects.get().state == Round.State.OPEN


def test_every_change_of_state_stands_in_the_table():
    assert set(Round.CHANGES) == set(Round.State)
    for state, after in Round.CHANGES.items():
        assert state not in after
    reachable, front = {Round.State.DRAFT}, [Round.State.DRAFT]
    while front:
        front = [new for state in front for new in Round.CHANGES[state] if new not in reachable]
        reachable |= set(front)
    assert reachable == set(Round.State)


def test_a_deed_out_of_turn_is_refused(world):
    with pytest.raises(NotNow):
        actions.open_round(actor=world.buyer, round_id=world.round.pk)
    with pytest.raises(NotNow):
        actions.accept_quotes(actor=world.buyer, round_id=world.round.pk, today=DURING)
    with pytest.raises(NotNow):
        actions.issue_orders(actor=world.buyer, round_id=world.round.pk)

    assert Round.objects.get().state == Round.State.OPEN


def test_every_event_of_a_round_has_its_words(world):
    world.to_settled()
    actions.undo_settlement(actor=world.chair, round_id=world.round.pk, today=CLOSES, reason="prueba")

    kinds = {event.kind for event in queries.history_of(world.round)}
    assert {kind for kind in kinds if history.said(kind) == kind} == set()
    assert len(kinds) >= 14
