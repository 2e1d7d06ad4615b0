"""Booking: what is written, what is kept, and what is refused whole."""

from datetime import date

import pytest
from django.db import connection, transaction

from tequio.books import queries, steps
from tequio.books.errors import (
    AlreadyReversed,
    EntryEmpty,
    EntryUnbalanced,
    EntryUnknown,
    MemberNeeded,
    MemberUnknown,
    UnknownAccount,
)
from tequio.books.models import Account, Balance, Entry, Leg, MonthTotal
from tequio.books.steps import EntryDraft, LegDraft
from tequio.core.scope import in_union
from tests import factories
from tests.books.conftest import DAY, wrongs


def test_an_entry_is_written_with_its_legs_and_number(books):
    with transaction.atomic():
        entry = steps.post_entry(books.actor, books.owes(12050))

    stored = Entry.objects.get()
    assert (entry.pk, entry.number, entry.on, entry.text) == (stored.pk, 1, DAY, "Barro")
    assert (stored.source, stored.source_id, stored.reverses_id) == ("purchasing.round", 7, None)
    legs = Leg.objects.order_by("position").values_list("account__role", "member_id", "amount_minor", "on")
    assert list(legs) == [("member_receivable", books.ana.pk, 12050, DAY), ("purchase_clearing", None, -12050, DAY)]


def test_numbers_follow_one_another_within_a_union(books):
    books.post(books.owes(1), books.owes(2))
    books.post(books.bought(3))
    other = factories.make_union("otra", "Otra unión")
    with in_union(other.pk):
        factories.open_books(other)
        draft = EntryDraft(DAY, "x", "t", None, (LegDraft("cash", 5), LegDraft("bank", -5)))
        with transaction.atomic():
            assert steps.post_entry(factories.actor_with(other), draft).number == 1

    assert list(Entry.objects.order_by("pk").values_list("number", flat=True)) == [1, 2, 3]
    assert wrongs() == []


def test_what_is_kept_follows_every_entry(books):
    books.post(books.owes(100), books.owes(50, books.beto), books.bought(150))
    books.post(books.owes(30, on=date(2026, 4, 2)))

    assert queries.balance("member_receivable", books.ana.pk) == 130
    assert queries.balance("member_receivable") == 180
    assert queries.balance("cash") == 0
    assert queries.member_balances() == {books.ana.pk: 130, books.beto.pk: 50}
    march = MonthTotal.objects.filter(account__role="purchase_clearing", month=date(2026, 3, 1)).get()
    assert (march.debit_minor, march.credit_minor) == (150, 150)
    assert wrongs() == []


def test_booking_nothing_is_nothing(books):
    assert books.post() == []


def test_an_account_is_found_by_its_code_too(books):
    books.post(EntryDraft(DAY, "Depósito", "t", None, (LegDraft("102.01", 5), LegDraft("101.01", -5))))

    assert queries.balance("bank") == 5


@pytest.mark.parametrize(
    ("legs", "refusal"),
    [
        ((("cash", 5), ("bank", -4)), EntryUnbalanced),
        ((), EntryEmpty),
        ((("cash", 0), ("bank", 0)), EntryEmpty),
        ((("cash", 5), ("nowhere", -5)), UnknownAccount),
        ((("cash", 5), ("member_receivable", -5)), MemberNeeded),
        ((("cash", 5), ("member_receivable", -5, 10**9)), MemberUnknown),
        ((("cash", 5, 1), ("bank", -5)), MemberNeeded),
    ],
)
def test_what_cannot_be_booked_is_refused_with_all_that_came_with_it(books, legs, refusal):
    bad = EntryDraft(DAY, "x", "t", None, tuple(LegDraft(*leg) for leg in legs))
    with pytest.raises(refusal):
        books.post(books.owes(100), bad)

    assert not Entry.objects.exists()
    assert not Leg.objects.exists()
    assert not Balance.objects.exists()


def test_the_difference_is_said(books):
    with pytest.raises(EntryUnbalanced, match=r"\$1,234\.56"):
        books.post(EntryDraft(DAY, "x", "t", None, (LegDraft("cash", 223456), LegDraft("bank", -100000))))


def test_a_member_of_another_union_is_unknown(books):
    other = factories.make_union("otra", "Otra unión")
    with in_union(other.pk):
        stranger = factories.make_member(other)
    with pytest.raises(MemberUnknown):
        books.post(books.owes(100, stranger))

    assert not Entry.objects.exists()


def test_a_reversal_books_the_opposite_once(books):
    first, _ = books.post(books.owes(100), books.bought(100))
    with transaction.atomic():
        reversal = steps.reverse_entry(books.actor, entry_id=first, on=DAY)
    with pytest.raises(AlreadyReversed), transaction.atomic():
        steps.reverse_entry(books.actor, entry_id=first, on=DAY)
    with pytest.raises(AlreadyReversed), transaction.atomic():
        steps.reverse_entry(books.actor, entry_id=reversal.pk, on=DAY)
    with pytest.raises(EntryUnknown), transaction.atomic():
        steps.reverse_entry(books.actor, entry_id=10**9, on=DAY)

    assert (reversal.number, reversal.reverses_id, reversal.text) == (3, first, "Cancela la póliza 1: Barro")
    assert queries.balance("member_receivable", books.ana.pk) == 0
    assert Entry.objects.count() == 3
    assert wrongs() == []


def test_all_of_a_source_is_reversed_except_what_was_before(books):
    first, *_ = books.post(books.owes(100), books.owes(50, books.beto))
    with transaction.atomic():
        steps.reverse_entry(books.actor, entry_id=first, on=DAY)
        again = steps.reverse_entries(books.actor, source="purchasing.round", source_id=7, on=DAY)

    assert len(again) == 1
    assert queries.balance("member_receivable") == 0


def test_statements_do_not_grow_with_entries(books, django_assert_num_queries):
    many = [books.owes(100 + place) for place in range(200)]
    with transaction.atomic(), django_assert_num_queries(2):  # the accounts and the booking
        steps.post_entries(books.actor, many)

    assert Leg.objects.count() == 400
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(amount_minor) FROM books_leg")
        assert cursor.fetchone() == (0,)
    assert Account.objects.count() == len(factories.ROLES)
