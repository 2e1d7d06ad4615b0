"""From a sketch down: a first award, then by turns other steps at the same stops, and other stops with the same steps.

Either of the two is quickly solved, and where one ends the other mostly goes on: an award of many suppliers whose
minimum orders hardly leave room comes down by a percent that no search of both at once had found.
"""

from dataclasses import dataclass, field
from math import inf

from tequio.engines.pooling.decoupled.buyer import Corner
from tequio.engines.pooling.decoupled.sketch import Sketch
from tequio.engines.pooling.large import Hunt

# So many stops a point are thought of, beside those made.
NEAR = 2.6
# Where so few stops as were to be thought of at first cannot serve everybody, so many more are, up to this many.
MORE, MOST_STOPS = 0.4, 3.5
# Seconds for one turn; two turns that save less than so many pesos together are the last.
TURN, LEAST_GAIN = 10.0, 1.0
# A first award this part dearer than the best so far never came down far enough.
HOPELESS = 0.004


@dataclass(slots=True)
class Descent:
    """`hunt` is its own where it has nothing in hand yet; `stops` a point are then thought of at first. The `corner` of
    the sketch hears what was reached."""

    hunt: Hunt
    sketch: Sketch
    stops: float = 0.0
    corner: Corner | None = None
    _values: list[float] = field(default_factory=list)

    @property
    def is_first(self) -> bool:
        """Whether nobody searched its corner from a sketch before."""
        return self.corner is not None and self.corner.sketched == 1

    def go(self) -> bool:
        """One turn; whether another may be worth it: nothing is hoped for beyond what the last two saved."""
        hunt, turns = self.hunt, len(self._values)
        if hunt.x is None:
            self._begin()
        elif turns % 2:
            hunt.free_steps(TURN)
        else:
            hunt.free_stops(self.sketch.nearest(NEAR * len(hunt.relaxed.grid.points)), TURN)
        self._values.append(hunt.pesos)
        if self.corner is not None:
            self.corner.reached = hunt.pesos
        if hunt.pesos == inf or hunt.done():
            return False
        if turns < 2:
            return hunt.pesos < hunt.clock.incumbent * (1 + HOPELESS)
        saved = self._values[-3] - hunt.pesos
        return saved >= LEAST_GAIN and hunt.pesos - saved < hunt.clock.incumbent

    def _begin(self) -> None:
        while self.hunt.x is None and self.stops < MOST_STOPS and not self.hunt.done():
            self.hunt.narrow(self.sketch, self.stops)
            self.stops += MORE
