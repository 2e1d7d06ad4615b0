"""The page of components in a real browser: what holds here holds for the screens built from them."""

import pytest

from tests.screens.browser import assert_axe_clean, assert_fits, weigh

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("device", ["phone", "laptop"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_component_is_accessible_and_fits(site, device, dark):
    side = "?lado=socia" if device == "phone" else ""
    page = site.open("/patrones/" + side, device=device, dark=dark)
    site.screenshot(page, f"patterns-{device}-{'dark' if dark else 'light'}")
    for summary in page.locator("figure summary").all():
        summary.click()
    assert_axe_clean(page)
    assert_fits(page)


def test_the_office_has_room_on_a_phone_too(site):
    page = site.open("/patrones/", device="phone")
    assert_axe_clean(page)
    assert_fits(page)


def test_a_member_page_is_light_enough_for_prepaid_data(site):
    weight = weigh(site, "/no-hay-nada-aqui/", device="phone")
    assert weight.script == 0
    assert weight.total <= 35_000, weight


def test_the_office_carries_little_script(site):
    weight = weigh(site, "/patrones/")
    assert weight.script <= 60_000, weight


def test_the_light_is_chosen_with_script_off(site):
    page = site.open("/patrones/", device="phone", script=False)
    page.get_by_role("button", name="Oscura").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.get_by_role("button", name="Oscura").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Automática").click()
    assert page.locator("html").get_attribute("data-theme") is None


def test_the_language_is_chosen_with_script_off(site):
    page = site.open("/patrones/", script=False)
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("button", name="Español").click()
    assert page.locator("h1").inner_text() == "Patrones"


def test_what_needs_script_is_not_shown_without_it(site):
    assert not site.open("/patrones/", script=False).get_by_role("button", name="Imprimir").is_visible()
    assert site.open("/patrones/").get_by_role("button", name="Imprimir").is_visible()


def test_a_bar_of_progress_asks_by_itself_until_all_is_done(site):
    page = site.open("/patrones/")
    page.get_by_text("Listo: se encontró el reparto más barato.").wait_for(timeout=15_000)


def test_the_keyboard_reaches_the_contents_first(site):
    page = site.open("/patrones/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenido"


def test_paper_shows_the_list_to_sign_and_no_navigation(site):
    page = site.open("/patrones/")
    page.emulate_media(media="print")
    assert not page.locator("nav.nav").is_visible()
    assert not page.locator("footer.foot").is_visible()
    assert page.get_by_text("Testigo").is_visible()
    site.screenshot(page, "patterns-print")


def test_a_page_that_is_not_there_says_what_to_do(site):
    page = site.open("/no-hay-nada-aqui/", device="phone")
    site.screenshot(page, "error-404")
    assert page.locator("h1").inner_text() == "Esta página no está"
    assert_axe_clean(page)
    assert_fits(page)
