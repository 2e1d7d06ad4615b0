"""The screens of the books: what each person sees, what a form does, and at what cost in queries."""

from datetime import date

import pytest
from django.utils import timezone

from tequio.books import actions, queries
from tequio.books.models import Entry, Period
from tequio.books.steps import LegDraft
from tequio.core.models import Event
from tequio.core.sheets import read_table
from tests import factories

MARCH = "?desde=2026-03-01&hasta=2026-03-31"


@pytest.fixture
def office(client, books):
    client.force_login(factories.make_staff(books.union, "*"))
    return client


@pytest.fixture
def ana(client, books):
    books.ana.user = factories.make_user("Ana", phone="+527771112233")
    books.ana.save(update_fields=["user"])
    client.force_login(books.ana.user)
    return client


@pytest.fixture
def booked(books):
    """Ana and Beto bought, the supplier is owed, Ana paid something."""
    entries = books.post(books.owes(10000), books.owes(5000, books.beto), books.bought(15000))
    paid = actions.record_member_payment(
        actor=books.actor, member_id=books.ana.pk, minor=4000, into="cash", on=date(2026, 3, 11),
        today=date(2026, 3, 11),
    )  # fmt: skip
    return [*entries, paid.pk]


def at(path=""):
    return f"/tlayacapan/libros/{path}"


def test_the_trial_balance_shows_every_account_and_leads_to_its_ledger(office, books, booked):
    page = office.get(at(MARCH))

    told = {line.code: (line.debit_minor, line.credit_minor, line.closing_minor) for line in page.context["lines"]}
    assert told == {
        "101.01": (4000, 0, 4000), "105.01": (15000, 4000, 11000), "115.01": (15000, 15000, 0),
        "201.01": (0, 15000, -15000),
    }  # fmt: skip
    assert page.context["totals"] == {"opening": 0, "debit": 34000, "credit": 34000, "closing": 0}
    account = books.account("member_receivable").pk
    assert f"/tlayacapan/libros/cuenta/{account}/?desde=2026-03-01&amp;hasta=2026-03-31" in page.content.decode()


def test_an_accounts_ledger_leads_to_its_entries(office, books, booked):
    page = office.get(at(f"cuenta/{books.account('member_receivable').pk}/{MARCH}"))

    lines = page.context["ledger"].lines
    assert [(line.amount_minor, line.balance_minor) for line in lines] == [
        (10000, 10000),
        (5000, 15000),
        (-4000, 11000),
    ]
    assert f"/tlayacapan/libros/poliza/{booked[0]}/" in page.content.decode()


def test_a_long_ledger_comes_in_pages_that_go_on_counting(office, books):
    books.post(*(books.owes(1) for _ in range(250)))
    address = at(f"cuenta/{books.account('member_receivable').pk}/{MARCH}")

    last = office.get(f"{address}&pagina=3").context["ledger"]
    assert (len(last.lines), last.lines[-1].balance_minor, last.count) == (50, 250, 250)
    for odd in ("0", "99", "x", "-1"):
        assert office.get(f"{address}&pagina={odd}").status_code == 200


def test_an_entry_shows_its_legs_its_source_and_who_did_it(office, books, booked):
    page = office.get(at(f"poliza/{booked[0]}/")).content.decode()
    assert "/tlayacapan/rondas/7/" in page
    assert "105.01 Socias y socios por cobrar" in page
    assert "Cancelar la póliza" not in page

    page = office.get(at(f"poliza/{booked[3]}/")).content.decode()
    assert "books.payment.recorded" in page
    assert "Cancelar la póliza" in page


def test_a_member_sees_his_own_account_and_nobody_elses(ana, books, booked):
    page = ana.get(at(f"mi-cuenta/{MARCH}"))

    assert page.context["ledger"].closing_minor == 6000
    assert "Debes a la unión <b>$60.00</b>" in page.content.decode()
    assert len(page.content) < 50_000
    assert ana.get(at(f"estado/{books.ana.pk}/")).status_code == 200
    assert ana.get(at(f"estado/{books.beto.pk}/")).status_code == 403
    assert ana.get(at(f"poliza/{booked[0]}/")).status_code == 200
    assert ana.get(at(f"poliza/{booked[1]}/")).status_code == 403
    assert ana.get(at(f"poliza/{booked[2]}/")).status_code == 403
    assert ana.get(at()).status_code == 403
    assert ana.get(at("saldos/")).status_code == 403
    assert ana.get(at("poliza/nueva/")).status_code == 403


def test_in_an_entry_of_many_a_member_reads_no_other_name(ana, books):
    legs = (
        LegDraft("member_receivable", 5, books.ana.pk), LegDraft("member_receivable", 7, books.beto.pk),
        LegDraft("dues_income", -12),
    )  # fmt: skip
    entry = actions.post_manual_entry(
        actor=books.actor, on=date(2026, 3, 1), text="Varios", legs=legs, today=date(2026, 3, 1)
    )
    page = ana.get(at(f"poliza/{entry.pk}/")).content.decode()

    assert "Ana Luna" in page
    assert "Beto" not in page
    assert "otra persona" in page


@pytest.mark.parametrize("path", ["", "saldos/", "estado/{ana}/", "mi-cuenta/"])
def test_spreadsheets_say_the_same(office, books, booked, path):
    if path == "mi-cuenta/":
        assert office.get(at(path)).url == "/tlayacapan/libros/saldos/"
        return
    answer = office.get(at(path.format(ana=books.ana.pk)) + MARCH + "&formato=xlsx")
    rows = list(read_table("x.xlsx", answer.content).rows)

    assert answer["Content-Disposition"].endswith('.xlsx"')
    assert len(rows) - 1 == {"": 4, "saldos/": 2}.get(path, 3)  # less the heading


def test_the_statement_on_paper_is_a_tagged_pdf(ana, books, booked):
    answer = ana.get(at(f"mi-cuenta/{MARCH}&formato=pdf"))

    assert answer.content.startswith(b"%PDF-")
    assert b"/MarkInfo" in answer.content
    assert answer["Content-Disposition"] == f'inline; filename="estado-{books.ana.number}-2026-03-31.pdf"'


def legs_of(*rows):
    """What the form sends for these lines: (code, member number, debit, credit)."""
    sent = {"r-TOTAL_FORMS": "6", "r-INITIAL_FORMS": "0"}
    for place, row in enumerate(rows):
        for name, value in zip(("account", "member", "debit", "credit"), row, strict=True):
            sent[f"r-{place}-{name}"] = value
    return sent


TODAY = str(timezone.localdate())


def test_an_entry_is_written_by_hand_once_however_often_it_is_sent(office, books):
    sent = {"on": TODAY, "text": "Depósito", "once": "k1"}
    sent |= legs_of(("102.01", "", "$1,250.50", ""), ("105.01", str(books.ana.number), "", "1250.50"))
    first, again = office.post(at("poliza/nueva/"), sent), office.post(at("poliza/nueva/"), sent)

    assert first.url == again.url == Entry.objects.get().get_absolute_url()
    assert queries.balance("member_receivable", books.ana.pk) == -125050


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ((("102.01", "", "10", ""), ("101.01", "", "", "9")), "faltan $1.00"),
        ((("102.01", "", "10", "10"),), "no los dos"),
        ((("", "", "10", ""),), "Escoge la cuenta"),
        ((("105.01", "", "10", ""), ("101.01", "", "", "10")), "se lleva por socia o socio"),
        ((("105.01", "999999", "10", ""), ("101.01", "", "", "10")), "Nadie tiene ese número"),
        ((("102.01", "", "diez", ""),), "cantidad en pesos"),
        ((), "al menos un cargo y un abono"),
    ],
)
def test_a_wrong_entry_says_what_is_wrong_and_books_nothing(office, books, rows, sentence):
    answer = office.post(at("poliza/nueva/"), {"on": TODAY, "text": "x"} | legs_of(*rows))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Entry.objects.exists()
    assert not Event.objects.exists()


def test_a_payment_is_noted_on_the_members_page(office, books):
    paid = {"minor": "50.00", "into": "bank", "on": TODAY}
    assert office.post(at(f"estado/{books.ana.pk}/pago/"), paid).status_code == 302
    assert office.post(at(f"estado/{books.ana.pk}/pago/"), paid | {"minor": "0"}).status_code == 422

    assert queries.balance("member_receivable", books.ana.pk) == -5000
    assert "Saldo a favor: <b>$50.00</b>" in office.get(at(f"estado/{books.ana.pk}/")).content.decode()


def test_an_entry_is_cancelled_with_a_reason(office, books, booked):
    address = at(f"poliza/{booked[3]}/cancelar/")
    assert office.post(address, {"on": TODAY}).status_code == 422
    answer = office.post(address, {"on": TODAY, "reason": "recibo repetido"})

    assert answer.url == Entry.objects.get(reverses=booked[3]).get_absolute_url()
    assert "Fue cancelada por la" in office.get(at(f"poliza/{booked[3]}/")).content.decode()


def test_a_month_is_closed_and_opened_again(office, books, booked):
    assert "Cerrar este mes" in office.get(at("meses/")).content.decode()
    assert office.post(at("meses/2026-03/cerrar/")).status_code == 302
    assert Period.objects.get().is_closed
    assert office.post(at("meses/2026-03/cerrar/")).status_code == 422
    assert office.post(at("meses/2026-03/reabrir/"), {"reason": ""}).status_code == 422
    assert office.post(at("meses/2026-03/reabrir/"), {"reason": "faltó un recibo"}).status_code == 302
    assert not Period.objects.get().is_closed
    assert office.post(at("meses/2026-13/cerrar/")).status_code == 404


@pytest.mark.parametrize("name", ["beancount", "hledger"])
def test_the_whole_book_is_taken_along_and_it_is_noted_who_did(office, books, booked, name):
    answer = office.post(at("exportar/"), {"formato": name})

    assert "105-01:M" in answer.content.decode()
    assert Event.objects.order_by("number").last().kind == "books.book.exported"
    assert office.post(at("exportar/"), {"formato": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("", 12),
        ("saldos/", 12),
        ("cuenta/{account}/", 14),
        ("poliza/{entry}/", 16),
        ("estado/{ana}/", 16),
        ("meses/", 13),
    ],
)
def test_pages_cost_the_same_however_much_is_booked(office, books, booked, path, most, django_assert_max_num_queries):
    path = path.format(account=books.account("member_receivable").pk, entry=booked[0], ana=books.ana.pk)
    with django_assert_max_num_queries(most):
        assert office.get(at(path) + MARCH).status_code == 200
    books.post(*(books.owes(1) for _ in range(60)))
    with django_assert_max_num_queries(most):
        office.get(at(path) + MARCH)
