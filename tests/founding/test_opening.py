"""A trade pack becomes a union that can work, and a newer program adds without undoing."""

import pytest

from tequio.books.models import Account
from tequio.core.action import REGISTRY, action
from tequio.core.models import Event
from tequio.core.scope import in_union
from tequio.founding.actions import SYSTEM_RIGHTS, open_union, rights_of_offices, sync_rights
from tequio.founding.errors import AddressTaken
from tequio.stock.models import Item
from tequio.unions import trade
from tequio.unions.models import Office, OfficeRight, Union
from tequio.unions.trade import matches
from tests.factories import TODAY


def found(slug="totolapan", **more):
    return open_union(
        slug=slug, name="Unión de Totolapan", trade_name="pottery", founded_on=TODAY, by="tequio", today=TODAY, **more
    )


def rights(code):
    return set(OfficeRight.objects.filter(office__code=code).values_list("right", flat=True))


@pytest.fixture
def union(db):
    union = found()
    with in_union(union.pk):
        yield union


def test_a_union_opens_with_all_that_its_trade_brings(union):
    pack = trade.load("pottery")

    assert set(Office.objects.values_list("code", flat=True)) == {office.code for office in pack.offices}
    assert set(Account.objects.values_list("code", "role")) == {(row.code, row.role or None) for row in pack.accounts}
    assert Item.objects.filter(kind=Item.Kind.MATERIAL).count() == len(pack.materials)
    assert Item.objects.filter(kind=Item.Kind.PRODUCT).count() == len(pack.products)
    assert Event.objects.get().kind == "founding.union.furnished"


def test_opening_twice_doubles_nothing(union):
    before = (Office.objects.count(), OfficeRight.objects.count(), Account.objects.count(), Item.objects.count())
    assert found() == union

    after = (Office.objects.count(), OfficeRight.objects.count(), Account.objects.count(), Item.objects.count())
    assert after == before


def test_what_the_union_changed_stays_and_what_is_new_comes(union):
    OfficeRight.objects.filter(office__code="compras", right="stock.price.record").delete()
    Item.objects.filter(code="barro-rojo").update(name="Barro de Totolapan")

    @action("stock.tests.invent")
    def invent(*, actor):
        """A deed that a newer program brought."""

    try:
        sync_rights(union=union, by="tequio", today=TODAY)
    finally:
        del REGISTRY["stock.tests.invent"]

    assert "stock.price.record" not in rights("compras")
    assert "stock.tests.invent" in rights("compras")
    assert Item.objects.get(code="barro-rojo").name == "Barro de Totolapan"


@pytest.mark.parametrize("slug", ["salud", "entrar", "cuenta", "salir"])
def test_no_union_takes_an_address_of_the_program(db, slug):
    with pytest.raises(AddressTaken):
        found(slug)

    assert not Union.objects.exists()


def test_a_trade_without_a_pack_opens_nothing(db):
    with pytest.raises(trade.PackBroken):
        open_union(slug="x", name="X", trade_name="mining", founded_on=TODAY, by="tequio", today=TODAY)

    assert not Union.objects.exists()


# --- rights and offices ----------------------------------------------------------------------------------------------


def test_every_deed_can_be_done_by_some_office_of_every_trade():
    for name in trade.trades():
        offices = [office for office in trade.load(name).offices if office.kind != Office.Kind.CATALYST]
        orphans = {
            right for right in rights_of_offices()
            if not right.startswith("tests.") and not any(matches(right, office.rights) for office in offices)
        }  # fmt: skip
        assert orphans == set()


def test_the_programs_own_deeds_are_carried_by_nobody(union):
    assert not OfficeRight.objects.filter(right__in=SYSTEM_RIGHTS).exists()


def test_who_proposes_an_award_does_not_approve_it(union):
    assert not [
        office.code for office in Office.objects.all()
        if {"purchasing.award.propose", "purchasing.award.approve"} <= rights(office.code)
    ]  # fmt: skip


def test_every_pattern_of_an_office_names_some_deed_or_waits_for_its_app():
    waiting = ("dues.", "books.", "benefit.", "purchasing.evidence.", "*.")  # deeds of apps still to come
    for office in trade.load("pottery").offices:
        for pattern in office.rights:
            assert pattern.startswith(waiting) or any(matches(right, [pattern]) for right in rights_of_offices()), (
                pattern
            )
