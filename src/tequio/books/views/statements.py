"""A member's account, as the office and as he himself sees it; his payments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.books import actions, documents, forms, queries
from tequio.books.rights import may_read_books
from tequio.books.spans import span_from, year_of
from tequio.books.views.asking import member_seen
from tequio.core.refusals import Refusal
from tequio.ui.asking import holder_of, once
from tequio.ui.files import file_answer
from tequio.ui.flash import tell
from tequio.ui.render import render_page


@require_safe
def mine(request: Any) -> HttpResponse:
    if request.member is None:
        return redirect("books:members", union=request.union.slug)
    return _statement(request, request.member.pk, "ui/member.html")


@require_safe
def statement(request: Any, member_id: int) -> HttpResponse:
    base = "ui/page.html" if may_read_books(request.actor) else "ui/member.html"
    return _statement(request, member_id, base)


def _statement(request: Any, member_id: int, base: str) -> HttpResponse:
    member = member_seen(request, member_id)
    span = span_from(request.GET, year_of(request.today))
    ledger = queries.member_statement(member.pk, span.first, span.last)
    name = f"estado-{member.number}-{span.last:%Y-%m-%d}"
    match request.GET.get("formato"):
        case "pdf":
            paper = documents.statement_pdf(request.union.name, member, ledger)
            return file_answer(paper, f"{name}.pdf")
        case "xlsx":
            return file_answer(documents.statement_xlsx(ledger), f"{name}.xlsx")
    own = request.actor.member_id == member.pk
    return render_page(request, "books/statement.html", member=member, ledger=ledger, span=span, own=own, base=base)


@require_http_methods(["GET", "HEAD", "POST"])
def payment(request: Any, member_id: int) -> HttpResponse:
    holder_of(request, "books.payment.record")
    form = forms.PaymentForm(request.POST or None, initial={"on": request.today})
    return _deed(request, member_id, form, actions.record_member_payment, _("Anotar un pago"),
                 _("El pago quedó anotado en la póliza %(number)s."))  # fmt: skip


def _deed(request: Any, member_id: int, form: Any, deed: Callable[..., Any], title: str, done: str) -> HttpResponse:
    member = member_seen(request, member_id)
    if form.is_valid():
        try:
            made = deed(actor=request.actor, member_id=member.pk, today=request.today, key=once(request),
                        **form.cleaned_data)  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, done % {"number": made.number})
            return redirect("books:statement", union=request.union.slug, member_id=member.pk)
    balance = queries.balance("member_receivable", member.pk)
    return render_page(request, "books/member_deed.html", form=form, member=member, title=title, balance=balance,
                       status=422 if form.is_bound else 200)  # fmt: skip
