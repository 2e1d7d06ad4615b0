"""The whole book as plain text that other programs read: beancount and hledger (and ledger).

The database puts each entry's lines together, so that a hundred thousand entries leave in about a second. Call inside
the union's scope and read to the end there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection, transaction
from django.db.models import F, Min

from tequio.books.models import Account, Balance, Entry
from tequio.core import scope

CURRENCY = "MXN"
ROOTS = {"asset": "Assets", "liability": "Liabilities", "equity": "Equity", "income": "Income", "expense": "Expenses"}
AT_ONCE = 2000

AMOUNT = (
    "CASE WHEN leg.amount_minor < 0 THEN '-' ELSE '' END || abs(leg.amount_minor) / 100 || '.'"
    " || lpad((abs(leg.amount_minor) %% 100)::text, 2, '0')"
)
ENTRIES = """
SELECT {head} || string_agg(
  {indent} || named.name || coalesce(':M' || member.number, '') || '  ' || {amount} || ' {currency}',
  E'\\n' ORDER BY leg.position) || E'\\n\\n'
FROM books_entry entry
JOIN books_leg leg ON leg.entry_id = entry.id
JOIN unnest(%(ids)s::bigint[], %(names)s::text[]) AS named (id, name) ON named.id = leg.account_id
LEFT JOIN members_member member ON member.id = leg.member_id
WHERE entry.union_id = %(union)s AND leg.union_id = %(union)s
GROUP BY entry.id ORDER BY entry."on", entry.number
"""


@dataclass(frozen=True, slots=True)
class Format:
    """How one program writes: the text before an entry's legs, as SQL, and what stands before a leg."""

    head: str
    indent: str

    @property
    def entries(self) -> str:
        return ENTRIES.format(head=self.head, indent=f"'{self.indent}'", amount=AMOUNT, currency=CURRENCY)


# Control characters become blanks; the rest is escaped, or replaced where the program knows no escape.
PLAIN = "regexp_replace(entry.text, '[[:cntrl:]]', ' ', 'g')"
QUOTED = f"""replace(replace({PLAIN}, '\\', '\\\\'), '"', '\\"')"""
BEANCOUNT = Format(
    f"""entry."on" || ' * "' || {QUOTED} || E'"\\n  number: ' || entry.number || E'\\n  source: "' || entry.source"""
    """ || coalesce(' ' || entry.source_id, '') || E'"\\n'""",
    "  ",
)
HLEDGER = Format(
    f"""entry."on" || ' * (' || entry.number || ') ' || translate({PLAIN}, ';|', ',/')"""
    """ || '  ; source: ' || entry.source || coalesce(' ' || entry.source_id, '') || E'\\n'""",
    "    ",
)


def export_beancount(title: str) -> Iterator[str]:
    """The union's book as beancount reads it: `bean-check` accepts it, with the same balances."""
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    yield f'option "title" "{quoted}"\noption "operating_currency" "{CURRENCY}"\n\n'
    first = Entry.objects.aggregate(first=Min("on"))["first"]
    for name, label in _opened():
        clean = label.replace("\\", "\\\\").replace('"', '\\"')
        yield f'{first} open {name} {CURRENCY}\n  name: "{clean}"\n'
    yield "\n"
    yield from _entries(BEANCOUNT)


def export_hledger(title: str) -> Iterator[str]:
    """The union's book as hledger and ledger read it: `hledger check --strict` accepts it, with the same balances."""
    yield f"; {_one_line(title)}\ncommodity 1000.00 {CURRENCY}\n\n"
    for name, label in _opened():
        yield f"account {name}  ; {_one_line(label)}\n"
    yield "\n"
    yield from _entries(HLEDGER)


def account_names() -> dict[int, str]:
    """The name of every account over there: its kind, and its code in letters, digits and dashes, each one once."""
    names: dict[int, str] = {}
    taken: set[str] = set()
    for pk, kind, code in Account.objects.order_by("code").values_list("pk", "kind", "code"):
        name = f"{ROOTS[kind]}:A{re.sub(r'[^A-Za-z0-9-]', '-', code)}"
        names[pk] = name if name not in taken else f"{name}-{pk}"
        taken.add(names[pk])
    return names


def _opened() -> Iterator[tuple[str, str]]:
    """Every account and every member's part of one that has entries, with what people call it."""
    names = account_names()
    used = Balance.objects.order_by("account__code", F("member__number").asc(nulls_first=True)).values_list(
        "account_id", "account__name", "account__by_member", "member__number"
    )
    for account, label, by_member, number in used:
        if number is not None:
            yield f"{names[account]}:M{number}", f"{label}, {number}"
        elif not by_member:
            yield names[account], label


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _entries(format_: Format) -> Iterator[str]:
    names = account_names()
    told: dict[str, Any] = {"union": scope.required(), "ids": list(names), "names": list(names.values())}
    with transaction.atomic(), psycopg.ServerCursor(connection.connection, "export") as cursor:
        cursor.execute(format_.entries, told)
        while rows := cursor.fetchmany(AT_ONCE):
            yield "".join(text for (text,) in rows)
