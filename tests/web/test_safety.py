"""What protects an account once its owner is in: passwords, sessions, cookies, headers, redirects, the second step."""

from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings as django_settings
from django.contrib.auth.hashers import ScryptPasswordHasher, make_password
from django.contrib.sessions.models import Session
from django.test import Client

import tequio

PASSWORD = "barro-y-esmalte-9"
DOOR = "/entrar/correo/"


def enter(browser, user, password=PASSWORD, address=DOOR, **extra):
    return browser.post(address, {"login": user.email, "password": password}, **extra)


def is_in(browser):
    return browser.get("/cuenta/").status_code == 200


def test_staff_come_in_by_password(rosa, browser):
    assert enter(browser, rosa).url == "/"
    assert browser.get("/").url == "/tlayacapan/"


def test_passwords_are_kept_by_scrypt():
    """Read from the file: the tests themselves use a quicker one."""
    assert ScryptPasswordHasher.__name__ in (Path(tequio.__file__).parent / "settings.py").read_text()
    assert make_password(PASSWORD, hasher=ScryptPasswordHasher()).startswith("scrypt$")


def test_five_wrong_passwords_lock_the_account_wherever_they_come_from(rosa, browser):
    for number in range(5):
        enter(Client(), rosa, "wrong", REMOTE_ADDR=f"10.0.0.{number}")
    locked = enter(browser, rosa)

    assert "Espera unos minutos" in locked.text
    assert not is_in(browser)


def test_a_wrong_address_and_a_wrong_password_are_answered_alike(rosa, browser):
    wrong_password = enter(browser, rosa, "wrong")
    rosa.email = "nobody@demo.example"
    wrong_address = enter(Client(), rosa)

    for answer in (wrong_password, wrong_address):
        assert "El correo o la contraseña no coinciden." in answer.text


def test_the_session_is_a_new_one_after_signing_in_and_dead_after_leaving(rosa, browser):
    browser.get(DOOR)
    browser.session["x"] = 1
    session = browser.session
    session.save()
    browser.cookies[django_settings.SESSION_COOKIE_NAME] = before = session.session_key
    enter(browser, rosa)
    during = browser.cookies[django_settings.SESSION_COOKIE_NAME].value

    assert before != during
    assert browser.get("/salir/").status_code == 200
    assert is_in(browser)
    browser.post("/salir/")
    thief = Client()
    thief.cookies[django_settings.SESSION_COOKIE_NAME] = during
    assert not is_in(thief)
    assert not Session.objects.filter(session_key=during).exists()


def test_a_changed_password_ends_every_other_session(rosa, browser):
    other = Client()
    enter(browser, rosa)
    enter(other, rosa)
    new = "torno-y-horno-77"
    browser.post("/cuenta/contrasena/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert not is_in(other)
    assert not is_in(browser)
    assert enter(browser, rosa, new).url == "/"


@pytest.mark.parametrize("weak", ["corto", "password123"])
def test_a_weak_password_is_refused(rosa, browser, weak):
    enter(browser, rosa)
    browser.post("/cuenta/contrasena/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak})
    rosa.refresh_from_db()

    assert rosa.check_password(PASSWORD)


def test_cookies_are_out_of_reach(rosa, browser):
    answer = enter(browser, rosa)
    session = answer.cookies[django_settings.SESSION_COOKIE_NAME]
    token = Client().get(DOOR).cookies["csrftoken"]

    for cookie in (session, token):
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert django_settings.SESSION_COOKIE_SECURE is django_settings.CSRF_COOKIE_SECURE is django_settings.HTTPS


def test_a_form_without_its_token_is_refused(rosa):
    assert enter(Client(enforce_csrf_checks=True), rosa).status_code == 403


@pytest.mark.parametrize("address", ["/", "/entrar/", "/nowhere/at/all/", "/salud/"])
def test_every_page_says_what_it_may_load(db, browser, address):
    answer = browser.get(address)
    policy = answer.headers["Content-Security-Policy"]

    for rule in ("default-src 'self'", "script-src 'self'", "object-src 'none'", "frame-ancestors 'none'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x"])
def test_nobody_is_sent_elsewhere(rosa, browser, elsewhere):
    answer = enter(browser, rosa, address=f"{DOOR}?next={elsewhere}")

    assert answer.status_code == 302
    assert answer.url == "/"
    out = browser.post("/salir/", {"next": elsewhere})
    assert "evil" not in out.url


def test_one_is_sent_on_to_the_page_that_was_wanted(rosa, browser):
    assert browser.get("/cuenta/contrasena/").url == "/entrar/?next=/cuenta/contrasena/"

    assert enter(browser, rosa, address=f"{DOOR}?next=/cuenta/contrasena/").url == "/cuenta/contrasena/"


def test_with_a_second_step_the_password_alone_opens_nothing(rosa, browser):
    secret = generate_totp_secret()
    TOTP.activate(rosa, secret)
    assert enter(browser, rosa).url.startswith("/entrar/segundo-paso/")
    assert not is_in(browser)
    assert browser.get("/entrar/segundo-paso/").status_code == 200
    browser.post("/entrar/segundo-paso/", {"code": "000000"})
    assert not is_in(browser)

    counter = next(iter(yield_hotp_counters_from_time()))
    browser.post("/entrar/segundo-paso/", {"code": format_hotp_value(hotp_value(secret, counter))})
    assert is_in(browser)


@pytest.mark.parametrize(
    "address",
    [
        "/cuenta/", "/cuenta/contrasena/", "/cuenta/segundo-paso/", "/cuenta/segundo-paso/aplicacion/activar/",
        "/cuenta/llaves/", "/cuenta/llaves/nueva/",
    ],
)  # fmt: skip
def test_every_page_of_the_account_is_drawn_for_its_owner_alone(rosa, browser, address):
    assert browser.get(address).url.startswith("/entrar/")
    enter(browser, rosa)

    answer = browser.get(address, follow=True)
    assert answer.status_code == 200
    assert "Tequio" in answer.text


@pytest.mark.parametrize("address", ["/entrar/", DOOR, "/entrar/olvide/", "/entrar/olvide/enviado/", "/entrar/nueva/"])
def test_every_page_of_the_door_is_drawn_for_nobody(db, browser, address):
    assert browser.get(address).status_code == 200
