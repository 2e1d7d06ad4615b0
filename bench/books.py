"""The books: booking in bulk against the bare COPY floor, one by one against pgbench, and reading as history grows."""

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import connection, connections, transaction

import bench._installation  # noqa: F401 - opens the database before anything asks for it
from bench import _pgbench
from bench._ledger import Floor, Ledger
from bench.table import show
from tequio.books import actions, exports, queries
from tequio.books.steps import EntryDraft, LegDraft, post_entries
from tequio.core.scope import in_union

TURNS = 5
FIRST = date(2026, 1, 1)
Row = tuple[str, str, str, str]


def main(quick: bool = False) -> None:
    members, entries_out = (400, 5_000) if quick else (4000, 100_000)
    ledger = Ledger.opened(members)
    rows: list[Row] = []
    with in_union(ledger.actor.union_id):
        rows += [_bulk(ledger, legs, bar) for legs, bar in ((2, 2.5), (4, 4.0))]
        rows.append(_single(ledger, seconds=2 if quick else 8))
        _analyse()
        short = _reading(ledger)
        rows += [(f"{what}, {ledger.legs():,} legs", _ms(seconds), bar, "") for what, seconds, bar in short]
        for month in range(1, 5):
            _history(ledger, FIRST + timedelta(31 * month))
        _analyse()
        for (what, before, _bar), (_what, after, bar) in zip(short, _reading(ledger), strict=True):
            rows.append((f"{what}, {ledger.legs():,} legs", _ms(after), bar, f"{after / before:.2f} of before"))
        rows += _whole_book(ledger, entries_out)
    show("Books", rows)


def _bulk(ledger: Ledger, legs: int, bar: float) -> Row:
    """Booking with every check, from drafts to commit, against COPY of the same rows into plain tables with keys."""
    floor = Floor(ledger, legs)
    ours, theirs = [], []
    for turn in range(TURNS + 1):
        theirs.append(floor.seconds())
        ours.append(_seconds(lambda turn=turn: _post(ledger, legs, FIRST + timedelta(turn))))
    ours, theirs = ours[1:], theirs[1:]  # the first turn of each only warms up
    figure, against = statistics.median(ours), statistics.median(theirs)
    return (
        f"book {len(ledger.members):,} entries of {legs} legs, all checks",
        f"{figure:.3f} s [{min(ours):.3f}-{max(ours):.3f}], floor {against:.3f} s",
        f"<= {bar} of the floor", f"{figure / against:.2f}",
    )  # fmt: skip


def _post(ledger: Ledger, legs: int, on: date) -> None:
    part = 6600 // (legs - 1)
    other = tuple(LegDraft("purchase_clearing", -part) for _ in range(legs - 1))
    with transaction.atomic():
        post_entries(
            ledger.actor,
            [
                EntryDraft(
                    on, "Ronda de marzo", "purchasing.round", 1, (LegDraft("member_receivable", 6600, m), *other)
                )
                for m in ledger.members
            ],
        )


def _single(ledger: Ledger, seconds: int) -> Row:
    """One payment, one durable transaction with its event, against pgbench's simple update; three turns of each."""
    _pgbench.prepare()
    ours, theirs = [], []
    for _ in range(3):
        theirs.append(_pgbench.transactions_a_second(seconds))
        done, until = 0, time.perf_counter() + seconds
        while time.perf_counter() < until:
            actions.record_member_payment(
                actor=ledger.actor, member_id=ledger.members[done % len(ledger.members)], minor=100, into="cash",
                on=FIRST, today=FIRST,
            )  # fmt: skip
            done += 1
        ours.append(done / seconds)
    figure, against = statistics.median(ours), statistics.median(theirs)
    return (
        "one payment a transaction (right, entry, event, commit)",
        f"{figure:.0f}/s, pgbench -N -c 1 {against:.0f}/s", ">= 0.40 of pgbench", f"{figure / against:.2f}",
    )  # fmt: skip


def _reading(ledger: Ledger) -> list[tuple[str, float, str]]:
    """The questions of every day, over the first month; later months are history to come that must not slow them."""
    one, last, year = ledger.members[7], FIRST.replace(day=31), FIRST.replace(month=12, day=31)
    asked: list[tuple[str, Callable[[], Any], str]] = [
        ("balance of every member", queries.member_balances, "<= 10 ms"),
        ("balance of one member", lambda: queries.balance("member_receivable", one), ""),
        ("trial balance of a month", lambda: queries.trial_balance(last), "<= 20 ms"),
        ("trial balance of the year", lambda: queries.trial_balance(year, FIRST), "<= 20 ms"),
        ("ledger by member, opening to closing", lambda: queries.member_ledger(FIRST, last), "<= 200 ms"),
        ("one member's statement of a month", lambda: queries.member_statement(one, FIRST, last), "<= 5 ms"),
    ]
    return [(what, _median(ask), bar) for what, ask, bar in asked]


def _history(ledger: Ledger, on: date) -> None:
    """As many legs again as the first month has."""
    for turn in range(TURNS + 1):
        for legs in (2, 4):
            _post(ledger, legs, on.replace(day=turn + 1))


def _whole_book(ledger: Ledger, entries: int) -> list[Row]:
    while (held := ledger.entries()) < entries:
        _post(ledger, 2, FIRST.replace(month=6))
    _analyse()

    def verify() -> None:
        assert queries.verify(connections["owner"].connection) == []

    connections["owner"].ensure_connection()
    works: dict[str, Callable[[], Any]] = {
        "export to beancount": lambda: _drain(exports.export_beancount("x")),
        "export to hledger": lambda: _drain(exports.export_hledger("x")),
        "verify the whole book": verify,
    }
    return [
        (f"{what}, {held:,} entries", f"{(seconds := _seconds(work)):.2f} s", "<= 1 s for each 100,000",
         f"{seconds / held * 100_000:.2f}")
        for what, work in works.items()
    ]  # fmt: skip


def _drain(parts: Any) -> None:
    for _ in parts:
        pass


def _analyse() -> None:
    """What the server does by itself a minute later."""
    with connections["owner"].cursor() as cursor:
        for table in ("entry", "leg", "balance", "monthtotal"):
            cursor.execute(f"VACUUM ANALYZE books_{table}")


def _seconds(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _median(work: Callable[[], Any], turns: int = 7) -> float:
    with transaction.atomic(), connection.cursor():
        work()
        return statistics.median(_seconds(work) for _ in range(turns))


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
