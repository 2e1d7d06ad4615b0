"""`tequio demo round`: the demo's open round, from where it stands to its settlement."""

import argparse
from itertools import groupby

from django.utils import translation

from tequio.cli.demo import has_demo
from tequio.cli.output import Trouble, say
from tequio.core.models import Event
from tequio.core.refusals import Refusal
from tequio.core.scope import in_union
from tequio.demo import house
from tequio.demo.load import drive_round
from tequio.purchasing.history import said
from tequio.purchasing.models import Plan, Round
from tequio.ui.numbers import money
from tequio.unions.models import Union


def run(options: argparse.Namespace) -> int:
    if not has_demo():
        raise Trouble("The demo is not loaded, so there is no round to drive.", "Load it:  tequio demo")
    told: list[Event] = []
    with in_union(Union.objects.get(slug=house.SLUG).pk), translation.override("en"):
        try:
            round_ = drive_round(told.append)
        except Refusal as refusal:
            raise Trouble(f"{refusal} What was done before stands.") from refusal
        finally:
            _tell(told)
        say(_ended(round_, told[-1]) if told else f"{round_.title} is settled already; nothing was changed.")
    return 0


def _tell(told: list[Event]) -> None:
    """Who did what, the same deed done by one person several times in a row as one line."""
    for (actor, kind), events in groupby(told, key=lambda event: (event.actor, event.kind)):
        times = len(list(events))
        say(f"  {actor}: {said(kind)}" + (f" ({times} times)" if times > 1 else ""))


def _ended(round_: Round, settled: Event) -> str:
    members, charged = settled.data["members"], money(settled.data["charged_minor"])
    plan = Plan.objects.get(round=round_, approved_by__isnull=False)
    return (
        f"{round_.title}: {members:,} members were charged {charged} together."
        f" The award costs {money(plan.cost_minor)}, at most {plan.gap:.2%} more than the cheapest there can be."
    )
