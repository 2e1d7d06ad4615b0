"""A workshop in a real browser: three taps, five numbers, a load of two owners; every page fits and is light."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tequio.core.scope import in_union
from tequio.engines.costing import Five
from tequio.production import actions
from tequio.production.models import Batch, Load, LoadPart, WeekNote
from tests import factories
from tests.production.world import build
from tests.screens.browser import LIGHTS, assert_axe_clean, assert_fits, weigh

pytestmark = pytest.mark.browser
LIGHT_ENOUGH = 50_000


@pytest.fixture
def workshop(live):
    union = factories.make_union()
    with in_union(union.pk):
        workshop = build(union, today=timezone.localdate(), now=timezone.now())
        for member, phone in ((workshop.ana, "+527771112233"), (workshop.beto, "+527771112244")):
            member.user = factories.make_user(member.person.nombres, phone=phone)
            member.save(update_fields=["user"])
        workshop.rosa = factories.make_staff(union, "*")
        yield workshop


@pytest.fixture
def lived_in(workshop):
    """A season: weeks noted by six, losses that got worse, a load that was fired and one to come, promises."""
    for place in range(6):
        member = factories.make_member(workshop.union, f"Vecina {place}", "Hernández Montiel", section=workshop.village)
        workshop.note(member, five=Five(300, 250 - place, 500_00 + place, 200_00, Decimal("4.5")))
        workshop.note(member, weeks_ago=1)
        workshop.count(workshop.begin(member, 120), 120, 112 - place, 105)
    for weeks_ago in range(6):
        workshop.note(workshop.ana, weeks_ago=weeks_ago)
    workshop.note(workshop.ana, product="cazuela-grande", five=Five(30, 22, 900_00, 450_00, Decimal(6)))
    for weeks_ago in range(14, 0, -1):
        lost = 11 + weeks_ago % 3 if weeks_ago > 3 else 30
        workshop.count(workshop.begin(workshop.ana, 150, days_ago=110), 149, 149 - lost,
                       on=workshop.today - timedelta(weeks=weeks_ago))  # fmt: skip
    fired = workshop.plan_load(workshop.today)
    workshop.join(fired, workshop.waiting(workshop.ana, 150), workshop.waiting(workshop.beto, 24, product="olla"))
    workshop.fired = workshop.fire(fired, 528_00, ana=144)
    workshop.load = workshop.plan_load(workshop.today + timedelta(days=2))
    workshop.join(
        workshop.load, workshop.waiting(workshop.ana, 100), workshop.waiting(workshop.beto, 20, product="olla")
    )
    workshop.batch = workshop.count(workshop.begin(workshop.ana, 80), 80, 76)
    workshop.waiting(workshop.ana, 60)
    workshop.done = workshop.count(workshop.begin(workshop.ana, 40), 40, 38, 37, 36, 36, 34, 33)
    actions.note_pause(actor=workshop.actor, member=workshop.ana, begins_on=workshop.today,
                       ends_on=workshop.today + timedelta(days=2), reason="Fiesta del pueblo")  # fmt: skip
    for pieces, days in ((400, 24), (60, 3)):
        actions.note_commitment(
            actor=workshop.actor, member=workshop.ana, product="jarro", pieces=pieces, today=workshop.today,
            due_on=workshop.today + timedelta(days=days), what="Tienda de artesanías de Oaxtepec", now=workshop.now,
        )  # fmt: skip
    actions.make_feed(actor=workshop.actor)
    actions.make_feed(actor=workshop.actor, member=workshop.ana)
    return workshop


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_stage_is_counted_in_three_taps(site, workshop, script):
    batch = workshop.begin(workshop.ana, 100)
    phone = site.open("/tlayacapan/taller/", user=workshop.ana.user, device="phone", script=script)
    phone.get_by_role("link", name="Tanda 1: Jarro de 250 ml").click()
    phone.get_by_role("radio", name="3", exact=True).check()
    phone.get_by_role("button", name="Guardar").click()

    phone.get_by_text("Anotado. Quedan 97 piezas.").wait_for()
    batch.refresh_from_db()
    assert (batch.alive, batch.stage) == (97, "formar")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_five_numbers_a_week_say_what_a_piece_costs(site, workshop, script):
    phone = site.open("/tlayacapan/", user=workshop.ana.user, device="phone", script=script)
    phone.get_by_role("link", name="Mi taller", exact=True).click()
    phone.get_by_role("link", name="Anotar mi semana").click()
    for label, typed in (("1.", "400"), ("2.", "308"), ("3.", "400"), ("4.", "300"), ("5.", "5")):
        phone.get_by_label(label).fill(typed)
    phone.get_by_role("button", name="Guardar").click()
    phone.get_by_text("Cada pieza buena te cuesta $7.39").wait_for()
    assert WeekNote.objects.get().good == 308

    phone.get_by_role("link", name="Ver de dónde sale").click()
    box = phone.get_by_role("textbox", name="El material cuesta").or_(
        phone.get_by_role("spinbutton", name="El material cuesta")
    )
    box.fill("80")
    phone.get_by_role("button", name="Ver qué pasaría").click()
    # 2,275.20 less 80 of material, over 308.
    phone.get_by_text("Cada pieza buena costaría $7.13 (hoy $7.39)").wait_for()
    assert phone.locator("input[type=range]").count() == (11 if script else 0)
    if script:
        phone.get_by_role("slider", name="El horno va tan lleno como hoy").fill("200")
        phone.get_by_text("Cada pieza buena costaría $6.64 (hoy $7.39)").wait_for()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_load_of_two_owners(site, workshop, script):
    hers, his = workshop.waiting(workshop.ana, 200), workshop.waiting(workshop.beto, 24, product="olla")
    phone = site.open("/tlayacapan/taller/", user=workshop.ana.user, device="phone", script=script)
    phone.get_by_role("link", name="Prender el horno").click()
    phone.get_by_role("button", name="Planear la hornada").click()
    phone.get_by_text("240 de 600 litros").wait_for()

    other = site.open("/tlayacapan/taller/", user=workshop.beto.user, device="phone", script=script)
    other.get_by_role("link", name="Horno de Ana").click()
    other.get_by_role("button", name="Meter").click()
    other.get_by_text("528 de 600 litros").wait_for()

    phone.reload()
    phone.get_by_label("¿Cuánto costó la leña o el gas?").fill("528")
    phone.get_by_label("Ana, tanda 1: Jarro de 250 ml").fill("10")
    phone.get_by_role("button", name="Guardar y repartir").click()
    phone.get_by_text("Hornada anotada. Así se reparte.").wait_for()
    assert "$240.00" in phone.inner_text("main")
    other.reload()
    assert "$288.00" in other.inner_text("main")
    assert Load.objects.get().state == "fired"
    assert [part.fuel_minor for part in LoadPart.objects.order_by("pk")] == [240_00, 288_00]
    assert [Batch.objects.get(pk=each.pk).alive for each in (hers, his)] == [190, 24]


def member_pages(workshop):
    return {
        "inicio": "", "semana": "semana/", "costo": "costo/?pieza=jarro", "costo-otra": "costo/?pieza=cazuela-grande",
        "que-pasa-si": "costo/?pieza=jarro&material=80&combustible=100&jornal=100&lleno=150&precio=12",
        "perdidas": "perdidas/?pieza=jarro&paso=formar", "calendario": "calendario/", "con-que": "con-que/",
        "horno": f"horno/{workshop.kiln.pk}/", "horno-nuevo": "horno/nuevo/", "descanso": "descanso/",
        "tanda": f"tanda/{workshop.batch.pk}/", "tanda-terminada": f"tanda/{workshop.done.pk}/",
        "tanda-nueva": "tanda/nueva/", "hornada": f"hornada/{workshop.load.pk}/",
        "hornada-quemada": f"hornada/{workshop.fired.pk}/", "hornada-nueva": "hornada/nueva/",
        "compromiso": "compromiso/nuevo/", "recetas": "recetas/",
    }  # fmt: skip


def test_a_members_pages_are_light_fit_and_break_no_rule(site, lived_in):
    page = site.visitor(user=lived_in.ana.user, device="phone")
    for name, path in member_pages(lived_in).items():
        there = f"/tlayacapan/taller/{path}"
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        assert page.goto(there).status == 200, path
        site.screenshot(page, f"taller-{name}-claro")
        assert_fits(page)
        page.emulate_media(color_scheme="dark")
        site.screenshot(page, f"taller-{name}-oscuro")
        assert_axe_clean(page)
        assert weigh(site, there, device="phone", user=lived_in.ana.user).total <= LIGHT_ENOUGH, path


def test_a_members_empty_pages_break_no_rule(site, workshop):
    page = site.visitor(user=workshop.beto.user, device="phone")
    for path in ("", "costo/", "perdidas/", "calendario/", "hornada/nueva/", "con-que/"):
        assert page.goto(f"/tlayacapan/taller/{path}").status == 200
        assert_axe_clean(page)
        assert_fits(page)


@pytest.mark.parametrize("device", ["phone", "laptop"])
def test_the_offices_pages_fit_and_break_no_rule(site, lived_in, device):
    page = site.visitor(user=lived_in.rosa, device=device)
    pages = {
        "inicio": "", "capacidad": "capacidad/?pieza=jarro", "pueblo": f"pueblo/{lived_in.village.pk}/",
        "captura": f"socia/{lived_in.ana.pk}/", "hoja": "hoja/",
        "tandas": "tandas/", "hornadas": "hornadas/",
        "teclear": f"pueblo/{lived_in.village.pk}/teclear/",
    }  # fmt: skip
    for name, path in pages.items():
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        assert page.goto(f"/tlayacapan/taller/union/{path}").status == 200, path
        assert_fits(page)
        for light in LIGHTS[device]:
            page.emulate_media(color_scheme=light)
            site.screenshot(page, f"talleres-{name}-{device}-{light}")
            assert_axe_clean(page)
