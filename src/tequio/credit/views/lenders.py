"""Who lends to members."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tequio.credit import actions, queries
from tequio.credit.forms import LenderForm
from tequio.credit.views.asking import office_only
from tequio.ui.asking import deed, holder_of
from tequio.ui.render import render_page

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def lender_list(request: Any) -> HttpResponse:
    office_only(request)
    form = LenderForm(request.POST or None)
    if request.method == "POST":
        holder_of(request, "credit.lender.add")
        said = _("%(name)s ya está en la lista.") % {"name": request.POST.get("name", "")}
        if form.is_valid() and (there := deed(request, form, actions.add_lender, said, request.path,
                                              **form.cleaned_data)):  # fmt: skip
            return there
    page = Paginator(queries.lenders(), PER_PAGE).get_page(request.GET.get("pagina"))
    return render_page(
        request, "credit/lenders.html", page=page, form=form, may_add=request.actor.may("credit.lender.add"),
        status=422 if form.errors else 200,
    )  # fmt: skip
