"""A member answers the questions of a session, and says what she thought of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tequio.training import actions, queries
from tequio.training.forms import FeedbackForm, QuizForm
from tequio.training.models import Feedback, Moment, QuizAnswer
from tequio.training.quizzes import questions_of
from tequio.training.views.member import member_of
from tequio.ui.asking import deed
from tequio.ui.render import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: Any, session_id: int) -> HttpResponse:
    """The questions; once they are answered, and after the session, which were right and why."""
    member = member_of(request)
    found = get_object_or_404(queries.sessions(), pk=session_id)
    questions = questions_of(found)
    if not questions:
        raise Http404
    now = timezone.now()
    moment = Moment.BEFORE if found.is_before(now) else Moment.AFTER
    given = {each.moment: each for each in QuizAnswer.objects.filter(session=found, person=member.person)}
    form = QuizForm(request.POST or None, questions=questions)
    if moment not in given and form.is_valid():
        told = {"member": member, "session_id": found.pk, "answers": form.answers, "now": now}
        done = _("Tus respuestas quedaron guardadas.")
        if answer := deed(request, form, actions.answer_quiz, done, request.path, **told):
            return answer
    after = given.get(Moment.AFTER)
    # What is right is told only afterwards, when knowing it no longer changes an answer.
    told_ = zip(questions, after.answers, strict=True) if after and len(after.answers) == len(questions) else ()
    rows = [
        {"question": question, "right": question.options[question.right - 1], "is_right": chosen == question.right}
        for question, chosen in told_
    ]
    return render_page(
        request, "training/quiz.html", session=found, form=form, moment=moment, given=given.get(moment), rows=rows,
        before=given.get(Moment.BEFORE), after=after, status=422 if form.errors else 200,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: Any, session_id: int) -> HttpResponse:
    member = member_of(request)
    found = get_object_or_404(queries.sessions(), pk=session_id)
    mine = Feedback.objects.filter(session=found, person=member.person).first()
    initial = {"useful": mine.useful, "pace": mine.pace, "text": mine.text} if mine else {}
    form = FeedbackForm(request.POST or None, initial=initial)
    if form.is_valid():
        told = form.cleaned_data | {"member": member, "session_id": found.pk}
        there = reverse("training:my_session", kwargs={"union": request.union.slug, "session_id": found.pk})
        done = _("Gracias. Se lee sin tu nombre.")
        if answer := deed(request, form, actions.give_feedback, done, there, **told):
            return answer
    return render_page(request, "training/feedback.html", session=found, form=form,
                       status=422 if form.errors else 200)  # fmt: skip
