"""The credit desk: what waits, and which loans run."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tequio.credit import queries
from tequio.credit.models import Application, Loan
from tequio.credit.views.asking import office_only
from tequio.ui.render import render_page

SHOWN = 30


@require_safe
def home(request: Any) -> HttpResponse:
    office_only(request)
    waiting = queries.applications().filter(state__in=(Application.State.SENT, Application.State.APPROVED))
    return render_page(
        request, "credit/home.html", waiting=list(waiting[:SHOWN]),
        loans=list(queries.loans().filter(state__in=(Loan.State.AGREED, Loan.State.RUNNING))[:SHOWN]),
    )  # fmt: skip
