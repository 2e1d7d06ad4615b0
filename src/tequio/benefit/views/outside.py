"""What borrowing costs without the union: evidence that everyone sees, and what rests on it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.benefit import actions, forms
from tequio.benefit.borrowed import outside as evidence
from tequio.benefit.models import OutsideLoan
from tequio.core.refusals import Refusal
from tequio.ui.asking import deed, holder_of, layout_of, once
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page

PER_PAGE = 50


def _list(request: Any) -> str:
    return reverse("benefit:outside", kwargs={"union": request.union.slug})


@require_safe
def outside(request: Any) -> HttpResponse:
    page = Paginator(evidence().annotate(rests=Count("lines")), PER_PAGE).get_page(request.GET.get("pagina"))
    return render_page(request, "benefit/outside.html", page=page, base=layout_of(request))


@require_http_methods(["GET", "HEAD", "POST"])
def outside_new(request: Any) -> HttpResponse:
    holder_of(request, "benefit.outside.note")
    form = forms.OutsideForm(request.POST or None, initial={"observed_on": request.today})
    if form.is_valid() and (made := deed(request, form, actions.note_outside, _said, _list(request),
                                         today=request.today, **form.told())):  # fmt: skip
        return made
    return render_page(request, "benefit/outside_new.html", form=form, status=422 if form.is_bound else 200)


def _said(seen: OutsideLoan) -> str:
    return _("Anotado: %(cat)s %% al año.") % {"cat": f"{seen.cat * 100:.1f}"}


@require_http_methods(["GET", "HEAD", "POST"])
def outside_withdraw(request: Any, outsideloan_id: int) -> HttpResponse:
    holder_of(request, "benefit.outside.withdraw")
    seen = get_object_or_404(evidence(), pk=outsideloan_id)
    form = forms.WithdrawForm(request.POST or None)
    if form.is_valid() and (made := deed(
        request, form, actions.withdraw_outside, _("La prueba se retiró; lo que descansaba en ella queda sin prueba."),
        _list(request), outside_id=seen.pk, **form.cleaned_data,
    )):  # fmt: skip
        return made
    return render_page(request, "benefit/outside_withdraw.html", form=form, seen=seen,
                       status=422 if form.is_bound else 200)  # fmt: skip


@require_POST
def prove_loans(request: Any) -> HttpResponse:
    holder_of(request, "benefit.loans.prove")
    try:
        found = actions.prove_loans(actor=request.actor, today=request.today, key=once(request))
    except Refusal as refusal:
        warn(request, str(refusal))
    else:
        count = found or 0
        tell(request, ngettext("%(n)s pago tiene ahora su prueba.", "%(n)s pagos tienen ahora su prueba.", count)
             % {"n": count})  # fmt: skip
    return redirect("benefit:outside", union=request.union.slug)
