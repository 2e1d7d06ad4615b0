"""A promoter's list: every bad cell named, all rows or none, and a second list replaces the first."""

from decimal import Decimal

import pytest

from tequio.core.models import Event
from tequio.members.models import Member
from tequio.purchasing.actions.importing import import_pledges
from tequio.purchasing.errors import ListHasBadCells, NothingInTheList, RoundClosed
from tequio.purchasing.models import Pledge
from tequio.purchasing.pledge_sheet import (
    SHEET,
    Wish,
    plan_pledges,
    why,
    wishes_as_text,
    wishes_from_text,
)
from tests.purchasing.world import AFTER, DURING

D = Decimal


def read(world, text):
    return plan_pledges(world.round, SHEET.read_file("lista.csv", text.encode()))


def bring(world, *wishes, today=DURING):
    return import_pledges(actor=world.buyer, round_id=world.round.pk, wishes=wishes, today=today)


def test_a_list_as_people_write_it(world):
    plan = read(
        world,
        "Lista de Tlayacapan\n\nNúm;Material;Pide;Hasta tanto más;Precio máximo\n"
        f"{world.ana.number};BARRO;40;10;\n{world.caro.number};frita;\"2,5\";;31.50\n",
    )  # fmt: skip

    assert plan.bad == []
    assert [row.wish for row in plan.placed] == [
        Wish(world.ana.number, "barro", D(40), D(10), None),
        Wish(world.caro.number, "frita", D("2.5"), D(0), D("31.50")),
    ]


def test_every_bad_cell_is_named_with_what_to_do(world):
    Member.objects.filter(pk=world.beto.pk).update(state=Member.State.SUSPENDED)
    plan = read(
        world,
        "Número,Material,Cantidad\n999999,Barro,1\n"
        f"{world.beto.number},Barro,1\n{world.ana.number},Plomo,1\n{world.ana.number},Barro,-4\n"
        f"{world.ana.number},Barro,doce\n{world.caro.number},Barro,1\n{world.caro.number},barro,2\n",
    )  # fmt: skip

    told = {cell.place: cell.code for cell in plan.bad}
    assert told == {
        "A2": "member_unknown", "A3": "member_not_active", "B4": "item_not_here", "C5": "below_minimum",
        "C6": "not_a_number", "B8": "wish_twice",
    }  # fmt: skip
    assert all(why(cell) and "%(" not in why(cell) for cell in plan.bad)


def test_a_list_is_placed_whole_and_a_second_one_replaces_it(world):
    bring(world, Wish(world.ana.number, "barro", D(40)), Wish(world.beto.number, "frita", D(5), D(1), D(30)))
    before = Event.objects.filter(kind="purchasing.pledge.imported").get()
    bring(world, Wish(world.ana.number, "barro", D(15)))

    assert before.data == {"pledges": 2, "members": 2, "replaced": 0}
    assert sorted(Pledge.objects.values_list("member__number", "item__code", "quantity", "tolerance", "walk_away")) == [
        (world.ana.number, "barro", D(15), D(0), None),
        (world.beto.number, "frita", D(5), D(1), D(30)),
    ]
    assert set(Pledge.objects.values_list("section__name", flat=True)) == {"Tlayacapan"}


def test_one_bad_row_refuses_the_whole_list(world):
    before = Event.objects.count()
    with pytest.raises(ListHasBadCells, match="1 "):
        bring(world, Wish(world.ana.number, "barro", D(40)), Wish(999_999, "barro", D(1)))

    assert not Pledge.objects.exists()
    assert Event.objects.count() == before


def test_an_empty_list_and_a_late_one_are_refused(world):
    with pytest.raises(NothingInTheList):
        bring(world)
    with pytest.raises(RoundClosed):
        bring(world, Wish(world.ana.number, "barro", D(1)), today=AFTER)

    assert not Pledge.objects.exists()


def test_rows_come_back_from_the_page_as_they_went():
    wishes = [Wish(1, "barro", D("40.000"), D(0), None), Wish(2, "frita", D("2.5"), D(1), D("31.5"))]

    assert wishes_from_text(wishes_as_text(wishes)) == wishes


@pytest.mark.parametrize(
    "text", ["1;barro", "x;barro;1;0;", "1;barro;;0;", "1;barro;NaN;0;", "1;barro;-1;0;", "1;b;1e9;0;"]
)
def test_rows_that_nobody_wrote_are_refused(text):
    with pytest.raises((ValueError, ArithmeticError)):
        wishes_from_text(text)


def test_a_list_costs_the_same_statements_whatever_its_length(world, django_assert_max_num_queries):
    wishes = [Wish(m.number, code, D(1)) for m in (world.ana, world.beto, world.caro) for code in ("barro", "frita")]
    with django_assert_max_num_queries(12):
        bring(world, *wishes)
