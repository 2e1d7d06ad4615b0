"""Goods in and out: what is on hand follows the moves, and never falls below zero."""

from datetime import date
from decimal import Decimal

import psycopg
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tequio.core import database
from tequio.stock.errors import NotOnHand
from tequio.stock.models import Item, Lot, Move
from tequio.stock.steps import LotDraft, MoveDraft, move_lots, receive_lots
from tests import factories

DAY = date(2026, 3, 10)
OUT = Move.Reason.HANDED_OUT


def make_lots(union, *quantities: object):
    """An actor and one lot of clay for each quantity."""
    actor = factories.actor_with(union, "*")
    clay = Item.objects.create(union=union, code="barro", name="Barro", unit="bulto", pack=1, kg_per_unit=25)
    with transaction.atomic():
        drafts = [LotDraft(clay.pk, None, Decimal(str(q)), 1000) for q in quantities]
        return actor, receive_lots(actor, DAY, "test", 1, drafts)


def on_hand() -> list[Decimal]:
    return list(Lot.objects.order_by("pk").values_list("on_hand", flat=True))


def test_a_lot_holds_what_came_less_what_went(union):
    actor, (first, second) = make_lots(union, "40", "2.5")
    with transaction.atomic():
        move_lots(
            actor,
            DAY,
            OUT,
            [MoveDraft(first, Decimal(-15)), MoveDraft(first, Decimal(-5)), MoveDraft(second, Decimal("-2.5"))],
        )

    assert on_hand() == [Decimal(20), Decimal(0)]
    assert Move.objects.count() == 5


def test_more_than_there_is_does_not_go_out(union):
    actor, (first, second) = make_lots(union, "40", "2.5")
    with pytest.raises(NotOnHand), transaction.atomic():
        move_lots(actor, DAY, OUT, [MoveDraft(first, Decimal(-1)), MoveDraft(second, Decimal("-2.501"))])

    assert on_hand() == [Decimal(40), Decimal("2.5")]
    assert Move.objects.count() == 2


moves = st.lists(st.tuples(st.integers(0, 1), st.integers(-60_000, 60_000).filter(bool)), max_size=12)


@given(moves=moves)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_moves_the_lot_is_the_sum_of_its_moves_and_never_below_zero(union, moves):
    with transaction.atomic():
        actor, lots = make_lots(union, "40", "2.5")
        expected = dict(zip(lots, (40_000, 2_500), strict=True))
        for which, thousandths in moves:
            lot = lots[which]
            try:
                with transaction.atomic():
                    move_lots(actor, DAY, OUT, [MoveDraft(lot, Decimal(thousandths) / 1000)])
                expected[lot] += thousandths
            except NotOnHand:
                assert expected[lot] + thousandths < 0
        assert {row.pk: row.on_hand * 1000 for row in Lot.objects.all()} == expected
        transaction.set_rollback(True)


MOVE = "INSERT INTO stock_move (union_id, lot_id, quantity, reason, happened_on) VALUES "
FULL_LOT = (
    "INSERT INTO stock_lot (union_id, item_id, received_on, cost_minor, source, source_id, on_hand)"
    " SELECT union_id, item_id, received_on, 0, 'x', 1, 50 FROM stock_lot"
)


@pytest.mark.parametrize("who", ["app", "owner"])
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE stock_move SET quantity = quantity * 2",
        "DELETE FROM stock_move",
        MOVE + "({union}, {lot}, -41, 'x', now())",
        MOVE + "({union}, {lot}, 0, 'x', now())",
        MOVE + "({union}, 99999999, 1, 'x', now())",
        FULL_LOT,
        "UPDATE stock_lot SET on_hand = -1",
    ],
)
def test_the_database_refuses(live, who, attack):
    with factories.union_in_scope() as union:
        _, (lot,) = make_lots(union, "40")
        parameters = database.app_parameters() if who == "app" else database.owner_parameters()
        with psycopg.connect(**parameters) as raw:
            raw.execute("SELECT set_config('tequio.union', %s, true)", [str(union.pk)])
            with pytest.raises(psycopg.Error):
                raw.execute(attack.format(union=union.pk, lot=lot))
                raw.commit()
            raw.rollback()

        assert on_hand() == [Decimal(40)]
        assert Move.objects.count() == 1
