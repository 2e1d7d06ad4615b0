"""The union's trade as production needs it: its recipes, and the weeks that everything is counted by."""

from __future__ import annotations

from datetime import date, timedelta

from tequio.unions.making import Making, of_trade
from tequio.unions.models import Union


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def making_here(union_id: int) -> Making:
    """How the union's trade makes things."""
    return of_trade(Union.objects.get(pk=union_id).trade)
