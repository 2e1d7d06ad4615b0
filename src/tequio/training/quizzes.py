"""The questions of a session's sheet, and how answers to them are counted."""

from __future__ import annotations

from collections.abc import Sequence

from tequio.training.errors import AnswersWrong, NoQuestions
from tequio.training.models import Session
from tequio.unions.syllabus import Question, of_trade


def questions_of(session: Session) -> tuple[Question, ...]:
    sheet = of_trade(session.union.trade).sheet(session.sheet) if session.sheet else None
    return sheet.questions if sheet else ()


def count_right(session: Session, answers: Sequence[int]) -> tuple[int, int]:
    """How many answers are right, of how many questions. Raises NoQuestions, AnswersWrong."""
    questions = questions_of(session)
    if not questions:
        raise NoQuestions(topic=session.topic)
    if len(answers) != len(questions) or any(
        not 0 <= given <= len(question.options) for given, question in zip(answers, questions, strict=False)
    ):
        raise AnswersWrong
    right = sum(given == question.right for given, question in zip(answers, questions, strict=True))
    return right, len(questions)
