"""From a photo to marks: find the sheet, know its page, straighten it, judge each box, apply the groups' limits."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO

import numpy as np
from PIL import Image

from tequio.engines.omr import marks
from tequio.engines.omr.codes import LENGTH, ForgedCode, PageCode, parse_code
from tequio.engines.omr.geometry import Homography, Points, corners
from tequio.engines.omr.locate import Place, find_codes, locate
from tequio.engines.omr.model import Answer, Box, Elsewhere, Layout, Mark, Problem, ProblemKind, Reading, Reason, State
from tequio.engines.omr.photo import PhotoRefused, open_photo, straighten

LayoutOf = Callable[[PageCode], Layout | Elsewhere]
CORNERS = ("A", "B")


def read(data: bytes, *, key: bytes, layout_of: LayoutOf) -> Reading:
    """What the photo says; see the package for what comes back. Never raises for what a photo may show."""
    try:
        photo = open_photo(data)
    except PhotoRefused as refused:
        return Reading(None, refused.problem)
    named = _whose(photo, key)
    if isinstance(named, Problem):
        return Reading(None, named)
    code, seen = named
    layout = layout_of(code)
    if isinstance(layout, Elsewhere):
        kind = ProblemKind.UNKNOWN_PAGE if layout == Elsewhere.UNKNOWN else ProblemKind.OTHER_SHEET
        return Reading(code, Problem(kind, {"code": str(code)}))
    place = locate(photo, layout.paper, seen)
    if place is None:
        return Reading(code, Problem(ProblemKind.CORNERS_MISSING, {"code": str(code)}))
    found = limit(layout, _judge(photo, layout, place))
    return Reading(code, None, found, _answers(layout, found), place.to_photo)


def crop(data: bytes, reading: Reading, layout: Layout, key: str) -> bytes:
    """A PNG of the box with its name's line around it, upright. Raises ValueError where nothing was read."""
    if reading.to_photo is None:
        raise ValueError("Nothing was read from this photo.")
    box = layout.box(key)
    photo = open_photo(data)
    cut = straighten(photo, reading.to_photo, box.x - 5, box.y - 5, box.width + 10, box.height + 10, 8)
    made = BytesIO()
    cut.save(made, "PNG")
    return made.getvalue()


def limit(layout: Layout, found: Mapping[str, Mark]) -> dict[str, Mark]:
    """The marks, those of a group with more than it allows made uncertain: which one is meant, nobody can say."""
    limited = dict(found)
    for group in layout.groups:
        marked = [key for key in group.boxes if found[key].state == State.MARKED]
        if len(marked) > group.allowed:
            for key in marked:
                # From what was found: a box in two such groups says so once.
                reasons = (*found[key].reasons, Reason.SEVERAL)
                limited[key] = replace(found[key], state=State.UNCERTAIN, confidence=0.0, reasons=reasons)
    return limited


def _answers(layout: Layout, found: Mapping[str, Mark]) -> dict[str, Answer]:
    return {
        group.key: Answer(
            tuple(key for key in group.boxes if found[key].state == State.MARKED),
            tuple(key for key in group.boxes if found[key].state == State.UNCERTAIN),
        )
        for group in layout.groups
    }


def _whose(photo: Image.Image, key: bytes) -> tuple[PageCode, dict[str, Points]] | Problem:
    """The one page on the photo, and where its QR codes are."""
    codes, damaged = find_codes(photo)
    if not codes:
        return Problem(ProblemKind.CODE_UNREADABLE if damaged else ProblemKind.NO_SHEET)
    # A poster in the background may have a code too: it counts only when there is nothing else.
    ours = [code for code in codes if len(code.text) == LENGTH + 1 and code.text[-1] in CORNERS]
    pages: dict[str, PageCode] = {}
    for seen in ours or codes:
        try:
            pages[seen.text] = parse_code(key, seen.text[:-1] if ours else seen.text)
        except ForgedCode:
            return Problem(ProblemKind.FORGED_CODE, {"text": seen.text[:40]})
    different = sorted({str(page) for page in pages.values()})
    if len(different) > 1 or len(pages) < len(ours):  # two of one letter are two sheets as well: a copy lies beside it
        return Problem(ProblemKind.TWO_SHEETS, {"codes": " ".join(different)})
    return next(iter(pages.values())), {seen.text[-1]: seen.corners for seen in ours}


def _judge(photo: Image.Image, layout: Layout, place: Place) -> dict[str, Mark]:
    paper, margin = layout.paper, marks.MARGIN_MM
    wide, high = paper.width_mm + 2 * margin, paper.height_mm + 2 * margin
    straight = straighten(photo, place.to_photo, -margin, -margin, wide, high, marks.PER_MM)
    page = np.asarray(straight, dtype=np.float32)
    return {
        box.key: marks.judge(page, box, place.black)
        if _inside(photo, place.to_photo, box)
        else Mark(State.UNCERTAIN, 0.0, 0.0, (Reason.HIDDEN,))
        for box in layout.boxes
    }


def _inside(photo: Image.Image, to_photo: Homography, box: Box) -> bool:
    """Whether the box and the paper around it are on the photo."""
    places = to_photo.apply(corners(box.x - 2, box.y - 2, box.width + 4, box.height + 4))
    return bool(np.all(places > 0) and np.all(places < np.array(photo.size)))
