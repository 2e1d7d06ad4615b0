"""Writing a plan in bulk: what is new by COPY, what changed by one statement per table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

from tequio.core.bulk import insert_rows
from tequio.core.text import search_key
from tequio.members.models import Household, Member, Person, Section, Workshop
from tequio.members.persons import keys_of
from tequio.members.roster.changes import Change, Plan
from tequio.members.roster.columns import PERSON, WORKSHOP

KEYS = ("search_key", "sort_key")
# A workshop's columns in the order of WORKSHOP.
OF_WORKSHOP = ("name", "address", "legal_status", "people_at_work")


def write_plan(plan: Plan, union_id: int) -> None:
    """Write everything that the plan says, inside the deed's transaction."""
    sections = _write_sections(plan, union_id)
    for change in (*plan.new, *plan.updated):
        if change.section_key:
            change.section_id = sections[change.section_key]
    households = _households([*plan.new, *plan.updated], union_id)
    _open_workshops(plan, union_id)
    _insert_members(plan.new, households, union_id)
    _update_members(plan.updated, households)


def _write_sections(plan: Plan, union_id: int) -> dict[tuple[str, str], int]:
    rows = [(union_id, name, municipality, "", name, "") for municipality, name in plan.sections.values()]
    columns = ("union_id", "name", "municipality", "locality_code", "point_name", "point_address")
    return dict(zip(plan.sections, insert_rows(Section, columns, rows), strict=True)) if rows else {}


def _households(changes: Sequence[Change], union_id: int) -> dict[tuple[int | None, str], int]:
    """The household of every (section, name however spelled) that is named, opened where there is none."""
    wanted: dict[tuple[int | None, str], str] = {}
    for change in changes:
        if _moves_house(change):
            wanted.setdefault(_house(change), change.values["household"])
    if not wanted:
        return {}
    stored = Household.objects.order_by("-pk").values_list("section_id", "name", "pk")
    known: dict[tuple[int | None, str], int] = {(section_id, search_key(name)): pk for section_id, name, pk in stored}
    missing = [place for place in wanted if place not in known]
    rows = ((union_id, place[0], wanted[place]) for place in missing)
    return known | dict(zip(missing, insert_rows(Household, ("union_id", "section_id", "name"), rows), strict=True))


def _house(change: Change) -> tuple[int | None, str]:
    return change.section_id, search_key(change.values["household"] or "")


def _moves_house(change: Change) -> bool:
    return bool(change.values["household"]) and (change.stored is None or "household" in change.changed)


def _open_workshops(plan: Plan, union_id: int) -> None:
    """A workshop for everyone who has none and of whose workshop something is said."""
    opening = [
        change
        for change in (*plan.new, *plan.updated)
        if any(change.values[name] for name in WORKSHOP)
        and change.shares is None
        and not (change.stored and change.stored.workshop_id)
    ]
    columns = ("union_id", "section_id", *OF_WORKSHOP)
    rows = ((union_id, change.section_id, *_workshop(change)) for change in opening)
    for change, pk in zip(opening, insert_rows(Workshop, columns, rows) if opening else (), strict=True):
        change.values["workshop_id"] = pk
    for change in (*plan.new, *plan.updated):
        if change.shares is not None:
            change.values["workshop_id"] = _shared(change.shares)


def _shared(shares: Change | int) -> int | None:
    """The workshop of another row, which is open by now, or the stored one."""
    if isinstance(shares, int):
        return shares
    own = shares.stored.workshop_id if shares.stored else None
    return shares.values.get("workshop_id") or own


def _insert_members(new: Sequence[Change], households: dict[Any, int], union_id: int) -> None:
    if not new:
        return
    persons = insert_rows(
        Person,
        ("union_id", "is_demo", *PERSON, *KEYS),
        ((union_id, False, *_person(change)) for change in new),
    )
    insert_rows(
        Member,
        (
            "union_id",
            "person_id",
            "number",
            "state",
            "joined_on",
            "left_on",
            "section_id",
            "workshop_id",
            "household_id",
        ),
        ((union_id, person, *_member(change, households)) for person, change in zip(persons, new, strict=True)),
    )


def _update_members(updated: Sequence[Change], households: dict[Any, int]) -> None:
    stored = [(change, change.stored) for change in updated if change.stored]
    update_rows(Person, (*PERSON, *KEYS), ((row.person_id, *_person(change)) for change, row in stored))
    columns = ("number", "state", "joined_on", "left_on", "section_id", "workshop_id", "household_id")
    update_rows(Member, columns, ((row.member_id, *_member(change, households)) for change, row in stored))
    # Who joins another's workshop leaves his old one as it is.
    workshops = {row.workshop_id: _workshop(change) for change, row in stored if row.workshop_id and not change.shares}
    update_rows(Workshop, OF_WORKSHOP, ((pk, *values) for pk, values in workshops.items()))


def _person(change: Change) -> tuple[Any, ...]:
    values = change.values
    texts = tuple(values[name] or "" for name in PERSON[:-1])
    return (*texts, values["born_on"], *keys_of(*texts[:3]).values())


def _member(change: Change, households: dict[Any, int]) -> tuple[Any, ...]:
    values, stored = change.values, change.stored
    workshop = values.get("workshop_id") or (stored.workshop_id if stored else None)
    household = households.get(_house(change))
    if stored and not _moves_house(change):
        household = stored.household_id
    state = (values["number"], values["state"], values["joined_on"], values["left_on"])
    return (*state, change.section_id, workshop, household)


def _workshop(change: Change) -> tuple[Any, ...]:
    name, address, legal_status, people = (change.values[column] for column in WORKSHOP)
    return name or "", address or "", legal_status or Workshop.LegalStatus.INFORMAL, people or 1


def update_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Set columns of many rows at once; each row begins with its id."""
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), [quote(name) for name in ("id", *columns)]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.coming")
        cursor.execute(
            f"CREATE TEMP TABLE coming ON COMMIT DROP AS SELECT {', '.join(names)} FROM {table} WITH NO DATA"  # noqa: S608
        )
        with cursor.copy(f"COPY pg_temp.coming ({', '.join(names)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        sets = ", ".join(f"{name} = coming.{name}" for name in names[1:])
        cursor.execute(f"UPDATE {table} SET {sets} FROM pg_temp.coming WHERE {table}.id = coming.id")  # noqa: S608
