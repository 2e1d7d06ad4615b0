"""Words of the data files in both languages, dated rows, and templates whose gaps are named instead of left open."""

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence as the data says it: in Spanish, and in English."""

    es: str
    en: str

    def said(self, language: str) -> str:
        return self.en if language.startswith("en") else self.es


def text(row: Mapping[str, str]) -> Text:
    """Raises ValueError where a language is missing."""
    if not row.get("es") or not row.get("en"):
        raise ValueError(f"{dict(row)!r} is not said in both languages")
    return Text(row["es"], row["en"])


@cache
def rows(file: str, table: str) -> tuple[dict[str, Any], ...]:
    """The rows of a data file beside this one, each with its `valid_from` and `source`. Raises ValueError."""
    found = tomllib.loads((HERE / file).read_text(encoding="utf-8"))[table]
    for place, row in enumerate(found, start=1):
        if not isinstance(row.get("valid_from"), date) or not row.get("source"):
            raise ValueError(f"{file}, {table} {place}: it needs valid_from and source")
    return tuple(found)


def ruling(file: str, table: str, on: date, key: str = "code") -> dict[str, dict[str, Any]]:
    """The newest row of each code that has begun, in the order of the file."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows(file, table):
        code = str(row.get(key, ""))
        if row["valid_from"] <= on and (code not in found or found[code]["valid_from"] < row["valid_from"]):
            found[code] = row
    return found


def gaps(template: str, data: Mapping[str, str]) -> list[str]:
    """The places of a template that the data leaves empty, each once, in the order of the text."""
    places = [name for _text, name, _spec, _conversion in string.Formatter().parse(template) if name]
    return [name for name in dict.fromkeys(places) if not data.get(name, "").strip()]


def filled(template: str, data: Mapping[str, str]) -> str:
    """The template with every place filled. Raises ValueError that names the gaps: no paper comes out with a hole."""
    if found := gaps(template, data):
        raise ValueError(", ".join(found))
    # What people typed is put in as it is: braces in it are no places.
    pieces = string.Formatter().parse(template)
    return "".join(told + (data[name] if name else "") for told, name, _spec, _conversion in pieces)
