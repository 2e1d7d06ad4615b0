"""What the screens of courses ask first."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from tequio.training import queries
from tequio.training.models import Course, Programme, Session
from tequio.ui.asking import office_of


def office_only(request: Any) -> None:
    office_of(request, "training")


def find_programme(programme_id: int) -> Programme:
    return get_object_or_404(queries.programmes(), pk=programme_id)


def find_course(course_id: int) -> Course:
    return get_object_or_404(queries.courses(), pk=course_id)


def find_session(session_id: int) -> Session:
    return get_object_or_404(queries.sessions(), pk=session_id)
