"""How much ink a printed box holds, and what that says: marked, empty, or for a person to decide.

All measures are areas and lengths on paper, so they do not depend on the photo's size. Darkness is 0 for the paper
beside the box and 1 for print. Strokes are what is dark and thin (the top-hat of darkness; P. Soille, *Morphological
Image Analysis*, 2nd ed. (2003), section 4.5), so the edge of a shadow is no stroke.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tequio.engines.omr.model import Box, BoxKind, Mark, Reason, State

Grey = NDArray[np.float32]

PER_MM = 6  # pixels of the straightened sheet
MARGIN_MM = 4.0  # cut out around a box
STROKE_MM = 0.5  # of the printed outline
SEARCH_MM = 1.5  # that a box may be away from where the squares say: paper is never flat
INSIDE_MM = 0.95  # from the outer edge inwards, before ink counts: clear of a blurred outline
NOISE = 0.15  # darkness that is no ink
OUTLINE = 0.25  # least mean darkness of each piece of the outline


@dataclass(frozen=True, slots=True)
class Limits:
    """Areas of ink in square millimetres: up to `empty` is none, from `marked` on is a mark."""

    empty: float
    marked: float
    exits: int  # places where the pen may leave the box
    plain: float  # from so much ink on, exits do not matter


LIMITS = {
    BoxKind.MARK: Limits(empty=0.25, marked=1.0, exits=1, plain=float("inf")),
    BoxKind.SIGNATURE: Limits(empty=0.5, marked=3.0, exits=0, plain=15.0),
}
HALF, FULL = 0.12, 0.75  # shares of the box that are filled: below is no filling, above is a whole one
LOPSIDED = 0.15  # the least share of the ink that either half of a marked box holds


def judge(page: Grey, box: Box, black: float) -> Mark:
    """What the box on the straightened page says. `page` has MARGIN_MM more on every side than the sheet."""
    patch = _cut(page, box)
    dark = _darkness(patch, box, black)
    if dark is None:
        return _uncertain(Reason.UNCLEAR_PHOTO)
    shift = _outline(dark, box)
    if shift is None:
        return _uncertain(Reason.HIDDEN)
    dark = np.roll(dark, (-shift[1], -shift[0]), (0, 1))
    edge = round((MARGIN_MM + INSIDE_MM) * PER_MM)
    inside = dark[edge:-edge, edge:-edge]
    ink = _area(inside)
    strokes = _area(_top_hat(dark)[edge:-edge, edge:-edge])
    filled, lopsided = _filled(inside), _lopsided(inside)
    return _decide(LIMITS[box.kind], box.kind, ink, strokes, filled, lopsided, _exits(dark, box.kind))


def _decide(
    limits: Limits, kind: BoxKind, ink: float, strokes: float, filled: float, lopsided: bool, exits: int
) -> Mark:
    if ink <= limits.empty:
        return Mark(State.EMPTY, ink, 1 - ink / limits.empty)
    reasons = []
    if exits > limits.exits and ink < limits.plain:
        reasons.append(Reason.CROSSED_OUT if kind == BoxKind.MARK else Reason.INK_FROM_OUTSIDE)
    if kind == BoxKind.MARK and (HALF < filled < FULL or (lopsided and ink >= limits.marked)):
        reasons.append(Reason.HALF_FILLED)
    elif max(strokes, ink if filled >= FULL else 0) < limits.marked:
        reasons.append(Reason.FAINT if ink < 2 * limits.marked else Reason.UNCLEAR_PHOTO)
    if reasons:
        return Mark(State.UNCERTAIN, ink, 0.0, tuple(reasons))
    return Mark(State.MARKED, ink, min(1.0, ink / limits.marked - 1))


def _uncertain(reason: Reason) -> Mark:
    return Mark(State.UNCERTAIN, 0.0, 0.0, (reason,))


def _cut(page: Grey, box: Box) -> Grey:
    """The box with MARGIN_MM around it."""
    left, top = round(box.x * PER_MM), round(box.y * PER_MM)
    width, height = (round((side + 2 * MARGIN_MM) * PER_MM) for side in (box.width, box.height))
    return page[top : top + height, left : left + width]


def _darkness(patch: Grey, box: Box, black: float) -> Grey | None:
    """0 for paper, 1 for print. Paper is measured above and below the box, piece by piece, because light varies."""
    rows, columns = patch.shape
    near, far = round((MARGIN_MM - 0.5) * PER_MM), round((MARGIN_MM - 2.0) * PER_MM)
    pieces = max(2, round(columns / (8 * PER_MM)))
    bounds = np.linspace(far, columns - far, pieces + 1).astype(int)
    middles = (bounds[1:] + bounds[:-1]) / 2
    lights = []
    for band in (patch[far:near], patch[rows - near : rows - far]):
        levels = [np.percentile(band[:, a:b], 75) for a, b in pairwise(bounds)]
        lights.append(np.interp(np.arange(columns), middles, levels))
    down = np.linspace(0, 1, rows)[:, None]
    paper = lights[0][None] * (1 - down) + lights[1][None] * down
    if paper.min() < 25 or black > 0.65:
        return None
    dark = np.asarray((1 - patch / paper) / (1 - black), dtype=np.float32)
    # A scribble on one side is no noise.
    bands = (dark[far:near, far:-far], dark[-near:-far, far:-far])
    if min(float(np.median(np.abs(band - np.median(band)))) for band in bands) > NOISE:
        return None
    return np.clip(dark, -0.5, 1.2)


def _outline(dark: Grey, box: Box) -> tuple[int, int] | None:
    """How far, in pixels, the printed outline is from its place; None where a piece of it is missing."""
    reach = round(SEARCH_MM * PER_MM)
    span = np.arange(-reach, reach + 1)
    sums = np.pad(dark.cumsum(0, dtype=np.float64).cumsum(1), ((1, 0), (1, 0)))
    rows, columns = dark.shape

    def total(inset_mm: float) -> tuple[NDArray[np.float64], int]:
        """Darkness in the rectangle so far inside the outer edge, for all shifts; and its area."""
        edge = round((MARGIN_MM + inset_mm) * PER_MM)
        left, right, top, bottom = edge + span, columns - edge + span, edge + span, rows - edge + span
        grid = sums[np.ix_(bottom, right)] - sums[np.ix_(top, right)]
        grid = grid - sums[np.ix_(bottom, left)] + sums[np.ix_(top, left)]
        return np.asarray(grid), (columns - 2 * edge) * (rows - 2 * edge)

    (wide, a), (near, b), (outer, c), (inner, d) = (total(mm) for mm in (-1.0, -0.34, 0.0, STROKE_MM))
    score = (outer - inner) / (c - d) - (wide - near) / (a - b)
    down, right = np.unravel_index(int(score.argmax()), score.shape)
    shift = int(span[right]), int(span[down])
    return shift if _whole(np.roll(dark, (-shift[1], -shift[0]), (0, 1))) else None


def _whole(dark: Grey) -> bool:
    """Whether each piece of the outline, two millimetres long, is there on all four sides."""
    edge, stroke = round(MARGIN_MM * PER_MM), round(STROKE_MM * PER_MM)
    for turned in (dark, dark[::-1], dark.T, dark.T[::-1]):
        side = turned[edge : edge + stroke, edge:-edge].mean(axis=0)
        pieces = np.array_split(side, max(1, len(side) // (2 * PER_MM)))
        if min(float(piece.mean()) for piece in pieces) < OUTLINE:
            return False
    return True


def _area(dark: Grey) -> float:
    """Ink in square millimetres; what is no darker than noise counts nothing."""
    return float(np.clip((dark - NOISE) / (1 - NOISE), 0, 1).sum()) / PER_MM**2


def _filled(inside: Grey) -> float:
    """The share of the box in which a window of a millimetre and a half is dark throughout."""
    side = round(1.5 * PER_MM)
    sums = np.pad(inside.cumsum(0, dtype=np.float64).cumsum(1), ((1, 0), (1, 0)))
    means = (sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]) / side**2
    return float((means > 0.5).mean())


def _lopsided(inside: Grey) -> bool:
    """Whether one half of the box, upper or lower, left or right, holds nearly all ink."""
    ink = np.clip(inside - NOISE, 0, 1)
    shares = [half.sum() / max(float(ink.sum()), 1e-9) for whole in (ink, ink.T) for half in np.array_split(whole, 2)]
    return float(min(shares)) < LOPSIDED


def _top_hat(dark: Grey) -> Grey:
    """Darkness of what is thinner than two millimetres."""
    side = 2 * PER_MM + 1
    opened = _slide(_slide(dark, side, np.minimum), side, np.maximum)
    return dark - opened


def _slide(dark: Grey, side: int, extreme: np.ufunc) -> Grey:
    """The extreme of a square window around each pixel."""
    half = side // 2
    for axis in (0, 1):
        padded = np.pad(dark, [(half, half) if axis == which else (0, 0) for which in (0, 1)], mode="edge")
        size, result = dark.shape[axis], dark
        for start in range(side):
            result = extreme(result, padded[start : start + size] if axis == 0 else padded[:, start : start + size])
        dark = result
    return dark


def _exits(dark: Grey, kind: BoxKind) -> int:
    """In how many places ink crosses a line around the box."""
    near, far = (1.2, 1.8) if kind == BoxKind.MARK else (0.6, 1.1)
    a, b = round((MARGIN_MM - far) * PER_MM), round((MARGIN_MM - near) * PER_MM)
    rows, columns = dark.shape
    around = np.concatenate(
        [
            dark[a:b, a : columns - a].mean(axis=0),
            dark[a : rows - a, columns - b : columns - a].mean(axis=1),
            dark[rows - b : rows - a, a : columns - a].mean(axis=0)[::-1],
            dark[a : rows - a, a:b].mean(axis=1)[::-1],
        ]
    )
    inked = around > 0.2
    return int((inked & ~np.roll(inked, 1)).sum())
