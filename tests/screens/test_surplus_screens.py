"""What a round leaves over, and a village handing out: they fit a phone, break no rule and weigh little."""

import pytest

from tequio.core.scope import in_union
from tequio.purchasing import actions
from tests import factories
from tests.purchasing.test_settling import with_surplus
from tests.purchasing.world import AFTER, build
from tests.screens.browser import assert_axe_clean, assert_fits, weigh

pytestmark = pytest.mark.browser
LIGHT_ENOUGH = 50_000


@pytest.fixture
def counted(live):
    """Goods are counted; thirty kilos stay in Hueyapan."""
    union = factories.make_union()
    with in_union(union.pk):
        world = build(union)
        with_surplus(world, "members")
        world.rosa = factories.make_staff(union, "*")
        yield world


@pytest.mark.parametrize(("device", "dark"), [("phone", True), ("laptop", False)], ids=["phone at night", "laptop"])
def test_what_is_left_over_is_shown_and_explained(site, counted, device, dark):
    page = site.open(f"/tlayacapan/rondas/{counted.round.pk}/", user=counted.rosa, device=device, dark=dark)
    assert "$200.00" in page.inner_text("main")
    page.get_by_text("Pueblo por pueblo").click()
    page.get_by_text("$105.00").wait_for()
    assert_fits(page)
    assert_axe_clean(page)
    site.screenshot(page, f"sobrante-{device}")


@pytest.mark.parametrize(("device", "dark"), [("phone", True), ("laptop", False)], ids=["phone at night", "laptop"])
def test_a_village_hands_out_to_each_member_once(site, counted, device, dark):
    place = f"/tlayacapan/rondas/{counted.round.pk}/pueblos/{counted.tlaya.pk}/"
    page = site.open(place, user=counted.rosa, device=device, dark=dark)
    assert_fits(page)
    assert_axe_clean(page)
    site.screenshot(page, f"entrega-{device}")
    assert weigh(site, place, user=counted.rosa, device=device).page <= LIGHT_ENOUGH

    page.get_by_label("Beto Ríos no vino").check()
    page.get_by_role("button", name="Anotar la entrega").click()
    page.wait_for_url("**/pueblos/")
    done = dict(counted.round.allotments.order_by("pk").values_list("member__person__nombres", "is_handed_out"))
    assert done == {"Ana": True, "Beto": False, "Caro": False}


def test_the_books_show_it_after_the_settlement(site, counted):
    counted.hand_out_all()
    actions.settle_round(actor=counted.buyer, round_id=counted.round.pk, today=AFTER)
    page = site.open(f"/tlayacapan/rondas/{counted.round.pk}/", user=counted.rosa, device="phone")
    assert "Está en los libros como inventario." in page.inner_text("main")
