"""The office's bar with every area there is: nothing is cut off, on any device, with script or without."""

import pytest

from tequio.core.scope import in_union
from tequio.web import nav
from tests import factories
from tests.screens.browser import LIGHTS, assert_axe_clean, assert_fits

pytestmark = pytest.mark.browser


@pytest.fixture
def rosa(live):
    union = factories.make_union()
    with in_union(union.pk):
        yield factories.make_staff(union, "*", name="Rosa Oficina")


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("device", LIGHTS)
@pytest.mark.parametrize("locale", ["es-MX", "en-US"])
def test_every_area_is_in_sight_or_one_press_away(site, rosa, device, script, locale):
    page = site.visitor(user=rosa, device=device, script=script, dark=device == "phone", locale=locale)
    page.goto("/tlayacapan/cargos/")
    bar = page.get_by_role("navigation").first
    width = page.viewport_size["width"]
    found = bar.locator(".wrap > ul > li > a").count()
    assert bar.locator("summary[aria-current=true]").count() == 1
    for word in bar.locator("summary").all():
        box = word.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        word.click()
        for place in word.locator("xpath=..").get_by_role("link").all():
            box = place.bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= width
            found += 1
        assert bar.locator("details[open]").count() == 1  # one at a time
        assert_fits(page)
        if script:
            assert_axe_clean(page)
    assert found == sum(place.side == nav.OFFICE for place in nav.PLACES)
    site.screenshot(page, f"bar-{device}-{locale}-{script}", whole=False)
    if script:
        page.locator(".greca").click()
        assert bar.locator("details[open]").count() == 0
    bar.locator("summary").first.click()
    bar.locator("details[open]").get_by_role("link").nth(1).click()
    page.wait_for_url("**/ventas/")
