"""The months: closing one, opening the last one again; and taking the whole book along."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.books import actions, exports, forms, queries
from tequio.books.spans import month_of
from tequio.books.views.asking import readers_only
from tequio.core.refusals import Refusal
from tequio.ui.asking import holder_of, once
from tequio.ui.files import file_answer
from tequio.ui.flash import tell
from tequio.ui.render import render_page

FORMATS = {"beancount": ("export_beancount", "beancount"), "hledger": ("export_hledger", "journal")}


@require_safe
def months(request: Any) -> HttpResponse:
    readers_only(request)
    rows = queries.months()
    to_close = min(
        (month for month, closed in rows if not closed and month < request.today.replace(day=1)), default=None
    )
    spans = [(month, closed, month_of(month)) for month, closed in rows]
    return render_page(
        request, "books/months.html", rows=spans, to_close=to_close, last_closed=queries.last_closed_month()
    )


@require_http_methods(["GET", "HEAD", "POST"])
def month_close(request: Any, month: str) -> HttpResponse:
    holder_of(request, "books.period.close")
    return _deed(request, _month(month), None, actions.close_period, "books/month_close.html",
                 _("El mes quedó cerrado: ya nada cambia en él."), today=request.today)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def month_reopen(request: Any, month: str) -> HttpResponse:
    holder_of(request, "books.period.reopen")
    return _deed(request, _month(month), forms.ReasonForm(request.POST or None), actions.reopen_period,
                 "books/month_reopen.html", _("El mes está abierto otra vez."))  # fmt: skip


def _deed(request: Any, month: date, form: Any, deed: Any, template: str, done: str, **more: Any) -> HttpResponse:
    refused = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        told = more | (form.cleaned_data if form else {})
        try:
            deed(actor=request.actor, month=month, key=once(request), **told)
        except Refusal as refusal:
            refused = str(refusal)
        else:
            tell(request, done)
            return redirect("books:months", union=request.union.slug)
    status = 422 if request.method == "POST" else 200
    return render_page(request, template, form=form, month=month, refused=refused, status=status)


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404 from None


@require_POST
def export(request: Any) -> HttpResponse:
    """The whole book as text that other programs read; who took it along stays in the history."""
    holder_of(request, "books.book.export")
    name = request.POST.get("formato", "")
    if name not in FORMATS:
        raise Http404
    actions.export_book(actor=request.actor, as_format=name)
    writer, ending = FORMATS[name]
    content = "".join(getattr(exports, writer)(request.union.name)).encode()
    return file_answer(content, f"{request.union.slug}.{ending}")
