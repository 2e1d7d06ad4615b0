"""A member's own guarantee: what he put in, the most he could lose, and what happened."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.guarantee import actions
from tequio.guarantee.forms import EmptyForm
from tequio.guarantee.models import FundMove
from tequio.guarantee.queries import fund as queries
from tequio.guarantee.queries.taking import WHOLE_BP
from tequio.guarantee.settings import SALE_BP
from tequio.members.models import Member
from tequio.ui.asking import deed
from tequio.ui.numbers import percent
from tequio.ui.render import render_page
from tequio.unions.queries import ruling

SHOWN = 24


@require_safe
def mine(request: Any) -> HttpResponse:
    if request.member is None:
        return redirect("guarantee:home", union=request.union.slug)
    part = ruling(SALE_BP, request.today)
    sale = percent(Decimal(part) / WHOLE_BP, 2) if part else ""
    return render_page(request, "guarantee/mine.html", own=True, sale=sale, **about(request.member))


def about(member: Member) -> dict[str, Any]:
    """Everything about one member's part of the fund, for his own page and for the office's."""
    caps = [cap for cap in queries.caps().filter(member=member) if cap.ended_on is None]
    sums = queries.put_in_by(member.pk)
    parts = list(queries.parts_of(member.pk)[:SHOWN])
    return {
        "member": member, "stake": queries.stake_of(member.pk), "waiting": [cap for cap in caps if cap.waits],
        "caps": [cap for cap in caps if cap.is_signed], "moves": list(queries.moves_of(member.pk)[:SHOWN]),
        "put_in": sum(minor for kind, minor in sums.items() if kind != FundMove.Kind.REFUND),
        "taken_out": sums.get(FundMove.Kind.REFUND, 0), "parts": parts,
        "lost": sum(part.minor for part in parts), "got_back": sum(part.back_minor for part in parts),
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def cap_accept(request: Any, cap_id: int) -> HttpResponse:
    """The sentence he signs, whole, with a yes and a no."""
    if request.member is None:
        return redirect("guarantee:home", union=request.union.slug)
    cap = get_object_or_404(queries.caps(), pk=cap_id, member=request.member)
    back = reverse("guarantee:mine", kwargs={"union": request.union.slug})
    form = EmptyForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (made := deed(
        request, form, actions.accept_cap, _("Quedó firmado. Puedes verlo aquí cuando quieras."), back, cap_id=cap.pk,
        member_id=request.member.pk, today=request.today,
    )):  # fmt: skip
        return made
    return render_page(request, "guarantee/cap_accept.html", cap=cap, form=form, back=back,
                       status=422 if form.errors else 200)  # fmt: skip
