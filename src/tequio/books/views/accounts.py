"""The trial balance and one account's ledger."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tequio.books import actions, chart, documents, queries
from tequio.books.models import Account
from tequio.books.spans import Span, month_of, span_from
from tequio.books.views.asking import readers_only
from tequio.core.refusals import Refusal
from tequio.ui.asking import holder_of, once
from tequio.ui.files import file_answer
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page

PER_PAGE = 100
OPEN = "books.accounts.open"


def asked_span(request: Any) -> Span:
    return span_from(request.GET, month_of(request.today))


@require_safe
def trial(request: Any) -> HttpResponse:
    readers_only(request)
    span = asked_span(request)
    lines = queries.trial_balance(span.last, span.first)
    if request.GET.get("formato") == "xlsx":
        return file_answer(documents.trial_xlsx(lines), f"balanza-{span.last:%Y-%m-%d}.xlsx")
    totals = {
        "debit": sum(line.debit_minor for line in lines), "credit": sum(line.credit_minor for line in lines),
        "opening": sum(line.opening_minor for line in lines), "closing": sum(line.closing_minor for line in lines),
    }  # fmt: skip
    lacks = len(chart.offered(request.union.trade)) if request.actor.may(OPEN) else 0
    return render_page(request, "books/trial.html", lines=lines, span=span, totals=totals, lacks=lacks)


@require_http_methods(["GET", "HEAD", "POST"])
def accounts_offered(request: Any) -> HttpResponse:
    """The accounts that the trade's chart has and the union lacks, opened in one deed."""
    holder_of(request, OPEN)
    rows = chart.offered(request.union.trade)
    if request.method == "POST":
        try:
            opened = actions.open_accounts(actor=request.actor, rows=rows, key=once(request)) if rows else 0
        except Refusal as refusal:
            warn(request, str(refusal))
        else:
            # A form that is sent again opens nothing more, and neither does one that comes after another's.
            tell(request, ngettext("Quedó abierta %(n)s cuenta.", "Quedaron abiertas %(n)s cuentas.", opened)
                 % {"n": opened} if opened else _("El catálogo ya está completo."))  # fmt: skip
        return redirect("books:trial", union=request.union.slug)
    return render_page(request, "books/accounts_offered.html", rows=rows)


@require_safe
def account_ledger(request: Any, account_id: int) -> HttpResponse:
    readers_only(request)
    account = get_object_or_404(Account.objects, pk=account_id)
    span = asked_span(request)
    ledger, page = _page_of(account.pk, span, request.GET.get("pagina"))
    return render_page(request, "books/account.html", account=account, ledger=ledger, span=span, page=page)


def _page_of(account_id: int, span: Span, asked: str | None) -> tuple[queries.AccountLedger, Page]:
    """One page of the ledger; the ledger itself counts its lines, so the first page is read to know the others."""
    ledger = queries.account_ledger(account_id, span.first, span.last, limit=PER_PAGE)
    page = Paginator(range(ledger.count), PER_PAGE).get_page(asked)
    if page.number > 1:
        start = page.start_index() - 1
        ledger = queries.account_ledger(account_id, span.first, span.last, limit=PER_PAGE, offset=start)
    return ledger, page


@require_safe
def members(request: Any) -> HttpResponse:
    """What every member owed, was charged and paid."""
    readers_only(request)
    span = asked_span(request)
    lines = queries.member_ledger(span.first, span.last)
    if request.GET.get("formato") == "xlsx":
        return file_answer(documents.trial_xlsx(lines), f"saldos-{span.last:%Y-%m-%d}.xlsx")
    owing = sum(line.closing_minor for line in lines if line.closing_minor > 0)
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("pagina"))
    return render_page(request, "books/members.html", page=page, span=span, owing=owing, count=len(lines))
