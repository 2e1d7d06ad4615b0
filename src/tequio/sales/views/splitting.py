"""The committee's pages: what is open, what is fixed, the search, and a split that everyone can follow."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.core.refusals import Refusal
from tequio.sales import actions, queries, said
from tequio.sales.forms import FixForm, SplitForm
from tequio.sales.models import Exclusion, Pin, Split
from tequio.sales.splitting import open_pieces
from tequio.sales.views.office import find_order, village_map
from tequio.ui.asking import holder_of, office_of, once
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page

FIXING = ("sales.split.pin", "sales.split.exclude")
SHOWN = 100  # rows of a long list on the screen


@require_http_methods(["GET", "HEAD", "POST"])
def split_list(request: Any, order_id: int) -> HttpResponse:
    """The order's searches, newest first, and asking for one more."""
    office_of(request, "sales")
    order = find_order(order_id)
    form = SplitForm(request.POST or None)
    if request.method == "POST":
        holder_of(request, "sales.split.ask")
        if form.is_valid():
            try:
                actions.ask_for_split(
                    actor=request.actor, order_id=order.pk, seconds=form.cleaned_data["seconds"], today=request.today,
                    key=once(request),
                )  # fmt: skip
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                tell(request, _("La búsqueda empezó. Puedes dejar esta página; el resultado queda guardado."))
                return redirect("sales:splits", union=request.union.slug, order_id=order.pk)
    splits = list(Split.objects.filter(order=order).defer("result").order_by("-pk")[:12])
    left = open_pieces(order)
    return render_page(
        request, "sales/splits.html", fragment="splits", order=order, splits=splits, form=form,
        open=[(line, left[line.pk]) for line in queries.lines_of(order) if line.pk in left],
        pins=list(Pin.objects.filter(line__order=order).select_related("line__item", "maker__member__person")
                  .order_by("pk")),
        exclusions=list(Exclusion.objects.filter(order=order).select_related("maker__member__person").order_by("pk")),
        is_searching=any(split.is_searching for split in splits),
        may_ask=request.actor.may("sales.split.ask") and bool(left) and order.is_under_way,
        may_fix=any(request.actor.may(right) for right in FIXING) and order.is_under_way,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def split_fix(request: Any, order_id: int) -> HttpResponse:
    """Fix pieces to a workshop, or leave it out; why is kept."""
    holder_of(request, *FIXING)
    order = find_order(order_id)
    form = FixForm(request.POST or None, order=order)
    if form.is_valid():
        told = form.cleaned_data
        common = {"actor": request.actor, "maker_id": told["maker"].pk, "reason": told["reason"], "key": once(request)}
        try:
            if told["line"]:
                actions.pin_pieces(
                    **common, line_id=told["line"].pk, pieces=told["pieces"], today=request.today
                )  # fmt: skip
            else:
                actions.exclude_maker(**common, order_id=order.pk, is_out=request.POST.get("back") != "yes")
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("Quedó anotado, con su motivo. Calcula otra vez el reparto."))
            return redirect("sales:splits", union=request.union.slug, order_id=order.pk)
    return render_page(request, "sales/split_fix.html", order=order, form=form)


@require_safe
def split_detail(request: Any, split_id: int) -> HttpResponse:
    office_of(request, "sales")
    split = get_object_or_404(
        Split.objects.select_related("order__union", "order__buyer", "proposed_by", "approved_by"), pk=split_id
    )
    shares = queries.shares_of(split) if split.result else []
    working = [share for share in shares if share.total]
    is_open = split.state == Split.State.READY
    may = request.actor
    bill = (split.result or {}).get("bill", {"risk_minor": 0, "hurry_minor": 0})
    return render_page(
        request, "sales/split.html", split=split, order=split.order, bill=bill,
        reserve=bill["risk_minor"] + bill["hurry_minor"],
        rows=[(share, said.what(share.why), said.because(share.why)) for share in working],
        idle=[(share, said.because(share.why)) for share in shares if not share.total][:SHOWN],
        idle_count=len(shares) - len(working),
        chart=village_map(queries.pieces_by_section(working), _("Piezas por pueblo")) if working else None,
        may_propose=is_open and split.proposed_by_id is None and may.may("sales.split.propose"),
        may_approve=is_open and split.proposed_by_id is not None and split.proposed_by_id != may.user_id
        and may.may("sales.split.approve"),
        waits=is_open and split.proposed_by_id is not None,
    )  # fmt: skip


DEEDS = {"detener": actions.stop_split, "proponer": actions.propose_split, "aprobar": actions.approve_split}


@require_POST
def split_deed(request: Any, split_id: int, name: str) -> HttpResponse:
    """Stop a search, propose a split or approve it."""
    if name not in DEEDS:
        raise Http404
    split = get_object_or_404(Split.objects.defer("result").select_related("order__union"), pk=split_id)
    told = {} if name == "detener" else {"today": request.today}
    try:
        DEEDS[name](actor=request.actor, split_id=split.pk, key=once(request), **told)  # type: ignore[operator]
    except Refusal as refusal:
        warn(request, str(refusal))
        return redirect("sales:split", union=request.union.slug, split_id=split.pk)
    if name == "aprobar":
        tell(request, _("El reparto está aprobado y los trabajos ofrecidos. Sigue avisar a los talleres."))
        return redirect("sales:tickets", union=request.union.slug, order_id=split.order_id)
    if name == "proponer":
        tell(request, _("El reparto está propuesto. Debe aprobarlo otra persona."))
        return redirect("sales:split", union=request.union.slug, split_id=split.pk)
    tell(request, _("La búsqueda se detiene y se queda con lo mejor que halló."))
    return redirect("sales:splits", union=request.union.slug, order_id=split.order_id)
