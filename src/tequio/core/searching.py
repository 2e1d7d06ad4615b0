"""A search that a worker makes for people who wait: it is told as it goes, it stops when asked, its fault has words."""

import time
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tequio.engines.clock import Progress

FAULT = _("La búsqueda se detuvo por una falla del programa. Vuelve a buscar; si se repite, avisa a soporte.")
TELL_EVERY = 0.7  # seconds between two looks at the database


class Teller:
    """Writes where a search stands and reads whether someone asked to stop; returns True to stop.

    `mine` is the one row that people look at, with `bound_minor`, `seconds`, `stop_asked` and what the best found so
    far costs in the field named by `best`.
    """

    def __init__(self, mine: QuerySet[Any], best: str) -> None:
        self.mine, self.best = mine, best
        self.next = 0.0

    def __call__(self, progress: Progress) -> bool:
        now = time.monotonic()
        if now < self.next:
            return False
        self.next = now + TELL_EVERY
        self.mine.update(
            bound_minor=progress.bound_minor, seconds=progress.seconds, **{self.best: progress.incumbent_minor}
        )
        return bool(self.mine.values_list("stop_asked", flat=True).get())
