"""Reading the rules: which ones rule a legal form on a day, and what a union's own bylaws may change in them."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path

from tequio.engines.tally import Method

FILE = Path(__file__).with_name("rules.csv")
FORMS = ("consumer_coop", "producer_coop", "civil_association", "sderl_mi", "forum")
MATTERS = ("ordinary", "bylaws", "exclusion", "dissolution", "reelection", "object")


class Of(StrEnum):
    """Of which votes a share is asked: of all there are, of those present, or of those cast for and against."""

    ALL = "all"
    PRESENT = "present"
    CAST = "cast"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the votes that must be reached, or exceeded when `is_strict`."""

    part: Fraction
    is_strict: bool
    of: Of

    def least(self, votes: int) -> int:
        """The smallest whole number of votes that is enough; never less than one, and out of reach if never."""
        exact = self.part * votes
        enough = exact.numerator // exact.denominator
        if self.is_strict or exact.denominator != 1:
            enough += 1
        return max(1, enough)


ANY = Share(Fraction(0), True, Of.ALL)
NEVER = Share(Fraction(1), True, Of.ALL)
WRITTEN = re.compile(r"(>=?)(\d+)/(\d+) (all|present|cast)$")


def share(text: str) -> Share:
    """ "any", "never", ">1/2 cast", ">=2/3 all". Raises ValueError."""
    if text in ("any", "never"):
        return ANY if text == "any" else NEVER
    found = WRITTEN.match(text)
    if not found or int(found[3]) == 0 or int(found[2]) > int(found[3]):
        raise ValueError(f"{text!r} is no share of votes")
    return Share(Fraction(int(found[2]), int(found[3])), found[1] == ">", Of(found[4]))


@dataclass(frozen=True, slots=True)
class Rule:
    """One value with where it comes from. `own`: raise, lower, free or fixed."""

    key: str
    value: str
    own: str
    valid_from: date
    valid_to: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Bylaws:
    """Every rule that binds one union on one day."""

    form: str
    rules: Mapping[str, Rule]

    def number(self, key: str) -> int:
        return int(self.rules[key].value)

    def share(self, key: str) -> Share:
        return share(self.rules[key].value)

    def says(self, key: str) -> bool:
        return self.rules[key].value == "yes"

    def words(self, key: str) -> tuple[str, ...]:
        return tuple(self.rules[key].value.split("|"))

    def source(self, key: str) -> str:
        return self.rules[key].source

    def majority(self, matter: str) -> Share:
        return self.share(f"majority_{matter}")


@cache
def read_rules(path: Path = FILE) -> tuple[tuple[tuple[str, ...], Rule], ...]:
    """The file's rows as (forms, rule). Raises ValueError that names the row."""
    found = []
    with path.open(encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            try:
                until = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
                rule = Rule(
                    row["key"], row["value"], row["own"], date.fromisoformat(row["valid_from"]), until, row["source"]
                )
                _check(rule)
            except (KeyError, ValueError) as fault:
                raise ValueError(f"{path.name}, row {number}: {fault}") from fault
            found.append((tuple(row["forms"].split("|")), rule))
    return tuple(found)


def bylaws_of(form: str, on: date, own: Mapping[str, str] | None = None) -> Bylaws:
    """What rules a legal form on a day, with what the union's own bylaws say instead.

    Raises ValueError for a form that is not known, for a day before the law, and for an own rule the law forbids.
    """
    if form not in FORMS:
        raise ValueError(f"{form!r} is no legal form known here")
    rules: dict[str, Rule] = {}
    for forms, rule in read_rules():
        began = rule.valid_from <= on and (rule.valid_to is None or on < rule.valid_to)
        if form in forms and began and (rule.key not in rules or rules[rule.key].valid_from < rule.valid_from):
            rules[rule.key] = rule
    if "notice_days" not in rules:
        raise ValueError(f"there are no rules for {form} on {on}")
    bylaws = Bylaws(form, rules)
    for key, value in (own or {}).items():
        if faults := own_faults(bylaws, key, value):
            raise ValueError("; ".join(faults))
        if value != rules[key].value:
            rules[key] = Rule(key, value, rules[key].own, rules[key].valid_from, None, "Bases o estatutos propios")
    return bylaws


def own_faults(bylaws: Bylaws, key: str, value: str) -> list[str]:
    """Why a union's own bylaws may not say this; empty when they may. Codes: unknown, unreadable, fixed, low, high."""
    law = bylaws.rules.get(key)
    if law is None:
        return [f"{key}: unknown"]
    if value == law.value:
        return []
    try:
        _check(Rule(key, value, law.own, law.valid_from, None, ""))
    except ValueError:
        return [f"{key}: unreadable"]
    if law.own == "fixed":
        return [f"{key}: fixed"]
    if key == "proxies" and int(value) > bylaws.number("proxies_cap"):
        return [f"{key}: high"]
    if law.own in ("raise", "lower"):
        new, old = _size(value), _size(law.value)
        if law.own == "raise" and new < old:
            return [f"{key}: low"]
        if law.own == "lower" and new > old:
            return [f"{key}: high"]
    return []


SHARES = (
    "quorum_first", "quorum_second", "call_minority", "point_minority", "minority_council",
    *(f"majority_{m}" for m in MATTERS),
)  # fmt: skip
SAID = ("second_after_first", "partial_renewal", "own_interest_votes", "parity", "vigilance_alternates")
WORDS = ("callers", "weight", "days")
# Rules that say one of these words.
CHOICES = {"first_stagger": ("votes", "lot"), "delegates_method": tuple(str(method) for method in Method)}


def _check(rule: Rule) -> None:
    if rule.own not in ("fixed", "free", "raise", "lower"):
        raise ValueError(f"own is {rule.own!r}")
    if rule.key in SHARES:
        share(rule.value)
    elif rule.key in SAID:
        if rule.value not in ("yes", "no"):
            raise ValueError(f"{rule.key} says {rule.value!r}")
    elif rule.key in CHOICES:
        if rule.value not in CHOICES[rule.key]:
            raise ValueError(f"{rule.key} is {rule.value!r}")
    elif rule.key not in WORDS and not rule.value.isdecimal():
        raise ValueError(f"{rule.key} is {rule.value!r}, no number")


def _size(value: str) -> tuple[Fraction, bool, int]:
    """How demanding a value is: a share of all weighs more than the same share of those present."""
    if value.isdecimal():
        return Fraction(int(value)), False, 0
    read = share(value)
    return read.part, read.is_strict, (Of.CAST, Of.PRESENT, Of.ALL).index(read.of)
