"""A dossier or a bundle as JSON: one way to write it, so that the same figures are the same bytes.

The form is that of RFC 8785 for what occurs here: keys sorted, no spaces, UTF-8, whole numbers only. Ratios are text,
so that nobody's floating point changes them. `schema.json` describes it for who reads it elsewhere.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from tequio.engines.dossier.figures import (
    Bundle,
    Column,
    Dossier,
    Figure,
    Kind,
    Section,
    Source,
    Table,
    Value,
    fault_of,
)

SCHEMA = Path(__file__).with_name("schema.json")
FORM = "tequio-dossier/1"
BUNDLE_FORM = "tequio-bundle/2"
BUNDLE_FORMS = ("tequio-bundle/1", BUNDLE_FORM)  # the first had no section of bad years; it is still read


class Unreadable(ValueError):
    """The text is no dossier and no bundle of this form."""


def written(given: Dossier | Bundle) -> bytes:
    """The canonical bytes. Raises ValueError for a value that is not of its kind."""
    told = _dossier(given) if isinstance(given, Dossier) else _bundle(given)
    return canonical(told)


def canonical(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def digest(given: Dossier | Bundle) -> str:
    """SHA-256 of the canonical bytes: papers that print it say the same figures."""
    return hashlib.sha256(written(given)).hexdigest()


def _common(given: Dossier | Bundle) -> dict[str, Any]:
    return {
        "number": given.number, "union": given.union, "made_on": given.made_on.isoformat(), "demo": given.demo,
        "sections": [_section(each) for each in given.sections],
    }  # fmt: skip


def _dossier(given: Dossier) -> dict[str, Any]:
    told = {"form": FORM, "member": given.member, "lender": given.lender, "purpose": given.purpose}
    return _common(given) | told


def _bundle(given: Bundle) -> dict[str, Any]:
    columns = [_column(each) for each in given.columns]
    rows = [list(row) for row in given.rows]
    return _common(given) | {
        "form": BUNDLE_FORM, "title": given.title, "columns": columns, "rows": rows, "crowd": given.crowd
    }  # fmt: skip


def _section(section: Section) -> dict[str, Any]:
    return {
        "name": section.name, "title": section.title, "note": section.note,
        "figures": [_figure(each) for each in section.figures],
        "tables": [_table(each) for each in section.tables],
    }  # fmt: skip


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name, "label": figure.label, "kind": str(figure.kind),
        "value": _value(figure.kind, figure.value), "declared": figure.declared,
        "sources": [_source(each) for each in figure.sources],
    }  # fmt: skip


def _table(table: Table) -> dict[str, Any]:
    return {
        "name": table.name, "title": table.title, "columns": [_column(each) for each in table.columns],
        "rows": [
            [_value(column.kind, value) for column, value in zip(table.columns, row, strict=True)] for row in table.rows
        ],
        "sources": [_source(each) for each in table.sources],
    }  # fmt: skip


def _column(column: Column) -> dict[str, Any]:
    return {"name": column.name, "label": column.label, "kind": str(column.kind)}


def _source(source: Source) -> dict[str, Any]:
    return {"table": source.table, "keys": list(source.keys), "page": source.page}


def _value(kind: Kind, value: Value) -> int | str | None:
    if why := fault_of(kind, value):
        raise ValueError(why)
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


# --- back again -------------------------------------------------------------------------------------------------------


def read(text: bytes) -> Dossier | Bundle:
    """What `written` wrote, with or without its seal. Raises Unreadable."""
    try:
        told = json.loads(text)
        return _read_bundle(told) if told["form"] in BUNDLE_FORMS else _read_dossier(told)
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation) as wrong:
        raise Unreadable(str(wrong)) from wrong


def _read_dossier(told: Mapping[str, Any]) -> Dossier:
    if told["form"] != FORM:
        raise ValueError(f"{told['form']!r} is no form known here")
    return Dossier(
        number=told["number"], union=told["union"], member=told["member"], lender=told["lender"],
        purpose=told["purpose"], made_on=date.fromisoformat(told["made_on"]), demo=told["demo"],
        sections=tuple(_read_section(each) for each in told["sections"]),
    )  # fmt: skip


def _read_bundle(told: Mapping[str, Any]) -> Bundle:
    return Bundle(
        number=told["number"], union=told["union"], title=told["title"], demo=told["demo"],
        made_on=date.fromisoformat(told["made_on"]), crowd=told["crowd"],
        sections=tuple(_read_section(each) for each in told["sections"]),
        columns=tuple(_read_column(each) for each in told["columns"]), rows=tuple(tuple(row) for row in told["rows"]),
    )  # fmt: skip


def _read_section(told: Mapping[str, Any]) -> Section:
    return Section(
        told["name"], told["title"], tuple(_read_figure(each) for each in told["figures"]),
        tuple(_read_table(each) for each in told["tables"]), told["note"],
    )  # fmt: skip


def _read_figure(told: Mapping[str, Any]) -> Figure:
    kind = Kind(told["kind"])
    sources = tuple(_read_source(each) for each in told["sources"])
    return Figure(told["name"], told["label"], kind, _read_value(kind, told["value"]), sources, told["declared"])


def _read_table(told: Mapping[str, Any]) -> Table:
    columns = tuple(_read_column(each) for each in told["columns"])
    rows = tuple(
        tuple(_read_value(column.kind, value) for column, value in zip(columns, row, strict=True))
        for row in told["rows"]
    )
    return Table(told["name"], told["title"], columns, rows, tuple(_read_source(each) for each in told["sources"]))


def _read_column(told: Mapping[str, Any]) -> Column:
    return Column(told["name"], told["label"], Kind(told["kind"]))


def _read_source(told: Mapping[str, Any]) -> Source:
    return Source(told["table"], tuple(told["keys"]), told["page"])


def _read_value(kind: Kind, told: int | str | None) -> Value:
    value: Value = told
    if isinstance(told, str) and kind is Kind.RATIO:
        value = Decimal(told)
    elif isinstance(told, str) and kind is Kind.DAY:
        value = date.fromisoformat(told)
    if why := fault_of(kind, value):
        raise ValueError(why)
    return value
