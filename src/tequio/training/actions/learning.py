"""Answering the questions before and after, and saying what one thought of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.members.models import Member
from tequio.training.errors import AnsweredAlready, DidNotCome
from tequio.training.models import Attendance, Feedback, Moment, QuizAnswer, Session
from tequio.training.quizzes import count_right
from tequio.training.steps import locked_session


@action("training.quiz.answer", for_self="member")
def answer_quiz(*, actor: Actor, member: Member, session_id: int, answers: Sequence[int], now: datetime) -> QuizAnswer:
    """Answer the questions of a session; whether it is before or after, the clock says.

    Raises SessionCancelled, NoQuestions, AnswersWrong, AnsweredAlready.
    """
    session = locked_session(session_id)
    moment = Moment.BEFORE if session.is_before(now) else Moment.AFTER
    return _keep(actor, session, member.person_id, moment, answers, now)


@action("training.quiz.teach")
def record_quiz(
    *, actor: Actor, person_id: int, session_id: int, moment: str, answers: Sequence[int], now: datetime
) -> QuizAnswer:
    """Type what somebody answered on paper. Raises as answer_quiz does."""
    return _keep(actor, locked_session(session_id), person_id, Moment(moment), answers, now)


def _keep(
    actor: Actor, session: Session, person_id: int, moment: Moment, answers: Sequence[int], now: datetime
) -> QuizAnswer:
    right, total = count_right(session, answers)
    if QuizAnswer.objects.filter(session=session, person_id=person_id, moment=moment).exists():
        raise AnsweredAlready
    given: QuizAnswer = QuizAnswer.objects.create(
        union_id=actor.union_id, session=session, person_id=person_id, moment=moment, answers=list(answers),
        right=right, total=total, given_at=now,
    )  # fmt: skip
    events.record(actor, "training.quiz.answered", session, moment=moment, person=person_id)
    return given


@action("training.feedback.give", for_self="member")
def give_feedback(*, actor: Actor, member: Member, session_id: int, useful: int, pace: str, text: str = "") -> Session:
    """Say what one thought of a session; said again, it replaces what was said. Raises DidNotCome, SessionCancelled."""
    session = locked_session(session_id)
    if not Attendance.objects.filter(session=session, person_id=member.person_id).exists():
        raise DidNotCome
    Feedback.objects.update_or_create(
        union_id=actor.union_id, session=session, person_id=member.person_id,
        defaults={"useful": useful, "pace": pace, "text": plain(text)},
    )  # fmt: skip
    # Not whose it is: what is said of a session is read without a name.
    events.record(actor, "training.feedback.given", session)
    return session
