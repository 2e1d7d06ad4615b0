"""How a command shows that it searches."""

import sys

from tequio.cli.output import pesos
from tequio.engines.clock import Progress


class Ticker:
    """One line on a terminal that shows how far the search is; silent where nobody looks."""

    def __init__(self) -> None:
        self._told = -1.0

    def __call__(self, news: Progress) -> None:
        if not sys.stderr.isatty() or news.seconds - self._told < 1:
            return
        self._told = news.seconds
        best = "—" if news.incumbent_minor is None else pesos(news.incumbent_minor)
        bound = "—" if news.bound_minor is None else pesos(news.bound_minor)
        line = f"\r{news.seconds:.0f} s  mejor {best}  cota {bound}  quedan {news.seconds_left:.0f} s   "
        print(line, end="", file=sys.stderr, flush=True)
