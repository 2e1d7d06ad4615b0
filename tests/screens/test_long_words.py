"""What cannot be broken into lines still fits a phone, and a file is chosen by a button that a thumb can press."""

import pytest

from tequio.core.scope import in_union
from tequio.sales import actions
from tests import factories
from tests.sales import world as worlds
from tests.screens.browser import assert_axe_clean, assert_fits

pytestmark = pytest.mark.browser
MAIL = "compras.internacionales.de.artesanias@galeria-del-barro-de-santa-fe.example"


@pytest.fixture
def shop(live):
    union = factories.make_union()
    with in_union(union.pk):
        yield worlds.build(union)


def test_a_buyer_with_a_long_address_fits_a_phone(site, shop):
    actions.correct_buyer(
        actor=shop.seller, buyer_id=shop.buyer.pk, tax_id="00-0000000", address="", contact="Persona inventada",
        email=MAIL, phone="+1 505 000 0000",
    )  # fmt: skip
    page = site.open(
        f"/{shop.union.slug}/ventas/compradores/", user=factories.make_staff(shop.union, "*"), device="phone"
    )
    page.get_by_text(MAIL).wait_for()
    assert_fits(page)
    assert_axe_clean(page)


def test_a_member_chooses_a_photo_with_her_thumb(site, shop):
    ana = shop.members["Ana"]
    ana.user = factories.make_user("Ana", phone="+527771110001")
    ana.save(update_fields=["user"])
    page = site.open(f"/{shop.union.slug}/ventas/afuera/", user=ana.user, device="phone")
    assert_fits(page)
    assert page.locator("input[type=file]").bounding_box()["height"] >= 44
