"""From mixed plans to whole pieces: rounded workshop by workshop, then what is over is taken back, what lacks given.

Nothing here proves anything; it keeps capacity, least batches and whole loads at every step, and counts pieces.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import inf

import numpy as np

from tequio.engines.splitting.cost import Plan
from tequio.engines.splitting.ground import GRAIN, Ground
from tequio.engines.splitting.table import Floats, Ints

# So much of a least batch in the mix is worth making it whole.
HALF = 0.5


class Build:
    """A plan being made: `made` pieces by pair and week, and the room that is left."""

    def __init__(self, ground: Ground, want: Sequence[tuple[int, int]], plan: Plan | None = None) -> None:
        self.ground, self.want = ground, want
        self.made: dict[int, dict[int, int]] = defaultdict(dict)
        self.room = [[list(week) for week in weeks] for weeks in ground.room]
        self.left = list(ground.wanted)
        self.gets = list(ground.given)
        self.number = {(pair.line, pair.shop): n for n, pair in enumerate(ground.pairs)}
        self._burns = [-1 if s.load is None else ground.resources.index(s.load.resource) for s in ground.shops]
        if plan is not None:
            for (line, shop, week), pieces in plan.items():
                self.put(self.number[line, shop], week, pieces - ground.fixed.get((line, shop, week), 0))

    # What there is.

    def total(self, number: int) -> int:
        return sum(self.made[number].values()) if number in self.made else 0

    def works(self, shop: int) -> bool:
        return shop in self.ground.working or any(self.total(n) for n in self.ground.of_shop[shop])

    def fits(self, number: int, week: int) -> int:
        """Whole pieces more that the week has room for; who fires alone only fills up loads that are lit."""
        pair = self.ground.pairs[number]
        room = self.room[pair.shop][week - 1]
        burns = self._burns[pair.shop]
        most = inf
        for resource, grains in pair.uses:
            here = room[resource] if resource != burns else min(room[resource], self._lit(pair.shop, week))
            most = min(most, here // grains)
        return int(min(most, self.ground.lines[pair.line].pieces))

    def _lit(self, shop: int, week: int) -> int:
        """Grains that lit loads still take."""
        load = self.ground.shops[shop].load
        assert load is not None
        amount = int(load.amount * GRAIN)
        return -self._fired(shop, week) % amount

    def _fired(self, shop: int, week: int) -> int:
        return (
            self.ground.fired.get((shop, week), 0)
            + self.ground.room[shop][week - 1][self._burns[shop]]
            - (self.room[shop][week - 1][self._burns[shop]])
        )

    # What is done.

    def put(self, number: int, week: int, pieces: int) -> None:
        """So many pieces more (or fewer)."""
        if not pieces:
            return
        pair = self.ground.pairs[number]
        mine = self.made[number]
        mine[week] = mine.get(week, 0) + pieces
        if not mine[week]:
            del mine[week]
        room = self.room[pair.shop][week - 1]
        for resource, grains in pair.uses:
            room[resource] -= grains * pieces
        self.left[pair.line] -= pieces
        self.gets[pair.shop] += pieces * self.ground.lines[pair.line].price_minor

    def weeks(self, number: int) -> list[int]:
        """First those that are no hurry, the early ones first."""
        line = self.ground.pairs[number].line
        return sorted(self.ground.weeks_of(number), key=lambda week: (self.ground.hurry(line, week), week))

    def place(self, number: int, pieces: int, at_least: int = 1) -> int:
        """Put up to so many pieces wherever there is room; nothing at all if fewer than `at_least` fit."""
        found, left = [], pieces
        for week in self.weeks(number):
            count = min(left, self.fits(number, week))
            if count > 0:
                found.append((week, count))
                # Weeks have rooms of their own, so all can be counted before any is taken.
                left -= count
                if not left:
                    break
        if pieces - left < at_least:
            return 0
        for week, count in found:
            self.put(number, week, count)
        return pieces - left

    def drop(self, number: int) -> None:
        for week, pieces in list(self.made.get(number, {}).items()):
            self.put(number, week, -pieces)

    def owe(self) -> bool:
        """Place what pins ask for without naming a week; False if it does not fit."""
        for (line, shop), pieces in sorted(self.ground.owed.items()):
            if pieces and self.place(self.number[line, shop], pieces, pieces) < pieces:
                return False
        return True

    def round_off(self, number: Ints, mixed: Floats, first: Ints) -> list[int]:
        """Whole pieces near the mixed ones, shop by shop; gives the shops that fire alone and are still to do."""
        alone = []
        for shop in range(len(self.ground.shops)):
            rows = range(first[shop], first[shop + 1])
            if not mixed[rows.start : rows.stop].any():
                continue
            if self._burns[shop] >= 0:
                alone.append(shop)
                continue
            for i in sorted(rows, key=lambda i: (self.ground.pairs[number[i]].last, number[i])):
                self._round_pair(int(number[i]), mixed[i])
        return alone

    def _round_pair(self, number: int, weeks: Floats) -> None:
        total, least = float(weeks.sum()), self.ground.least(number)
        pieces = int(total + 0.5)
        if pieces < least:
            pieces = least if total >= HALF * least else 0
        if not pieces:
            return
        put = 0
        for week in np.flatnonzero(weeks > 0):
            count = min(int(weeks[week] + 1e-6), self.fits(number, int(week) + 1), pieces - put)
            if count > 0:
                self.put(number, int(week) + 1, count)
                put += count
        if put < pieces:
            put += self.place(number, pieces - put)
        if put < least:
            self.drop(number)

    # Counting out.

    def take_back(self, worth: Mapping[int, float]) -> None:
        """Where more is made than ordered, the pieces that save most go; `worth`: what room is worth, by pair."""
        for line in range(len(self.left)):
            if self.left[line] < 0:
                mine = [n for n in self.ground.of_line[line] if self.total(n) and not self._owed(n)]
                mine.sort(key=lambda n: (worth.get(n, 0.0), n))
                for exact in (False, True):
                    for number in mine:
                        if self.left[line] < 0:
                            self._less(number, -self.left[line], exact)

    def _owed(self, number: int) -> bool:
        pair = self.ground.pairs[number]
        return (pair.line, pair.shop) in self.ground.owed

    def _less(self, number: int, pieces: int, exact: bool) -> None:
        """Take pieces from a pair, down to its least batch; or all of it, where `exact` and nothing else is left."""
        pair = self.ground.pairs[number]
        total, least = self.total(number), self.ground.least(number)
        count = min(pieces, total - least) if total - pieces < least else pieces
        if total <= pieces or (exact and count < pieces):
            count = total
        for week in reversed(self.weeks(number)):
            if count <= 0:
                return
            here = min(count, self.made[number].get(week, 0), self._loose(number, week))
            if here > 0:
                self.put(number, week, -here)
                count -= here
        assert pair is not None

    def _loose(self, number: int, week: int) -> int:
        """Pieces that may go without leaving a load too empty."""
        pair = self.ground.pairs[number]
        shop, burns = pair.shop, self._burns[pair.shop]
        if burns < 0:
            return 1 << 30
        load = self.ground.shops[shop].load
        assert load is not None
        amount = int(load.amount * GRAIN)
        fired = self._fired(shop, week)
        loads = -(-fired // amount)
        spare = fired - int(np.ceil(loads * amount * float(load.fill)))
        grains = dict(pair.uses).get(burns, 0)
        return 1 << 30 if not grains else max(0, spare // grains)

    def give(self, worth: Mapping[int, float]) -> None:
        """What lacks goes where a piece costs least more: first to who works on the line, then to others."""
        for line in sorted(range(len(self.left)), key=lambda n: (self.ground.lines[n].due, n)):
            if self.left[line] > 0:
                mine = sorted(self.ground.of_line[line], key=lambda n: (-worth.get(n, -inf), n))
                for fresh in (False, True):
                    for number in mine:
                        if self.left[line] > 0 and not self._owed(number) and (self.total(number) == 0) == fresh:
                            self._more(number, self.left[line])

    def _more(self, number: int, pieces: int) -> None:
        pair = self.ground.pairs[number]
        least = self.ground.least(number)
        if self.total(number) or least <= 1:
            self.place(number, pieces)
        elif pieces >= least:
            self.place(number, pieces, least)
        else:
            # Fewer than a batch: make the batch, and others of the line so many fewer.
            over = least - pieces
            givers = [n for n in self.ground.of_line[pair.line] if self.total(n) - self.ground.least(n) >= over]
            if givers and self.place(number, least, least) == least:
                self._less(givers[0], over, False)

    def plan(self) -> dict[tuple[int, int, int], int]:
        """Pieces by (line, shop, week), pins and all."""
        plan = dict(self.ground.fixed)
        for number, weeks in self.made.items():
            pair = self.ground.pairs[number]
            for week, pieces in weeks.items():
                key = pair.line, pair.shop, week
                plan[key] = plan.get(key, 0) + pieces
        return plan
