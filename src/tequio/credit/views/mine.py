"""A member's own credit: what he asked for, and his loans."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from tequio.credit import queries
from tequio.ui.render import render_page

SHOWN = 12


@require_safe
def mine(request: Any) -> HttpResponse:
    if request.member is None:
        return redirect("credit:home", union=request.union.slug)
    return render_page(
        request, "credit/mine.html", applications=list(queries.applications_of(request.member.pk)[:SHOWN]),
        loans=list(queries.loans_of(request.member.pk)[:SHOWN]),
    )  # fmt: skip
