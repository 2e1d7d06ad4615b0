"""A village's list: its delegate brings what several members paid, and each gets his receipt."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tequio.core.refusals import Refusal
from tequio.dues import actions, forms, queries
from tequio.members.models import Member, Section
from tequio.ui.asking import holder_of, once
from tequio.ui.flash import tell
from tequio.ui.render import render_page

PER_PAGE = 40  # boxes of one form


@require_http_methods(["GET", "HEAD", "POST"])
def village(request: Any, section_id: int) -> HttpResponse:
    holder_of(request, "dues.payment.record_list")
    section = get_object_or_404(Section.objects, pk=section_id)
    owing = {row.member_id: row for row in queries.owing(request.today)}
    members = Member.objects.filter(section=section, pk__in=list(owing)).select_related("person")
    page = Paginator(members.order_by("person__sort_key", "pk"), PER_PAGE).get_page(request.GET.get("pagina"))
    form = forms.VillageForm(
        request.POST or None,
        initial={"on": request.today},
        owed=[(each, owing[each.pk].owed_minor) for each in page],
    )
    if form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.record_payments(
                actor=request.actor, payments=form.payments(), into=told["into"], on=told["on"], today=request.today,
                note=section.name, key=once(request),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            count = made if made is not None else len(form.payments())
            tell(request, ngettext("Quedó %(n)s recibo.", "Quedaron %(n)s recibos.", count) % {"n": f"{count:,}"})
            return redirect("dues:arrears", union=request.union.slug)
    return render_page(request, "dues/village.html", section=section, form=form, page=page,
                       status=422 if form.is_bound else 200)  # fmt: skip
