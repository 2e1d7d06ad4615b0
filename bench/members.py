"""The roster: a file of members from upload to written rows, and back out."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction

import bench._installation  # noqa: F401 - opens the database before anything asks for it
from bench.table import show
from tequio.core.actors import Actor
from tequio.core.scope import in_union
from tequio.core.sheets import write_xlsx
from tequio.members import identity
from tequio.members.roster import actions
from tequio.members.roster.columns import ROSTER
from tequio.members.roster.plan import plan_import
from tequio.members.roster.writing import write_plan
from tequio.unions.models import Union

TODAY = date(2026, 3, 10)
VILLAGES = 40


def main(quick: bool = False) -> None:
    members = 500 if quick else 5000
    heading = [column.heading for column in ROSTER.columns]
    results: list[tuple[str, str, str, str]] = []

    def timed(what: str, bar: float | None, work: Callable[[], Any]) -> Any:
        begun = time.perf_counter()
        value = work()
        seconds = time.perf_counter() - begun
        against = (f"{bar:.1f} s", f"{seconds / bar:.2f}") if bar else ("", "")
        results.append((f"{what}, {members}", f"{seconds:.2f} s", *against))
        return value

    def office(slug: str) -> Actor:
        union = Union.objects.create(slug=slug, name=slug, trade="pottery", founded_on=TODAY)
        rights = frozenset({"members.roster.upload", "members.roster.import", "members.roster.export"})
        return Actor(union_id=union.pk, name="Bench", rights=rights)

    def preview(actor: Actor, content: bytes) -> Any:
        with in_union(actor.union_id):
            return plan_import(ROSTER.read_file("x.xlsx", content), TODAY)

    def import_(actor: Actor, content: bytes) -> Any:
        file = actions.upload_roster(actor=actor, name="x.xlsx", content=content)
        seen = preview(actor, content).digest
        return actions.import_roster(actor=actor, file_id=file.pk, seen=seen, new_sections=True, today=TODAY)

    actor = office(f"union-{time.time_ns()}")
    first = write_xlsx(heading, roster(members))
    timed("upload, preview and import a new roster (xlsx)", 10.0, lambda: import_(actor, first))
    timed("the same again: nothing changes", 10.0, lambda: import_(actor, first))
    moved = write_xlsx(heading, roster(members, phones_from=2_000_000))
    timed("the same with every telephone changed", 10.0, lambda: import_(actor, moved))
    timed("export to xlsx", None, lambda: actions.export_roster(actor=actor, as_csv=False))
    timed("export to csv", None, lambda: actions.export_roster(actor=actor, as_csv=True))

    members = 400 if quick else 4000
    other = office(f"other-{time.time_ns()}")
    plan = preview(other, write_xlsx(heading, roster(members)))

    def write() -> None:
        with in_union(other.union_id), transaction.atomic():
            write_plan(plan, other.union_id)

    timed("write a planned roster alone (persons, workshops, households, members)", 0.6, write)
    show("Roster of members", results)


def roster(members: int, phones_from: int = 1_000_000) -> list[list[Any]]:
    """Invented members of forty villages, every column filled."""
    rows = []
    for i in range(members):
        digits = f"032180{i:011d}"
        village = i % VILLAGES
        # fmt: off
        rows.append([
            i + 1, f"Nombre {'abcdefghij'[i % 10]}", f"Ápellido {'abcdefghij'[i // 10 % 10]}", "Ñáñez",
            f"Pueblo {village}", "Morelos", "Activo", date(2024, 1, 1), None, f"777{phones_from + i}", "", "",
            digits + identity.clabe_check(digits), date(1980, 1, 1), f"Casa {i // 3}", f"Taller {i}", f"Calle {i}",
            "Sin registro", 2,
        ])
        # fmt: on
    return rows
