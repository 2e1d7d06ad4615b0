"""Looking again for evidence: only what was known on the day of the charge, only for lines that have none."""

from datetime import date, timedelta
from decimal import Decimal

from tequio.core.models import Event
from tequio.purchasing import actions
from tequio.purchasing.actions.evidence import review_evidence
from tequio.purchasing.models import ChargeLine
from tequio.stock.actions import withdraw_price
from tequio.stock.models import PriceObservation
from tests.purchasing.world import AFTER


def see(world, item, price, on=date(2026, 2, 1), section=None):
    return PriceObservation.objects.create(
        union=world.union, item=item, section=section or world.tlaya, observed_on=on, price=Decimal(price), grade="B"
    )


def evidence(world):
    return set(ChargeLine.objects.values_list("item__code", "observation_id"))


def test_lines_without_evidence_get_what_was_known_on_their_day(world):
    world.to_settled()
    seen = see(world, world.clay, "7.00")
    see(world, world.frit, "60.00", on=AFTER + timedelta(days=1))

    assert review_evidence(actor=world.buyer) == 3
    assert evidence(world) == {("barro", seen.pk), ("frita", None)}
    event = Event.objects.filter(kind="purchasing.evidence.reviewed").get()
    assert event.data == {"found": 3, "left": 2}


def test_standing_evidence_stays_and_withdrawn_evidence_is_replaced(world):
    first = see(world, world.clay, "7.00")
    world.to_settled()
    better = see(world, world.clay, "6.00", on=date(2026, 3, 1))
    assert review_evidence(actor=world.buyer) == 0
    assert ("barro", first.pk) in evidence(world)

    withdraw_price(actor=world.buyer, observation_id=first.pk, reason="recibo de otra cosa")

    assert review_evidence(actor=world.buyer) == 3
    assert ("barro", better.pk) in evidence(world)


def test_an_undone_settlement_gets_no_evidence(world):
    world.to_settled()
    actions.undo_settlement(actor=world.chair, round_id=world.round.pk, today=AFTER, reason="precio mal puesto")
    see(world, world.clay, "7.00")

    assert review_evidence(actor=world.buyer) == 0
    assert evidence(world) == {("barro", None), ("frita", None)}
