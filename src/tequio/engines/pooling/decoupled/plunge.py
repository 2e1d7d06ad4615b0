"""Ever smaller parts of a purchase, each more certain than the one before, to buy by."""

from collections.abc import Callable, Iterator

import numpy as np

from tequio.engines.pooling.decoupled.ascent import Ascent
from tequio.engines.pooling.decoupled.branch import LOOK, SPLITS

# Looks before a part is divided; by what suppliers who sell too little are made cheaper.
LOOKS, RATE = 4, 0.0005
# The copy is shaken first, by this part of the bound, so that no two plunges are the same; and how often the more
# hopeful side is gone on with.
SHAKEN, HOPEFUL = 0.0018, 0.8


def plunge(talk: Ascent, cutoff: Callable[[], float], random: np.random.Generator) -> Iterator[Ascent]:
    """Divide a copy of this talk where it is in doubt, mostly go on with the more hopeful side, and so on till nothing
    is in doubt, or nothing below the `cutoff` is left."""
    talk = talk.copy()
    talk.shake(random, SHAKEN * abs(talk.bound))
    while True:
        for _ in range(LOOKS):
            talk.talk(LOOK)
            talk.refine(SPLITS)
            talk.pull_orders(RATE)
        talk.talk(2)  # which counts afresh what labels buy
        doubts = talk.doubts(1)
        talk.prove(cutoff())
        if talk.bound >= cutoff():
            return
        yield talk
        if not doubts:
            return
        sides = talk.divide(doubts[0])
        for side in sides:
            side.talk(LOOK)
            side.prove(cutoff())
        sides.sort(key=lambda side: side.bound)
        talk = sides[0 if random.random() < HOPEFUL else -1]
