"""Which village a row means, by name and, where the name is not enough, by municipality."""

from collections import defaultdict

from tequio.core.sheets import Reading
from tequio.core.text import search_key
from tequio.members.models import Section
from tequio.members.roster.match import Candidate

NewSections = dict[tuple[str, str], tuple[str, str]]


def place_rows(candidates: list[Candidate], reading: Reading) -> tuple[list[Candidate], NewSections]:
    """Give each row its section; returns the rows that may go on, and new villages as (municipality, name) by key."""
    by_name: dict[str, dict[str, int]] = defaultdict(dict)
    for section in Section.objects.order_by("pk"):
        by_name[search_key(section.name)][search_key(section.municipality)] = section.pk
    new: NewSections = {}
    return [row for row in candidates if _place(row, by_name, new, reading)], new


def _place(row: Candidate, by_name: dict[str, dict[str, int]], new: NewSections, reading: Reading) -> bool:
    name, municipality = row.values["section"], row.values["municipality"]
    if not name:
        # Without a section a municipality says nothing: the member stays where he is.
        return True
    known = by_name.get(search_key(name), {})
    if municipality:
        row.section_id = known.get(search_key(municipality))
    elif len(known) == 1:
        row.section_id = next(iter(known.values()))
    elif known:
        reading.bad.append(reading.cell(row.row.number, "section", name, "section_in_many"))
        return False
    else:
        reading.bad.append(reading.cell(row.row.number, "section", name, "municipality_needed"))
        return False
    if row.section_id is None:
        row.section_key = (search_key(municipality), search_key(name))
        new.setdefault(row.section_key, (municipality, name))
    return True
