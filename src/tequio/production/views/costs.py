"""What a good piece costs, what would be if, and where pieces are lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tequio.engines.costing import (
    RULE,
    Changes,
    Passage,
    State,
    break_even,
    floor_minor,
    nearest_minor,
    rates_of,
    what_if,
)
from tequio.production import queries
from tequio.production.forms import WhatIfForm
from tequio.production.queries import Costed
from tequio.production.views.asking import member_of, name_of, recipe_or_404
from tequio.ui import charts
from tequio.ui.numbers import percent
from tequio.ui.render import render_page
from tequio.ui.templatetags.tequio import day_short
from tequio.unions.making import Recipe


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage of a card as it is shown: whole pieces and centavos."""

    name: str
    entered: int
    lost: int
    spent_minor: int
    lost_minor: int


def stage_rows(recipe: Recipe, passage: Passage) -> list[StageRow]:
    names = {each.stage.code: each.stage.name for each in recipe.stages}
    return [
        StageRow(names[s.code], round(s.entered), round(s.lost), nearest_minor(s.spent), nearest_minor(s.lost_value))
        for s in passage.steps
    ]


@require_safe
def card(request: Any) -> HttpResponse:
    """One piece's card (`?pieza=`); whatever else the address says is a what-if."""
    member, made = member_of(request), queries.making()
    mine = queries.cards(request.today, member_ids=[member.pk])
    costed = [each for (_member, code), each in mine.items() if made.recipe(code)]
    asked = request.GET.get("pieza", "")
    found = next((each for each in costed if each.product == asked), costed[0] if costed else None)
    if found is None:
        return render_page(request, "production/card_nothing.html")
    recipe = recipe_or_404(found.product, made)
    form = WhatIfForm(_asked(request.GET, found), recipe=recipe, initial=_today(found))
    means = queries.means_of(member)
    price = form.cleaned_data.get("precio") if form.is_bound and form.is_valid() else None
    what = _what_if(found, form) if form.is_bound and form.is_valid() else None
    each = what.each if what else found.card.each
    fixed = means.fixed_minor if means else 0
    dearest = found.card.passage.dearest
    return render_page(
        request, "production/card.html", costed=found, card=found.card, recipe=recipe, form=form,
        products=[(row.product, name_of(made, row.product)) for row in costed],
        stages=stage_rows(recipe, found.card.passage),
        dearest=next((s for s, step in zip(recipe.stages, found.card.passage.steps, strict=True) if step == dearest),
                     None),
        dearest_minor=nearest_minor(dearest.lost_value) if dearest else 0,
        others=queries.middle_cost(found.product, request.today, but=member.pk), fixed_minor=fixed,
        what=what, what_minor=nearest_minor(what.each) if what and what.each is not None else None,
        what_floor=floor_minor(what.each) if what and what.each is not None else None,
        what_good=round(what.good) if what else None, price=price,
        left=price - nearest_minor(each) if price and each is not None else None,
        break_even=break_even(fixed, price, each) if price and each is not None and fixed else None,
        least=queries.WEEKS,
    )  # fmt: skip


def _asked(query: Any, found: Costed) -> dict[str, Any] | None:
    """What the address asks, the rest as it is today; nothing when it asks nothing."""
    if len(query) < 2:
        return None
    hundred = dict.fromkeys(("material", "combustible", "jornal", "lleno"), 100)
    return hundred | _today(found) | query.dict()


def _today(found: Costed) -> dict[str, Any]:
    """Losses as they are, in whole percents."""
    return {f"merma_{step.code}": round(step.rate * 100) for step in found.card.passage.steps}


def _what_if(found: Costed, form: WhatIfForm) -> Passage | None:
    told = form.cleaned_data
    now = _today(found)
    if not found.card.passage.pieces:
        return None
    changes = Changes(
        material=_part(told["material"]), fuel=_part(told["combustible"]), labour=_part(told["jornal"]),
        fill=_part(told["lleno"]),
        # A loss that was left as it is stays exact.
        loss={
            name.removeprefix("merma_"): Fraction(told[name], 100)
            for name in now if told.get(name) is not None and told[name] != now[name]
        },
    )  # fmt: skip
    return what_if(rates_of(found.card), int(found.card.passage.pieces), changes)


def _part(percent_: int | None) -> Fraction:
    return Fraction(100 if percent_ is None else percent_, 100)


@require_safe
def losses(request: Any) -> HttpResponse:
    """Where pieces are lost (`?pieza=`), and one stage week by week (`?paso=`)."""
    member, made = member_of(request), queries.making()
    season = request.today - timedelta(weeks=13)
    rows = queries.losses(season, request.today, member_ids=[member.pk])
    products = list(dict.fromkeys(row.product for row in rows if made.recipe(row.product)))
    if not products:
        return render_page(request, "production/losses_nothing.html")
    product = request.GET.get("pieza", "")
    product = product if product in products else products[0]
    recipe = recipe_or_404(product, made)
    own = {row.stage: row for row in rows if row.product == product}
    middles = queries.middle_losses(product, request.today, but=member.pk)
    counted = [each for each in recipe.stages if each.stage.code in own]
    worst = max(counted, key=lambda each: own[each.stage.code].rate)
    asked = request.GET.get("paso", "")
    shown = next((each for each in counted if each.stage.code == asked), worst)
    told = queries.history(member.pk, product, shown.stage.code, request.today)
    return render_page(
        request, "production/losses.html", product=product, recipe=recipe, shown=shown,
        products=[(code, name_of(made, code)) for code in products],
        stages=[
            {"stage": each, "own": own[each.stage.code], "rate": decimal(own[each.stage.code].rate),
             "middle": _middle(middles.get(each.stage.code))}
            for each in counted
        ],
        chart=chart_of(told), history=told, last=told.watch.points[-1] if told.watch.points else None,
        changes=[
            {"on": told.mondays[change.at], "since": told.mondays[min(change.since, change.at)],
             "usual": decimal(Fraction(change.usual)), "is_worse": change.state == State.WORSE}
            for change in told.watch.changes
        ],
        recent=_recent(told), rule=RULE,
        usual=decimal(Fraction(told.watch.usual)) if told.watch.usual is not None else None,
        learning=State.LEARNING, worse=State.WORSE, better=State.BETTER,
    )  # fmt: skip


def _recent(told: queries.History) -> State | None:
    """A change that was found in the weeks that it takes to learn anew: for so long it is still news."""
    changes = told.watch.changes
    return changes[-1].state if changes and changes[-1].at >= len(told.mondays) - RULE.learning else None


def decimal(ratio: Fraction) -> Decimal:
    return Decimal(ratio.numerator) / Decimal(ratio.denominator)


def _middle(middle: Any) -> Any:
    return {"rate": decimal(middle.value), "of": middle.of} if middle else None


def chart_of(told: queries.History) -> charts.Chart | None:
    """The loss of each week, and what was usual then."""
    if len(told.mondays) < 2:
        return None
    rates = [
        (monday, tally.lost / tally.entered) for monday, tally in zip(told.mondays, told.tallies, strict=True)
        if tally.entered
    ]  # fmt: skip
    usual = [
        (monday, point.usual) for monday, point in zip(told.mondays, told.watch.points, strict=True)
        if point.usual is not None
    ]  # fmt: skip
    series = [charts.Line(_("Lo que se perdió"), tuple(rates))]
    if len(usual) > 1:
        series.append(charts.Line(_("Lo usual"), tuple(usual)))
    return charts.lines(
        series, title=_("Pérdidas por semana"), day=day_short, show=lambda value: percent(Decimal(str(value)), 0)
    )
