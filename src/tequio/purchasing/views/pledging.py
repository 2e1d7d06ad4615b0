"""The pledges of a round: the list, typing one for a member, taking one back."""

from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tequio.core.refusals import Refusal
from tequio.core.sheets import write_xlsx
from tequio.purchasing import actions, queries
from tequio.purchasing.forms import TypedPledgeForm, sections
from tequio.purchasing.views.office import find_round
from tequio.ui.asking import office_of, once
from tequio.ui.files import file_answer
from tequio.ui.flash import tell
from tequio.ui.render import render_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def pledge_list(request: Any, round_id: int) -> HttpResponse:
    office_of(request, "purchasing")
    round_ = find_round(round_id)
    form = TypedPledgeForm(request.POST or None, round_=round_)
    if form.is_valid() and _place(request, round_, form):
        return redirect(request.get_full_path())
    section = request.GET.get("pueblo", "")
    found = queries.pledges_in(
        round_, section_id=int(section) if section.isdecimal() else None, search=request.GET.get("q", "").strip()[:60]
    )
    if request.GET.get("formato") == "xlsx":
        return _export(round_, found)
    page = Paginator(found, 50).get_page(request.GET.get("pagina"))
    return render_page(
        request, "purchasing/pledges.html", fragment="found", round=round_, form=form, page=page, sections=sections(),
        section=section, takes=round_.takes_pledges_on(request.today) and request.actor.may("purchasing.pledge.place"),
    )  # fmt: skip


def _place(request: Any, round_: Any, form: TypedPledgeForm) -> bool:
    told = form.cleaned_data
    try:
        actions.place_pledge(
            actor=request.actor, round_id=round_.pk, member=form.member, item_id=told["item"].pk,
            quantity=told["quantity"], tolerance=told["tolerance"] or Decimal(0), walk_away=told["walk_away"],
            today=request.today, key=once(request),
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    tell(request, _("Quedó el pedido de %(name)s. Puedes capturar el siguiente.") % {"name": form.member.person})
    return True


def _export(round_: Any, found: Any) -> HttpResponse:
    heading = [_("Número"), _("Nombre"), _("Pueblo"), _("Material"), _("Cantidad"), _("Unidad"), _("Hasta tanto más"),
               _("Precio máximo")]  # fmt: skip
    rows = (
        (p.member.number, p.member.person.full_name, p.section.name, p.item.name, p.quantity, p.item.unit, p.tolerance,
         p.walk_away)
        for p in found
    )  # fmt: skip
    return file_answer(write_xlsx(heading, rows, title=_("Pedidos")), f"pedidos-{round_.pk}.xlsx")
