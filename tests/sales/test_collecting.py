"""Collection: what comes is counted, more than asked is refused, and every carton leads back to who made it."""

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from tequio.core.models import Event
from tequio.sales import actions, faults
from tequio.sales.errors import (
    DefectsWrong,
    InspectionWrong,
    MoreAcceptedThanAsked,
    MorePackedThanAccepted,
    TicketNotAccepted,
)
from tequio.sales.models import Carton, CartonPart, Defect, Inspection
from tests.sales.world import TODAY


@pytest.fixture
def ticket(world):
    tickets = sorted(world.making(), key=lambda each: -each.pieces)
    return world.answer(tickets[0])


def test_pieces_come_out_as_good_to_mend_or_rejected_with_their_defects(world, ticket):
    world.inspect(ticket, 20, rework=3, rejected=2, defects={"rajada": 2, "esmalte": 4}, material_lot="E-14")

    seen = Inspection.objects.get()
    assert (seen.sent, seen.accepted, seen.rework, seen.rejected, seen.material_lot) == (25, 20, 3, 2, "E-14")
    assert dict(Defect.objects.values_list("kind", "pieces")) == {"rajada": 2, "esmalte": 4}


@pytest.mark.parametrize(
    ("look", "refusal"),
    [
        (actions.Look(0, 0), InspectionWrong),
        (actions.Look(10, 11), InspectionWrong),
        (actions.Look(10, 12, rejected=-2), InspectionWrong),
        (actions.Look(10, 9), InspectionWrong),
        (actions.Look(9_999, 9_999), MoreAcceptedThanAsked),
        (actions.Look(10, 8, rejected=2, defects={"rajada": -1}), DefectsWrong),
        (actions.Look(10, 8, rejected=2, defects={"rajada": 3}), DefectsWrong),
        (actions.Look(10, 8, rejected=2, defects={"fea": 1}), DefectsWrong),
    ],
)
def test_a_count_that_cannot_be_is_refused_whole(world, ticket, look, refusal):
    events = Event.objects.count()
    with pytest.raises(refusal):
        actions.inspect_pieces(actor=world.seller, ticket_id=ticket.pk, look=look, today=TODAY)

    assert not Inspection.objects.exists()
    assert not Defect.objects.exists()
    assert Event.objects.count() == events


def test_the_second_inspector_is_held_to_what_the_first_left(world, ticket):
    world.inspect(ticket, ticket.pieces - 1)
    with pytest.raises(MoreAcceptedThanAsked, match="faltan 1 piezas"):
        world.inspect(ticket, 2)
    world.inspect(ticket, 1)

    assert sum(Inspection.objects.values_list("accepted", flat=True)) == ticket.pieces


def test_the_database_holds_two_inspectors_to_it_as_well(world, ticket):
    world.inspect(ticket, ticket.pieces)
    with pytest.raises(DatabaseError, match="asks for"), transaction.atomic():
        Inspection.objects.create(
            union=world.union, ticket=ticket, sent=1, accepted=1, rework=0, rejected=0, inspected_on=TODAY,
            inspected_by="X",
        )  # fmt: skip


def test_work_that_nobody_took_on_is_not_inspected(world):
    ticket, *_ = world.making()
    with pytest.raises(TicketNotAccepted):
        world.inspect(ticket, 1)


def test_every_carton_leads_back_to_its_lots_oldest_first(world, ticket):
    world.inspect(ticket, 7, recipe="Barro rojo 3")
    world.inspect(ticket, 8)
    # Nobody tested that recipe: its pieces go as decoration, and say so.
    told = {"actor": world.seller, "line_id": ticket.line_id, "today": TODAY, "as_food": False, "mark": "label"}
    with pytest.raises(MorePackedThanAccepted, match="quedan 15"):
        actions.pack_cartons(**told, cartons=4, per_carton=4)
    actions.pack_cartons(**told, cartons=2, per_carton=5)
    actions.pack_cartons(**told, cartons=1, per_carton=5)

    first, second = Inspection.objects.order_by("pk")
    parts = list(CartonPart.objects.order_by("pk").values_list("box__number", "inspection_id", "pieces"))
    assert parts == [(1, first.pk, 5), (2, first.pk, 2), (2, second.pk, 3), (3, second.pk, 5)]
    assert Carton.objects.count() == 3
    with pytest.raises(DatabaseError, match="good pieces"), transaction.atomic():
        CartonPart.objects.create(union=world.union, box=Carton.objects.get(number=3), inspection=first, pieces=1)


def test_the_sample_is_that_of_the_standard_and_grows_with_the_lot(world):
    # ISO 2859-1, level II: 90 pieces are letter E, whose arrow at AQL 2.5 leads to F (20); 500 are letter H (50).
    assert faults.sample_of("pottery", 90, TODAY).pieces == 20
    assert faults.sample_of("pottery", 500, TODAY).pieces == 50
    assert faults.sample_of("pottery", 0, TODAY) is None
    assert faults.sample_of("nowhere", 90, TODAY) is None
    assert faults.faults_of("nowhere") == {}
    with override("en"):
        assert faults.named(faults.faults_of("pottery")["rajada"]) == "Cracked"
