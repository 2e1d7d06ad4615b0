"""Whatever is booked and taken back in whatever order, the books agree with themselves."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tequio.books import queries, steps
from tequio.books.errors import AlreadyReversed
from tequio.books.models import Entry, Leg
from tequio.books.steps import EntryDraft, LegDraft
from tests.books.conftest import wrongs

FIRST = date(2026, 1, 1)
ROLES = ("member_receivable", "purchase_clearing", "supplier_payable", "bank", "cash", "dues_income")

days = st.integers(0, 150).map(lambda days: FIRST + timedelta(days))
amounts = st.integers(-(10**9), 10**9).filter(bool)
legs = st.lists(st.tuples(st.sampled_from(ROLES), amounts, st.integers(0, 1)), min_size=1, max_size=5)
deeds = st.lists(
    st.one_of(st.tuples(st.just("post"), days, legs), st.tuples(st.just("reverse"), days, st.integers(0, 30))),
    min_size=1, max_size=8,
)  # fmt: skip


def draft(books, day: date, rows) -> EntryDraft:
    """The rows, and on the bank what they lack to balance."""
    members = (books.ana.pk, books.beto.pk)
    found = [LegDraft(role, minor, members[who] if role == "member_receivable" else None) for role, minor, who in rows]
    lacking = -sum(leg.minor for leg in found)
    if lacking:
        found.append(LegDraft("bank", lacking))
    return EntryDraft(day, "x", "t", None, tuple(found))


def play(books, deeds) -> None:
    for kind, day, what in deeds:
        with transaction.atomic():
            if kind == "post":
                entry = draft(books, day, what)
                if len(entry.legs) > 1:
                    steps.post_entries(books.actor, [entry])
            elif number := Entry.objects.count():
                try:
                    steps.reverse_entry(books.actor, entry_id=Entry.objects.get(number=what % number + 1).pk, on=day)
                except AlreadyReversed:
                    transaction.set_rollback(True)


@pytest.fixture
def afresh(books):
    """Every example starts from the same empty books."""

    def play_afresh(deeds, look) -> None:
        with transaction.atomic():
            play(books, deeds)
            look()
            transaction.set_rollback(True)

    return play_afresh


@given(deeds=deeds)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_trial_balance_sums_to_zero_and_what_is_kept_is_what_is_there(afresh, deeds):
    def look() -> None:
        lines = queries.trial_balance(date(2026, 12, 31), first=FIRST)
        assert sum(line.closing_minor for line in lines) == 0
        assert sum(line.debit_minor for line in lines) == sum(line.credit_minor for line in lines)
        assert wrongs() == []

    afresh(deeds, look)


@given(deeds=deeds, first=days, length=st.integers(0, 90))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_period_reads_as_its_legs_add_up(books, afresh, deeds, first, length):
    last = first + timedelta(length)

    def expected(**which) -> tuple[int, int, int]:
        found = list(Leg.objects.filter(**which).values_list("on", "amount_minor"))
        inside = [minor for on, minor in found if first <= on <= last]
        before = sum(minor for on, minor in found if on < first)
        return before, sum(m for m in inside if m > 0), -sum(m for m in inside if m < 0)

    def look() -> None:
        for line in queries.trial_balance(last, first):
            told = (line.opening_minor, line.debit_minor, line.credit_minor)
            assert told == expected(account_id=line.key)
            ledger = queries.account_ledger(line.key, first, last)
            assert (ledger.opening_minor, ledger.debit_minor, ledger.credit_minor) == told
            assert ledger.closing_minor == (ledger.lines[-1].balance_minor if ledger.lines else ledger.opening_minor)
        for line in queries.member_ledger(first, last):
            told = (line.opening_minor, line.debit_minor, line.credit_minor)
            assert told == expected(member_id=line.key)
            statement = queries.member_statement(line.key, first, last)
            assert (statement.opening_minor, statement.debit_minor, statement.credit_minor) == told
            assert statement.count == len(statement.lines)

    afresh(deeds, look)


@given(deeds=deeds)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_taking_everything_back_leaves_nothing(books, afresh, deeds):
    def look() -> None:
        for pk in Entry.objects.filter(reverses=None, reversed_by=None).values_list("pk", flat=True):
            steps.reverse_entry(books.actor, entry_id=pk, on=date(2026, 12, 31))
        assert {line.closing_minor for line in queries.trial_balance(date(2026, 12, 31))} <= {0}
        assert set(queries.member_balances().values()) <= {0}

    afresh(deeds, look)
