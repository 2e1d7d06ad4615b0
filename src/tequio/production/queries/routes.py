"""From a recipe and what a workshop counted to what the engine reckons with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tequio.core import scope
from tequio.engines.costing import RouteStage, Work
from tequio.production.law import minimum_wage
from tequio.production.making import making_here
from tequio.production.models import Means
from tequio.production.settings import DAY_WAGE
from tequio.stock.queries import materials_with_prices
from tequio.unions.making import Making, Recipe
from tequio.unions.queries import ruling

Rates = Mapping[str, Fraction]  # by stage: which part of the pieces is lost


@dataclass(frozen=True, slots=True)
class Wage:
    """What a day of own work is reckoned at, and who says so: the member, the union, or the law."""

    minor: int
    said_by: str  # "own", "union" or "law"
    source: str = ""


def wage_of(means: Means | None, on: date) -> Wage:
    if means is not None and means.day_wage_minor:
        return Wage(means.day_wage_minor, "own")
    return wage_here(on)


def wage_here(on: date) -> Wage:
    """The wage of whoever states none of her own."""
    ruled = ruling(DAY_WAGE, on)
    if ruled:
        return Wage(int(ruled), "union")
    law = minimum_wage(on)
    return Wage(law.minor, "law", law.source)


def making() -> Making:
    """How the trade of the union in scope makes things."""
    return making_here(scope.required())


def prices(day: date) -> dict[str, Decimal]:
    """What materials cost outside, by code, in pesos, where somebody has said so lately; one query."""
    rows = materials_with_prices(day).filter(seen_price__isnull=False).values_list("code", "seen_price")
    return dict(rows)


def route_of(recipe: Recipe, known: Mapping[str, Decimal]) -> list[RouteStage]:
    """The recipe's stages; material weighs by its price where all prices are known, and else by its kilos."""
    codes = {each.material.code for stage in recipe.stages for each in stage.ingredients}
    by_price = codes <= known.keys()
    return [
        RouteStage(
            stage.stage.code, Fraction(stage.minutes),
            sum((Fraction(each.kg) * (Fraction(known[each.material.code]) if by_price else 1)
                 for each in stage.ingredients), Fraction(0)),
            stage.fires, stage.loss,
        )
        for stage in recipe.stages
    ]  # fmt: skip


def works_of(recipe: Recipe, making: Making, day: date, rates: Rates | None = None) -> list[Work]:
    """The recipe's stages as capacity sees them on a day: what was counted instead of what is usual, and the season."""
    return [
        Work(
            stage.stage.code, Fraction(stage.minutes), (rates or {}).get(stage.stage.code, stage.loss), stage.fires,
            Fraction(stage.dry_days) * making.slower(stage.stage.code, day),
        )
        for stage in recipe.stages
    ]  # fmt: skip
