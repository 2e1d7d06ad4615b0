"""A journal that others posted gives the trial balance that others found."""

import csv
import json
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tequio.books import actions, queries
from tequio.books.models import Entry, Leg
from tequio.books.steps import LegDraft
from tequio.engines.money import to_centavos
from tequio.unions.trade import AccountRow
from tests import factories

CASE = Path(__file__).parents[1] / "reference" / "accounting"
KINDS = {"Assets": "asset", "Liabilities": "liability", "Equity": "equity", "Income": "income", "Expenses": "expense"}
TODAY = date(2026, 3, 10)


def journal() -> dict[str, list[dict[str, str]]]:
    entries = defaultdict(list)
    with (CASE / "beancount_basic_journal.csv").open() as file:
        for row in csv.DictReader(file):
            entries[row["entry"]].append(row)
    return entries


@pytest.fixture
def posted(union):
    """The journal posted entry by entry; returns the code of each account of the case."""
    actor = factories.actor_with(union, "*")
    entries = journal()
    names = sorted({row["account"] for rows in entries.values() for row in rows})
    codes = {name: f"{place:03d}" for place, name in enumerate(names)}
    chart = [AccountRow(code, name, KINDS[name.split(":")[0]], "", False) for name, code in codes.items()]
    actions.open_accounts(actor=actor, rows=chart)
    for rows in entries.values():
        legs = [
            LegDraft(codes[row["account"]], to_centavos(Decimal(row["debit"] or 0) - Decimal(row["credit"] or 0)))
            for row in rows
        ]
        text = f"{rows[0]['payee']} {rows[0]['narration']}"
        on = date.fromisoformat(rows[0]["date"])
        actions.post_manual_entry(actor=actor, on=on, text=text, legs=legs, today=TODAY)
    return codes


def test_the_reference_journal_gives_its_trial_balance(posted):
    expected = json.loads((CASE / "beancount_basic_trial_balance.json").read_text())

    lines = queries.trial_balance(TODAY, first=date(2000, 1, 1))
    assert (Entry.objects.count(), Leg.objects.count()) == (63, 140) == (expected["entries"], expected["lines"])
    assert sum(line.debit_minor for line in lines) == 8194904 == sum(line.credit_minor for line in lines)
    found = {line.name: line.closing_minor for line in lines if line.closing_minor}
    assert found == {
        name: to_centavos(Decimal(pesos)) for name, pesos in expected["balances"].items() if Decimal(pesos)
    }
