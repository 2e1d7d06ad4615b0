"""Takes the README's pictures from a running demo that nobody has worked in. Run it by `scripts/pictures`."""

import argparse
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
BUYER, SELLER, LENDER = "compras@demo.example", "ventas@demo.example", "credito@demo.example"
PASSWORD = "barro y fuego"
MEMBER = "777 0000001"
OPEN, TO_AWARD = "Barro, leña y gas de fin de año", "Compra grande para Navidad"
SOLD, TENDER = "Platos para la galería de Santa Fe", "Hornos y materiales de la temporada"
COLOURS = 64
LAPTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 860}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
LONGEST_SEARCH = 120_000  # ms for the plans that the demo has not searched yet


def office(page: Page) -> None:
    sign_in(page, BUYER)
    menu(page, "Rondas")
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


def sales(page: Page) -> None:
    sign_in(page, SELLER)
    menu(page, "Ventas")
    page.get_by_role("link", name=SOLD).first.click()
    page.get_by_role("link", name="Reparto", exact=True).click()
    page.get_by_role("link", name="Ver el reparto").first.click()
    take(page, "split")


def credit(page: Page) -> None:
    sign_in(page, LENDER)
    menu(page, "Concursos")
    page.get_by_role("link", name=TENDER).first.click()
    take(page, "tender")


def sign_in(page: Page, email: str) -> None:
    page.goto("/entrar/correo/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.locator(".nav").wait_for()


def menu(page: Page, name: str) -> None:
    """A place of the bar: one that stands under a word is opened by that first."""
    place = page.locator(".nav").get_by_role("link", name=name, exact=True)
    if not place.is_visible():
        page.locator(".nav details").filter(has_text=name).locator("summary").click()
    place.click()


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
    page.get_by_role("link", name="Ver de dónde sale cada peso").click()
    take(page, "member")
    page.get_by_role("link", name="Pedir").last.click()
    page.get_by_role("link", name=OPEN).first.click()
    take(page, "pledge")
    for door, name in (("Mi taller", "Ver de dónde sale"), ("Mi crédito", "Banco Valle Alto")):
        page.get_by_role("link", name="Inicio").first.click()
        page.get_by_role("link", name=door).click()
        page.get_by_role("link", name=name).first.click()
        take(page, "cost" if door == "Mi taller" else "loan")


def code_in(page: Page) -> str:
    """The demo shows the message with the six figures of the code."""
    found = re.search(r"\b\d{6}\b", page.locator("main").inner_text())
    if found is None:
        raise SystemExit("The page shows no code: is it the demo that runs there?")
    return found[0]


def take(page: Page, name: str) -> None:
    """What the window shows, in few colours: whoever reads the README on a telephone pays for each byte."""
    page.wait_for_load_state("networkidle")
    with Image.open(BytesIO(page.screenshot())) as seen:
        seen.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)
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
    names = ("chromium-headless-shell", "chromium", "google-chrome")
    found = os.environ.get("TEQUIO_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=found, args=["--headless", "--no-sandbox"])
        for desk in (office, sales, credit):
            with visitor(browser, address, LAPTOP) as page:
                desk(page)
        with visitor(browser, address, PHONE) as page:
            member(page)


if __name__ == "__main__":
    main()
