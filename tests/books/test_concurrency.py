"""Many at once: nobody waits in a circle, no number is given twice, no month is closed over somebody's head."""

import threading
import time
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction

from tequio.books import queries, steps
from tequio.books.actions import close_period, record_member_payment, reverse_entry
from tequio.books.errors import AlreadyReversed, PeriodClosed
from tequio.books.models import Entry, Leg, Period
from tequio.books.steps import EntryDraft, LegDraft
from tequio.core.models import Event
from tequio.core.scope import in_union
from tequio.members.models import Member
from tests import factories
from tests.books.conftest import DAY, build, raw, wrongs

LATER = date(2026, 4, 2)


def together(books, *works: Callable[[], object]) -> list[object]:
    """Run each in a thread with a connection of its own; returns what each returned or raised."""
    start = threading.Barrier(len(works))
    results: list[object] = [None] * len(works)

    def run(place: int) -> None:
        try:
            with in_union(books.union.pk):
                start.wait()
                results[place] = works[place]()
        except Exception as failure:
            results[place] = failure
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return results


def test_payments_at_once_are_all_booked_and_numbered_in_a_row(live_books):
    def pay(member: Member) -> Callable[[], object]:
        def work() -> None:
            for _ in range(5):
                record_member_payment(
                    actor=live_books.actor, member_id=member.pk, minor=100, into="cash", on=DAY, today=DAY
                )  # fmt: skip

        return work

    results = together(
        live_books, *(pay(m) for m in (live_books.ana, live_books.beto, live_books.ana, live_books.beto))
    )

    assert results == [None] * 4
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 21))
    assert queries.balance("cash") == 2000
    assert queries.balance("member_receivable", live_books.ana.pk) == -1000
    assert Event.objects.count() == 20
    assert wrongs() == []


def test_two_that_book_in_opposite_orders_never_lock_each_other(live_books):
    def draft(a: str, b: str) -> EntryDraft:
        return EntryDraft(DAY, "x", "t", None, (LegDraft(a, 5), LegDraft(b, -5)))

    def book(first: EntryDraft, second: EntryDraft) -> Callable[[], object]:
        def work() -> None:
            for _ in range(5):
                with transaction.atomic():
                    steps.post_entry(live_books.actor, first)
                    time.sleep(0.01)
                    steps.post_entry(live_books.actor, second)

        return work

    one, other = draft("cash", "bank"), draft("supplier_payable", "purchase_clearing")
    assert together(live_books, book(one, other), book(other, one)) == [None, None]
    assert Entry.objects.count() == 20
    assert wrongs() == []


def test_a_month_closes_after_the_booking_under_way_and_before_the_next(live_books):
    booked, closing = threading.Event(), threading.Event()

    def book_slowly() -> object:
        with transaction.atomic():
            steps.post_entry(live_books.actor, live_books.owes(100))
            booked.set()
            closing.wait(10)
            time.sleep(0.3)  # the closing waits for us meanwhile
        return "booked"

    def close() -> object:
        booked.wait(10)
        closing.set()
        return close_period(actor=live_books.actor, month=DAY, today=LATER).is_closed

    assert together(live_books, book_slowly, close) == ["booked", True]
    with pytest.raises(PeriodClosed):
        live_books.post(live_books.owes(100))
    assert Entry.objects.count() == 1


def test_a_month_closed_by_bare_sql_waits_for_bookings_too(live_books):
    Period.objects.create(union=live_books.union, month=DAY.replace(day=1))
    with transaction.atomic():
        steps.post_entry(live_books.actor, live_books.owes(100))
        with raw("owner", live_books.union) as owner:
            owner.execute("SET lock_timeout = '200ms'")
            with pytest.raises(Exception, match="lock timeout"):
                owner.execute("UPDATE books_period SET closed_at = now()")
    assert not Period.objects.get().is_closed


def test_a_member_cannot_be_deleted_under_a_booking(live_books):
    with raw("owner", live_books.union) as owner:
        owner.execute("DELETE FROM members_member WHERE id = %s", [live_books.beto.pk])
        done: list[object] = []
        booking = threading.Thread(target=lambda: done.extend(together(live_books, lambda: live_books.post(
            live_books.owes(100, live_books.beto)))))  # fmt: skip
        booking.start()
        time.sleep(0.3)
        owner.commit()
        booking.join(30)

    assert type(done[0]).__name__ == "MemberUnknown"
    assert not Leg.objects.exists()


def test_one_entry_is_reversed_by_one_of_many(live_books):
    (entry,) = live_books.post(EntryDraft(DAY, "x", "books.manual", None, (LegDraft("cash", 5), LegDraft("bank", -5))))

    def undo() -> object:
        return reverse_entry(actor=live_books.actor, entry_id=entry, on=DAY, today=DAY, reason="error").number

    results = together(live_books, undo, undo, undo)

    assert sorted(map(str, results), key=len)[0] == "2"
    assert sum(isinstance(result, AlreadyReversed) for result in results) == 2
    assert queries.balance("cash") == 0


def test_bookings_of_two_unions_do_not_wait_for_each_other(live_books):
    other = factories.make_union("otra", "Otra unión")
    with in_union(other.pk):
        theirs = build(other)

    def book_theirs() -> object:
        with in_union(other.pk):
            return len(theirs.post(theirs.owes(100)))

    with transaction.atomic():
        steps.post_entry(live_books.actor, live_books.owes(100))
        assert together(live_books, book_theirs) == [1]
