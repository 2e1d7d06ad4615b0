"""References that are checked for all rows of a statement at once promise what a foreign key promises."""

from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction

from tequio.core.bulk import insert_rows
from tequio.core.scope import in_union
from tequio.stock.models import Item, Lot, Move
from tests import factories

TODAY = factories.TODAY


def make_lot(union, code="barro"):
    item = Item.objects.create(union=union, code=code, name=code, unit="kg")
    return Lot.objects.create(union=union, item=item, received_on=TODAY, cost_minor=0, source="tests", source_id=1)


def take(union, lots, members):
    columns = ("union_id", "lot_id", "quantity", "member_id", "reason", "happened_on")
    rows = [(union.pk, lot, 1, member, "received", TODAY) for lot in lots for member in members]
    return insert_rows(Move, columns, rows)


def test_rows_of_the_same_union_may_be_referred_to(union):
    lot, ana = make_lot(union), factories.make_member(union)
    take(union, [lot.pk], [ana.pk, None, ana.pk])

    assert Move.objects.count() == 3


@pytest.mark.parametrize("wrong", ["lot", "member"])
def test_one_wrong_reference_among_many_refuses_the_statement(union, wrong):
    lot, ana = make_lot(union), factories.make_member(union)
    lots, members = [lot.pk], [ana.pk]
    (lots if wrong == "lot" else members).append(10**9)
    with pytest.raises(IntegrityError, match=rf"stock_move\.{wrong}_id refers to a row"), transaction.atomic():
        take(union, lots, members)

    assert not Move.objects.exists()


def test_a_row_of_another_union_cannot_be_referred_to(union):
    with factories.union_in_scope("cuernavaca") as other:
        foreign = make_lot(other)
    with pytest.raises(IntegrityError, match=r"stock_move\.lot_id refers to a row"), transaction.atomic():
        take(union, [foreign.pk], [None])

    assert not Move.objects.exists()


def test_what_is_referred_to_cannot_be_deleted(union):
    lot, ana = make_lot(union), factories.make_member(union)
    beto = factories.make_member(union, "Beto", "Ríos", section=ana.section)
    take(union, [lot.pk], [ana.pk])
    with connection.cursor() as cursor:
        with pytest.raises(IntegrityError, match=r"referred to by stock_move\.member_id"), transaction.atomic():
            cursor.execute("DELETE FROM members_member WHERE id = %s", [ana.pk])
        cursor.execute("DELETE FROM members_member WHERE id = %s", [beto.pk])
        assert cursor.rowcount == 1


def test_a_deletion_under_way_and_a_new_reference_wait_for_each_other(live):
    union = factories.make_union()
    with in_union(union.pk):
        lot, ana = make_lot(union), factories.make_member(union)
        refused = []

        def delete():
            try:
                with in_union(union.pk), transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute("DELETE FROM members_member WHERE id = %s", [ana.pk])
            except IntegrityError as error:
                refused.append(str(error))
            finally:
                connection.close()

        with transaction.atomic():
            take(union, [lot.pk], [ana.pk])
            other = Thread(target=delete)
            other.start()
            other.join(0.3)
            assert other.is_alive()
        other.join()

        assert "referred to by stock_move.member_id" in refused[0]
        assert Move.objects.count() == 1
