"""What a plan lets through, exactly: how often a lot with so many defective pieces passes, as a fraction."""

from dataclasses import dataclass
from fractions import Fraction
from math import comb

from tequio.engines.sampling.plans import Plan


def passes_of_lot(lot: int, pieces: int, accept: int, defective: int) -> Fraction:
    """How often a lot with exactly `defective` bad pieces passes, over all samples without return (hypergeometric)."""
    if not (0 <= defective <= lot and 0 <= pieces <= lot and accept >= 0):
        raise ValueError("no lot has that many pieces")
    good = lot - defective
    ways = sum(comb(defective, bad) * comb(good, pieces - bad) for bad in range(min(accept, pieces) + 1))
    return Fraction(ways, comb(lot, pieces))


def passes_of_process(pieces: int, accept: int, share: Fraction) -> Fraction:
    """How often a lot passes that comes from a process with this share of bad pieces (binomial)."""
    if not 0 <= share <= 1:
        raise ValueError("a share lies between 0 and 1")
    terms = (comb(pieces, bad) * share**bad * (1 - share) ** (pieces - bad) for bad in range(min(accept, pieces) + 1))
    return sum(terms, Fraction(0))


@dataclass(frozen=True, slots=True)
class Point:
    """A lot with `defective` bad pieces passes in `passes` of all samples."""

    defective: int
    passes: Fraction


def point(made: Plan, defective: int) -> Point:
    return Point(defective, passes_of_lot(made.lot, made.pieces, made.accept, defective))


def curve(made: Plan, steps: int = 20) -> tuple[Point, ...]:
    """The operating characteristic from no bad piece to where a lot passes less than once in a thousand."""
    last = min(made.lot, worst_that_passes(made, Fraction(1, 1000)).defective + 1)
    places = sorted({last * step // steps for step in range(steps + 1)})
    return tuple(point(made, defective) for defective in places)


def worst_that_passes(made: Plan, share: Fraction) -> Point:
    """The largest number of bad pieces with which a lot still passes in at least this share of all samples."""
    low, high = 0, made.lot  # a lot without bad pieces always passes
    while low < high:
        middle = (low + high + 1) // 2
        if point(made, middle).passes >= share:
            low = middle
        else:
            high = middle - 1
    return point(made, low)


@dataclass(frozen=True, slots=True)
class LetsThrough:
    """What a committee should know of a plan: the maker's risk, an even chance, and the buyer's risk."""

    nineteen_of_twenty: Point
    half: Point
    one_of_ten: Point


def lets_through(made: Plan) -> LetsThrough:
    return LetsThrough(
        worst_that_passes(made, Fraction(19, 20)), worst_that_passes(made, Fraction(1, 2)),
        worst_that_passes(made, Fraction(1, 10)),
    )  # fmt: skip
