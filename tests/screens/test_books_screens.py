"""The books in a real browser: screens fit, break no rule of access, and an entry by hand works without script."""

from datetime import date

import pytest

from tequio.books import actions, queries
from tequio.books.models import Entry
from tests import factories
from tests.books.conftest import build
from tests.screens.browser import assert_axe_clean, assert_fits

pytestmark = pytest.mark.browser
MARCH = "?desde=2026-03-01&hasta=2026-03-31"
DAY = date(2026, 3, 11)


@pytest.fixture
def booked(site):
    """Books with a round, a payment and a cancelled entry; Ana and Rosa can sign in."""
    with factories.union_in_scope() as union:
        books = build(union)
        books.ana.user = factories.make_user("Ana", phone="+527771112233")
        books.ana.save(update_fields=["user"])
        books.rosa = factories.make_staff(union, "*")
        books.post(*(books.owes(1234567, books.ana), books.owes(5000, books.beto), books.bought(1239567)))
        paid = actions.record_member_payment(
            actor=books.actor, member_id=books.ana.pk, minor=4000, into="cash", on=DAY, today=DAY
        )
        actions.reverse_entry(actor=books.actor, entry_id=paid.pk, on=DAY, today=DAY, reason="recibo repetido")
        books.paid = paid.pk
        yield books


def test_the_offices_screens_fit_and_break_no_rule(site, booked):
    account = booked.account("member_receivable").pk
    screens = {
        "balanza": "", "saldos": "saldos/", "cuenta": f"cuenta/{account}/", "poliza": f"poliza/{booked.paid}/",
        "poliza-nueva": "poliza/nueva/", "estado": f"estado/{booked.ana.pk}/", "pago": f"estado/{booked.ana.pk}/pago/",
        "meses": "meses/", "cerrar": "meses/2026-03/cerrar/",
        "reabrir": "meses/2026-03/reabrir/",
    }  # fmt: skip
    for device in ("laptop", "phone"):
        page = site.visitor(user=booked.rosa, device=device, dark=device == "phone")
        for name, path in screens.items():
            answer = page.goto(f"{site.address}/tlayacapan/libros/{path}{MARCH}")
            assert answer.status == 200, path
            assert_axe_clean(page)
            assert_fits(page)
            site.screenshot(page, f"libros-{name}-{device}")


def test_a_members_account_fits_a_phone(site, booked):
    page = site.open(f"/tlayacapan/libros/mi-cuenta/{MARCH}", user=booked.ana.user, device="phone")

    assert "Debes a la unión $12,345.67" in page.inner_text("main")
    assert_axe_clean(page)
    assert_fits(page)
    site.screenshot(page, "libros-mi-cuenta-phone")


def test_an_entry_is_written_by_hand_without_script(site, booked):
    page = site.open("/tlayacapan/libros/poliza/nueva/", user=booked.rosa, script=False)
    page.fill("[name=text]", "Depósito en el banco")
    page.select_option("[name=r-0-account]", "102.01")
    page.fill("[name=r-0-debit]", "1,250.50")
    page.select_option("[name=r-1-account]", "101.01")
    page.fill("[name=r-1-credit]", "1250.50")
    page.locator("main button").click()
    page.wait_for_selector("text=quedó registrada")

    assert queries.balance("bank") == 125050
    assert Entry.objects.order_by("number").last().text == "Depósito en el banco"
