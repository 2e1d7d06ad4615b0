"""The syllabus of a trade: one content sheet for each session worth teaching, as files of its trade pack.

A sheet is a page to take home; it is in the language of the union, and its title and summary in English too. It says
by which day its figures held and where they come from. A pack without a syllabus has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tequio.core.text import search_key
from tequio.unions.trade import PACKS, PackBroken, read_toml

AREAS = "areas.toml"


@dataclass(frozen=True, slots=True)
class Area:
    """What some sheets are about, such as costs; courses and their effects are told apart by it."""

    code: str
    name: str
    english: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sheet: what is said, in lines, in a table (its first row is the heading), or in words."""

    heading: str
    text: str = ""
    points: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The rows below the heading: what each is about, and its other cells with the names of their columns."""
        return [(row[0], list(zip(self.table[0][1:], row[1:], strict=True))) for row in self.table[1:]]


@dataclass(frozen=True, slots=True)
class Question:
    """A question on the sheet, asked before and after; `right` is the place of its answer, from 1."""

    text: str
    options: tuple[str, ...]
    right: int
    why: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one session teaches, on one page."""

    code: str
    area: Area
    title: str
    minutes: int
    goal: str
    bring: str
    as_of: date
    parts: tuple[Part, ...]
    exercise: str
    remember: tuple[str, ...]
    sources: tuple[str, ...]
    questions: tuple[Question, ...]
    english_title: str
    english_summary: str


@dataclass(frozen=True, slots=True)
class Syllabus:
    areas: tuple[Area, ...]
    sheets: tuple[Sheet, ...]

    def sheet(self, code: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.code == code), None)

    def titled(self, title: str) -> Sheet | None:
        """The sheet that a topic names, whatever its capitals and accents."""
        wanted = search_key(title)
        return next((sheet for sheet in self.sheets if search_key(sheet.title) == wanted), None)

    def by_area(self) -> list[tuple[Area, list[Sheet]]]:
        """Areas that have sheets, each with its own, in the order in which they are best taught."""
        found = [(area, [sheet for sheet in self.sheets if sheet.area == area]) for area in self.areas]
        return [(area, sheets) for area, sheets in found if sheets]


NOTHING = Syllabus((), ())


@cache
def of_trade(trade: str) -> Syllabus:
    """The syllabus of a trade. Raises PackBroken."""
    return read(PACKS / trade / "syllabus")


def read(folder: Path) -> Syllabus:
    """The syllabus in a folder. Raises PackBroken with every fault in it."""
    if not folder.is_dir():
        return NOTHING
    faults: list[str] = []
    areas = {
        code: Area(code, each.get("name", code), each.get("english", code))
        for code, each in read_toml(folder / AREAS, faults).get("area", {}).items()
    }
    paths = sorted(path for path in folder.glob("*.toml") if path.name != AREAS)
    sheets = [sheet for path in paths for sheet in _sheet(path.name, read_toml(path, faults), areas, faults)]
    for what in ("code", "title"):
        told = [getattr(sheet, what) for sheet in sheets]
        faults += [f"syllabus: the {what} {each!r} stands there twice." for each in set(told) if told.count(each) > 1]
    if faults:
        raise PackBroken(folder.parent.name, faults)
    order = list(areas)
    return Syllabus(tuple(areas.values()), tuple(sorted(sheets, key=lambda sheet: order.index(sheet.area.code))))


def _sheet(name: str, told: dict[str, Any], areas: dict[str, Area], faults: list[str]) -> Iterator[Sheet]:
    if not told:
        return
    wanted = ("code", "area", "title", "minutes", "goal", "as_of", "part", "exercise", "remember", "sources", "english")
    missing = [key for key in wanted if not told.get(key)]
    faults += [f"{name}: {key!r} is missing." for key in missing]
    if not missing and told["area"] not in areas:
        faults.append(f"{name}: the area {told['area']!r} is none of {', '.join(areas)}.")
    elif not missing:
        parts = list(_parts(name, told["part"], faults))
        yield Sheet(
            code=told["code"], area=areas[told["area"]], title=told["title"], minutes=told["minutes"],
            goal=told["goal"], bring=told.get("bring", ""), as_of=told["as_of"], parts=tuple(parts),
            exercise=told["exercise"], remember=tuple(told["remember"]), sources=tuple(told["sources"]),
            questions=tuple(_questions(name, told.get("question", ()), faults)),
            english_title=told["english"].get("title", ""), english_summary=told["english"].get("summary", ""),
        )  # fmt: skip


def _parts(name: str, parts: list[dict[str, Any]], faults: list[str]) -> Iterator[Part]:
    for each in parts:
        table = tuple(tuple(row) for row in each.get("table", ()))
        if len({len(row) for row in table}) > 1:
            faults.append(f"{name}, {each.get('heading')!r}: the rows of its table are not of one length.")
        yield Part(each.get("heading", ""), each.get("text", ""), tuple(each.get("points", ())), table)


def _questions(name: str, questions: Iterable[dict[str, Any]], faults: list[str]) -> Iterator[Question]:
    for place, each in enumerate(questions, start=1):
        options = tuple(each.get("options", ()))
        if not each.get("text") or len(options) < 2 or not 1 <= each.get("right", 0) <= len(options):
            faults.append(f"{name}, question {place}: it needs a text, options, and which of them is right, from 1.")
        else:
            yield Question(each["text"], options, each["right"], each.get("why", ""))
