"""What a trade pack brings to a founding: its first offices, and the templates of the papers.

They are files of the folder `founding` in the pack. A pack without it cannot found a union, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tequio.engines.founding import Text
from tequio.unions.trade import PACKS, PackBroken, read_toml

PAPERS = ("bylaws", "act", "promoters", "roster", "checklist")
TABLES = ("", "founders", "offices", "registrations", "promoters", "problems")


@dataclass(frozen=True, slots=True)
class FirstOffice:
    """An office that the founding assembly fills."""

    code: str
    seats: int


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a paper. `forms` is empty where every legal form has it; `table` names a list put below the text."""

    heading: str
    text: tuple[str, ...]
    forms: tuple[str, ...]
    table: str


@dataclass(frozen=True, slots=True)
class Paper:
    title: str
    parts: tuple[Part, ...]
    signers: str  # "founders", "promoters", "officers" or nobody

    def parts_for(self, form: str) -> list[Part]:
        return [part for part in self.parts if not part.forms or form in part.forms]


@dataclass(frozen=True, slots=True)
class Papers:
    """`places` names what stands in braces, so that what is missing has a name; `heir` gets rights nobody carries."""

    first_offices: tuple[FirstOffice, ...]
    heir: str
    places: dict[str, Text]
    papers: dict[str, Paper]


def first_offices(trade: str) -> tuple[FirstOffice, ...]:
    return of_trade(trade).first_offices


@cache
def of_trade(trade: str) -> Papers:
    """Raises PackBroken."""
    return read(PACKS / trade / "founding")


def read(folder: Path) -> Papers:
    """The founding part of a pack. Raises PackBroken with every fault in it."""
    faults: list[str] = []
    head = read_toml(folder / "founding.toml", faults)
    places = {code: Text(each.get("es", ""), each.get("en", "")) for code, each in head.get("place", {}).items()}
    faults += [f"founding.toml, place {code}: it is not said in both languages." for code, each in places.items()
               if not each.es or not each.en]  # fmt: skip
    papers = {name: _paper(name, read_toml(folder / f"{name}.toml", faults), faults) for name in PAPERS}
    offices = tuple(FirstOffice(each["code"], each.get("seats", 1)) for each in head.get("office", ()))
    if not offices:
        faults.append("founding.toml: it names no first office.")
    if faults:
        raise PackBroken(folder.parent.name, faults)
    return Papers(offices, head.get("heir", offices[0].code), places, papers)


def _paper(name: str, told: dict[str, Any], faults: list[str]) -> Paper:
    parts = tuple(
        Part(each.get("heading", ""), tuple(each.get("text", ())), tuple(each.get("forms", ())), each.get("table", ""))
        for each in told.get("part", ())
    )
    faults += [f"{name}.toml: no table is called {part.table!r}." for part in parts if part.table not in TABLES]
    if told and (not told.get("title") or not parts):
        faults.append(f"{name}.toml: it needs a title and parts.")
    return Paper(told.get("title", ""), parts, told.get("signers", ""))
