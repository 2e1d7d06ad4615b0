"""The database refuses by itself what the books promise, to the application and to the owner of its tables alike."""

import psycopg
import pytest

from tequio.books.models import Balance, Entry, Leg, MonthTotal, Period
from tequio.books.queries import verify
from tequio.core.scope import in_union
from tequio.members.models import Member
from tests import factories
from tests.books.conftest import raw, wrongs

WHO = pytest.mark.parametrize("who", ["app", "owner"])

NEW_ENTRY = (
    'INSERT INTO books_entry (union_id, number, "on", text, source) VALUES'
    " ({union}, {next}, '2026-03-10', 'x', 't') RETURNING id"
)


def legs(*rows: str, entry: str = "(SELECT max(id) FROM books_entry)") -> str:
    """An INSERT of legs; each row is "position, account, member, on, amount"."""
    values = ", ".join(f"({{union}}, {entry}, {row})" for row in rows)
    return (
        'INSERT INTO books_leg (union_id, entry_id, position, account_id, member_id, "on", amount_minor)'
        f" VALUES {values}"
    )


def entry_with(*rows: str, number: str = "{next}", on: str = "2026-03-10", more: str = "", values: str = "") -> str:
    """One statement that writes an entry and legs, as the books do."""
    parts = ", ".join(f"({row})" for row in rows)
    return (
        f'WITH e AS (INSERT INTO books_entry (union_id, number, "on", text, source{more}) VALUES'
        f" ({{union}}, {number}, '{on}', 'x', 't'{values}) RETURNING id)"
        ' INSERT INTO books_leg (union_id, entry_id, position, account_id, member_id, "on", amount_minor)'
        f" SELECT {{union}}, e.id, l.* FROM e, (VALUES {parts}) l (p, a, m, d, x)"
    )


CASH = "0, {cash}::bigint, NULL::bigint, '2026-03-10'::date, 5"
BANK = "1, {bank}, NULL, '2026-03-10', -5"

ATTACKS = {
    "unbalanced": entry_with(CASH, "1, {bank}, NULL, '2026-03-10', -4"),
    "one leg": entry_with(CASH),
    "zero leg": entry_with(CASH, BANK, "2, {bank}, NULL, '2026-03-10', 0"),
    "no legs": NEW_ENTRY,
    "legs in a statement of their own": NEW_ENTRY + ";" + legs(CASH, BANK),
    "later legs on an old entry": legs("8, {cash}, NULL, '2026-03-10', 5", "9, {bank}, NULL, '2026-03-10', -5"),
    "legs of an entry that is none": legs(CASH, BANK, entry="987654321"),
    "another day than the entry": entry_with(CASH, "1, {bank}, NULL, '2026-03-11', -5"),
    "same position twice": entry_with(CASH, "0, {bank}, NULL, '2026-03-10', -5"),
    "account of another union": entry_with(CASH, "1, {foreign_account}, NULL, '2026-03-10', -5"),
    "member of another union": entry_with(CASH, "1, {receivable}, {foreign_member}, '2026-03-10', -5"),
    "member who is nobody": entry_with(CASH, "1, {receivable}, 987654321, '2026-03-10', -5"),
    "account that is none": entry_with(CASH, "1, 987654321, NULL, '2026-03-10', -5"),
    "no member where one belongs": entry_with(CASH, "1, {receivable}, NULL, '2026-03-10', -5"),
    "a member where none belongs": entry_with(CASH, "1, {bank}, {ana}, '2026-03-10', -5"),
    "a gap in the numbers": entry_with(CASH, BANK, number="{next} + 1"),
    "a number that was given": entry_with(CASH, BANK, number="1"),
    "a number below one": entry_with(CASH, BANK, number="0"),
    "another transaction's name": entry_with(CASH, BANK, more=", transaction", values=", '99999999'::xid8"),
    "a closed month": entry_with(CASH.replace("03-10", "02-10"), BANK.replace("03-10", "02-10"), on="2026-02-10"),
    "a reversal that is not the opposite": entry_with(CASH, BANK, more=", reverses_id", values=", {entry}"),
    "a changed amount": "UPDATE books_leg SET amount_minor = amount_minor * 2",
    "a changed day": "UPDATE books_entry SET \"on\" = '2026-01-01'",
    "a changed number": "UPDATE books_entry SET number = 77",
    "deleted legs": "DELETE FROM books_leg",
    "a deleted entry": "DELETE FROM books_entry",
    "a deleted account": "DELETE FROM books_account WHERE role = 'member_receivable'",
    "an account of another kind": "UPDATE books_account SET kind = 'income' WHERE role = 'member_receivable'",
    "an account by member no more": "UPDATE books_account SET by_member = false WHERE role = 'member_receivable'",
    "a deleted member": "DELETE FROM members_member WHERE id = {ana}",
    "a member of another number inside": "UPDATE members_member SET id = 424242 WHERE id = {ana}",
    "a closed month that vanishes": "DELETE FROM books_period",
    "a closed month renamed": "UPDATE books_period SET month = '2030-01-01'",
}
# What the tables' owner may, because the triggers that keep it run as him.
ATTACKS_OF_THE_APPLICATION = {
    "a balance of one's own": "UPDATE books_balance SET debit_minor = 0",
    "a balance made up": "INSERT INTO books_balance (union_id, account_id, debit_minor, credit_minor)"
    " VALUES ({union}, {cash}, 1, 0)",
    "a month rewritten": "UPDATE books_monthtotal SET credit_minor = 0",
    "balances deleted": "DELETE FROM books_balance",
    "an entry of another union": entry_with(CASH, BANK).replace("{union}", "{other}"),
    "triggers switched off": "ALTER TABLE books_leg DISABLE TRIGGER ALL",
    "replica role": "SET session_replication_role = replica",
    "truncated": "TRUNCATE books_leg",
}


@pytest.fixture
def places(live_books):
    """One entry, a closed February, another union; the names that the attacks use."""
    (entry,) = live_books.post(live_books.owes(100))
    Period.objects.create(union=live_books.union, month="2026-02-01", closed_at="2026-03-01T00:00Z")
    other = factories.make_union("otra", "Otra unión")
    with in_union(other.pk):
        factories.open_books(other)
        stranger = factories.make_member(other)
        foreign = live_books.account("cash").pk
    return {
        "union": live_books.union.pk, "other": other.pk, "entry": entry, "next": 2, "ana": live_books.ana.pk,
        "cash": live_books.account("cash").pk, "bank": live_books.account("bank").pk,
        "receivable": live_books.account("member_receivable").pk,
        "foreign_account": foreign, "foreign_member": stranger.pk,
    }  # fmt: skip


def everything() -> list[object]:
    models = (Entry, Leg, Balance, MonthTotal, Period, Member)
    return [list(model.objects.order_by("pk").values_list()) for model in models]


def attack(who, books, sql: str) -> None:
    with raw(who, books.union) as attacker:
        attacker.execute(sql)
        attacker.commit()


@WHO
@pytest.mark.parametrize("name", ATTACKS)
def test_the_database_refuses(live_books, places, who, name):
    before = everything()
    with pytest.raises(psycopg.Error):
        attack(who, live_books, ATTACKS[name].format(**places))

    assert everything() == before
    assert wrongs() == []


@pytest.mark.parametrize("name", ATTACKS_OF_THE_APPLICATION)
def test_the_database_refuses_the_application(live_books, places, name):
    before = everything()
    with pytest.raises(psycopg.Error):
        attack("app", live_books, ATTACKS_OF_THE_APPLICATION[name].format(**places))

    assert everything() == before


@WHO
def test_what_is_sound_passes(live_books, places, who):
    attack(who, live_books, entry_with(CASH, BANK).format(**places))

    assert Entry.objects.count() == 2
    assert wrongs() == []


def test_elsewhere_than_at_read_committed_nothing_is_booked(live_books, places):
    with raw("app", live_books.union) as attacker, pytest.raises(psycopg.Error, match="read committed"):
        attacker.rollback()
        attacker.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        attacker.execute("SELECT set_config('tequio.union', %s, true)", [str(places["union"])])
        attacker.execute(entry_with(CASH, BANK).format(**places))


def test_the_application_sees_one_union_only(live_books, places):
    with raw("app", live_books.union) as attacker:
        attacker.execute("SELECT set_config('tequio.union', %s, true)", [str(places["other"])])
        for table in ("account", "entry", "leg", "balance", "monthtotal", "period"):
            found = attacker.execute(f"SELECT count(*) FROM books_{table} WHERE union_id = {places['union']}")
            assert found.fetchone() == (0,)


def test_tampering_behind_the_triggers_is_found(live_books, places):
    with raw("owner", live_books.union) as owner:
        owner.execute("ALTER TABLE books_leg DISABLE TRIGGER USER")
        owner.execute("UPDATE books_leg SET amount_minor = amount_minor + 1 WHERE amount_minor > 0")
        found = verify(owner)
    assert len(found) == 5
    assert f"entry {places['entry']} of union {places['union']} does not balance" in found
