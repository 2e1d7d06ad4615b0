"""What the program does by itself once a day for each union, in the hours that the union gives it.

An app's `jobs` adds a work with `each_day`; the worker asks every few minutes (`cli/worker.py`). A work looks for what
is to be done and does only that, so that doing it again does nothing: killed half-way, or on a machine that was off in
the morning, it is simply done when the worker is there again. Nothing has to remember that it was done.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime

from tequio.core.scope import in_union
from tequio.unions.models import Union
from tequio.unions.queries import ruling
from tequio.unions.settings import PROGRAM_FROM, PROGRAM_UNTIL

Work = Callable[[int, date], None]  # a union's id and the day; opens the union's scope where it needs it
WORKS: list[Work] = []
log = logging.getLogger(__name__)


def each_day(work: Work) -> Work:
    WORKS.append(work)
    return work


def do_todays_work(now: datetime, done: set[tuple[int, date]]) -> None:
    """Do each union's work of the day, where its hours have begun and are not over. `now` is the local time.

    `done` are unions and days that this worker has seen to already; it is added to. What fails is tried again.
    """
    today = now.date()
    for union_id in Union.objects.order_by("pk").values_list("pk", flat=True):
        if (union_id, today) in done or not _has_begun(union_id, now):
            continue
        outcomes = [_did(work, union_id, today) for work in WORKS]
        if all(outcomes):
            done.add((union_id, today))


def _has_begun(union_id: int, now: datetime) -> bool:
    with in_union(union_id):
        return bool(ruling(PROGRAM_FROM, now.date()) <= now.hour < ruling(PROGRAM_UNTIL, now.date()))


def _did(work: Work, union_id: int, today: date) -> bool:
    try:
        work(union_id, today)
    except Exception:
        # One union's trouble is not another's, nor one work's the next one's.
        log.exception("The day's work %s of union %s was not done; it is tried again.", work.__name__, union_id)
        return False
    return True
