"""Raising the bound of a purchase, and telling a buyer which suppliers look good."""

from tequio.engines.clock import Clock
from tequio.engines.pooling.decoupled.branch import DETAILED, Branch, Tree
from tequio.engines.pooling.decoupled.buyer import Buyer
from tequio.engines.pooling.decoupled.terms import terms_of
from tequio.engines.pooling.grid import Grid

# A branch is worth buying by after so many looks, if all in it sell so much of their minimum orders.
YOUNG, SURE = 6, 0.8


class Talks:
    """Works on branches; each that is small enough is offered to the buyer."""

    def __init__(self, grid: Grid, clock: Clock, gap: float, buyer: Buyer) -> None:
        self.clock, self.gap, self.buyer = clock, gap, buyer
        self._tree = Tree(terms_of(grid))

    def work(self) -> bool:
        """Raise the bound a little; False when there is nothing left to do."""

        def visit(branch: Branch) -> None:
            talk = branch.talk
            few = branch.slices >= YOUNG and len(talk.suppliers) <= DETAILED
            if few and (talk.value() >= SURE * talk.terms.least[talk.suppliers]).all():
                self.buyer.offer(talk)

        going = self._tree.work(self.clock.incumbent * (1 - self.gap), visit)
        self.clock.bound = max(self.clock.bound, min(self._tree.bound, self.clock.incumbent))
        return going
