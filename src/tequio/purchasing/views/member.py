"""A member and a round: what is bought, what he asks for, what he gets and what he saved."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tequio.core.refusals import Refusal
from tequio.members.models import Member
from tequio.purchasing import actions, queries
from tequio.purchasing.member_forms import AllPledgesForm, OnePledgeForm
from tequio.purchasing.member_queries import Got, Wanted, rounds_with_mine, share_of, wanted_by
from tequio.purchasing.models import Round
from tequio.ui.asking import once
from tequio.ui.charts import Stair, stairs
from tequio.ui.flash import tell
from tequio.ui.numbers import quantity as shown_quantity
from tequio.ui.render import render_page

PER_PAGE = 20


def for_members(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever holds an office and is no member is led to the office's page of the same thing."""

    @wraps(view)
    def asked(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.member is not None:
            return view(request, *args, **kwargs)
        if "round_id" in kwargs:
            return redirect("purchasing:round", union=request.union.slug, round_id=kwargs["round_id"])
        return redirect("purchasing:rounds", union=request.union.slug)

    return asked


@require_safe
@for_members
def my_rounds(request: Any) -> HttpResponse:
    member: Member = request.member
    page = Paginator(rounds_with_mine(member), PER_PAGE).get_page(request.GET.get("pagina"))
    rows = sorted(page.object_list, key=lambda round_: not round_.takes_pledges_on(request.today))
    return render_page(
        request, "purchasing/member_rounds.html", page=page,
        rows=[(round_, round_.takes_pledges_on(request.today)) for round_ in rows],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def my_round(request: Any, round_id: int) -> HttpResponse:
    """One page for the whole life of a round: asking while it is open, then waiting, then the share."""
    member: Member = request.member
    round_ = get_object_or_404(queries.rounds_for_members(), pk=round_id)
    if round_.has_award:
        return _share(request, round_, member)
    if request.method == "POST" or round_.takes_pledges_on(request.today):
        return _pledging(request, round_, member)
    mine = list(queries.pledges_of(round_, member))
    return render_page(request, "purchasing/member_waiting.html", round=round_, mine=mine)


def _pledging(request: Any, round_: Round, member: Member) -> HttpResponse:
    rows = wanted_by(round_, member, request.today)
    form = AllPledgesForm(request.POST or None, rows=rows)
    refused: list[str] = []
    if form.is_bound and not request.POST.get("step") and form.is_valid():
        changed = form.changed()
        refused = [sentence for row, quantity in changed if (sentence := _do(request, round_, member, row, quantity))]
        if not refused:
            _tell_saved(request, round_, member)
            return redirect("purchasing:my_round", union=request.union.slug, round_id=round_.pk)
    bad = form.is_bound and not request.POST.get("step")
    return render_page(
        request, "purchasing/member_pledges.html", round=round_, form=form, refused=list(dict.fromkeys(refused)),
        icons=sorted({row.icon for row in rows}), shown=form.shown(),
        takes=round_.takes_pledges_on(request.today), status=422 if bad else 200,
    )  # fmt: skip


def _do(request: Any, round_: Round, member: Member, row: Wanted, quantity: Decimal) -> str:
    """Place, change or take back one pledge; the sentence of its refusal, or nothing."""
    key = once(request) and f"{once(request)}:{row.item.pk}"
    told = {"actor": request.actor, "round_id": round_.pk, "member": member, "item_id": row.item.pk,
            "today": request.today, "key": key}  # fmt: skip
    try:
        if not quantity:
            actions.withdraw_pledge(**told)
        else:
            mine = row.mine
            actions.place_pledge(
                **told, quantity=quantity, tolerance=mine.tolerance if mine else Decimal(0),
                walk_away=mine.walk_away if mine else None, substitutes=mine.substitutes if mine else (),
            )  # fmt: skip
    except Refusal as refusal:
        return str(refusal)
    return ""


def _tell_saved(request: Any, round_: Round, member: Member) -> None:
    count = queries.pledges_of(round_, member).count()
    if not count:
        tell(request, _("Ya no pides nada en esta ronda. Puedes volver a pedir mientras esté abierta."))
        return
    tell(
        request,
        ngettext("Quedó tu pedido de %(count)s material.", "Quedó tu pedido de %(count)s materiales.", count)
        % {"count": count},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def my_material(request: Any, round_id: int, item_id: int) -> HttpResponse:
    """One material: its price steps, how full they are, and the conditions of one's own pledge."""
    member: Member = request.member
    round_ = get_object_or_404(queries.rounds_for_members(), pk=round_id)
    row = next((each for each in wanted_by(round_, member, request.today) if each.item.pk == item_id), None)
    if row is None:
        raise Http404
    form = OnePledgeForm(request.POST or None, row=row)
    if form.is_valid():
        told = form.cleaned_data
        try:
            if told["quantity"]:
                actions.place_pledge(
                    actor=request.actor, round_id=round_.pk, member=member, item_id=item_id, today=request.today,
                    quantity=told["quantity"], tolerance=told["tolerance"] or Decimal(0), walk_away=told["walk_away"],
                    substitutes=row.mine.substitutes if row.mine else (), key=once(request),
                )  # fmt: skip
            else:
                actions.withdraw_pledge(actor=request.actor, round_id=round_.pk, member=member, item_id=item_id,
                                        today=request.today, key=once(request))  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("Quedó tu pedido de %(item)s: %(quantity)s.")
                 % {"item": row.item.name, "quantity": shown_quantity(told["quantity"], row.item.unit)})  # fmt: skip
            return redirect("purchasing:my_round", union=request.union.slug, round_id=round_.pk)
    return render_page(
        request, "purchasing/member_material.html", round=round_, row=row, form=form, chart=_stairs(row),
        takes=round_.takes_pledges_on(request.today), status=422 if form.is_bound else 200,
    )  # fmt: skip


def _stairs(row: Wanted) -> Any:
    best = row.need.best
    if best is None or len(best.steps) < 2:
        return None
    steps = [Stair(step.minimum, step.price) for step in best.steps]
    return stairs(steps, row.all_quantity, title=_("Escalones de precio"), unit=row.item.unit)


def _share(request: Any, round_: Round, member: Member) -> HttpResponse:
    got = share_of(round_, member, request.today)
    known = [each for each in got if each.saved_minor is not None]
    received = {each.item.pk for each in got if each.quantity}
    return render_page(
        request, "purchasing/member_share.html", round=round_, got=[row for row in got if row.quantity or row.minor],
        total_minor=sum(each.minor for each in got), saved_minor=sum(each.saved_minor or 0 for each in known),
        alone_minor=sum(each.alone_minor or 0 for each in known), unknown=len(got) - len(known),
        left_out=_left_out(round_, member, received, got), is_settled=round_.state == Round.State.SETTLED,
        is_final=round_.state in (Round.State.RECEIVED, Round.State.HANDED_OUT, Round.State.SETTLED),
    )  # fmt: skip


def _left_out(round_: Round, member: Member, received: set[int], got: list[Got]) -> list[Any]:
    """What he asked for and did not get, not even as something else."""
    replaced = {each.instead_of for each in got if each.instead_of}
    return [
        pledge for pledge in queries.pledges_of(round_, member)
        if pledge.item_id not in received and pledge.item.name not in replaced
    ]  # fmt: skip
