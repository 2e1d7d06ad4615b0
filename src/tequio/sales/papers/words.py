"""What the papers say, in the language of whoever reads them: labels, weights, money, days, and reasons as sentences.

The words are data (`words.toml`), not the screens' catalogue: a paper speaks its buyer's language, whoever prints it.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date

from tequio.engines.founding.texts import Text, text
from tequio.engines.shipping import Gap, Paper, Party, Size
from tequio.engines.ware import Finding, Limit, Rules, Verdict, Why

LANGUAGES = ("es", "en")
LOCALES = {"es": "es_MX", "en": "en_US"}


@cache
def texts() -> Mapping[str, Text]:
    """Every text by "group.key". Raises ValueError where a language is missing."""
    told = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return {f"{group}.{key}": text(said) for group, rows in told.items() for key, said in rows.items()}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: str

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ValueError(f"papers are in {' or '.join(LANGUAGES)}, not {self.language!r}")

    def __call__(self, key: str, **told: object) -> str:
        said = texts()[key if "." in key else f"label.{key}"].said(self.language)
        return said % told if told else said

    def of(self, said: Text) -> str:
        return said.said(self.language)

    def day(self, day: date) -> str:
        return format_date(day, "long", locale=LOCALES[self.language])

    @staticmethod
    def kilos(grams: int) -> str:
        return f"{grams // 1000:,}.{grams % 1000:03d} kg"

    @staticmethod
    def money(minor: int, currency: str) -> str:
        return f"{currency} {minor // 100:,}.{minor % 100:02d}"

    @staticmethod
    def size(size: Size | None) -> str:
        if size is None:
            return ""
        return " × ".join(f"{mm / 10:g}" for mm in (size.length_mm, size.width_mm, size.height_mm)) + " cm"

    def party(self, party: Party) -> list[str]:
        """Lines of an address block; what is empty is left out."""
        who = ", ".join(part for part in (party.person, party.title) if part)
        named = ((self("tax_id"), party.tax_id), (self("phone"), party.phone), (self("email"), party.email))
        place = ", ".join(part for part in (party.address, party.country) if part)
        return [line for line in (party.name, who, place, *(f"{k}: {v}" for k, v in named if v)) if line]


def gap_said(words: Words, gap: Gap) -> str:
    return words(f"gap.{gap.what}", of=gap.of, more=gap.more)


def lacks_said(words: Words, paper: Paper, gaps: Iterable[Gap]) -> str:
    """One sentence that names everything a paper lacks."""
    told = "; ".join(gap_said(words, gap) for gap in gaps)
    return words("gap.lacks", paper=words(f"title.{paper}"), gaps=told)


def law_said(words: Words, rules: Rules, code: str) -> str:
    return next((words.of(each.name) for each in rules.regimes if each.code == code), code)


def limit_said(words: Words, limit: Limit) -> str:
    return f"{limit.most} {limit.unit} ({words(f'of_{limit.of}')})"


def finding_said(words: Words, rules: Rules, finding: Finding) -> str:
    """Why one finding stands against a lot."""
    if finding.why is Why.MET:
        return words("verdict.ok")
    limit = finding.limit
    return words(
        f"why.{finding.why}", law=law_said(words, rules, finding.regime), report=finding.report,
        substance=words.of(rules.names[finding.substance]) if finding.substance else "",
        measured="" if finding.measured is None else amount_said(finding), pieces=finding.pieces,
        limit=limit.most if limit else "", unit=limit.unit if limit else "",
        day=words.day(finding.until) if finding.until else "",
    )  # fmt: skip


def amount_said(finding: Finding) -> str:
    """A measured amount with no more than four places and no idle zeros."""
    told = f"{finding.measured:.4f}" if finding.measured is not None else ""
    return told.rstrip("0").rstrip(".")


def verdict_said(words: Words, rules: Rules, verdict: Verdict) -> str:
    """What may be done with a lot in one destination, and why not."""
    place = words.of(rules.destinations[verdict.destination].name)
    if verdict.until is not None:
        return words("verdict.may", place=place, day=words.day(verdict.until))
    why = " ".join(dict.fromkeys(finding_said(words, rules, each) for each in verdict.against))
    return words("verdict.may_not", place=place, why=why)
