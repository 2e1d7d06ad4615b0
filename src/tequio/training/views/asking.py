"""What the screens of courses ask first, and how a form's deed is done and told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from tequio.core.refusals import Refusal
from tequio.training import queries
from tequio.training.models import Course, Programme, Session
from tequio.ui.asking import office_of, once
from tequio.ui.flash import tell


def office_only(request: Any) -> None:
    office_of(request, "training")


def find_programme(programme_id: int) -> Programme:
    return get_object_or_404(queries.programmes(), pk=programme_id)


def find_course(course_id: int) -> Course:
    return get_object_or_404(queries.courses(), pk=course_id)


def find_session(session_id: int) -> Session:
    return get_object_or_404(queries.sessions(), pk=session_id)


def deed(
    request: Any,
    form: Any,
    do: Callable[..., Any],
    done: str,
    to: Callable[[Any], Any] = lambda made: made,
    **told: Any,
) -> HttpResponse | None:
    """Do it with the key that the form carried, say so and go where `to` says; None when it was refused."""
    try:
        made = do(actor=request.actor, key=once(request), **told)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None
    tell(request, done)
    return redirect(to(made))
