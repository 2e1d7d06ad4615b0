"""The effect of a course, told with its doubt."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tequio.engines.effect import LEAST, Effect
from tequio.training import effects
from tequio.training.measures import MEASURES
from tequio.training.views.asking import find_course, office_only
from tequio.ui.render import render_page


@require_safe
def effect(request: Any, course_id: int) -> HttpResponse:
    office_only(request)
    found, now = find_course(course_id), timezone.now()
    window = effects.window_of(found, now)
    is_early = window is not None and request.today < window.opens_on
    rows = []
    if window is not None and not is_early:
        groups = effects.groups_of(found, window, now)
        rows = [_said(measure, effects.effect_on(measure, groups, window)) for measure in MEASURES.values()]
    return render_page(
        request, "training/effect.html", course=found, window=window, is_early=is_early, rows=rows, least=LEAST,
        days=effects.DAYS, enough=effects.ENOUGH,
    )  # fmt: skip


def _said(measure: Any, found: Any) -> dict[str, Any]:
    told = {"label": measure.label, "found": found, "is_told": isinstance(found, Effect)}
    if isinstance(found, Effect):
        told |= {
            "ours": measure.said(found.attended.change), "theirs": measure.said(found.others.change),
            "estimate": measure.said(abs(found.estimate)), "is_more": found.estimate >= 0,
            "low": measure.said(found.low), "high": measure.said(found.high),
            "percent": round(found.level * 100),
        }  # fmt: skip
    return told
