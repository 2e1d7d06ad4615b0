"""The portfolio: what is at risk, how late, what must be set aside, and how each season has done."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tequio.credit.queries import loans
from tequio.engines import portfolio as engine
from tequio.guarantee.queries.portfolio import Portfolio, portfolio_on
from tequio.guarantee.queries.standings import Held
from tequio.guarantee.views.asking import office_only
from tequio.ui.charts import Bar, Chart, Curve, bars, curves
from tequio.ui.numbers import money, percent
from tequio.ui.render import render_page

PER_PAGE = 50
CURVES = 4  # as many quarters as can be told apart


@require_safe
def portfolio(request: Any) -> HttpResponse:
    office_only(request)
    told = portfolio_on(request.today)
    chosen = request.GET.get("dias", "")
    page = Paginator(rows_of(told, chosen), PER_PAGE).get_page(request.GET.get("pagina"))
    shown = loans().in_bulk([held.loan_id for held, _days in page])
    return render_page(
        request, "guarantee/portfolio.html", told=told, page=page, chosen=chosen,
        rows=[(shown[held.loan_id], held.standing, days) for held, days in page], ages=ages_chart(told),
        vintages=vintages_chart(told.vintages),
        steps=[(said(step.days_from, step.days_to), step) for step in told.provision.steps],
        buckets=[(said(bucket.age.first, bucket.age.last), bucket, f"{bucket.age.first}") for bucket in told.ageing],
    )  # fmt: skip


def rows_of(told: Portfolio, chosen: str) -> list[tuple[Held, int]]:
    """The loans behind a figure, the latest first, each as late as its group: all, of PAR30, or of a bucket."""
    held = {each.key: each.days_late for each in engine.worst_of_its_group(each.as_held for each in told.running)}
    rows = [(each, held[each.loan_id]) for each in told.running if each.loan_id in held]
    rows.sort(key=lambda row: (-row[1], row[0].number))
    if chosen in ("par30", "par90"):
        wanted = set((told.par30 if chosen == "par30" else told.par90).loans)
    else:
        bucket = next((each for each in told.ageing if f"{each.age.first}" == chosen), None)
        wanted = set(bucket.loans) if bucket else set(held)
    return [row for row in rows if row[0].loan_id in wanted]


def said(first: int, last: int | None) -> str:
    if last == 0:
        return _("al corriente")
    if last is None:
        return _("más de %(days)s días") % {"days": first - 1}
    return _("%(first)s a %(last)s días") % {"first": first, "last": last}


def ages_chart(told: Portfolio) -> Chart:
    rows = [Bar(said(each.age.first, each.age.last), (each.minor,), (money(each.minor),)) for each in told.ageing]
    return bars(rows, title=_("Cuánto se debe según su atraso"), label=_("Atraso"), series=(_("Se debe"),))


def vintages_chart(found: Sequence[engine.Vintage]) -> Chart:
    rows = [
        Curve(_("T%(quarter)s %(year)s") % {
            "year": each.quarter_on.year, "quarter": (each.quarter_on.month + 2) // 3,
        }, each.late)
        for each in found[-CURVES:]
    ]  # fmt: skip
    return curves(rows, title=_("Qué parte de lo prestado se ha atrasado más de 30 días"), age=_("meses"),
                  show=lambda value: percent(Decimal(str(value)), 0))  # fmt: skip
