"""Deeds on the books: who may, what they write, what they refuse, and that a refusal changes nothing."""

from datetime import date

import pytest

from tequio.books import actions, queries
from tequio.books.errors import (
    AccountTaken,
    AlreadyReversed,
    AmountAbsurd,
    ChartWrong,
    DayToCome,
    EarlierMonthOpen,
    LaterMonthClosed,
    MemberUnknown,
    MonthNotClosed,
    MonthNotOver,
    PeriodClosed,
    UndoneElsewhere,
)
from tequio.books.models import Account, Balance, Entry, Period
from tequio.books.steps import LegDraft
from tequio.core.models import Event
from tequio.core.refusals import NotAllowed
from tequio.unions.trade import AccountRow
from tests import factories
from tests.books.conftest import DAY, wrongs

APRIL, MAY = date(2026, 4, 2), date(2026, 5, 2)
CASH_TO_BANK = (LegDraft("bank", 5000), LegDraft("cash", -5000))


def write(books, **more):
    told = {"actor": books.actor, "on": DAY, "text": "Depósito", "legs": CASH_TO_BANK, "today": DAY} | more
    return actions.post_manual_entry(**told)


def pay(books, minor=4000, **more):
    told = {"member_id": books.ana.pk, "minor": minor, "into": "cash", "on": DAY, "today": DAY} | more
    return actions.record_member_payment(actor=books.actor, **told)


def nothing_changed() -> bool:
    return not (Entry.objects.exists() or Event.objects.exists() or Balance.objects.exists())


def test_an_entry_by_hand(books):
    entry = write(books)

    assert (entry.number, entry.source, entry.text) == (1, "books.manual", "Depósito")
    assert queries.balance("bank") == 5000
    event = Event.objects.get()
    assert (event.kind, event.subject_id, event.data["minor"]) == ("books.entry.posted", entry.pk, 5000)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"on": date(2026, 3, 11)}, DayToCome),
        ({"legs": (LegDraft("bank", 10**14), LegDraft("cash", -(10**14)))}, AmountAbsurd),
        ({"legs": (LegDraft("bank", 0), LegDraft("cash", 0))}, AmountAbsurd),
    ],
)
def test_an_entry_by_hand_that_is_refused(books, more, refusal):
    with pytest.raises(refusal):
        write(books, **more)

    assert nothing_changed()


def test_without_the_right_nobody_writes(books):
    with pytest.raises(NotAllowed):
        write(books, actor=factories.actor_with(books.union))

    assert nothing_changed()


def test_an_entry_by_hand_is_taken_back_once(books):
    entry = write(books)
    reversal = actions.reverse_entry(actor=books.actor, entry_id=entry.pk, on=DAY, today=DAY, reason="cuenta mala")
    with pytest.raises(AlreadyReversed):
        actions.reverse_entry(actor=books.actor, entry_id=entry.pk, on=DAY, today=DAY, reason="otra vez")

    assert (reversal.number, reversal.reverses_id) == (2, entry.pk)
    assert queries.balance("bank") == 0
    assert Event.objects.count() == 2


def test_what_a_round_booked_is_not_taken_back_here(books):
    (entry,) = books.post(books.owes(100))
    with pytest.raises(UndoneElsewhere):
        actions.reverse_entry(actor=books.actor, entry_id=entry, on=DAY, today=DAY, reason="x")

    assert Entry.objects.count() == 1
    assert not Event.objects.exists()


def test_a_payment_lowers_what_a_member_owes(books):
    books.post(books.owes(10000))
    entry = pay(books)

    assert entry.text == f"Pago de la socia o socio {books.ana.number}"
    assert queries.balance("member_receivable", books.ana.pk) == 6000
    assert queries.balance("cash") == 4000
    assert wrongs() == []


def test_a_payment_sent_twice_is_booked_once(books):
    first = pay(books, key="k1")
    again = pay(books, key="k1")

    assert first == again
    assert queries.balance("cash") == 4000


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"minor": 0}, AmountAbsurd),
        ({"minor": -100}, AmountAbsurd),
        ({"minor": 10**14}, AmountAbsurd),
        ({"on": date(2026, 3, 11)}, DayToCome),
        ({"member_id": 10**9}, MemberUnknown),
    ],
)
def test_a_payment_that_is_refused(books, more, refusal):
    with pytest.raises(refusal):
        pay(books, **more)

    assert nothing_changed()


def test_a_closed_month_takes_nothing_until_it_is_opened_again(books):
    write(books)
    actions.close_period(actor=books.actor, month=DAY, today=APRIL)
    with pytest.raises(PeriodClosed, match="2026-03"):
        write(books, today=APRIL)
    actions.reopen_period(actor=books.actor, month=DAY, reason="faltó un recibo")
    write(books, today=APRIL)

    assert Entry.objects.count() == 2
    assert not Period.objects.get().is_closed


def test_months_close_in_order_and_open_backwards(books):
    write(books)
    write(books, on=APRIL, today=APRIL)
    with pytest.raises(MonthNotOver):
        actions.close_period(actor=books.actor, month=APRIL, today=APRIL)
    with pytest.raises(EarlierMonthOpen, match="2026-03"):
        actions.close_period(actor=books.actor, month=APRIL, today=MAY)
    assert not Period.objects.exists()
    actions.close_period(actor=books.actor, month=DAY, today=MAY)
    actions.close_period(actor=books.actor, month=APRIL, today=MAY)
    with pytest.raises(PeriodClosed):
        actions.close_period(actor=books.actor, month=APRIL, today=MAY)
    with pytest.raises(LaterMonthClosed, match="2026-04"):
        actions.reopen_period(actor=books.actor, month=DAY, reason="x")

    assert queries.last_closed_month() == date(2026, 4, 1)
    with pytest.raises(MonthNotClosed):
        actions.reopen_period(actor=books.actor, month=MAY, reason="x")


CHART = [
    AccountRow("101.01", "Caja chica", "asset", "cash", False),
    AccountRow("501.01", "Papelería", "expense", "", False),
]


def test_a_chart_adds_what_is_missing_and_updates_the_rest(books):
    before = Account.objects.count()
    assert actions.open_accounts(actor=books.actor, rows=CHART) == 1
    assert actions.open_accounts(actor=books.actor, rows=CHART) == 0

    assert Account.objects.count() == before + 1
    assert Account.objects.get(role="cash").name == "Caja chica"


def test_a_role_passes_to_another_account(books):
    actions.open_accounts(actor=books.actor, rows=[AccountRow("102.02", "Otro banco", "asset", "bank", False)])

    assert Account.objects.get(role="bank").code == "102.02"
    assert Account.objects.get(code="102.01").role is None


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        ([CHART[0], CHART[0]], ChartWrong),
        ([CHART[0], AccountRow("101.02", "Otra caja", "asset", "cash", False)], ChartWrong),
        ([AccountRow("", "Sin clave", "asset", "", False)], ChartWrong),
        ([AccountRow("900", "Rara", "dream", "", False)], ChartWrong),
        ([AccountRow("101.01", "Caja", "expense", "", False)], AccountTaken),
        ([AccountRow("101.01", "Caja", "asset", "cash", True)], AccountTaken),
    ],
)
def test_a_chart_that_is_refused(books, rows, refusal):
    write(books)
    before = list(Account.objects.order_by("pk").values_list())
    with pytest.raises(refusal):
        actions.open_accounts(actor=books.actor, rows=rows)

    assert list(Account.objects.order_by("pk").values_list()) == before
    assert Event.objects.count() == 1
