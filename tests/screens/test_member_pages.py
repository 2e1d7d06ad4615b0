"""A member's pages and those of the benefit: they weigh little, fit a phone, break no rule, and need no script.

The world is a full one: thirty-two materials in the open round, a settled round, a year and a half of fees, long names.
"""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tequio.core.scope import in_union
from tequio.dues import actions as dues
from tequio.members.models import Member
from tequio.purchasing import actions
from tequio.purchasing.models import Pledge, Round, RoundItem
from tequio.purchasing.quoting import FreightDraft, QuoteDraft
from tequio.stock.models import Item, PriceObservation
from tequio.unions.models import Setting
from tests import factories
from tests.benefit.conftest import see
from tests.purchasing import world as worlds
from tests.screens.browser import LIGHTS, assert_axe_clean, assert_fits, weigh

pytestmark = pytest.mark.browser
LIGHT_ENOUGH = 50_000  # bytes of a first visit: page, styles, script and pictures, unpacked
LITTLE_SCRIPT = 60_000
MATERIALS = 32

DEVICES = ("phone", "laptop")


@pytest.fixture
def world(live):
    union = factories.make_union()
    with in_union(union.pk):
        world = worlds.build(union)
        see(world, world.clay, world.tlaya, "30.00")
        world.to_settled()
        _fees(world)
        _open_round(world)
        _prices(world)
        Setting.objects.create(union=union, key="unions.office_hours", value="Plaza 3, lunes a viernes, de 9 a 2",
                               valid_from=worlds.OPENS, source="Mesa directiva")  # fmt: skip
        for member, name, phone in ((world.ana, "Ana Luna", "+527771230001"), (world.beto, "Beto Ríos", None)):
            Member.objects.filter(pk=member.pk).update(user=factories.make_user(name, phone=phone))
            member.refresh_from_db()
        world.rosa = factories.make_staff(union, "*")
        yield world


def _fees(world):
    first = worlds.OPENS.replace(day=1)
    for back in range(18):
        year, month = divmod(first.year * 12 + first.month - 1 - back, 12)
        on = first.replace(year=year, month=month + 1)
        dues.charge_fee(
            actor=world.buyer, member_id=world.ana.pk, minor=1000, on=on, due_on=on, today=worlds.AFTER,
            text=f"Cuota del mes {month + 1} de {year}",
        )  # fmt: skip


def _open_round(world):
    """A round with as many materials as there are, of which Ana pledges every third."""
    today, union = timezone.localdate(), world.union
    world.next = Round.objects.create(
        union=union, title="Barro, esmaltes, leña y gas para la temporada de fin de año", state=Round.State.OPEN,
        opens_on=today - timedelta(days=3), closes_on=today + timedelta(days=9),
    )  # fmt: skip
    items = [
        Item.objects.create(union=union, code=f"material-{n}", name=f"Óxido de cobalto, tipo {n}", unit="kg")
        for n in range(MATERIALS)
    ]
    for n, item in enumerate(items):
        RoundItem.objects.create(union=union, round=world.next, item=item)
        PriceObservation.objects.create(union=union, item=item, section=world.tlaya, observed_on=today, grade="A",
                                        price=Decimal("123.45"), place="Materiales La Guadalupana")  # fmt: skip
        if n % 3 == 0:
            Pledge.objects.create(union=union, round=world.next, member=world.ana, item=item, section=world.tlaya,
                                  quantity=Decimal(25))  # fmt: skip
    world.item = items[0]

    # A supplier has quoted them all, so that every row says what it costs and what is missing.
    quotes = [
        QuoteDraft(item.pk, ((Decimal(0), Decimal("98.50")), (Decimal(1000), Decimal("91.25")))) for item in items
    ]
    freight = [FreightDraft(section.pk, Decimal(200), Decimal("0.5")) for section in (world.tlaya, world.hueyapan)]
    invitation = actions.invite_supplier(actor=world.buyer, round_id=world.next.pk, supplier_id=world.near.pk)
    actions.give_quotes(actor=world.buyer, invitation_id=invitation.pk, terms=actions.Terms(), quotes=quotes,
                        freight=freight, today=today)  # fmt: skip


def _prices(world):
    for n in range(40):
        PriceObservation.objects.create(
            union=world.union, item=world.frit, section=world.hueyapan, observed_on=worlds.OPENS + timedelta(n % 9),
            price=Decimal(31) + n, grade="ABC"[n % 3], place="Casa de materiales para alfarería, Cuautla",
        )  # fmt: skip


def members_pages(world):
    seen = PriceObservation.objects.filter(item=world.clay).first()
    return {
        "inicio": "", "compras": "rondas/mias/", "pedir": f"rondas/mias/{world.next.pk}/",
        "material": f"rondas/mias/{world.next.pk}/{world.item.pk}/", "lo-que-me-toco": f"rondas/mias/{world.round.pk}/",
        "mi-cuenta": "libros/mi-cuenta/?desde=2024-01-01&hasta=2026-12-31", "mi-beneficio": "beneficio/?periodo=todo",
        "mi-cuota": "cuotas/mia/",
        "prueba": f"beneficio/prueba/{seen.pk}/", "precios": "materiales/precios/", "materiales": "materiales/",
        "mis-datos": f"socios/{world.ana.pk}/", "cargos": "cargos/", "ajustes": "cargos/ajustes/",
        "ajuste": "cargos/ajustes/unions-office-hours/",
    }  # fmt: skip


def committees_pages(world):
    return {
        "comite": "beneficio/comite/?periodo=todo", "rojos": "beneficio/comite/rojos/?periodo=todo",
        "de-una-persona": f"beneficio/socios/{world.ana.pk}/?periodo=todo", "precios": "materiales/precios/",
        "precio-nuevo": "materiales/precios/nuevo/", "materiales": "materiales/", "cargos": "cargos/",
        "ajustes": "cargos/ajustes/", "ajuste": "cargos/ajustes/dues-certificate-value-minor/",
        "ajuste-cambiar": "cargos/ajustes/dues-certificate-value-minor/cambiar/", "inicio": "",
    }  # fmt: skip


def look_at(site, pages, user, device, side):
    """By day and by night: a page is loaded once, and the browser changes its light."""
    page = site.visitor(user=user, device=device)
    for name, path in pages.items():
        page.emulate_media(color_scheme="light", reduced_motion="reduce")  # no colour is on its way when axe looks
        answer = page.goto(f"/tlayacapan/{path}")
        assert answer.status == 200, path
        assert_fits(page)
        for light in LIGHTS[device]:
            page.emulate_media(color_scheme=light)
            site.screenshot(page, f"{side}-{name}-{device}-{light}")
            assert_axe_clean(page)


@pytest.mark.parametrize("device", DEVICES)
def test_every_page_of_a_member_is_accessible_and_fits(site, world, device):
    look_at(site, members_pages(world), world.ana.user, device, "socia")


@pytest.mark.parametrize("device", DEVICES)
def test_every_page_of_the_committee_is_accessible_and_fits(site, world, device):
    look_at(site, committees_pages(world), world.rosa, device, "comite")


def test_every_page_of_a_member_is_light_enough_for_prepaid_data(site, world):
    weights = {
        name: weigh(site, f"/tlayacapan/{path}", device="phone", user=world.ana.user)
        for name, path in members_pages(world).items()
    }

    assert {name: weight for name, weight in weights.items() if weight.total > LIGHT_ENOUGH} == {}
    assert {name: weight for name, weight in weights.items() if weight.script > 5_000} == {}


def test_every_page_of_the_committee_carries_little_script(site, world):
    for path in committees_pages(world).values():
        assert weigh(site, f"/tlayacapan/{path}", user=world.rosa).script <= LITTLE_SCRIPT, path


def test_a_member_who_holds_an_office_has_the_light_pages_on_his_own_side(site, world):
    with in_union(world.union.pk):
        rosa = factories.make_member(world.union, "Rosa", "Amaro", section=world.tlaya, user=world.rosa)
    assert rosa.user == world.rosa
    page = site.open("/tlayacapan/?lado=socia", user=world.rosa, device="phone")
    for name in ("Precios de afuera", "Quién hace qué", "Lo que decidimos"):
        page.goto("/tlayacapan/?lado=socia")
        page.get_by_role("link", name=name).click()
        assert page.locator("body.member").count() == 1, page.url
    for path in ("libros/mi-cuenta/", "beneficio/"):
        page.goto(f"/tlayacapan/{path}")
        assert page.locator("body.member").count() == 1, page.url
    page.goto("/tlayacapan/materiales/precios/")
    assert page.locator("body.office").count() == 1


def test_without_script_a_member_pledges_and_follows_every_figure(site, world):
    page = site.visitor(user=world.ana.user, device="phone", script=False)
    for name, path in members_pages(world).items():
        assert page.goto(f"/tlayacapan/{path}").status == 200, name
        assert page.locator("h1").is_visible()

    page.goto(f"/tlayacapan/rondas/mias/{world.next.pk}/")
    box = page.get_by_label(f"Más {world.item.name}", exact=True)
    box.click()
    page.get_by_role("button", name="Guardar mi pedido").last.click()
    page.get_by_text("Quedó tu pedido").wait_for()
    assert Pledge.objects.get(round=world.next, member=world.ana, item=world.item).quantity == 26

    page.goto("/tlayacapan/beneficio/?periodo=todo")
    page.get_by_role("link", name="$30.00").first.click()
    page.get_by_role("heading", name="Prueba: Barro").wait_for()
    page.go_back()
    page.locator("#compras tbody a").first.click()
    page.get_by_text("Póliza").first.wait_for()
