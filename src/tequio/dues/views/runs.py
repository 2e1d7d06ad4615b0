"""A collection: looked at, done, and taken back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tequio.core.refusals import Refusal
from tequio.dues import actions, forms, queries
from tequio.dues.documents import run_xlsx
from tequio.dues.errors import NoSchedule
from tequio.dues.plans import Line, RunPlan, plan_run
from tequio.dues.views.asking import office_only
from tequio.dues.words import WHY, period_said
from tequio.engines.dues import Cadence, Period, Why
from tequio.members.models import Member
from tequio.ui.asking import deed, holder_of, once
from tequio.ui.files import file_answer
from tequio.ui.flash import tell
from tequio.ui.numbers import money
from tequio.ui.render import render_page

PER_PAGE = 50
MOST_LEFT_OUT = 400  # letters of typed numbers


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: Any, cadence: str, period: str) -> HttpResponse:
    """Who would pay what and why, and who would not; sent back with its digest, it is done."""
    holder_of(request, "dues.run.collect")
    asked = _period(cadence, period)
    told = request.POST if request.method == "POST" else request.GET
    typed, note = told.get("sin", "")[:MOST_LEFT_OUT], told.get("nota", "")[:240].replace("\0", "")
    left_out, unknown = _left_out(typed)
    if (refused := _wrong(unknown, left_out, note)) and request.method == "POST":
        return _shown(request, asked, typed, note, left_out, refused, status=422)
    if request.method == "POST":
        try:
            run = actions.collect(
                actor=request.actor, cadence=cadence, period_on=asked.first, charged_on=request.today,
                today=request.today, seen=told.get("seen", ""), left_out=left_out, note=note, key=once(request),
            )  # fmt: skip
        except Refusal as refusal:
            return _shown(request, asked, typed, note, left_out, str(refusal), status=422)
        tell(request, ngettext("Se cobró a %(n)s persona.", "Se cobró a %(n)s personas.", run.members)
             % {"n": f"{run.members:,}"})  # fmt: skip
        return redirect(run)
    return _shown(request, asked, typed, note, left_out, refused)


def _shown(
    request: Any, period: Period, typed: str, note: str, left_out: tuple[int, ...], refused: str, status: int = 200
) -> HttpResponse:
    told = {"period": period, "said": period_said(period), "typed": typed, "note": note, "refused": refused}
    try:
        plan = plan_run(period, request.today, frozenset(left_out))
    except NoSchedule as missing:
        return render_page(request, "dues/preview_nothing.html", **told | {"refused": str(missing)}, status=status)
    page = Paginator(plan.lines, PER_PAGE).get_page(request.GET.get("pagina"))
    people = Member.objects.select_related("person", "section").in_bulk([line.member_id for line in page])
    skipped = plan.belonging[:PER_PAGE]
    left = Member.objects.select_related("person").in_bulk([each.member_id for each in skipped])
    return render_page(
        request, "dues/preview.html", plan=plan, page=page, rows=[(line, people[line.member_id]) for line in page],
        groups=_groups(plan), skips=[(WHY[why], count, why in (Why.GONE, Why.CHARGED)) for why, count in
                                     plan.by_reason.items()],
        skipped=[(left[each.member_id], WHY[each.why]) for each in skipped],
        is_to_come=period.first > request.today, status=status, **told,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Those who pay the same for the same reason."""

    text: str
    each_minor: int
    count: int

    @property
    def minor(self) -> int:
        return self.each_minor * self.count


def _groups(plan: RunPlan) -> list[Group]:
    counted = Counter((_why(line), line.due.minor) for line in plan.lines)
    alike = sorted(counted.items(), key=lambda each: (-each[1], -each[0][1]))
    return [Group(text, minor, count) for (text, minor), count in alike]


def _why(line: Line) -> str:
    said = _("cuota de %(minor)s") % {"minor": money(line.due.full_minor)}
    if line.due.outside_minor:
        said += _(", entró a medio periodo")
    if line.due.relief_minor:
        said += _(", con apoyo de %(percent)s %%") % {"percent": line.relief_bp // 100}
    return said


def _left_out(typed: str) -> tuple[tuple[int, ...], list[str]]:
    """The members behind the numbers that were typed, and what is no member's number."""
    words = typed.replace(",", " ").replace(";", " ").split()
    numbers = {int(word) for word in words if word.isascii() and word.isdecimal() and len(word) < 10}
    found = dict(Member.objects.filter(number__in=numbers).values_list("number", "pk"))
    unknown = [word for word in words if not (word.isascii() and word.isdecimal() and int(word) in found)]
    return tuple(sorted(found.values())), unknown


def _wrong(unknown: list[str], left_out: tuple[int, ...], note: str) -> str:
    if unknown:
        return _("Nadie tiene estos números: %(numbers)s. Corrígelos.") % {"numbers": ", ".join(unknown[:10])}
    if left_out and not note.strip():
        return _("Escribe por qué no se le cobra a quien dejas fuera.")
    return ""


def _period(cadence: str, text: str) -> Period:
    try:
        day = date.fromisoformat(f"{text}-01" if cadence == Cadence.MONTHLY else f"{text}-01-01")
        period = Period(Cadence(cadence), day)
    except ValueError:
        raise Http404 from None
    if not 1900 < day.year < 2200:
        raise Http404
    return period


@require_safe
def run(request: Any, run_id: int) -> HttpResponse:
    office_only(request)
    shown = get_object_or_404(queries.runs(), pk=run_id)
    fees = queries.fees_of_run(shown)
    if request.GET.get("formato") == "xlsx":
        return file_answer(run_xlsx(shown), f"cobro-{shown.period_on:%Y-%m}.xlsx")
    page = Paginator(fees, PER_PAGE).get_page(request.GET.get("pagina"))
    return render_page(
        request, "dues/run.html", run=shown, said=period_said(shown.period), page=page,
        skips=[(skip, WHY[Why(skip.why)]) for skip in queries.skips_of(shown)[:200]],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def run_undo(request: Any, run_id: int) -> HttpResponse:
    holder_of(request, "dues.run.undo")
    shown = get_object_or_404(queries.runs(), pk=run_id)
    form = forms.ReasonForm(request.POST or None, initial={"on": request.today})
    if form.is_valid():
        told = _("El cobro quedó deshecho. Lo que alguien ya pagó queda a su favor.")
        made = deed(request, form, actions.undo_run, told, run_id=shown.pk, today=request.today,
                    **form.cleaned_data)  # fmt: skip
        if made:
            return made
    return render_page(request, "dues/run_undo.html", run=shown, said=period_said(shown.period), form=form,
                       status=422 if form.is_bound else 200)  # fmt: skip
