"""Whose row it is: by number, else CURP, else telephone and name, else name and section."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tequio.core.sheets import GoodRow, Reading
from tequio.core.text import search_key
from tequio.members.roster.stored import Stored

# Two rows that differ in one of these are two persons, whatever their names.
TELL_APART = ("curp", "phone", "born_on")


@dataclass(slots=True)
class Candidate:
    """A row on its way to a member: its section once found, and the member it was matched with."""

    row: GoodRow
    key: str
    section_id: int | None = None
    section_key: tuple[str, str] | None = None
    stored: Stored | None = None

    @property
    def values(self) -> dict[str, Any]:
        return self.row.values


@dataclass
class Index:
    """The stored members by everything that a row may be matched with."""

    members: list[Stored]
    by_number: dict[int, Stored] = field(default_factory=dict)
    by_curp: dict[str, Stored] = field(default_factory=dict)
    by_phone: dict[tuple[str, str], list[Stored]] = field(default_factory=lambda: defaultdict(list))
    by_section: dict[tuple[int, str], list[Stored]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for member in self.members:
            self.by_number[member.values["number"]] = member
            if member.values["curp"]:
                self.by_curp[member.values["curp"]] = member
            if member.values["phone"]:
                self.by_phone[member.values["phone"], member.search_key].append(member)
            self.by_section[member.section_id, member.search_key].append(member)


Way = Callable[[Candidate, Index], list[Stored]]


def candidate(row: GoodRow) -> Candidate:
    names = (row.values[part] or "" for part in ("nombres", "primer_apellido", "segundo_apellido"))
    return Candidate(row, search_key(" ".join(names)))


def match(candidates: list[Candidate], index: Index, reading: Reading) -> list[Candidate]:
    """Give each row its member; returns the rows that may go on. The sure ways of matching take their members first."""
    good = [row for row in candidates if _surely(row, index, reading)]
    claimed = {row.stored.member_id for row in good if row.stored}
    for way in (same_phone, same_section):
        good = [row for row in good if _likely(row, way, index, claimed, reading)]
    return _without_twins(good, reading)


def _likely(row: Candidate, way: Way, index: Index, claimed: set[int], reading: Reading) -> bool:
    """Match a row that has neither number nor member yet; False where several persons could be meant."""
    if row.stored or row.values["number"] is not None:
        return True
    found = [member for member in way(row, index) if member.member_id not in claimed]
    if len(found) > 1:
        reading.bad.append(reading.cell(row.row.number, "nombres", row.values["nombres"], "many_match"))
        return False
    if found:
        row.stored = found[0]
        claimed.add(found[0].member_id)
    return True


def _surely(row: Candidate, index: Index, reading: Reading) -> bool:
    """Match by number or CURP; False where the two name different persons."""
    number, curp = row.values["number"], row.values["curp"]
    by_number, by_curp = index.by_number.get(number), index.by_curp.get(curp)
    # With the same name another CURP is a correction; with another name it is another person.
    if by_number and curp and by_number.values["curp"] not in ("", curp) and row.key != by_number.search_key:
        params = {"number": number, "name": by_number.name}
        reading.bad.append(reading.cell(row.row.number, "number", number, "number_of_other", **params))
        return False
    if by_curp and number is not None and by_curp is not by_number:
        params = {"number": by_curp.values["number"]}
        reading.bad.append(reading.cell(row.row.number, "curp", curp, "curp_of_other", **params))
        return False
    row.stored = by_number or by_curp
    return True


def same_phone(row: Candidate, index: Index) -> list[Stored]:
    found = index.by_phone.get((row.values["phone"], row.key), []) if row.values["phone"] else []
    return [member for member in found if _may_be_one(row.values, member.values)]


def same_section(row: Candidate, index: Index) -> list[Stored]:
    found = index.by_section.get((row.section_id, row.key), []) if row.section_id else []
    return [member for member in found if _may_be_one(row.values, member.values)]


def _may_be_one(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return not any(one[name] and other[name] and one[name] != other[name] for name in TELL_APART)


def _without_twins(rows: list[Candidate], reading: Reading) -> list[Candidate]:
    """Rows of the file that nothing tells apart: the second one is named, or a person would be doubled."""
    seen: dict[str, list[Candidate]] = defaultdict(list)
    good = []
    for row in rows:
        others = seen[row.key]
        twin = next((other for other in others if row.key and _are_twins(row, other)), None)
        others.append(row)
        if twin:
            name, code = _twin_cell(row, twin)
            reading.bad.append(reading.cell(row.row.number, name, row.values[name], code, row=twin.row.number))
        else:
            good.append(row)
    return good


def _twin_cell(row: Candidate, twin: Candidate) -> tuple[str, str]:
    """What to say of a person's second row: a second household or workshop is the likeliest reason for it."""
    for name, code in (("household", "second_household"), ("workshop", "second_workshop")):
        one, other = (search_key(each.values[name] or "") for each in (row, twin))
        if one and other and one != other:
            return name, code
    return "nombres", "twin"


def _are_twins(row: Candidate, other: Candidate) -> bool:
    numbered = row.values["number"] is not None and other.values["number"] is not None
    # One name at one telephone is one person, in whatever villages the rows put him.
    near = _place(row) == _place(other) or bool(row.values["phone"] and row.values["phone"] == other.values["phone"])
    return near and not numbered and _may_be_one(row.values, other.values)


def _place(row: Candidate) -> Any:
    return row.section_id or row.section_key or (row.stored and row.stored.section_id)
