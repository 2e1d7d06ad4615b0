"""Reports of laboratories, certificates of workshops, what they touch, and where every lot came from."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.sales import actions, tracing
from tequio.sales.forms import ReasonForm
from tequio.sales.models import LabReport, Paper
from tequio.sales.papers import Words
from tequio.sales.report_forms import ReportForm, TraceForm
from tequio.ui.asking import deed, holder_of, office_of
from tequio.ui.render import render_page
from tequio.unions.ware import rules_of

PER_PAGE = 50
LOTS_OFFERED = 100


def _words() -> Words:
    return Words("en" if (get_language() or "es").startswith("en") else "es")


@require_safe
def report_list(request: Any) -> HttpResponse:
    """Reports, the newest first."""
    office_of(request, "sales")
    page = Paginator(LabReport.objects.order_by("-on", "-pk"), PER_PAGE).get_page(request.GET.get("pagina"))
    return render_page(request, "sales/reports.html", page=page, may_note=request.actor.may("sales.report.note"))


@require_http_methods(["GET", "HEAD", "POST"])
def report_new(request: Any) -> HttpResponse:
    """A report as the laboratory wrote it."""
    holder_of(request, "sales.report.note")
    lots = tracing.lots()
    codes = tracing.codes_of(list(lots[:LOTS_OFFERED]))
    asked = request.GET.get("lote", "")
    offered = lots.filter(pk__in=codes)
    form = ReportForm(
        request.POST or None, rules=rules_of(request.union.trade), lots=offered, codes=codes,
        initial={"on": request.today, "lot": int(asked) if asked.isdecimal() and int(asked) in codes else None},
    )  # fmt: skip
    if form.is_valid():
        said = _("El análisis quedó anotado. Aquí dice a qué lotes y cajas alcanza.")
        if answer := deed(request, form, actions.note_report, said, draft=form.draft, today=request.today):
            return answer
    return render_page(request, "sales/report_form.html", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def report_detail(request: Any, report_id: int) -> HttpResponse:
    """What a report found, the lots and boxes it speaks for, and taking it back."""
    office_of(request, "sales")
    report: LabReport = get_object_or_404(LabReport.objects.select_related("union"), pk=report_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        holder_of(request, "sales.report.withdraw")
        if form.is_valid():
            said = _("El análisis quedó retirado. Abajo están los lotes y las cajas que toca.")
            told = {"report_id": report.pk, "today": request.today, **form.cleaned_data}
            if answer := deed(request, form, actions.withdraw_report, said, request.path, **told):
                return answer
    rules, words = rules_of(request.union.trade), _words()
    named = {code: words.of(name) for code, name in rules.names.items()}
    return render_page(
        request, "sales/report.html", report=report, method=named.get(report.method, report.method),
        use=words.of(rules.uses[report.use].name) if report.use in rules.uses else "",
        readings=[(each, named.get(each.substance, each.substance), f"{each.amount.normalize():f}")
                  for each in report.readings.order_by("pk")],
        touched=tracing.touched_by(report),
        form=form if report.stands and request.actor.may("sales.report.withdraw") else None,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: Any, paper_id: int) -> HttpResponse:
    """A workshop's certificate: what was brought while it held, and taking it back."""
    office_of(request, "sales")
    paper: Paper = get_object_or_404(Paper.objects.select_related("maker__member__person"), pk=paper_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        holder_of(request, "sales.paper.withdraw")
        if form.is_valid():
            said = _("La constancia quedó retirada. Abajo están los lotes y las cajas que toca.")
            told = {"paper_id": paper.pk, "today": request.today, **form.cleaned_data}
            if answer := deed(request, form, actions.withdraw_paper, said, request.path, **told):
                return answer
    return render_page(
        request, "sales/certificate.html", paper=paper, touched=tracing.touched_by_certificate(paper),
        form=form if paper.withdrawn_on is None and request.actor.may("sales.paper.withdraw") else None,
    )  # fmt: skip


@require_safe
def trace(request: Any) -> HttpResponse:
    """From a recipe or a lot of glaze to boxes, and from a lot back."""
    office_of(request, "sales")
    form = TraceForm(request.GET or None)
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    return render_page(request, "sales/trace.html", form=form, asked=asked, rows=tracing.search(asked))
