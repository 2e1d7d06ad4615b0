"""The committee's pages: how the benefit is spread, who is in the red, what has no proof."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tequio.benefit import actions, queries, report
from tequio.benefit.spans import chosen_span, spans
from tequio.members.queries import may_see_everyone
from tequio.purchasing.actions.evidence import review_evidence
from tequio.sales.actions import review_outside
from tequio.ui.asking import once
from tequio.ui.charts import spread
from tequio.ui.files import file_answer
from tequio.ui.flash import tell
from tequio.ui.numbers import money
from tequio.ui.render import render_page

PER_PAGE = 50


def _office_only(request: Any) -> None:
    if not may_see_everyone(request.actor):
        raise PermissionDenied(_("Esta página es para la oficina de la unión."))


@require_safe
def overview(request: Any) -> HttpResponse:
    _office_only(request)
    span = chosen_span(request.GET.get("periodo"), request.today)
    members = queries.worth_of_all(span)
    chart = spread(
        [member.net_minor for member in members], title=_("Cuánto ganó o perdió cada quien"), show=_whole,
        desc=_("Cada barra es un grupo de personas; la línea es el cero."),
    )  # fmt: skip
    return render_page(
        request, "benefit/committee.html", span=span, spans=spans(request.today), totals=report.totals(members),
        villages=report.by_village(members), chart=chart, unproven=queries.unproven(span),
        unproven_sold=queries.unproven_sold(span),
        median=members[len(members) // 2].net_minor if members else None,
    )  # fmt: skip


def _whole(minor: int) -> str:
    return money(minor).removesuffix(".00")


@require_safe
def red_list(request: Any) -> HttpResponse:
    _office_only(request)
    span = chosen_span(request.GET.get("periodo"), request.today)
    members = queries.worth_of_all(span)
    everybody = report.totals(members)
    section = request.GET.get("pueblo", "")
    red = [m for m in members if m.in_the_red and (not section.isdecimal() or m.section_id == int(section))]
    page = Paginator(red, PER_PAGE).get_page(request.GET.get("pagina"))
    out = queries.ways_out(page.object_list, span)
    return render_page(
        request, "benefit/red.html", fragment="found", span=span, page=page, section=section,
        villages=report.by_village([m for m in members if m.in_the_red]),
        rows=[(m, out[m.member_id], report.advice(m, out[m.member_id], everybody)) for m in page.object_list],
    )  # fmt: skip


@require_POST
def export(request: Any) -> HttpResponse:
    span = chosen_span(request.POST.get("periodo"), request.today)
    content = actions.export_report(actor=request.actor, span=span)
    name = f"beneficio-{request.union.slug}-{span.code}-{request.today.isoformat()}.xlsx"
    return file_answer(content, name)


@require_POST
def review(request: Any) -> HttpResponse:
    """Look again for evidence of what has none."""
    found = review_evidence(actor=request.actor, key=once(request)) or 0
    tell(
        request,
        ngettext("%(count)s renglón más ya tiene prueba.", "%(count)s renglones más ya tienen prueba.", found)
        % {"count": f"{found:,}"} if found else _("No se encontró prueba nueva para esos días y pueblos."),
    )  # fmt: skip
    return redirect("benefit:committee", union=request.union.slug)


@require_POST
def review_sales(request: Any) -> HttpResponse:
    """Look again for evidence of sold pieces that have none."""
    found = review_outside(actor=request.actor, key=once(request)) or 0
    tell(
        request,
        ngettext("%(count)s venta más ya tiene prueba.", "%(count)s ventas más ya tienen prueba.", found)
        % {"count": f"{found:,}"} if found else _("No se encontró prueba nueva para esos días y talleres."),
    )  # fmt: skip
    return redirect("benefit:committee", union=request.union.slug)
