"""What an import would do, worked out without writing: who is new, what changes, and every cell against it."""

from __future__ import annotations

from datetime import date
from typing import Any

from tequio.core.sheets import Reading
from tequio.core.text import search_key
from tequio.members import identity
from tequio.members.models import Member
from tequio.members.roster.changes import Change, Plan
from tequio.members.roster.columns import FOR_A_NEW_MEMBER, WORKSHOP
from tequio.members.roster.match import Candidate, Index, candidate, match, same_phone, same_section
from tequio.members.roster.sections import place_rows
from tequio.members.roster.stored import Stored, stored_members
from tequio.members.roster.workshops import share_workshops


def plan_import(reading: Reading, today: date) -> Plan:
    """Compare a file that was read with the stored roster of the union in scope. Writes nothing."""
    plan = Plan(bad=reading.bad, warnings=reading.warnings, unknown=reading.unknown)
    if not _names_members(reading):
        return plan
    members = stored_members()
    index = Index(members)
    rows, plan.sections = place_rows([candidate(row) for row in reading.rows], reading)
    next_number = max(
        [m.values["number"] for m in members] + [r.values["number"] or 0 for r in reading.rows], default=0
    )
    for row in match(rows, index, reading):
        if row.stored:
            _plan_update(row, plan, reading, today)
        elif _may_be_new(row, reading, today):
            _warn_if_alike(row, index, reading)
            if row.values["number"] is None:
                next_number += 1
            plan.new.append(_new(row, next_number, today))
    share_workshops(plan, members, reading)
    _refuse_unlike_workshops(plan, reading)
    reading.bad.sort(key=lambda cell: (cell.row, len(cell.column_letter), cell.column_letter))
    reading.warnings.sort(key=lambda cell: (cell.row, len(cell.column_letter), cell.column_letter))
    return plan


def _names_members(reading: Reading) -> bool:
    """A file must say whose rows they are: by number or CURP, or by names."""
    if reading.present & {"number", "curp"}:
        return True
    missing = [name for name in ("nombres", "primer_apellido") if name not in reading.present]
    if any(cell.code == "heading_missing" for cell in reading.bad):
        return False
    reading.bad += [reading.cell(1, name, "", "column_missing") for name in missing]
    return not missing


def _new(row: Candidate, number: int, today: date) -> Change:
    values = row.values | {
        "number": row.values["number"] or number,
        "state": row.values["state"] or Member.State.ACTIVE,
        "joined_on": row.values["joined_on"] or today,
    }
    if values["state"] in Member.GONE:
        values["left_on"] = values["left_on"] or today
    if values["curp"]:
        values["born_on"] = values["born_on"] or identity.born_on(values["curp"])
    return Change(row.row.number, values, row.section_id, row.section_key)


def _may_be_new(row: Candidate, reading: Reading, today: date) -> bool:
    before = len(reading.bad)
    reading.bad += [
        reading.cell(row.row.number, name, "", "empty") for name in FOR_A_NEW_MEMBER if not row.values[name]
    ]
    state = row.values["state"] or Member.State.ACTIVE
    _check_dates(row.row.number, row.values | {"state": state}, reading, today)
    return len(reading.bad) == before


def _plan_update(row: Candidate, plan: Plan, reading: Reading, today: date) -> None:
    stored = row.stored
    assert stored is not None
    before = len(reading.bad)
    said = {name: value for name, value in row.values.items() if value is not None}
    values = stored.values | said
    # The village is compared by its key: another spelling of the same one is no change.
    moves = (row.section_id or row.section_key) not in (None, stored.section_id)
    values |= {name: stored.values[name] for name in ("section", "municipality") if not moves}
    if search_key(values["household"] or "") == search_key(stored.values["household"] or "") and not moves:
        values["household"] = stored.values["household"]
    _check_state(row.row.number, stored, values, said, reading, today)
    _check_dates(row.row.number, values, reading, today)
    if len(reading.bad) > before:
        return
    changed = frozenset(name for name in values if values[name] != stored.values[name])
    if changed & {"nombres", "primer_apellido"} and row.key != stored.search_key and not _same_curp(values, stored):
        reading.warnings.append(
            reading.cell(row.row.number, "number", values["number"], "other_name", name=stored.name)
        )
    if not changed:
        plan.unchanged += 1
        return
    section_id = row.section_id if moves else stored.section_id
    plan.updated.append(Change(row.row.number, values, section_id, row.section_key if moves else None, stored, changed))


def _same_curp(values: dict[str, Any], stored: Stored) -> bool:
    return bool(stored.values["curp"]) and values["curp"] == stored.values["curp"]


def _check_state(
    number: int, stored: Stored, values: dict[str, Any], said: dict[str, Any], reading: Reading, today: date
) -> None:
    before, after = Member.State(stored.values["state"]), Member.State(values["state"])
    if after != before and after not in Member.CHANGES[before]:
        params = {"before": before.label, "after": after.label}
        reading.bad.append(reading.cell(number, "state", after.label, "state_change", **params))
    if after in Member.GONE:
        values["left_on"] = values["left_on"] or today
    elif "left_on" not in said:
        values["left_on"] = None


def _check_dates(number: int, values: dict[str, Any], reading: Reading, today: date) -> None:
    for name in ("joined_on", "left_on", "born_on"):
        if values[name] and values[name] > today:
            reading.bad.append(reading.cell(number, name, values[name], "in_the_future"))
    if values["left_on"] and values["state"] not in Member.GONE:
        reading.bad.append(reading.cell(number, "left_on", values["left_on"], "left_but_here"))
    if values["left_on"] and values["left_on"] < (values["joined_on"] or today):
        reading.bad.append(reading.cell(number, "left_on", values["left_on"], "left_before_joined"))
    if values["curp"] and values["born_on"] and values["born_on"] != identity.born_on(values["curp"]):
        reading.warnings.append(reading.cell(number, "born_on", values["born_on"], "born_differs"))


def _warn_if_alike(row: Candidate, index: Index, reading: Reading) -> None:
    """A new number for someone who seems to be there already."""
    alike = same_phone(row, index) or same_section(row, index)
    if alike and row.values["number"] is not None:
        params = {"name": alike[0].name, "number": alike[0].values["number"]}
        reading.warnings.append(reading.cell(row.row.number, "number", row.values["number"], "alike", **params))


def _refuse_unlike_workshops(plan: Plan, reading: Reading) -> None:
    """Two members of one workshop must say the same of it, or the second row would overwrite the first."""
    first: dict[int, Change] = {}
    for change in plan.updated:
        if change.shares is None and change.stored and change.stored.workshop_id and change.changed & set(WORKSHOP):
            other = first.setdefault(change.stored.workshop_id, change)
            if any(change.values[name] != other.values[name] for name in WORKSHOP):
                params = {"number": other.values["number"]}
                reading.bad.append(
                    reading.cell(change.row, "workshop", change.values["workshop"], "workshop_shared", **params)
                )
