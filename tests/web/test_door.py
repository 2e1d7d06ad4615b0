"""Members come in by telephone and a code; nobody learns from the answers who is on the roster."""

import re
import time
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from tequio.core.outbox import OutboxMessage
from tequio.core.scope import in_union
from tequio.core.users import User
from tequio.unions.models import Office, Term
from tequio.web.accounts import unions_of
from tests import factories
from tests.web.conftest import PHONE, add_member, give_phone, now

ASK, CONFIRM = "/entrar/", "/entrar/codigo/"


def code_of(phone=PHONE):
    text = OutboxMessage.objects.filter(phone=phone).latest("id").text
    return re.search(r"\b\d{6}\b", text)[0]


def ask(browser, phone="777 123 4567", **extra):
    return browser.post(ASK, {"phone": phone}, **extra)


def confirm(browser, code, **data):
    return browser.post(CONFIRM, {"code": code, **data})


def is_in(browser):
    return browser.get("/cuenta/").status_code == 200


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_member_of_the_roster_comes_in_by_code(ana, browser):
    assert ask(browser).url == CONFIRM
    answer = confirm(browser, code_of())

    assert (answer.status_code, answer.url) == (302, "/")
    assert browser.get("/").url == "/tlayacapan/"
    user = now(ana).user
    assert (user.name, user.phone, user.phone_verified) == ("Ana Luna", PHONE, True)
    assert not user.has_usable_password()


@pytest.mark.parametrize("written", ["7771234567", "+52 1 777 123 4567", "044 777-123-4567", "(777) 123 45 67"])
def test_however_the_telephone_is_written(ana, browser, written):
    ask(browser, written)

    assert confirm(browser, code_of()).url == "/"


@pytest.mark.parametrize("written", ["", "123", "barro", "777 123 45678 9"])
def test_what_is_no_telephone_is_said_beside_the_field(browser, written):
    answer = ask(browser, written)

    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.text


def test_an_unknown_telephone_gets_the_same_answer(ana, settings):
    settings.DEMO = False
    pages = {}
    for phone in ("777 123 4567", "777 765 4321"):
        browser = Client()
        first = ask(browser, phone)
        page = browser.get(first.url)
        last = confirm(browser, "000000")
        pages[phone] = (first.status_code, first.url, *(scrubbed(answer, phone) for answer in (page, last)))

    assert pages["777 123 4567"] == pages["777 765 4321"]
    assert not User.objects.filter(phone="+527777654321").exists()
    assert OutboxMessage.objects.count() == 1


def scrubbed(answer, phone):
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.text)
    return answer.status_code, text.replace(phone, "").replace(phone.replace(" ", ""), "")


def test_a_wrong_code_does_not_open_and_three_end_it(ana, browser):
    ask(browser)
    code = code_of()
    for _ in range(2):
        assert confirm(browser, wrong(code)).status_code == 200
    assert confirm(browser, wrong(code)).url == ASK

    assert confirm(browser, code).status_code == 302
    assert not is_in(browser)


def test_a_code_is_of_no_use_in_another_browser(ana, browser):
    ask(browser)
    thief = Client()
    confirm(thief, code_of())

    assert not is_in(thief)


def test_the_code_of_another_opens_nothing(union, ana, browser):
    add_member(union, "Beto", "Ríos", "+527770001111")
    ask(browser)
    other = Client()
    ask(other, "777 000 1111")
    assert code_of() != code_of("+527770001111")  # wrong once in a million runs

    assert confirm(browser, code_of("+527770001111")).status_code == 200
    assert not is_in(browser)


def test_a_code_opens_once(ana, browser):
    ask(browser)
    code = code_of()
    confirm(browser, code)
    browser.post("/salir/")
    confirm(browser, code)

    assert not is_in(browser)


def test_a_code_expires(ana, browser, monkeypatch):
    ask(browser)
    code = code_of()
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT + 1)

    assert confirm(browser, code).url == ASK
    assert not is_in(browser)


def test_a_new_code_ends_the_one_before(ana, browser):
    ask(browser)
    first = code_of()
    browser.post(CONFIRM, {"action": "resend"})
    second = code_of()
    assert first != second  # wrong once in a million runs
    confirm(browser, first)
    assert not is_in(browser)
    confirm(browser, second)

    assert is_in(browser)


def test_asking_again_and_again_is_stopped_by_telephone_not_by_address(ana):
    for number in range(3):
        assert ask(Client(), REMOTE_ADDR=f"10.0.0.{number}").status_code == 302
    stopped = ask(Client(), REMOTE_ADDR="10.0.0.9")

    assert stopped.status_code == 200
    assert "Espera unos minutos" in stopped.text
    assert OutboxMessage.objects.count() == 3
    # A neighbour behind the same address of the telephone company is not locked out.
    assert ask(Client(), "777 765 4321", REMOTE_ADDR="10.0.0.0").status_code == 302


def test_guessing_is_counted_over_all_browsers(ana, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"request_login_code": None}
    for number in range(5):
        browser = Client(REMOTE_ADDR=f"10.0.0.{number}")
        ask(browser)
        for _ in range(2):
            confirm(browser, wrong(code_of()))
    late = Client()
    ask(late)

    assert "Espera unos minutos" in confirm(late, code_of()).text
    assert not is_in(late)


def test_a_household_that_shares_one_telephone_opens_nobodys_account(union, ana, browser):
    beto = add_member(union, "Beto", "Ríos")
    ask(browser)

    assert now(ana).user is now(beto).user is None
    assert not OutboxMessage.objects.exists()


def test_one_telephone_opens_the_memberships_of_several_unions(ana, browser):
    add_member(factories.make_union("cuernavaca"), "Ana", "Luna")
    ask(browser)
    confirm(browser, code_of())
    page = browser.get("/")

    assert page.status_code == 200
    assert 'href="/tlayacapan/"' in page.text
    assert 'href="/cuernavaca/"' in page.text


def test_a_corrected_telephone_ends_what_the_old_one_opened(ana, browser):
    ask(browser)
    confirm(browser, code_of())
    give_phone(ana, "+527770001111")

    assert now(ana).user is None
    assert browser.get("/").status_code == 200
    assert "Todavía no estás en ninguna unión" in browser.get("/").text
    new = Client()
    ask(new, "777 000 1111")
    confirm(new, code_of("+527770001111"))
    assert new.get("/").url == "/tlayacapan/"


def test_only_the_demo_shows_the_code(ana, browser, settings):
    ask(browser)
    assert code_of() in browser.get(CONFIRM).text
    settings.DEMO = False

    assert code_of() not in browser.get(CONFIRM).text


def test_the_outbox_is_closed_while_a_union_is_in_scope(ana, browser):
    ask(browser)

    assert OutboxMessage.objects.exists()
    with in_union(ana.union_id):
        assert not OutboxMessage.objects.exists()


def test_nobody_signs_up(browser):
    answer = browser.post("/entrar/nueva/", {"email": "x@demo.example", "password1": "barro-y-esmalte-9"})

    assert "Para entrar hace falta ser de la unión" in answer.text
    assert not User.objects.exists()


def test_a_closed_account_stays_outside(ana, browser):
    ask(browser)
    confirm(browser, code_of())
    User.objects.filter(phone=PHONE).update(is_active=False)

    assert not is_in(browser)
    ask(browser)
    assert OutboxMessage.objects.count() == 1


def test_a_lost_password_is_renewed_by_a_link_that_serves_once(rosa, browser):
    browser.post("/entrar/olvide/", {"email": rosa.email})
    browser.post("/entrar/olvide/", {"email": "nobody@demo.example"})
    (letter,) = mail.outbox
    link = re.search(r"http://testserver(/entrar/olvide/\S+)", letter.body)[1]
    page = browser.get(link, follow=True)
    browser.post(page.request["PATH_INFO"], {"password1": "torno-y-horno-77", "password2": "torno-y-horno-77"})
    rosa.refresh_from_db()

    assert rosa.check_password("torno-y-horno-77")
    assert "Este enlace ya no sirve" in Client().get(link, follow=True).text


def test_every_name_the_library_looks_for_has_an_address():
    for name in ("account_login", "account_logout", "account_reauthenticate", "account_reset_password", "mfa_index"):
        assert reverse(name).startswith(("/entrar/", "/salir/", "/cuenta/"))


def test_an_office_opens_the_union_on_the_unions_day_whatever_the_servers_clock_says(union):
    """In the evening of Morelos the clock of the server's place has already begun the next day."""
    last = date(2026, 3, 10)
    with in_union(union.pk):
        rosa = factories.make_user("Rosa")
        office = Office.objects.create(union=union, code="compras", name="Compras", kind=Office.Kind.STAFF)
        Term.objects.create(union=union, office=office, user=rosa, begins_on=date(2026, 3, 1),
                            ends_on=last + timedelta(days=1))  # fmt: skip

    days = (date(2026, 2, 28), date(2026, 3, 1), last, last + timedelta(days=1))
    assert [len(unions_of(rosa, day)) for day in days] == [0, 1, 1, 0]
