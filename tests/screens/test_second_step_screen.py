"""The second step in a real browser: its key is drawn for a camera by day and by night, and the page fits and is light.

A page so close to the keys of the house is shown only to one who has just given the password once more.
"""

import pytest
from django.urls import reverse

from tests import factories
from tests.screens.browser import DEVICES, assert_axe_clean, assert_fits, weigh_with

pytestmark = pytest.mark.browser
LIGHT_ENOUGH = 50_000
PASSWORD = "barro-y-esmalte-9"


@pytest.fixture
def rosa(live):
    return factories.make_user("Rosa Tesorera", email="rosa@demo.example")


def let_in(page):
    """The password once more, as the page before asks for it."""
    page.goto(reverse("mfa_activate_totp"))
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form").get_by_role("button").first.click()
    page.locator("main code").wait_for()


@pytest.mark.parametrize("device", DEVICES)
def test_the_key_is_drawn_on_white_paper_by_day_and_by_night(site, rosa, device):
    page = site.visitor(user=rosa, device=device)
    let_in(page)
    assert_fits(page)
    drawing = page.locator("main img[src^='data:image/svg']")
    for light in ("light", "dark"):
        page.emulate_media(color_scheme=light, reduced_motion="reduce")
        site.screenshot(page, f"segundo-paso-{device}-{light}")
        assert_axe_clean(page)
        assert drawing.bounding_box()["width"] >= 150
        assert "#fff" in page.evaluate("each => atob(each.src.split(',')[1])", drawing.element_handle())


def test_the_page_is_light_on_a_first_visit(site, rosa):
    known = site.visitor(user=rosa, device="phone")
    let_in(known)
    page = site.visitor(device="phone")
    page.context.add_cookies(known.context.cookies())
    weight = weigh_with(page, reverse("mfa_activate_totp"))

    assert page.locator("main code").is_visible()
    assert weight.total <= LIGHT_ENOUGH, weight
    assert weight.script <= 5_000, weight
