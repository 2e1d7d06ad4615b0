"""Prices for pieces: workshops answer what they would make, and the prices move till the pieces are what is ordered.

Whatever the prices, what all answers gain less what the pieces cost is a bound (Lagrange). Groups of workshops of one
place answer as one till the prices stand; then each for itself, which leaves no more workshops between two plans than
there are lines.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from tequio.engines.clock import Clock
from tequio.engines.splitting.loops import answer
from tequio.engines.splitting.master import Master
from tequio.engines.splitting.table import Floats, Ints, Ready, stand

# Workshops that answer as one.
TOGETHER = 20
# How much the best prices so far weigh against the newest ones.
STEADY = 0.6
# Prices have come to rest where the mixed plan and the bound are so close.
CLOSE = 2e-4


@dataclass(slots=True)
class Answers:
    """What workshops make at some prices: `pieces` (pair, week); who works; what each costs; the bound in pesos."""

    pieces: Floats
    edge: Floats
    cost: Floats
    works: NDArray[np.bool_]
    bound: float


class Talk:
    """The workshops as they answer, and the best bound so far with its prices."""

    def __init__(self, ready: Ready, places: Ints, clock: Clock, threads: int) -> None:
        self.ready, self.places, self.clock = ready, places, clock
        self._standing = stand(ready.table)
        self._threads = threads
        self.bound, self.prices = -inf, np.zeros(len(ready.wanted))
        self.edge = np.zeros(len(ready.number))
        self.best_gain = np.zeros(len(ready.visit))
        table = ready.table
        self._shop = np.repeat(np.arange(len(table.rows)), np.diff(table.first))
        open_ = np.where(table.open, table.cost, np.nan)
        dear = np.zeros(len(ready.wanted))
        cheapest = np.full(len(ready.number), np.inf)
        some = table.open.any(axis=1)
        cheapest[some] = np.nanmin(open_[some], axis=1)
        for line in range(len(ready.wanted)):
            mine = cheapest[(table.line == line) & some]
            dear[line] = mine.max() if len(mine) else 1.0
            self.prices[line] = np.median(mine) * 1.1 if len(mine) else 1.0
        per_piece = ready.visit.max(initial=0.0) + ready.stop.max(initial=0.0)
        gain = table.price * (table.gain_floor)
        self.dearest = dear + gain.max(initial=0.0) + per_piece + 1.0

    def ask(self, prices: Floats) -> Answers:
        """Everybody answers; keeps the bound and prices if they are the best."""
        table = self.ready.table
        pieces, edge = np.zeros_like(table.cost), np.zeros(len(table.line))
        most = np.zeros(len(table.rows))
        cuts = np.linspace(0, len(table.rows), max(1, self._threads) + 1).astype(int)

        def part(n: int) -> None:
            answer(table, prices, self._standing, cuts[n], cuts[n + 1], pieces, most, edge)

        if self._threads > 1 and len(table.rows) > 200:
            with ThreadPoolExecutor(self._threads) as pool:
                list(pool.map(part, range(self._threads)))
        else:
            for n in range(len(cuts) - 1):
                part(n)
        gain = np.maximum(0.0, most - self.ready.visit)
        of_place = np.bincount(self.places, weights=gain, minlength=len(self.ready.stop))
        opens = np.maximum(0.0, of_place - self.ready.stop)
        bound = float(prices @ self.ready.wanted - opens.sum() + self.ready.base)
        works = (most > self.ready.visit) | self.ready.sure
        pieces[~works[self._shop]] = 0.0
        if bound > self.bound:
            self.bound, self.prices, self.edge, self.best_gain = bound, prices.copy(), edge, gain
            self.clock.proved(bound)
        return Answers(pieces, edge, self.costs(pieces, works), works, bound)

    def costs(self, pieces: Floats, works: NDArray[np.bool_]) -> Floats:
        """What these pieces cost each workshop against making nothing, in pesos."""
        table, shops = self.ready.table, len(self.ready.table.rows)
        made = np.bincount(self._shop, weights=(pieces * table.cost).sum(axis=1), minlength=shops)
        value = np.bincount(self._shop, weights=pieces.sum(axis=1) * table.price, minlength=shops)
        to_floor = np.minimum(value, table.to_floor)
        to_share = np.minimum(np.maximum(0.0, value - table.to_floor), table.to_share)
        gained = to_floor * table.gain_floor + to_share * table.gain_share
        return np.asarray(made - gained + np.where(works, self.ready.visit, 0.0))

    def by_line(self, pieces: Floats) -> Floats:
        """(shop, line) pieces."""
        found = np.zeros((len(self.ready.table.rows), len(self.ready.wanted)))
        np.add.at(found, (self._shop, self.ready.table.line), pieces.sum(axis=1))
        return found

    def settle_prices(self, seconds: float, gap: float) -> list[Answers]:
        """Groups talk till the prices stand; gives the last answers, newest last."""
        groups, group_of = self._groups()
        master = Master(self.ready.wanted, groups, self.ready.stop, self.ready.sure_place, self.dearest)
        ends = self.clock.elapsed + seconds
        said: list[Answers] = []
        prices, steady = self.prices.copy(), STEADY
        while self.clock.left > 0 and self.clock.elapsed < ends:
            before = self.bound
            got = self.ask(prices)
            said = [*said[-11:], got]
            lines = self.by_line(got.pieces)
            cost = np.bincount(group_of, weights=got.cost, minlength=len(groups))
            for g in range(len(groups)):
                mine = lines[group_of == g].sum(axis=0)
                held = np.flatnonzero(mine > 1e-9)
                master.offer(g, float(cost[g]), held, mine[held])
            mixed = master.solve(ends - self.clock.elapsed)
            if mixed is None:
                break
            value, newest, _ = mixed
            if value + self.ready.base - self.bound <= max(CLOSE, gap / 20) * abs(self.bound):
                break
            # Newest prices swing; those of the best bound so far hold them back, unless they led nowhere new.
            steady = STEADY if self.bound > before else max(0.0, steady - 0.1)
            prices = steady * self.prices + (1 - steady) * newest
        return said

    def _groups(self) -> tuple[list[int], Ints]:
        """The place of each group, and each workshop's group."""
        groups: list[int] = []
        group_of = np.zeros(len(self.places), np.int64)
        for place in range(len(self.ready.stop)):
            mine = np.flatnonzero(self.places == place)
            for begin in range(0, len(mine), TOGETHER):
                group_of[mine[begin : begin + TOGETHER]] = len(groups)
                groups.append(place)
        return groups, group_of

    def mix(self, said: list[Answers], seconds: float, rounds: int) -> tuple[Floats, float]:
        """Each workshop for itself: the mixed pieces (pair, week) that cover the order, and what they cost."""
        master = Master(self.ready.wanted, list(self.places), self.ready.stop, self.ready.sure_place, self.dearest)
        ends = self.clock.elapsed + seconds
        first = self.ready.table.first
        kept: list[tuple[int, Floats]] = []
        seen: set[tuple[int, bytes]] = set()

        def offer(got: Answers) -> None:
            lines = self.by_line(got.pieces)
            for shop in np.flatnonzero(lines.any(axis=1)):
                mine = got.pieces[first[shop] : first[shop + 1]]
                key = int(shop), np.round(mine, 2).tobytes()
                if key not in seen:
                    seen.add(key)
                    kept.append((int(shop), mine.copy()))
                    held = np.flatnonzero(lines[shop] > 1e-9)
                    master.offer(int(shop), float(got.cost[shop]), held, lines[shop][held])

        for got in said:
            offer(got)
        total = np.zeros_like(self.ready.table.cost)
        value = inf
        for turn in range(rounds):
            mixed = master.solve(max(1.0, ends - self.clock.elapsed))
            if mixed is None:
                break
            value, newest, taken = mixed
            total = np.zeros_like(self.ready.table.cost)
            for n in np.flatnonzero(taken > 1e-7):
                shop, mine = kept[n]
                total[first[shop] : first[shop + 1]] += taken[n] * mine
            close = value + self.ready.base - self.bound <= CLOSE * abs(self.bound)
            if close or turn == rounds - 1 or self.clock.left <= 0 or self.clock.elapsed > ends:
                break
            offer(self.ask(newest))
            offer(self.ask(0.5 * newest + 0.5 * self.prices))
        return total, value + self.ready.base
