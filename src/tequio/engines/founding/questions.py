"""Plain questions and their answers: what may be answered, and which rules of the bylaws an answer sets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tequio.engines import bylaws
from tequio.engines.founding.texts import Text, ruling, text

KINDS = ("text", "whole", "pesos", "choice")


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Answers are text as it is stored: whole numbers in digits, pesos in centavos, a choice's code."""

    code: str
    kind: str
    ask: Text
    help: Text
    least: int
    most: int
    choices: tuple[tuple[str, Text], ...]
    rule: str
    source: str

    def said(self, value: str, language: str) -> str:
        """A choice in words; anything else as it is."""
        return next((told.said(language) for code, told in self.choices if code == value), value)


@dataclass(frozen=True, slots=True)
class AnswerFault:
    """Why an answer cannot stand: "missing", "unreadable", "long", "low", "high", "choice" or "unlawful".

    `limit` is the number it went past, or what the law says; `source` where that comes from.
    """

    code: str
    why: str
    limit: str = ""
    source: str = ""


def questions_of(form: str, on: date) -> tuple[Question, ...]:
    """What a form's bylaws leave to its founders, in the order in which it is asked."""
    found = ruling("questions.toml", "question", on).values()
    return tuple(_question(row) for row in found if form in row.get("forms", bylaws.FORMS))


def answer_faults(question: Question, value: str, form: str, on: date) -> AnswerFault | None:
    """What is wrong with an answer, by the question and by the law behind its rule; None when it may stand."""
    plain = value.strip()
    if not plain:
        return AnswerFault(question.code, "missing")
    if question.kind == "choice":
        fits = any(plain == code for code, _text in question.choices)
    elif question.kind == "text":
        if len(plain) > question.most:
            return AnswerFault(question.code, "long", str(question.most))
        return None
    else:
        if not (plain.isascii() and plain.isdecimal()):
            return AnswerFault(question.code, "unreadable")
        if int(plain) < question.least:
            return AnswerFault(question.code, "low", str(question.least), question.source)
        if int(plain) > question.most:
            return AnswerFault(question.code, "high", str(question.most), question.source)
        fits = True
    if not fits:
        return AnswerFault(question.code, "choice")
    law = bylaws.bylaws_of(form, on)
    if question.rule and bylaws.own_faults(law, question.rule, plain):
        return AnswerFault(question.code, "unlawful", law.rules[question.rule].value, law.source(question.rule))
    cap = law.number("term_years_cap")
    if question.code == "term_years" and 0 < cap < int(plain):
        return AnswerFault(question.code, "high", str(cap), law.source("term_years_cap"))
    return None


def own_rules(form: str, answers: Mapping[str, str], on: date) -> dict[str, str]:
    """The rules of engines/bylaws that answers set otherwise than the law does."""
    law = bylaws.bylaws_of(form, on)
    rules = {each.rule: answers[each.code] for each in questions_of(form, on) if each.rule and each.code in answers}
    return {rule: value for rule, value in rules.items() if value != law.rules[rule].value}


def _question(row: dict[str, Any]) -> Question:
    if row["kind"] not in KINDS:
        raise ValueError(f"questions.toml, {row['code']}: kind {row['kind']!r}")
    return Question(
        code=row["code"], kind=row["kind"], ask=text(row["ask"]), help=text(row["help"]), least=row.get("least", 0),
        most=row.get("most", 0), choices=tuple((each["code"], text(each)) for each in row.get("choices", ())),
        rule=row.get("rule", ""), source=row["source"],
    )  # fmt: skip
