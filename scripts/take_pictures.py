"""Takes the README's pictures from a running demo that nobody has worked in. Run it by `scripts/pictures`."""

import argparse
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
BUYER, PASSWORD = "compras@demo.example", "barro y fuego"
MEMBER = "777 0000001"
OPEN, TO_AWARD = "Barro, leña y gas de fin de año", "Compra grande para Navidad"
LAPTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 860}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
LONGEST_SEARCH = 120_000  # ms for the plans that the demo has not searched yet


def office(page: Page) -> None:
    page.goto("/entrar/correo/")
    page.locator("[name=login]").fill(BUYER)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.get_by_role("link", name="Rondas").first.click()
    rounds = page.url
    page.get_by_role("link", name=OPEN).first.click()
    take(page, "round")

    page.goto(rounds)
    page.get_by_role("link", name=TO_AWARD).first.click()
    page.get_by_role("link", name="Planes", exact=True).click()
    search_the_others(page)
    take(page, "plans")
    page.get_by_role("link", name="Ver el plan").first.click()
    take(page, "plan")


def search_the_others(page: Page) -> None:
    """Side by side with the cheapest plan: one supplier only, and the nearest."""
    plans = page.get_by_role("link", name="Ver el plan")
    if plans.count() > 1:
        return
    for kind in page.locator("[name=kinds]").all():
        kind.set_checked(kind.get_attribute("value") != "cheapest")
    page.get_by_role("button", name="Buscar la compra más barata").click()
    plans.nth(2).wait_for(timeout=LONGEST_SEARCH)


def member(page: Page) -> None:
    page.goto("/entrar/")
    page.locator("main input:not([type=hidden])").first.fill(MEMBER)
    page.get_by_role("button", name="Mandarme el código").click()
    page.locator("[name=code]").wait_for()
    page.locator("[name=code]").fill(code_in(page))
    page.get_by_role("button", name="Entrar").first.click()
    page.get_by_role("heading", name="Hola").wait_for()
    take(page, "member")
    page.get_by_role("link", name="Pedir").last.click()
    page.get_by_role("link", name=OPEN).first.click()
    take(page, "pledge")


def code_in(page: Page) -> str:
    """The demo shows the message with the six figures of the code."""
    found = re.search(r"\b\d{6}\b", page.locator("main").inner_text())
    if found is None:
        raise SystemExit("The page shows no code: is it the demo that runs there?")
    return found[0]


def take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png")
    print(f"docs/pictures/{name}.png  {page.url}")


@contextmanager
def visitor(browser: Browser, address: str, looks: dict[str, Any]) -> Iterator[Page]:
    context = browser.new_context(base_url=address, locale="es-MX", reduced_motion="reduce", **looks)
    yield context.new_page()
    context.close()


def main() -> None:
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("address", nargs="?", default="http://localhost:8000", help="where the demo runs")
    address = told.parse_args().address
    found = os.environ.get("TEQUIO_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=found, args=["--headless", "--no-sandbox"])
        with visitor(browser, address, LAPTOP) as page:
            office(page)
        with visitor(browser, address, PHONE) as page:
            member(page)


if __name__ == "__main__":
    main()
