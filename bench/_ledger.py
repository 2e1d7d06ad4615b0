"""A union with members and a chart to book for, and the bare COPY of the same rows."""

import time
from dataclasses import dataclass
from datetime import date

from django.db import connections, transaction

from tequio.books.models import Account, Entry, Leg
from tequio.core.actors import Actor
from tequio.core.bulk import insert_rows
from tequio.core.scope import in_union
from tequio.members.models import Member, Person, Section
from tequio.unions.models import Union

CHART = (
    ("115.01", "asset", "purchase_clearing", False), ("105.01", "asset", "member_receivable", True),
    ("201.01", "liability", "supplier_payable", False), ("101.01", "asset", "cash", False),
)  # fmt: skip


@dataclass(frozen=True)
class Ledger:
    actor: Actor
    members: list[int]
    accounts: dict[str, int]

    @classmethod
    def opened(cls, members: int) -> "Ledger":
        union = Union.objects.create(
            slug=f"books-{time.time_ns()}", name="x", trade="pottery", founded_on=date(2020, 1, 1)
        )
        actor = Actor(union_id=union.pk, name="Bench", rights=frozenset({"books.payment.record"}))
        with in_union(union.pk), transaction.atomic():
            accounts = {
                role: Account.objects.create(
                    union=union, code=code, name=role, kind=kind, role=role, by_member=named
                ).pk
                for code, kind, role, named in CHART
            }
            village = Section.objects.create(union=union, name="x", municipality="x", point_name="x")
            persons = insert_rows(
                Person,
                ("union_id", "nombres", "primer_apellido", "segundo_apellido", "curp", "rfc", "phone", "clabe",
                 "sort_key", "search_key", "is_demo"),
                ((union.pk, f"Nombre {i}", "x", "", "", "", "", "", f"{i:07d}", "x", True) for i in range(members)),
            )  # fmt: skip
            found = insert_rows(
                Member,
                ("union_id", "number", "person_id", "section_id", "state", "joined_on"),
                ((union.pk, i + 1, person, village.pk, "active", date(2024, 1, 1)) for i, person in enumerate(persons)),
            )
        return cls(actor, found, accounts)

    def entries(self) -> int:
        return Entry.objects.count()

    def legs(self) -> int:
        return Leg.objects.count()


class Floor:
    """COPY of the same rows into tables with the same columns, keys and indexes and with foreign keys; no triggers."""

    def __init__(self, ledger: Ledger, legs: int) -> None:
        self.ledger, self.legs, self.turn = ledger, legs, 0
        with connections["owner"].cursor() as cursor:
            for table in ("leg", "entry"):
                cursor.execute(f"DROP TABLE IF EXISTS floor_{table}")
            for table in ("entry", "leg"):
                cursor.execute(f"CREATE TABLE floor_{table} (LIKE books_{table} INCLUDING INDEXES INCLUDING DEFAULTS)")
            cursor.execute("ALTER TABLE floor_entry ADD FOREIGN KEY (union_id) REFERENCES unions_union (id)")
            cursor.execute(
                "ALTER TABLE floor_leg ADD FOREIGN KEY (entry_id) REFERENCES floor_entry (id),"
                " ADD FOREIGN KEY (account_id) REFERENCES books_account (id),"
                " ADD FOREIGN KEY (member_id) REFERENCES members_member (id), ADD CHECK (amount_minor <> 0)"
            )

    def seconds(self) -> float:
        """One fresh transaction; the text is ready before the clock starts."""
        entries, legs = self._text()
        begun = time.perf_counter()
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            with cursor.copy(
                'COPY floor_entry (id, union_id, number, "on", text, source, source_id) FROM STDIN'
            ) as copy:
                copy.write(entries)
            with cursor.copy(
                "COPY floor_leg (id, union_id, entry_id, position, account_id, member_id, "
                '"on", amount_minor) FROM STDIN'
            ) as copy:
                copy.write(legs)
        return time.perf_counter() - begun

    def _text(self) -> tuple[str, str]:
        union, count = self.ledger.actor.union_id, len(self.ledger.members)
        owed, clearing = self.ledger.accounts["member_receivable"], self.ledger.accounts["purchase_clearing"]
        first = self.turn * count + 1
        self.turn += 1
        part = 6600 // (self.legs - 1)
        entries, legs = [], []
        for number, member in enumerate(self.ledger.members, first):
            entries.append(f"{number}\t{union}\t{number}\t2026-01-01\tRonda de marzo\tpurchasing.round\t1\n")
            legs.append(f"{number * 8}\t{union}\t{number}\t0\t{owed}\t{member}\t2026-01-01\t6600\n")
            legs += [
                f"{number * 8 + place}\t{union}\t{number}\t{place}\t{clearing}\t\\N\t2026-01-01\t{-part}\n"
                for place in range(1, self.legs)
            ]
        return "".join(entries), "".join(legs)
