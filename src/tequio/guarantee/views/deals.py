"""What the union guarantees lenders, in writing."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tequio.guarantee import actions, forms
from tequio.guarantee.models import Deal
from tequio.ui.asking import deed, holder_of
from tequio.ui.render import render_page


def _home(request: Any) -> str:
    return reverse("guarantee:home", kwargs={"union": request.union.slug})


@require_http_methods(["GET", "HEAD", "POST"])
def deal_new(request: Any) -> HttpResponse:
    holder_of(request, "guarantee.deal.sign")
    form = forms.DealForm(request.POST or None, initial={"valid_from": request.today})
    if form.is_valid() and (made := deed(request, form, actions.sign_deal, _("El convenio quedó anotado."),
                                         _home(request), **form.told())):  # fmt: skip
        return made
    return render_page(
        request, "guarantee/deed.html", form=form, back=_home(request), back_said=_("El fondo"),
        title=_("Anotar un convenio de garantía"), status=422 if form.is_bound else 200,
        lead=_("Lo que la asamblea aceptó garantizarle a quien presta, para préstamos que se entreguen desde ese día."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def deal_end(request: Any, deal_id: int) -> HttpResponse:
    holder_of(request, "guarantee.deal.end")
    deal = get_object_or_404(Deal.objects.select_related("lender"), pk=deal_id)
    form = forms.EndForm(request.POST or None, initial={"ends_on": request.today})
    if form.is_valid() and (made := deed(request, form, actions.end_deal, _("El convenio quedó terminado."),
                                         _home(request), deal_id=deal.pk, **form.cleaned_data)):  # fmt: skip
        return made
    return render_page(
        request, "guarantee/deed.html", form=form, back=_home(request), back_said=_("El fondo"),
        title=_("Terminar el convenio con %(lender)s") % {"lender": deal.lender.name},
        lead=_("Los préstamos que ya se entregaron siguen garantizados hasta que se paguen."),
        status=422 if form.is_bound else 200,
    )  # fmt: skip
