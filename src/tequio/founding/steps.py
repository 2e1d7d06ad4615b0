"""What the deeds of a founding do alike: hold it, ask for its stage and what it lacks, move it on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from tequio.core.actors import Actor
from tequio.founding import queries
from tequio.founding.errors import NoFounding, OutOfTurn, StillMissing
from tequio.founding.models import Founding
from tequio.founding.words import all_said
from tequio.unions.steps import set_value


def locked(*stages: str) -> Founding:
    """The founding of the union in scope, held until the deed ends. Raises NoFounding, OutOfTurn."""
    founding = Founding.objects.select_for_update(of=("self",)).select_related("union", "course").first()
    if founding is None:
        raise NoFounding
    if stages and founding.stage not in stages:
        raise OutOfTurn(stage=founding.get_stage_display())
    return founding


def refuse_missing(founding: Founding, now: datetime) -> None:
    """Raises StillMissing with everything that keeps the stage from ending, by name."""
    lacks = queries.missing(founding, now)
    if lacks:
        raise StillMissing(what=all_said(lacks))


def move_to(founding: Founding, stage: str, *also: str) -> None:
    """Raises OutOfTurn when the table of stages has no such change."""
    if not founding.may_become(stage):
        raise OutOfTurn(stage=founding.get_stage_display())
    founding.stage = stage
    founding.save(update_fields=["stage", *also])


def decide(actor: Actor, settings: Mapping[str, object], valid_from: date, source: str) -> None:
    """Write what the founding decided as settings that rule from that day on."""
    for key, value in settings.items():
        set_value(actor, key, value, valid_from, source)
