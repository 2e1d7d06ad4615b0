"""A proposal for the week: what waits moves on, what is due first is begun first, as far as people and kilns reach.

It proposes and gives its reason for each line; the workshop decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

FULL = Fraction(4, 5)  # a kiln is lit when so much of it is filled


class Kind(StrEnum):
    FIRE = "fire"  # light a kiln with these batches
    WAIT = "wait"  # keep these for a fuller load
    MOVE = "move"  # bring a batch through its next stage
    BEGIN = "begin"  # begin new pieces


@dataclass(frozen=True, slots=True)
class Waiting:
    """A batch on its way: pieces alive, its next stage, minutes and litres of a piece there; when it is due."""

    key: int
    stage: str
    pieces: int
    minutes: Fraction
    litres: Fraction
    fires: bool
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """Good pieces still to be begun for a promise: what one of them takes, and which part comes out good."""

    key: int
    due_on: date
    pieces: int  # good ones that no batch on its way will bring
    weeks: int  # until then, this one included
    minutes: Fraction  # of one piece, in all its stages
    good: Fraction  # the part of those begun that comes out good


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the proposal. `keys` are batches, or the promise for which something is begun."""

    kind: Kind
    stage: str
    keys: tuple[int, ...]
    pieces: int
    minutes: Fraction
    fill: Fraction | None = None  # of the kiln
    short: int = 0  # pieces that should be begun and do not fit into the week
    due_on: date | None = None


def propose(
    waiting: Sequence[Waiting], promises: Sequence[Promise], *, minutes: Fraction, kiln_litres: Fraction, loads: int,
    ends_on: date,
) -> tuple[Task, ...]:  # fmt: skip
    """The week's plan. `kiln_litres` is one load, `loads` how many there may be; `ends_on` the last day of the week."""
    tasks = list(_fires(waiting, kiln_litres, loads, ends_on))
    left = minutes - sum((task.minutes for task in tasks), Fraction(0))
    for batch in sorted((each for each in waiting if not each.fires), key=_first):
        takes = batch.minutes * batch.pieces
        tasks.append(Task(Kind.MOVE, batch.stage, (batch.key,), batch.pieces, takes, due_on=batch.due_on))
        left -= takes
    left = max(Fraction(0), left)
    for promise in sorted(promises, key=lambda each: (each.due_on, each.key)):
        wanted = ceil(promise.pieces / promise.good / max(1, promise.weeks)) if promise.pieces > 0 else 0
        fits = min(wanted, floor(left / promise.minutes)) if promise.minutes else wanted
        if wanted:
            tasks.append(
                Task(Kind.BEGIN, "", (promise.key,), fits, fits * promise.minutes, short=wanted - fits,
                     due_on=promise.due_on)
            )  # fmt: skip
        left -= fits * promise.minutes
    return tuple(tasks)


def _first(batch: Waiting) -> tuple[date, int]:
    return (batch.due_on or date.max, batch.key)


def _fires(waiting: Sequence[Waiting], litres: Fraction, loads: int, ends_on: date) -> list[Task]:
    """Whole loads, stage by stage; what is due first goes in first, what does not fill a kiln waits unless due."""
    tasks: list[Task] = []
    by_stage: dict[str, list[Waiting]] = {}
    for batch in sorted((each for each in waiting if each.fires), key=_first):
        by_stage.setdefault(batch.stage, []).append(batch)
    for stage, batches in by_stage.items():
        for load in _packed(batches, litres):
            place = sum((each.litres * each.pieces for each in load), Fraction(0))
            fill = place / litres if litres else None
            is_due = any(each.due_on is not None and each.due_on <= ends_on for each in load)
            lit = sum(task.kind == Kind.FIRE for task in tasks)
            kind = Kind.FIRE if fill is not None and lit < loads and (fill >= FULL or is_due) else Kind.WAIT
            tasks.append(
                Task(
                    kind, stage, tuple(each.key for each in load), sum(each.pieces for each in load),
                    sum((each.minutes * each.pieces for each in load), Fraction(0)) if kind == Kind.FIRE
                    else Fraction(0), fill, due_on=min((each.due_on for each in load if each.due_on), default=None),
                )
            )  # fmt: skip
    return sorted(tasks, key=lambda task: (task.kind != Kind.FIRE, task.due_on or date.max))


def _packed(batches: Sequence[Waiting], litres: Fraction) -> list[list[Waiting]]:
    """Batches in their order, each into the first load that has place for it; a batch too large has one to itself."""
    loads: list[tuple[Fraction, list[Waiting]]] = []
    for batch in batches:
        place = batch.litres * batch.pieces
        for number, (taken, load) in enumerate(loads):
            if taken + place <= litres:
                load.append(batch)
                loads[number] = (taken + place, load)
                break
        else:
            loads.append((place, [batch]))
    return [load for _, load in loads]
