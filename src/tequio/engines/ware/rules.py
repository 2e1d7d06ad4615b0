"""Reading a trade's rules: uses, regimes with their classes and limits, and which regimes a destination has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from tequio.engines.dated import Dated, number, read, read_plain
from tequio.engines.founding.texts import Text, text


class Of(StrEnum):
    """What must stay under a limit: each piece that was tested, or their average."""

    EACH = "each"
    AVERAGE = "average"


@dataclass(frozen=True, slots=True)
class Use:
    code: str
    name: Text
    is_food: bool


@dataclass(frozen=True, slots=True)
class Regime:
    """One law or custom about what a piece may give off: how many pieces to test, how, and how long that counts."""

    code: str
    name: Text
    pieces: int
    report_days: int
    methods: frozenset[str]
    dated: Dated


@dataclass(frozen=True, slots=True)
class ClassRule:
    """What makes a piece one of a class. Empty `uses` means any; a limit that is None does not ask."""

    regime: str
    ware_class: str
    uses: frozenset[str]
    depth_to_mm: Decimal | None
    volume_from_ml: Decimal | None
    volume_over_ml: Decimal | None
    dated: Dated

    def fits(self, shape: "Shape") -> bool:
        return (
            (not self.uses or shape.use in self.uses)
            and (self.depth_to_mm is None or shape.depth_mm <= self.depth_to_mm)
            and (self.volume_from_ml is None or shape.volume_ml >= self.volume_from_ml)
            and (self.volume_over_ml is None or shape.volume_ml > self.volume_over_ml)
        )


@dataclass(frozen=True, slots=True)
class Limit:
    """The most of a substance that a class may give off."""

    regime: str
    ware_class: str
    substance: str
    most: Decimal
    unit: str
    of: Of
    dated: Dated


@dataclass(frozen=True, slots=True)
class Destination:
    code: str
    name: Text
    regimes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a piece that is not for food must bear."""

    regime: str
    code: str
    says: Text
    dated: Dated


@dataclass(frozen=True, slots=True)
class Shape:
    """A piece as its design sheet gives it: what it is for, its inner depth, what it holds to the brim."""

    use: str
    depth_mm: Decimal
    volume_ml: Decimal

    def __post_init__(self) -> None:
        if self.depth_mm < 0 or self.volume_ml < 0:
            raise ValueError("depth and volume are not below zero")


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of a trade. `names` says classes, substances and methods in both languages."""

    uses: Mapping[str, Use]
    regimes: tuple[Regime, ...]
    classes: tuple[ClassRule, ...]
    limits: tuple[Limit, ...]
    destinations: Mapping[str, Destination]
    marks: tuple[Mark, ...]
    names: Mapping[str, Text]

    def regime(self, code: str, on: date) -> Regime | None:
        """The regime as it holds on a day; None where it does not hold yet or any more."""
        return next((each for each in self.regimes if each.code == code and each.dated.holds_on(on)), None)

    def regimes_of(self, destination: str, on: date) -> tuple[Regime, ...]:
        """Raises ValueError for a destination without rules: nobody may guess them."""
        if destination not in self.destinations:
            raise ValueError(f"no rules are known for {destination!r}; there are for {', '.join(self.destinations)}")
        found = (self.regime(code, on) for code in self.destinations[destination].regimes)
        return tuple(each for each in found if each is not None)

    def class_of(self, shape: Shape, regime: str, on: date) -> ClassRule | None:
        """The first class of the regime that the piece fits. Raises ValueError for a use that is not known."""
        if shape.use not in self.uses:
            raise ValueError(f"{shape.use!r} is no use known here; there are {', '.join(self.uses)}")
        rules = (each for each in self.classes if each.regime == regime and each.dated.holds_on(on))
        return next((each for each in rules if each.fits(shape)), None)

    def substances(self, regime: str, on: date) -> tuple[str, ...]:
        """What a regime has any limit for."""
        return tuple(dict.fromkeys(x.substance for x in self.limits if x.regime == regime and x.dated.holds_on(on)))

    def limit(self, regime: str, ware_class: str, substance: str, on: date) -> Limit | None:
        asked = (regime, ware_class, substance)
        return next(
            (x for x in self.limits if (x.regime, x.ware_class, x.substance) == asked and x.dated.holds_on(on)), None
        )

    def marks_for(self, destination: str, on: date) -> tuple[Mark, ...]:
        """What a piece that is not for food must bear there."""
        codes = {each.code for each in self.regimes_of(destination, on)}
        return tuple(each for each in self.marks if each.regime in codes and each.dated.holds_on(on))


def read_rules(folder: Path) -> Rules:
    """The rules in a folder. Raises ValueError that names file, row and fault, and codes that lead nowhere."""
    uses = read_plain(folder / "uses.csv", ("code", "es", "en", "is_food"), _use, key="code")
    names = read_plain(folder / "names.csv", ("code", "es", "en"), text, key="code")
    places = ("code", "es", "en", "regimes")
    destinations = read_plain(folder / "destinations.csv", places, _destination, key="code")
    rules = Rules(
        uses,
        read(folder / "regimes.csv", ("code", "es", "en", "pieces", "report_days", "methods"), _regime, key=("code",)),
        read(folder / "classes.csv", CLASS, _class, key=("regime", "code")),
        read(folder / "limits.csv", LIMIT, _limit, key=("regime", "ware_class", "substance")),
        destinations,
        read(folder / "decorative.csv", ("regime", "code", "es", "en"), _mark, key=("regime", "code")),
        names,
    )
    if faults := sorted(_leading_nowhere(rules)):
        raise ValueError(f"{folder.name}: nothing is known of {', '.join(faults)}")
    return rules


CLASS = ("regime", "code", "uses", "depth_to_mm", "volume_from_ml", "volume_over_ml")
LIMIT = ("regime", "ware_class", "substance", "most", "unit", "of")


def _use(row: Mapping[str, str]) -> Use:
    return Use(row["code"], text(row), row["is_food"] == "yes")


def _destination(row: Mapping[str, str]) -> Destination:
    return Destination(row["code"], text(row), tuple(row["regimes"].split("|")))


def _regime(row: Mapping[str, str], dated: Dated) -> Regime:
    methods = frozenset(row["methods"].split("|"))
    return Regime(row["code"], text(row), _count(row["pieces"]), _count(row["report_days"]), methods, dated)


def _class(row: Mapping[str, str], dated: Dated) -> ClassRule:
    uses = frozenset(row["uses"].split("|")) - {""}
    depth, volume_from, volume_over = (number(row[name]) for name in CLASS[3:])
    return ClassRule(row["regime"], row["code"], uses, depth, volume_from, volume_over, dated)


def _limit(row: Mapping[str, str], dated: Dated) -> Limit:
    most = _amount(row["most"])
    return Limit(row["regime"], row["ware_class"], row["substance"], most, row["unit"], Of(row["of"]), dated)


def _mark(row: Mapping[str, str], dated: Dated) -> Mark:
    return Mark(row["regime"], row["code"], text(row), dated)


def _leading_nowhere(rules: Rules) -> set[str]:
    regimes = {each.code for each in rules.regimes}
    told = {x.regime for x in rules.classes} | {x.regime for x in rules.limits} | {x.regime for x in rules.marks}
    told |= {code for each in rules.destinations.values() for code in each.regimes}
    named = {x.ware_class for x in rules.classes} | {x.ware_class for x in rules.limits}
    named |= {x.substance for x in rules.limits}
    named |= {method for each in rules.regimes for method in each.methods}
    uses = {use for each in rules.classes for use in each.uses}
    return (told - regimes) | (named - set(rules.names)) | (uses - set(rules.uses))


def _count(value: str) -> int:
    if not value.isdecimal() or int(value) == 0:
        raise ValueError(f"{value!r} is no count")
    return int(value)


def _amount(value: str) -> Decimal:
    found = number(value)
    if found is None:
        raise ValueError("a limit is a number")
    return found
