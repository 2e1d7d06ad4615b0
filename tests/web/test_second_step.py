"""The second step of signing in: its page is light, and its drawing holds the key that the page spells out."""

import base64
import re

import segno
from django.urls import reverse

from tequio.web.second_step import SecondStepAdapter

LIGHT_ENOUGH = 50_000
DRAWING = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")


def activation(browser, rosa):
    """The page that switches the application of codes on, after the password was asked once more."""
    rosa.set_password("torno-y-horno-77")
    rosa.save()
    browser.force_login(rosa)
    address = reverse("mfa_activate_totp")
    return browser.post(f"/cuenta/confirmar/?next={address}", {"password": "torno-y-horno-77"}, follow=True)


def first_visit(browser, page):
    """Bytes of the page and of the files it names, unpacked."""
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+|/estilo[^"]*)"', page.text))
    answers = [browser.get(file) for file in files]
    assert answers and all(answer.status_code == 200 for answer in answers)
    return len(page.content) + sum(len(answer.getvalue()) for answer in answers)


def test_the_page_with_the_drawing_is_light(rosa, browser):
    page = activation(browser, rosa)

    assert page.resolver_match.url_name == "mfa_activate_totp"
    assert first_visit(browser, page) <= LIGHT_ENOUGH


def test_the_drawing_is_that_of_the_key_on_the_page(rosa, browser):
    page = activation(browser, rosa)
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page.text)[1]
    drawing = base64.b64decode(DRAWING.search(page.text)[1]).decode()

    address = page.context["totp_url"]
    assert f"secret={secret}" in address
    assert drawing == SecondStepAdapter().build_totp_svg(address)


def test_the_drawing_is_dark_on_white_paper_with_its_margin():
    drawing = SecondStepAdapter().build_totp_svg("otpauth://totp/rosa%40demo.example?secret=ABCD&issuer=Tequio")
    side = segno.make_qr("otpauth://totp/rosa%40demo.example?secret=ABCD&issuer=Tequio", error="m").symbol_size(5, 4)[0]

    assert f'width="{side}" height="{side}"' in drawing
    assert 'fill="#fff"' in drawing and 'stroke="#000"' in drawing
