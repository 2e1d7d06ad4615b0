"""Other programs read the whole book and find the same balances."""

import csv
import re
import shutil
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import transaction

from tequio.books import queries
from tequio.books.exports import account_names, export_beancount, export_hledger
from tequio.books.models import Account, Balance
from tequio.books.steps import EntryDraft, LegDraft, reverse_entry
from tequio.members.models import Member
from tests.books.test_reference import posted

__all__ = ["posted"]

WILD = "Barro \"fino\"; 50\\50 | 'x' ñ\n\t(3) =1+1 * ; fin"


@pytest.fixture
def book(books):
    """A little of everything, with texts that could break a parser."""
    entries = books.post(
        books.owes(12050), books.owes(99, books.beto), books.bought(12149),
        EntryDraft(date(2026, 4, 1), WILD, "books.manual", None, (LegDraft("cash", 1), LegDraft("bank", -1))),
        EntryDraft(
            date(2026, 4, 2), "Pago", "t", 3, (LegDraft("bank", 5), LegDraft("member_receivable", -5, books.ana.pk))
        ),
    )  # fmt: skip
    with transaction.atomic():
        reverse_entry(books.actor, entry_id=entries[3], on=date(2026, 4, 3))
    return books


def expected() -> dict[str, Decimal]:
    """The balance of every account that is not at zero, by the name it has over there."""
    names = account_names()
    numbers = dict(Member.objects.values_list("pk", "number"))
    found = {}
    for row in Balance.objects.select_related("account"):
        if row.account.by_member and row.member_id is None:
            continue
        part = f":M{numbers[row.member_id]}" if row.member_id else ""
        found[names[row.account_id] + part] = Decimal(row.debit_minor - row.credit_minor) / 100
    return {name: amount for name, amount in found.items() if amount}


def run(*command: object) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


BEANCOUNT_BALANCES = """
import sys
from beancount import loader
from beancount.core import realization
entries, errors, options = loader.load_file(sys.argv[1])
assert not errors, errors
for account in realization.iter_children(realization.realize(entries)):
    for position in account.balance:
        print(account.account, position.units.number)
"""


def check_beancount(folder: Path) -> None:
    file = folder / "book.beancount"
    file.write_text("".join(export_beancount('La "Unión" \\')))
    run(Path(sys.executable).with_name("bean-check"), "--no-cache", file)
    told = run(sys.executable, "-W", "ignore", "-c", BEANCOUNT_BALANCES, file)
    assert {name: Decimal(amount) for name, amount in map(str.split, told.splitlines())} == expected()


def check_hledger(folder: Path) -> None:
    file = folder / "book.journal"
    file.write_text("".join(export_hledger("La Unión\nde ;")))
    run("hledger", "check", "--strict", "-f", file)
    told = run("hledger", "-f", file, "balance", "--flat", "--no-total", "--output-format=csv")
    rows = list(csv.reader(told.splitlines()))[1:]
    assert {name: Decimal(amount.removesuffix(" MXN")) for name, amount in rows} == expected()


def check_ledger(folder: Path) -> None:
    file = folder / "book.ledger"
    file.write_text("".join(export_hledger("La Unión")))
    told = run("ledger", "-f", file, "balance", "--flat", "--no-total", "--balance-format", "%(account)\t%(amount)\n")
    rows = [line.split("\t") for line in told.splitlines() if line.strip()]
    found = {name: Decimal(re.sub(r"[^0-9.-]", "", amount)) for name, amount in rows}
    assert {name: amount for name, amount in found.items() if amount} == expected()


needs_hledger = pytest.mark.skipif(not shutil.which("hledger"), reason="hledger is not on this machine")
needs_ledger = pytest.mark.skipif(not shutil.which("ledger"), reason="ledger is not on this machine")


def test_beancount_finds_the_same_balances(book, tmp_path):
    check_beancount(tmp_path)


@needs_hledger
def test_hledger_finds_the_same_balances(book, tmp_path):
    check_hledger(tmp_path)


@needs_ledger
def test_ledger_finds_the_same_balances(book, tmp_path):
    check_ledger(tmp_path)


def test_beancount_finds_the_balances_of_the_reference_journal(posted, tmp_path):
    check_beancount(tmp_path)


@needs_hledger
def test_hledger_finds_the_balances_of_the_reference_journal(posted, tmp_path):
    check_hledger(tmp_path)


def test_an_empty_book_is_a_book(union, tmp_path):
    check_beancount(tmp_path)


def test_codes_that_would_be_the_same_over_there_stay_apart(union):
    for code in ("1.1", "1/1"):
        Account.objects.create(union=union, code=code, name=code, kind="asset")

    assert len(set(account_names().values())) == 2
    assert queries.trial_balance(date(2026, 3, 1)) == []
