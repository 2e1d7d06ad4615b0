"""One entry with all that stands behind it; writing one, and taking one back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.books import actions, forms, queries
from tequio.books.links import source_url
from tequio.books.models import Entry
from tequio.books.rights import may_read_books
from tequio.books.sources import is_taken_back_here
from tequio.core.refusals import Refusal
from tequio.ui.asking import holder_of, once
from tequio.ui.flash import tell
from tequio.ui.render import render_page


@require_safe
def entry(request: Any, entry_id: int) -> HttpResponse:
    shown = get_object_or_404(queries.entry_detail(), pk=entry_id)
    legs = list(shown.legs.all())
    office = may_read_books(request.actor)
    mine = request.actor.member_id
    if not office and not (mine and any(leg.member_id == mine for leg in legs)):
        raise PermissionDenied(_("Solo puedes ver tu propia cuenta."))
    return render_page(
        request, "books/entry.html", entry=shown, legs=legs, office=office, mine=mine,
        events=queries.events_of(shown) if office else (), source=source_url(shown, request.union.slug),
        total=sum(leg.amount_minor for leg in legs if leg.amount_minor > 0),
        can_be_reversed=_can_be_reversed(shown) and request.actor.may("books.entry.reverse"),
        base="ui/page.html" if office else "ui/member.html",
    )  # fmt: skip


def _can_be_reversed(shown: Entry) -> bool:
    alone = is_taken_back_here(shown.source, shown.source_id)
    return alone and shown.reverses_id is None and not shown.reversed_by.all()


@require_http_methods(["GET", "HEAD", "POST"])
def entry_new(request: Any) -> HttpResponse:
    holder_of(request, "books.entry.post")
    form = forms.EntryForm(request.POST or None, initial={"on": request.today})
    legs = forms.legs(request.POST if request.method == "POST" else None)
    if form.is_valid() and legs.is_valid():
        try:
            made = actions.post_manual_entry(
                actor=request.actor, on=form.cleaned_data["on"], text=form.cleaned_data["text"], legs=legs.drafts(),
                today=request.today, key=once(request),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("La póliza %(number)s quedó registrada.") % {"number": made.number})
            return redirect("books:entry", union=request.union.slug, entry_id=made.pk)
    status = 422 if request.method == "POST" else 200
    return render_page(request, "books/entry_form.html", form=form, legs=legs, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def entry_reverse(request: Any, entry_id: int) -> HttpResponse:
    holder_of(request, "books.entry.reverse")
    shown = get_object_or_404(queries.entry_detail(), pk=entry_id)
    form = forms.ReverseForm(request.POST or None, initial={"on": request.today})
    if form.is_valid():
        try:
            made = actions.reverse_entry(
                actor=request.actor, entry_id=shown.pk, on=form.cleaned_data["on"], today=request.today,
                reason=form.cleaned_data["reason"], key=once(request),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("La póliza %(number)s cancela a la anterior.") % {"number": made.number})
            return redirect("books:entry", union=request.union.slug, entry_id=made.pk)
    return render_page(
        request, "books/entry_reverse.html", form=form, entry=shown, status=422 if form.is_bound else 200
    )
