"""A member's proof, and what one piece of evidence proves."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tequio.benefit import queries
from tequio.benefit.spans import chosen_span, spans
from tequio.members.models import Member
from tequio.members.queries import may_see, may_see_everyone, member_detail
from tequio.stock.queries import observations_seen_by
from tequio.ui.asking import layout_of
from tequio.ui.render import render_page

SHOWN = 50  # lines that one page of evidence lists


@require_safe
def mine(request: Any) -> HttpResponse:
    if request.member is None:
        return redirect("benefit:committee", union=request.union.slug)
    return _show(request, request.member)


@require_safe
def of_member(request: Any, member_id: int) -> HttpResponse:
    member: Member = get_object_or_404(member_detail(member_id))
    if not may_see(request.actor, member):
        raise PermissionDenied(_("Solo puedes ver tu propia página."))
    return _show(request, member)


def _show(request: Any, member: Member) -> HttpResponse:
    span = chosen_span(request.GET.get("periodo"), request.today)
    proof = queries.proof_of(member.pk, span)
    return render_page(
        request, "benefit/member.html", member=member, proof=proof, benefit=proof.benefit, span=span,
        spans=spans(request.today), is_own=request.actor.member_id == member.pk,
        base="ui/member.html" if request.actor.member_id == member.pk else "ui/page.html",
    )  # fmt: skip


@require_safe
def evidence(request: Any, observation_id: int) -> HttpResponse:
    """The evidence and the purchases it stands behind: the office sees all of them, a member his own."""
    seen = get_object_or_404(observations_seen_by(request.actor), pk=observation_id)
    lines = queries.lines_resting_on(seen.pk)
    office = may_see_everyone(request.actor)
    if not office:
        lines = lines.filter(charge__member_id=request.actor.member_id)
    sales = queries.sales_resting_on(seen.pk)
    if not office:
        sales = sales.filter(maker__member_id=request.actor.member_id)
    page = Paginator(lines, SHOWN).get_page(request.GET.get("pagina"))
    return render_page(
        request, "benefit/evidence.html", seen=seen, page=page, total=page.paginator.count, office=office,
        sales=list(sales[:SHOWN]),
        base=layout_of(request),
    )  # fmt: skip
