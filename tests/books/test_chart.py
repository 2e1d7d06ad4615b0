"""Accounts that a chart gained after a union opened: a sentence before, one deed on a page, and then it books."""

from datetime import date

import pytest
from django.urls import reverse

from tequio.books.chart import lacking
from tequio.books.errors import AccountNotOpen, UnknownAccount
from tequio.books.models import Account, Entry
from tequio.books.queries import balance
from tequio.books.steps import EntryDraft, LegDraft, post_entry
from tequio.core.models import Event
from tequio.credit.models import Payment
from tequio.unions import trade
from tequio.unions.trade import AccountRow
from tests import factories
from tests.credit import world as worlds
from tests.credit.test_loans import DUE, FIRST

LATER = ("loan_collected", "loan_to_hand_over")  # the roles that came with credit
SENTENCE = (
    "A la unión le falta la cuenta «Cobrado de préstamos por entregar a quien prestó». Tesorería la abre en Libros,"
    " donde dice «Abrir las cuentas que faltan»; luego repite esto. No se guardó nada."
)


@pytest.fixture
def old(union, monkeypatch):
    """A union with the whole chart of its trade but for what came with credit, and a loan that runs."""
    Account.objects.bulk_create(
        Account(union=union, code=row.code, name=row.name, kind=row.kind, role=row.role, by_member=row.by_member)
        for row in trade.load("pottery").accounts
        if row.role not in LATER
    )
    monkeypatch.setattr(worlds, "ACCOUNTS", ())
    world = worlds.build(union)
    world.loan = world.lend()
    return world


@pytest.fixture
def treasurer(union, client):
    client.force_login(factories.make_staff(union, "*", name="Marta"))
    return client


def at(name):
    return reverse(f"books:{name}", kwargs={"union": "tlayacapan"})


def test_before_a_payment_says_what_is_missing_and_nothing_is_kept(old):
    told, entries = Event.objects.count(), Entry.objects.count()
    with pytest.raises(AccountNotOpen) as refused:
        old.pay(old.loan, DUE, FIRST)

    assert str(refused.value) == SENTENCE
    assert (Payment.objects.count(), Event.objects.count(), Entry.objects.count()) == (0, told, entries)


def test_the_page_opens_what_is_missing_in_one_deed_and_then_the_payment_is_booked(old, treasurer):
    before = list(Account.objects.order_by("pk").values_list("pk", "code", "name", "role"))
    trial = treasurer.get(at("trial")).text
    assert "El oficio trae 2 cuentas que la unión todavía no tiene" in trial
    page = treasurer.get(at("accounts_offered")).text
    assert "<b>205.10</b> Cobrado de préstamos por entregar a quien prestó" in page
    for _twice in range(2):
        treasurer.post(at("accounts_offered"), {"once": "k"})

    (event,) = Event.objects.filter(kind="books.accounts.opened")
    assert event.data == {"new": 2, "rows": 2}
    assert list(Account.objects.order_by("pk").values_list("pk", "code", "name", "role"))[: len(before)] == before
    assert set(Account.objects.filter(role__in=LATER).values_list("code", "by_member")) == {
        ("205.10", True), ("205.11", True),
    }  # fmt: skip
    old.pay(old.loan, DUE, FIRST)
    assert (balance("cash"), balance("loan_collected")) == (DUE, -DUE)
    assert "No falta ninguna" in treasurer.get(at("accounts_offered")).text
    assert "El oficio trae" not in treasurer.get(at("trial")).text


def test_who_may_not_open_accounts_is_offered_none_and_opens_none(old, client):
    client.force_login(factories.make_staff(old.union, "books.ledger.see"))

    assert "El oficio trae" not in client.get(at("trial")).text
    assert client.get(at("accounts_offered")).status_code == client.post(at("accounts_offered")).status_code == 403
    assert not Account.objects.filter(role__in=LATER).exists()


def test_an_account_of_the_unions_own_keeps_its_code_and_the_new_one_stands_below(union):
    for code in ("205.10", "205.10.01"):
        Account.objects.create(union=union, code=code, name="Nuestra", kind="liability", by_member=False)
    row = AccountRow("205.10", "Cobrado", "liability", "loan_collected", True)
    plain = AccountRow("205.10", "Sin función", "liability", "", False)

    assert [(each.code, each.role) for each in lacking([row, plain])] == [("205.10.02", "loan_collected")]


def test_of_a_union_whose_pack_is_gone_nothing_is_offered_and_the_role_is_named(union):
    union.trade = "gone"
    union.save(update_fields=["trade"])

    draft = EntryDraft(date(2026, 3, 1), "Prueba", "", None, (LegDraft("cash", 5), LegDraft("loan_collected", -5, 1)))
    with pytest.raises(UnknownAccount) as refused:
        post_entry(factories.actor_with(union, "books.*"), draft)
    assert not isinstance(refused.value, AccountNotOpen)
    assert not Entry.objects.exists()
