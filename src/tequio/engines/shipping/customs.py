"""Customs codes of a trade, names that only some may use, and the origin criterion by a treaty's rule of change."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from tequio.engines.dated import Dated, read
from tequio.engines.founding.texts import Text, text

CHAPTER, HEADING, SUBHEADING = 2, 4, 6
CHANGES = {"chapter": CHAPTER, "heading": HEADING, "subheading": SUBHEADING}


def digits(code: str) -> str:
    """6912.00.99.01 is 6912009901."""
    return "".join(char for char in code if char.isdigit())


def six_digits(code: str) -> str:
    """The part of a customs code that is the same all over the world: 6912.00."""
    found = digits(code)
    return f"{found[:4]}.{found[4:6]}" if len(found) >= SUBHEADING else ""


@dataclass(frozen=True, slots=True)
class Code:
    code: str
    name: Text
    protected: str  # the name that goods of this code bear, where it is protected
    dated: Dated


@dataclass(frozen=True, slots=True)
class ProtectedName:
    """A name that only producers of some states may use; `states` are INEGI keys."""

    code: str
    name: str
    states: frozenset[str]
    says: Text
    dated: Dated


@dataclass(frozen=True, slots=True)
class OriginRule:
    """Goods of these headings originate when each foreign material changes so far: chapter, heading or subheading."""

    agreement: str
    first: str
    last: str
    change: str
    dated: Dated

    def covers(self, code: str) -> bool:
        return self.first <= digits(code)[:HEADING] <= self.last


@dataclass(frozen=True, slots=True)
class Customs:
    codes: tuple[Code, ...]
    protected: tuple[ProtectedName, ...]
    rules: tuple[OriginRule, ...]

    def code(self, code: str, on: date) -> Code | None:
        return next((each for each in self.codes if each.code == code and each.dated.holds_on(on)), None)

    def forbidden(self, words: Iterable[str], code: str, state: str, on: date) -> tuple[ProtectedName, ...]:
        """The protected names that a description or a code uses although the goods are of another state."""
        said = f" {_bare(' '.join(words))} "
        row = self.code(code, on)
        return tuple(
            each for each in self.protected
            if each.dated.holds_on(on) and state not in each.states
            and (f" {_bare(each.name)} " in said or (row is not None and row.protected == each.code))
        )  # fmt: skip

    def rule_for(self, agreement: str, code: str, on: date) -> OriginRule | None:
        return next(
            (x for x in self.rules if x.agreement == agreement and x.dated.holds_on(on) and x.covers(code)), None
        )


class From(StrEnum):
    """Where a material comes from, as far as a treaty asks."""

    WHOLLY = "wholly"  # dug, grown or cut in its countries
    ORIGINATING = "originating"  # made there of foreign things, and has its own certification
    FOREIGN = "foreign"  # anything else, and anything nobody can prove


@dataclass(frozen=True, slots=True)
class Material:
    name: str
    code: str
    origin: From


class OriginFault(StrEnum):
    NO_MATERIALS = "no_materials"
    NO_RULE = "no_rule"
    NO_CODE = "no_code"  # a foreign material without customs code
    NO_CHANGE = "no_change"  # a foreign material that is too near to the goods


@dataclass(frozen=True, slots=True)
class Criterion:
    """A: wholly obtained there. C: all materials originate. B: foreign ones change enough. Empty: not proven."""

    letter: str
    fault: OriginFault | None = None
    materials: tuple[str, ...] = ()
    rule: OriginRule | None = None


def criterion(customs: Customs, agreement: str, code: str, materials: Sequence[Material], on: date) -> Criterion:
    """The origin criterion of goods with a customs code that are made of these materials."""
    if not materials:
        return Criterion("", OriginFault.NO_MATERIALS)
    if all(each.origin is From.WHOLLY for each in materials):
        return Criterion("A")
    foreign = [each for each in materials if each.origin is From.FOREIGN]
    if not foreign:
        return Criterion("C")
    rule = customs.rule_for(agreement, code, on)
    if rule is None:
        return Criterion("", OriginFault.NO_RULE)
    # A code that is too short to compare proves no change.
    depth = CHANGES[rule.change]
    if nameless := tuple(each.name for each in foreign if len(digits(each.code)) < depth):
        return Criterion("", OriginFault.NO_CODE, nameless, rule)
    if near := tuple(each.name for each in foreign if digits(each.code)[:depth] == digits(code)[:depth]):
        return Criterion("", OriginFault.NO_CHANGE, near, rule)
    return Criterion("B", rule=rule)


def read_customs(folder: Path) -> Customs:
    """The customs files in a folder. Raises ValueError that names file, row and fault."""
    protected = read(folder / "protected.csv", ("code", "name", "states", "es", "en"), _name, key=("code",))
    codes = read(folder / "codes.csv", ("code", "es", "en", "protected"), _code, key=("code",))
    rules = read(folder / "origin.csv", ("agreement", "from", "to", "change"), _rule, key=("agreement", "from"))
    if unknown := {each.change for each in rules} - set(CHANGES):
        raise ValueError(f"origin.csv: {', '.join(sorted(unknown))} is no change that is known")
    if unknown := {each.protected for each in codes} - {"", *(each.code for each in protected)}:
        raise ValueError(f"codes.csv: {', '.join(sorted(unknown))} is no protected name of protected.csv")
    return Customs(codes, protected, rules)


def _name(row: Mapping[str, str], dated: Dated) -> ProtectedName:
    return ProtectedName(row["code"], row["name"], frozenset(row["states"].split("|")), text(row), dated)


def _code(row: Mapping[str, str], dated: Dated) -> Code:
    return Code(row["code"], text(row), row["protected"], dated)


def _rule(row: Mapping[str, str], dated: Dated) -> OriginRule:
    return OriginRule(row["agreement"], row["from"], row["to"], row["change"], dated)


def _bare(words: str) -> str:
    """Letters and digits alone, without accents or capitals, so that a name is found however it is written."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(char if char.isalnum() else " " for char in apart if not unicodedata.combining(char))
    return " ".join(plain.split())
