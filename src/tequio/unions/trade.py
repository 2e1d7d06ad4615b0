"""A trade pack: materials, products, stages, chart of accounts, offices and settings of one trade, as data.

A pack is a folder in `packs/`; nothing in the program knows a trade by name. Every row is checked when it is read, and
a pack with faults is refused whole, with the file, row and column of each.
"""

import csv
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from tequio.unions.models import Office

PACKS = Path(__file__).parent / "packs"
ACCOUNT_KINDS = ("asset", "liability", "equity", "income", "expense")
# What postings look for; a pack without one of them could not book a round, a fee or a farewell.
NEEDED_ROLES = frozenset({
    "cash", "bank", "member_receivable", "supplier_payable", "purchase_clearing", "dues_receivable", "dues_income",
    "share_capital", "guarantee", "member_advance", "exit_payable", "inventory", "stock_surplus",
})  # fmt: skip


class PackBroken(ValueError):
    """The pack has faults: a sentence for each."""

    def __init__(self, trade: str, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(f"The trade pack {trade!r} has faults:\n" + "\n".join(faults))


@dataclass(frozen=True, slots=True)
class Good:
    code: str
    name: str
    unit: str
    pack: Decimal
    kg_per_unit: Decimal
    sat_key: str


@dataclass(frozen=True, slots=True)
class Stage:
    position: int
    code: str
    name: str
    usual_loss_bp: int


@dataclass(frozen=True, slots=True)
class AccountRow:
    code: str
    name: str
    kind: str
    role: str
    by_member: bool


@dataclass(frozen=True, slots=True)
class OfficeRow:
    code: str
    name: str
    kind: str
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SettingRow:
    key: str
    value: Any
    source: str


@dataclass(frozen=True, slots=True)
class Pack:
    trade: str
    name: str
    materials: tuple[Good, ...]
    products: tuple[Good, ...]
    stages: tuple[Stage, ...]
    accounts: tuple[AccountRow, ...]
    offices: tuple[OfficeRow, ...]
    settings: tuple[SettingRow, ...]
    name_en: str = ""

    def said(self, language: str) -> str:
        """The name of the trade; in English where the pack has one."""
        return self.name_en if language.startswith("en") and self.name_en else self.name


def trades() -> list[str]:
    """The trades there are packs for."""
    return sorted(path.parent.name for path in PACKS.glob("*/pack.toml"))


def matches(right: str, patterns: Sequence[str]) -> bool:
    """Whether one of an office's patterns names a right."""
    return any(fnmatchcase(right, pattern) for pattern in patterns)


@cache
def load(trade: str) -> Pack:
    """The pack of a trade. Raises PackBroken."""
    if trade not in trades():
        raise PackBroken(trade, [f"There is no folder {trade!r}; there are: {', '.join(trades())}."])
    return read(PACKS / trade)


def read(folder: Path) -> Pack:
    """The pack in a folder. Raises PackBroken with every fault in it."""
    reader = _Reader()
    head = reader.toml(folder / "pack.toml")
    pack = Pack(
        trade=folder.name,
        name=head.get("name", ""),
        materials=tuple(reader.rows(folder / "materials.csv", GOOD, Good)),
        products=tuple(reader.rows(folder / "products.csv", GOOD, Good)),
        stages=tuple(reader.rows(folder / "stages.csv", STAGE, Stage)),
        accounts=tuple(reader.rows(folder / "accounts.csv", ACCOUNT, AccountRow)),
        offices=tuple(_offices(reader, reader.toml(folder / "offices.toml"))),
        settings=tuple(SettingRow(each["key"], each["value"], each["source"]) for each in head.get("setting", ())),
        name_en=head.get("name_en", ""),
    )
    reader.faults += _faults_between_rows(pack)
    if reader.faults:
        raise PackBroken(folder.name, reader.faults)
    return pack


def _offices(reader: "_Reader", written: dict[str, Any]) -> Iterator[OfficeRow]:
    for place, each in enumerate(written.get("office", ()), start=1):
        office = OfficeRow(
            each.get("code", ""), each.get("name", ""), each.get("kind", ""), tuple(each.get("rights", ()))
        )
        if not office.code or not office.name:
            reader.faults.append(f"offices.toml, office {place}: it needs a code and a name.")
        if office.kind not in Office.Kind.values:
            reader.faults.append(f"offices.toml, {office.code}: kind {office.kind!r} is none of {Office.Kind.values}.")
        yield office


def _faults_between_rows(pack: Pack) -> Iterator[str]:
    lists = {
        "materials.csv and products.csv": [row.code for row in (*pack.materials, *pack.products)],
        "stages.csv": [row.code for row in pack.stages],
        "accounts.csv": [row.code for row in pack.accounts],
        "accounts.csv, role": [row.role for row in pack.accounts if row.role],
        "offices.toml": [office.code for office in pack.offices],
    }
    for place, codes in lists.items():
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            yield f"{place}: {code!r} stands there twice."
    for role in sorted(NEEDED_ROLES - {row.role for row in pack.accounts}):
        yield f"accounts.csv: no account has the role {role!r}."


# --- reading and checking rows ---------------------------------------------------------------------------------------


def _text(value: str) -> str:
    if not value:
        raise ValueError("must not be empty")
    return value


def _above_zero(value: str) -> Decimal:
    number = _not_below_zero(value)
    if number == 0:
        raise ValueError("must be above zero")
    return number


def _not_below_zero(value: str) -> Decimal:
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise ValueError("is not a number") from None
    if not number.is_finite() or number < 0:
        raise ValueError("must not be below zero")
    return number


def _whole(value: str) -> int:
    if not value.isascii() or not value.isdecimal():
        raise ValueError("is not a whole number")
    return int(value)


def _yes_or_no(value: str) -> bool:
    if value not in ("yes", "no"):
        raise ValueError("must be yes or no")
    return value == "yes"


def _account_kind(value: str) -> str:
    if value not in ACCOUNT_KINDS:
        raise ValueError(f"is none of {', '.join(ACCOUNT_KINDS)}")
    return value


def _sat_key(value: str) -> str:
    if value and not (len(value) == 8 and value.isdecimal()):
        raise ValueError("is not a key of eight digits")
    return value


Columns = dict[str, Callable[[str], Any]]
GOOD: Columns = {
    "code": _text, "name": _text, "unit": _text, "pack": _above_zero, "kg_per_unit": _above_zero, "sat_key": _sat_key,
}  # fmt: skip
STAGE: Columns = {"position": _whole, "code": _text, "name": _text, "usual_loss_bp": _whole}
ACCOUNT: Columns = {"code": _text, "name": _text, "kind": _account_kind, "role": str, "by_member": _yes_or_no}


def read_toml(path: Path, faults: list[str]) -> dict[str, Any]:
    """A file of a pack; empty when it cannot be read, and why is added to `faults`."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as failure:
        faults.append(f"{path.name}: {failure}.")
        return {}


@dataclass
class _Reader:
    """Reads files and collects their faults, so that all are told at once."""

    faults: list[str] = field(default_factory=list)

    def toml(self, path: Path) -> dict[str, Any]:
        return read_toml(path, self.faults)

    def rows(self, path: Path, columns: Columns, make: Callable[..., Any]) -> Iterator[Any]:
        try:
            written = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
        except (OSError, UnicodeDecodeError) as failure:
            self.faults.append(f"{path.name}: {failure}.")
            return
        if not written or written[0] != list(columns):
            self.faults.append(f"{path.name}: its first row must be {','.join(columns)}.")
            return
        for number, row in enumerate(written[1:], start=2):
            if len(row) != len(columns):
                self.faults.append(f"{path.name}, row {number}: it has {len(row)} columns, not {len(columns)}.")
                continue
            values = dict(self._values(path.name, number, columns, row))
            if len(values) == len(columns):
                yield make(**values)

    def _values(self, file: str, number: int, columns: Columns, row: list[str]) -> Iterator[tuple[str, Any]]:
        for (column, parse), value in zip(columns.items(), row, strict=True):
            try:
                yield column, parse(value.strip())
            except ValueError as fault:
                self.faults.append(f"{file}, row {number}, {column}: {value!r} {fault}.")
