"""Where on the photo the sheet is: QR codes first, then each printed square near where it should be."""

from dataclasses import dataclass, field

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image

from tequio.engines.omr import frame
from tequio.engines.omr.geometry import Homography, NoHomography, Points, corners, fit, spread
from tequio.engines.omr.model import Paper
from tequio.engines.omr.photo import straighten

QR_ERROR, SQUARE_ERROR = 1.5, 0.5  # pixels that a found corner of a QR code, the middle of a square, may be off
NARROW_MM, WIDE_MM = 3.0, 20.0  # a square is looked for at least and at most this far around
GOOD_MM = 1.0  # the most that any place on the sheet may be off for its boxes to be found
PER_MM = 4.0


@dataclass(frozen=True, slots=True)
class SeenCode:
    """A QR code: its text and its corners on the photo, clockwise from the top left one as printed."""

    text: str
    corners: Points = field(compare=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the sheet is. `black`: how light print is, paper being 1; `squares`: how many were found."""

    to_photo: Homography
    black: float
    squares: int


def find_codes(photo: Image.Image) -> tuple[list[SeenCode], bool]:
    """The QR codes that can be read, and whether there is one that cannot."""
    damaged = False
    enlarged = photo.resize((photo.width * 2, photo.height * 2)) if max(photo.size) <= 1400 else None
    tries = (
        (photo, zxingcpp.Binarizer.LocalAverage, 1),
        (enlarged, zxingcpp.Binarizer.LocalAverage, 2),
        (photo, zxingcpp.Binarizer.GlobalHistogram, 1),
    )
    for picture, binarizer, times in tries:
        if picture is None:
            continue
        found = zxingcpp.read_barcodes(
            np.asarray(picture),
            formats=zxingcpp.BarcodeFormat.QRCode,
            try_invert=False,
            binarizer=binarizer,
            return_errors=True,
        )
        seen = [SeenCode(code.text, _corners(code.position) / times) for code in found if code.valid]
        damaged = damaged or len(seen) < len(found)
        if seen:
            return seen, damaged
    return [], damaged


def locate(photo: Image.Image, paper: Paper, codes: dict[str, Points]) -> Place | None:
    """The sheet whose QR codes, by letter, have these corners on the photo; None when too little is seen of it."""
    areas = frame.qr_areas(paper)
    ours = np.vstack([corners(a.x, a.y, a.width, a.height) for a in (areas[letter] for letter in codes)])
    theirs = np.vstack(list(codes.values()))
    sigma = np.full(len(ours), QR_ERROR)
    left = list(frame.squares(paper))
    blacks = []
    try:
        found = fit(ours, theirs, sigma)
        # The square that can be foretold best comes first; once found, it helps to foretell the others.
        while left:
            off = spread(found, ours, sigma, np.array(left))
            nearest = int(off.argmin())
            goal = left.pop(nearest)
            scale = found.scale_at(goal[None])
            reach = min(max(NARROW_MM, 3 * off[nearest] / scale), WIDE_MM)
            seen = _find_square(photo, found, goal, reach)
            if seen is None:
                continue
            ours, theirs = np.vstack([ours, goal]), np.vstack([theirs, found.apply(seen.middle[None])])
            sigma = np.append(sigma, SQUARE_ERROR)
            blacks.append(seen.black)
            found = fit(ours, theirs, sigma)
        edge = corners(frame.SIDE, frame.HEAD, frame.body(paper).width, frame.body(paper).height)
        off = spread(found, ours, sigma, edge)
        scales = np.array([found.scale_at(point[None]) for point in edge])
    except (NoHomography, np.linalg.LinAlgError):
        return None
    if not blacks or not np.all(off / scales < GOOD_MM):
        return None
    return Place(found, float(np.median(blacks)), len(blacks))


@dataclass(frozen=True, slots=True)
class _Square:
    middle: Points  # on the sheet, as foretold: (2,)
    black: float


def _find_square(photo: Image.Image, found: Homography, goal: Points, reach: float) -> _Square | None:
    """The black square with white all around it within `reach` of `goal`, on the sheet as `found` sees it."""
    half = frame.SQUARE_MM / 2
    wide = reach + half + 2.5
    cut = straighten(photo, found, goal[0] - wide, goal[1] - wide, 2 * wide, 2 * wide, PER_MM)
    grey = np.asarray(cut, dtype=np.float64)
    sums = np.pad(grey.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    inner, outer, rim = (round(mm * PER_MM) for mm in (half - 0.7, half + 0.8, half + 2.0))
    count = len(grey) - 2 * rim
    if count < 1:
        return None

    def mean(left: int, top: int, right: int, bottom: int) -> NDArray[np.float64]:
        """Of the rectangle so far from each middle, for all middles at once."""
        a, b, c, d = left + rim, top + rim, right + rim, bottom + rim
        total = sums[d : d + count, c : c + count] - sums[b : b + count, c : c + count]
        total = total - sums[d : d + count, a : a + count] + sums[b : b + count, a : a + count]
        return np.asarray(total / ((right - left) * (bottom - top)))

    dark = mean(-inner, -inner, inner, inner)
    sides = (
        mean(-rim, -rim, rim, -outer),
        mean(-rim, outer, rim, rim),
        mean(-rim, -outer, -outer, outer),
        mean(outer, -outer, rim, outer),
    )
    light = np.minimum.reduce(sides)
    contrast = (light - dark) / np.maximum(light, 1)
    best = divmod(int(contrast.argmax()), contrast.shape[1])
    if contrast[best] < 0.4:
        return None
    return _centre(grey, best[1] + rim, best[0] + rim, rim, goal - wide, float(dark[best] / light[best]), light[best])


def _centre(
    grey: NDArray[np.float64], x: int, y: int, rim: int, origin: Points, black: float, light: float
) -> _Square | None:
    """The middle of the darkness, finer than a pixel; None for what has not the size of a square."""
    part = grey[y - rim : y + rim, x - rim : x + rim]
    dark = np.clip((light - part) / (light * (1 - black)), 0, 1)
    dark[dark < 0.3] = 0
    total = dark.sum()
    if not 0.7 < total / (frame.SQUARE_MM * PER_MM) ** 2 < 1.3:
        return None
    places = np.arange(2 * rim) + 0.5
    middle = np.array([(dark.sum(0) * places).sum(), (dark.sum(1) * places).sum()]) / total
    return _Square(origin + (np.array([x - rim, y - rim]) + middle) / PER_MM, black)


def _corners(position: zxingcpp.Position) -> Points:
    places = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    return np.array([[place.x, place.y] for place in places], dtype=np.float64)
