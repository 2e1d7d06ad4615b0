"""The fund's first page: how full it is, what it carries, and what waits; and what purchases and sales bring."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tequio.credit.register import Registered, register
from tequio.engines import leverage as engine
from tequio.guarantee import actions
from tequio.guarantee.forms import TakeForm
from tequio.guarantee.models import Claim
from tequio.guarantee.queries.carrying import Carrying, Year, carrying_on
from tequio.guarantee.queries.claims import claims
from tequio.guarantee.queries.fund import covered_loans, promised
from tequio.guarantee.queries.taking import taking
from tequio.guarantee.settings import PURCHASE_BP, SALE_BP
from tequio.guarantee.views.asking import office_only
from tequio.members.models import Member
from tequio.ui.asking import done, holder_of
from tequio.ui.charts import Chart, Years, years
from tequio.ui.flash import tell
from tequio.ui.numbers import money
from tequio.ui.render import render_page
from tequio.unions.queries import ruling

SHOWN = 100


@require_safe
def home(request: Any) -> HttpResponse:
    office_only(request)
    told = carrying_on(request.today)
    return render_page(
        request, "guarantee/home.html", told=told, deals=promised(), claims=list(claims()[:12]),
        waiting=Claim.objects.filter(state=Claim.State.ASKED).count(), picture=picture_of(told),
        shocks=shocks_of(told),
        sure=told.sure_of, rate=percent(told.rate), seen=percent(told.interval.seen), low=percent(told.interval.low),
        high=percent(told.interval.high), notice=watched(request.today), **amounts(told.year),
    )  # fmt: skip


SAID = {
    engine.Kind.RAINS: gettext_lazy("Un temporal largo en que nada seca: todas fallan %(times)s veces lo normal"),
    engine.Kind.BUYER: gettext_lazy(
        "Deja de comprar %(buyer)s: quien vive de sus pedidos falla %(times)s veces lo normal"
    ),
    engine.Kind.VILLAGE: gettext_lazy("Se para el pueblo que más debe: ahí fallan %(times)s veces lo normal"),
}


def shocks_of(told: Carrying) -> list[tuple[str, engine.Shaken]]:
    """Each bad year in words, with what it asks of the fund."""
    if told.year is None:
        return []
    buyer = told.year.buyer.name if told.year.buyer else ""
    return [
        (SAID[engine.Kind(each.name)] % {"times": f"{each.times:g}", "buyer": buyer}, each) for each in told.year.shocks
    ]


def percent(part: float) -> Decimal:
    return Decimal(repr(round(part, 4)))


def amounts(year: Year | None) -> dict[str, Any]:
    """The statistics of a year as the page writes them."""
    if year is None:
        return {}
    return {
        "used_up": percent(year.carried.chance_used_up),
        "carries": Decimal(repr(round(year.carried.credit_per_peso, 2))),
        "worth": round(year.worth), "worth_first": round(year.worth_first), "worth_pari": round(year.worth_pari),
    }  # fmt: skip


def picture_of(told: Carrying) -> Chart | None:
    """Of a hundred years, in how many is so much lost, and as far as the fund reaches."""
    if told.year is None:
        return None
    counts = engine.whole_years(told.year.bands)
    reach = told.year.reach
    rows = [
        Years(_label(band), count, band.high is not None and band.high <= reach, f"{band.years:.1f}")
        for band, count in zip(told.year.bands, counts, strict=True)
    ]
    paid = sum(row.count for row in rows if row.is_paid)
    return years(
        rows, title=_("De cada cien años, cuánto se pierde"),
        desc=_("El fondo alcanza en %(count)s de cada cien años.") % {"count": paid},
        mark=_("De aquí para abajo el fondo no alcanza"),
    )  # fmt: skip


def _label(band: engine.Band) -> str:
    if band.high == 0:
        return _("nada")
    if band.high is None:
        return _("más de %(low)s") % {"low": money(band.low).removesuffix(".00")}
    return _("hasta %(high)s") % {"high": money(band.high).removesuffix(".00")}


def watched(today: date) -> list[Registered]:
    """Guaranteed loans that have to be told to the authority and were not yet: a guarantee counts as much as a loan."""
    covered = {each.loan_id for each in covered_loans()}
    return [each for each in register(today)
            if each.loan.pk in covered and each.must_be_told and each.notice is None]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: Any) -> HttpResponse:
    """What would be taken of purchases and sales since the last time, to look at; sent back, it is taken."""
    holder_of(request, "guarantee.contribution.take")
    found = taking(request.today)
    form = TakeForm(request.POST or None, initial={"on": request.today, "seen": found.digest})
    if form.is_valid() and done(request, form, actions.take_contributions, today=request.today, **form.cleaned_data):
        tell(request, _("El aporte quedó anotado en la cuenta de cada quien."))
        return redirect("guarantee:home", union=request.union.slug)
    names = Member.objects.select_related("person").in_bulk([row.member_id for row in found.rows[:SHOWN]])
    return render_page(
        request, "guarantee/take.html", found=found, form=form, people=len({row.member_id for row in found.rows}),
        rows=[(row, names[row.member_id]) for row in found.rows[:SHOWN]], purchase=ruling(PURCHASE_BP, request.today),
        sale=ruling(SALE_BP, request.today), status=422 if form.is_bound else 200,
    )  # fmt: skip
