"""The effect of a course, told with its doubt."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tequio.engines.effect import LEAST, Effect, TooFew
from tequio.training import effects
from tequio.training.measures import MEASURES, Measure
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


def _said(measure: Measure, found: Effect | TooFew) -> dict[str, Any]:
    told = {"label": measure.label, "found": found, "is_told": isinstance(found, Effect)}
    if isinstance(found, Effect):
        told |= {
            "ours": _more_or_less(measure, found.attended.change),
            "theirs": _more_or_less(measure, found.others.change),
            "estimate": _more_or_less(measure, found.estimate),
            "low": _more_or_less(measure, found.low),
            "high": _more_or_less(measure, found.high),
            "is_none": found.low == found.high == 0,
            "percent": round(found.level * 100),
        }
    return told


def _more_or_less(measure: Measure, value: float) -> str:
    """A difference in words: $40.00 más, $40.00 menos."""
    much = {"much": measure.said(abs(value))}
    return (_("%(much)s menos") if value < 0 else _("%(much)s más")) % much
