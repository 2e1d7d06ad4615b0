"""What every sheet has at the same place: squares to aim by, and its code as QR in two opposite corners.

Two QR codes far apart fix the whole sheet before a square is looked for, and one alone still does when a corner is
folded. The squares in the corners and at the middle of the sides then make it exact.
"""

from dataclasses import dataclass

import numpy as np

from tequio.engines.omr.geometry import Points
from tequio.engines.omr.model import Paper

SQUARE_MM = 6.0
INSET_MM = 12.0  # from the paper's edge to a square's middle; cheap printers leave out up to 6 mm
QR_MM = 22.0  # 21 modules: more than a millimetre each
QR_LEFT, QR_TOP = 20.0, 9.0
HEAD = 36.0  # the band at the top and at the bottom that belongs to the frame
SIDE = 20.0  # likewise left and right


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in millimetres."""

    x: float
    y: float
    width: float
    height: float


def squares(paper: Paper) -> Points:
    """Middles of the squares: (6, 2)."""
    left, right = INSET_MM, paper.width_mm - INSET_MM
    top, middle, bottom = INSET_MM, paper.height_mm / 2, paper.height_mm - INSET_MM
    return np.array([[x, y] for y in (top, middle, bottom) for x in (left, right)])


def qr_areas(paper: Paper) -> dict[str, Area]:
    """Where the QR codes are, by the letter that their text ends in; the modules alone, without the quiet zone."""
    return {
        "A": Area(QR_LEFT, QR_TOP, QR_MM, QR_MM),
        "B": Area(paper.width_mm - QR_LEFT - QR_MM, paper.height_mm - QR_TOP - QR_MM, QR_MM, QR_MM),
    }


def heading(paper: Paper) -> Area:
    """Free for the title, right of the upper code."""
    left = QR_LEFT + QR_MM + 5
    return Area(left, QR_TOP, paper.width_mm - SIDE - left, QR_MM)


def footing(paper: Paper) -> Area:
    """Free for a hint and the code in letters, left of the lower QR code."""
    return Area(SIDE, paper.height_mm - QR_TOP - QR_MM, paper.width_mm - SIDE - QR_LEFT - QR_MM - 5, QR_MM)


def body(paper: Paper) -> Area:
    """Free for what the sheet is about."""
    return Area(SIDE, HEAD, paper.width_mm - 2 * SIDE, paper.height_mm - 2 * HEAD)
