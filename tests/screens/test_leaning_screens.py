"""How much the union leans on its adviser, in a real browser: readable on a phone and a laptop, in light and dark."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tequio.core.scope import in_union
from tequio.training import actions
from tequio.unions.models import Office, Term
from tequio.unions.queries import CATALYST_LIMIT
from tests import factories
from tests.screens.browser import LIGHTS, assert_axe_clean, assert_fits, weigh

pytestmark = pytest.mark.browser
LIGHT_ENOUGH = 50_000
LONG = "Comisión de comercialización, exportación y trato con tiendas de la ciudad"
PAGES = {"asesoria": "asesoria/", "asesoria-filas": "asesoria/training/", "cargos": ""}


@pytest.fixture
def leaned_on(live):
    union, today = factories.make_union(), timezone.localdate()
    with in_union(union.pk):
        adviser, rosa = factories.make_catalyst(union), factories.make_staff(union, "*")
        Term.objects.filter(user=adviser).update(
            begins_on=today - timedelta(days=330), ends_on=today + timedelta(days=35)
        )
        for code, name in (("tesoreria", "Tesorería"), ("ventas", LONG), ("compras", "Compras")):
            office = Office.objects.create(union=union, code=code, name=name, kind=Office.Kind.ELECTED)
            if code == "tesoreria":
                Term.objects.create(union=union, office=office, user=rosa, begins_on=today)
                Term.objects.create(union=union, office=office, user=factories.make_user("Beto Ríos"), begins_on=today)
        hers = factories.actor_with(union, "*", user=rosa)
        his = factories.Actor(union.pk, adviser.name, adviser.pk, rights=CATALYST_LIMIT.rights, limit=CATALYST_LIMIT)
        programme = actions.draft_programme(
            actor=hers, title="Seminarios", begins_on=today, ends_on=today + timedelta(days=90)
        )
        for number in range(12):
            actions.draft_course(actor=his if number < 5 else hers, programme_id=programme.pk, title=f"Curso {number}")
        ana = factories.make_member(union, user=factories.make_user("Ana"))
        yield union, rosa, ana.user


def test_the_pages_fit_are_light_and_break_no_rule(site, leaned_on):
    _union, rosa, ana = leaned_on
    for who, user in (("oficina", rosa), ("socia", ana)):
        for device in ("phone", "laptop"):
            page = site.visitor(user=user, device=device)
            for name, path in PAGES.items():
                page.goto(f"/tlayacapan/cargos/{path}")
                for light in LIGHTS[device]:
                    page.emulate_media(color_scheme=light, reduced_motion="reduce")
                    site.screenshot(page, f"{name}-{who}-{device}-{light}")
                    assert_axe_clean(page)
                assert_fits(page)
    for path in PAGES.values():
        assert weigh(site, f"/tlayacapan/cargos/{path}", device="phone", user=ana).total <= LIGHT_ENOUGH


def test_without_script_a_figure_leads_to_its_rows(site, leaned_on):
    page = site.open("/tlayacapan/cargos/asesoria/", user=leaned_on[1], device="phone", script=False)
    page.get_by_role("link", name="5 de la asesoría").click()
    assert page.get_by_text("Poner cursos en un programa").count() == 5
