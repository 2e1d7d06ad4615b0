"""Pages that no other test here opens: the door, one's own account, the roster, the counting of goods, small forms."""

import pytest

from tequio.books import actions as books
from tequio.core.scope import in_union
from tequio.members.models import Member
from tequio.members.roster import actions as members
from tequio.purchasing import links
from tequio.purchasing.models import Invitation
from tequio.stock.models import PriceObservation
from tequio.unions.models import Office
from tests import factories
from tests.architecture.test_every_url import ADDRESSES, MODELS
from tests.assembly import world as assembly_worlds
from tests.purchasing import world as worlds
from tests.screens.browser import assert_axe_clean, assert_fits

pytestmark = pytest.mark.browser
PASSWORD = "barro-y-esmalte-9"
BY_NAME = {address.name: address for address in ADDRESSES}

DOOR = (
    "front", "account_login", "account_login_by_password", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_inactive", "account_signup",
)  # fmt: skip
ACCOUNT = (
    "account_own", "account_reauthenticate", "account_change_password", "account_logout", "mfa_index",
    "mfa_list_webauthn", "mfa_add_webauthn",
)  # fmt: skip
OFFICE = (
    "assembly:assembly_edit", "assembly:delegates", "assembly:document", "assembly:document_new",
    "assembly:doubts", "assembly:help_vote", "assembly:motion_new", "assembly:petition_signatures",
    "assembly:proxy_new", "assembly:recusals", "assembly:vote_new",
    "books:accounts_offered", "books:entry_reverse", "members:member_edit", "members:member_list", "members:member_new",
    "members:roster_preview", "members:roster_upload", "members:section_edit", "members:section_list",
    "purchasing:orders", "purchasing:pledge_upload", "purchasing:village", "purchasing:villages",
    "purchasing:round_edit", "stock:price_withdraw", "unions:appoint", "unions:office_rights", "unions:relieve",
)  # fmt: skip
ROSTER = """Nombres;Primer apellido;Sección;Municipio;Teléfono
María Guadalupe de los Ángeles Xochiquetzalli;Tlatelpa-Ahuatzin y Hernández;Tlayacapan;Tlayacapan;777 123 0002
Beto;Ríos;Tlayacapan;Tlayacapan;12
"""


@pytest.fixture
def full(live):
    """A union with something behind every number; goods are on their way to the villages."""
    union = factories.make_union()
    with in_union(union.pk):
        world = worlds.build(union)
        world.to_ordered()
        assembly_worlds.build(union, village="Totolapan").with_everything()
        Office.objects.create(union=union, code="vocal", name="Vocalía", kind=Office.Kind.ELECTED)
        PriceObservation.objects.create(union=union, item=world.clay, section=world.tlaya, observed_on=worlds.OPENS,
                                        price="30.00", grade="A", place="Casa de materiales")  # fmt: skip
        members.upload_roster(actor=world.buyer, name="padrón del valle.csv", content=ROSTER.encode())
        Member.objects.filter(pk=world.ana.pk).update(user=factories.make_user("Ana Luna", phone="+527771230001"))
        books.record_member_payment(actor=world.buyer, member_id=world.ana.pk, minor=40_00, into="cash",
                                    on=worlds.DURING, today=worlds.DURING)  # fmt: skip
        world.rosa = factories.make_staff(union, "*")
        found = {f"{name}_id": model.objects.order_by("pk").first() for name, model in MODELS.items()}
        world.rows = {name: row.pk for name, row in found.items() if row is not None}
        world.link = links.QUOTE.token_for(Invitation.objects.get(supplier=world.near))
        yield world


def look_at(site, page, name, path):
    answer = page.goto(path)
    assert answer.status == 200, path
    assert page.url == site.address + path, path  # not led elsewhere
    assert_fits(page)
    assert_axe_clean(page)
    site.screenshot(page, f"otra-{name.replace(':', '-')}-{page.viewport_size['width']}")


@pytest.mark.parametrize(("device", "dark"), [("phone", True), ("laptop", False)], ids=["phone at night", "laptop"])
def test_every_other_page_is_accessible_and_fits(site, full, device, dark):
    stranger = site.visitor(device=device, dark=dark)
    for name in DOOR:
        look_at(site, stranger, name, BY_NAME[name].path({}))
    look_at(site, stranger, "cotizar", f"/cotizar/{full.link}/")
    stranger.goto("/entrar/")
    stranger.get_by_label("Teléfono").fill("777 123 0001")
    stranger.get_by_role("button", name="Mandarme el código").click()
    stranger.locator("[name=code]").wait_for()
    assert_axe_clean(stranger)

    rosa = site.visitor(user=full.rosa, device=device, dark=dark)
    rosa.goto("/cuenta/confirmar/")
    rosa.locator("[name=password]").fill(PASSWORD)
    rosa.locator("main form button").first.click()
    for name in (*ACCOUNT, *OFFICE):
        look_at(site, rosa, name, BY_NAME[name].path(full.rows))
