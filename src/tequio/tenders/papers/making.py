"""The three files of a dossier or a bundle. The same figures give the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext as _

from tequio.core import home
from tequio.core.papers import render
from tequio.core.sheets.writer import Page, write_workbook
from tequio.engines.dossier import (
    Bundle,
    Column,
    Dossier,
    Key,
    Kind,
    Section,
    Source,
    Table,
    Value,
    digest,
    fingerprint,
    sealed,
    written,
)
from tequio.ui.numbers import money, percent, quantity
from tequio.unions.models import Union

TEMPLATE = Path(__file__).with_name("dossier.typ")
Given = Dossier | Bundle


def key_of(union: Union) -> Key:
    """What seals for this union; it follows from the installation's secret."""
    return Key.derived(home.secret(), union.slug)


def file_of(given: Given, union: Union, form: str) -> bytes:
    """The sealed file; `form` is one of FORMS."""
    key = key_of(union)
    with translation.override(settings.LANGUAGE_CODE):
        return sealed(FORMS[form](given, key), key, union.name)


def said(kind: Kind, value: Value) -> str:
    """A value as people read it; what is not known says so."""
    if value is None:
        return _("no se sabe")
    if kind is Kind.MONEY and isinstance(value, int):
        return money(value)
    if kind is Kind.RATIO and isinstance(value, Decimal):
        return percent(value)
    if kind is Kind.COUNT and isinstance(value, int):
        return quantity(value)
    if isinstance(value, date):
        return str(formats.date_format(value, "DATE_FORMAT")).lower()
    return str(value)


def _pdf(given: Given, key: Key) -> bytes:
    on = given.made_on
    tables = [_rows(given)] if isinstance(given, Bundle) else []
    return render(TEMPLATE, {
        "title": _title(given), "union": given.union, "lang": "es", "year": on.year, "month": on.month, "day": on.day,
        "note": _under(given), "demo": _("Demostración: personas inventadas") if given.demo else "",
        "declared": _("lo declara, sin comprobar"), "sections": [_section(each) for each in given.sections],
        "rows": tables, "rows_note": _crowd(given) if isinstance(given, Bundle) else "",
        "digest_label": _("Huella de los datos (SHA-256 del JSON sin sello)"), "digest": digest(given),
        "key_label": _("Huella de la llave de la unión"), "key": fingerprint(key.public),
        "check": _("Para comprobar que nada cambió: tequio dossier verify ARCHIVO, o la página que da la unión."),
    })  # fmt: skip


def _title(given: Given) -> str:
    if isinstance(given, Bundle):
        return _("Carpeta %(n)s: %(title)s") % {"n": given.number, "title": given.title}
    return _("Expediente de %(name)s") % {"name": given.member}


def _under(given: Given) -> str:
    day = said(Kind.DAY, given.made_on)
    if isinstance(given, Bundle):
        return _("Solicitudes sin nombres, al %(day)s.") % {"day": day}
    if not given.lender:
        return _("%(purpose)s. Al %(day)s.") % {"purpose": given.purpose, "day": day}
    return _("Para %(lender)s y nadie más. %(purpose)s. Al %(day)s.") % {
        "lender": given.lender, "purpose": given.purpose, "day": day
    }  # fmt: skip


def _crowd(given: Bundle) -> str:
    return _(
        "En cualesquiera tres columnas, cada renglón es igual al menos a otros %(n)s: no se sabe de quién es. "
        "«—» es lo que se calla por eso."
    ) % {"n": given.crowd - 1}


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section.title, "note": section.note,
        "figures": [
            {"label": each.label, "said": said(each.kind, each.value), "declared": each.declared}
            for each in section.figures
        ],
        "tables": [_table(each) for each in section.tables],
    }  # fmt: skip


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title, "columns": [_column(each) for each in table.columns],
        "rows": [
            [said(column.kind, value) if value is not None else "" for column, value in _pairs(table.columns, row)]
            for row in table.rows
        ],
    }  # fmt: skip


def _rows(given: Bundle) -> dict[str, Any]:
    return {"title": _("Una por una"), "columns": [_column(each) for each in given.columns], "rows": given.rows}


def _column(column: Column) -> dict[str, Any]:
    return {"label": column.label, "right": column.kind in (Kind.MONEY, Kind.COUNT, Kind.RATIO)}


def _pairs(columns: tuple[Column, ...], row: tuple[Value, ...]) -> list[tuple[Column, Value]]:
    return list(zip(columns, row, strict=True))


def _xlsx(given: Given, key: Key) -> bytes:
    heading = (_("Parte"), _("Dato"), _("Vale"), _("En la unidad"), _("Declarado"), _("De qué renglones"))
    units = {Kind.MONEY: _("pesos"), Kind.RATIO: _("parte de uno"), Kind.COUNT: "", Kind.DAY: "", Kind.TEXT: ""}
    rows = [
        (section.title, each.label, _cell(each.kind, each.value), units[each.kind], each.declared,
         _behind(each.sources))
        for section in given.sections for each in section.figures
    ]  # fmt: skip
    pages = [Page(_("Datos"), heading, rows)]
    pages += [_page(section, table) for section in given.sections for table in section.tables]
    if isinstance(given, Bundle):
        pages.append(Page(_("Solicitudes"), [each.label for each in given.columns], given.rows))
    about = [
        (_("Título"), _title(given)), (_("Unión"), given.union), (_("Para"), _under(given)),
        (_("Huella de los datos (SHA-256 del JSON sin sello)"), digest(given)),
        (_("Huella de la llave de la unión"), fingerprint(key.public)),
    ]  # fmt: skip
    pages.append(Page(_("Sello"), (_("Dato"), _("Vale")), about))
    return write_workbook(_named_once(pages), given.made_on)


def _page(section: Section, table: Table) -> Page:
    rows = [[_cell(column.kind, value) for column, value in _pairs(table.columns, row)] for row in table.rows]
    return Page(f"{section.title}. {table.title}", [each.label for each in table.columns], rows)


def _named_once(pages: list[Page]) -> list[Page]:
    """Sheets of one workbook have different names, of 31 letters at most."""
    return [Page(f"{place}. {page.title}"[:31], page.heading, page.rows) for place, page in enumerate(pages, start=1)]


def _cell(kind: Kind, value: Value) -> Value:
    if kind is Kind.MONEY and isinstance(value, int):
        return Decimal(value) / 100
    return value


def _behind(sources: tuple[Source, ...]) -> str:
    told = "; ".join(f"{each.table}: {', '.join(map(str, each.keys))}" for each in sources)
    return told if len(told) < LONGEST_LIST else told[:LONGEST_LIST] + "…"


LONGEST_LIST = 2_000  # a cell holds more than anybody reads; the JSON has every key


def _json(given: Given, key: Key) -> bytes:
    return written(given)


FORMS: dict[str, Callable[[Given, Key], bytes]] = {"pdf": _pdf, "xlsx": _xlsx, "json": _json}
