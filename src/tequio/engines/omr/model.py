"""What a sheet is (millimetres from its top left corner) and what was read from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from tequio.engines.omr.codes import PageCode
from tequio.engines.omr.geometry import Homography

CLEARANCE_MM = 2.5  # free of print around a box, so that a pen that leaves it can be seen


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet's size. `up` of them fit one below the other on a printed page."""

    name: str
    width_mm: float
    height_mm: float
    up: int = 1


LETTER = Paper("letter", 215.9, 279.4)
A4 = Paper("a4", 210.0, 297.0)
HALF_LETTER = Paper("half-letter", 215.9, 139.7, up=2)
PAPERS = {paper.name: paper for paper in (LETTER, A4, HALF_LETTER)}


class BoxKind(StrEnum):
    MARK = "mark"  # a small box: cross, tick or fill
    SIGNATURE = "signature"  # a wide box: signature, cross or thumbprint


@dataclass(frozen=True, slots=True)
class Box:
    """A printed rectangle that holds ink or not; (x, y) is its top left corner."""

    key: str
    x: float
    y: float
    width: float
    height: float
    kind: BoxKind = BoxKind.MARK


@dataclass(frozen=True, slots=True)
class Group:
    """Boxes of which at most `allowed` may be marked."""

    key: str
    boxes: tuple[str, ...]
    allowed: int


@dataclass(frozen=True, slots=True)
class Text:
    """Words in a rectangle; set smaller, down to 5 points, until they fit."""

    x: float
    y: float
    width: float
    height: float
    words: str
    size_pt: float = 10.0
    bold: bool = False
    align: str = "left"  # left, center or right


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin grey line across, to guide the eye."""

    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Layout:
    """One sheet without its code. Raises ValueError for boxes that cannot be told apart or do not fit."""

    paper: Paper
    boxes: tuple[Box, ...]
    groups: tuple[Group, ...] = ()
    texts: tuple[Text, ...] = ()
    rules: tuple[Rule, ...] = ()
    title: str = ""

    def __post_init__(self) -> None:
        keys = [box.key for box in self.boxes]
        if len(set(keys)) != len(keys):
            raise ValueError("Two boxes of a sheet have the same key.")
        if unknown := {key for group in self.groups for key in group.boxes} - set(keys):
            raise ValueError(f"A group names boxes that are not on the sheet: {sorted(unknown)}.")

    def box(self, key: str) -> Box:
        """Raises KeyError."""
        for box in self.boxes:
            if box.key == key:
                return box
        raise KeyError(key)


class State(StrEnum):
    MARKED = "marked"
    EMPTY = "empty"
    UNCERTAIN = "uncertain"


class Reason(StrEnum):
    """Why a mark is uncertain."""

    FAINT = "faint"  # some ink, too little for a mark
    HALF_FILLED = "half_filled"  # part of the box filled: begun, or rubbed out
    CROSSED_OUT = "crossed_out"  # the pen left the box in two places or more
    INK_FROM_OUTSIDE = "ink_from_outside"  # what little ink there is comes across the edge, perhaps from a neighbour
    SEVERAL = "several"  # more boxes of a group are marked than it allows
    HIDDEN = "hidden"  # the printed outline is not to be seen: folded, covered, glare, outside the photo
    UNCLEAR_PHOTO = "unclear_photo"  # too dark, too light or too blurred around this box


@dataclass(frozen=True, slots=True)
class Mark:
    """One box as read. `ink_mm2`: ink inside. `confidence`: 0 at a threshold, 1 far from it; 0 if uncertain."""

    state: State
    ink_mm2: float
    confidence: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a group says: boxes marked for certain and boxes that a person has to look at, in the sheet's order."""

    chosen: tuple[str, ...]
    unsure: tuple[str, ...]


class ProblemKind(StrEnum):
    """Why nothing was read, and what to do about it."""

    NOT_AN_IMAGE = "not_an_image"  # facts: none
    TOO_LARGE = "too_large"  # facts: pixels or bytes, most
    NO_SHEET = "no_sheet"  # no code to be seen anywhere
    CODE_UNREADABLE = "code_unreadable"  # a code is there but blurred, torn or covered: photograph again or type it
    FORGED_CODE = "forged_code"  # not a code of this union. facts: text
    UNKNOWN_PAGE = "unknown_page"  # signed by this union, but the caller knows no such page. facts: code
    OTHER_SHEET = "other_sheet"  # a page of another session or election. facts: code
    TWO_SHEETS = "two_sheets"  # facts: codes, separated by spaces
    CORNERS_MISSING = "corners_missing"  # the code is read but too little else is seen to find the boxes. facts: code


@dataclass(frozen=True, slots=True)
class Problem:
    kind: ProblemKind
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class Elsewhere(StrEnum):
    """What a caller says of a page that he does not read here."""

    UNKNOWN = "unknown"
    OTHER_SHEET = "other_sheet"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a photo says. With a problem nothing was read; `to_photo` leads from sheet (mm) to photo (pixels)."""

    code: PageCode | None
    problem: Problem | None = None
    marks: Mapping[str, Mark] = field(default_factory=lambda: MappingProxyType({}))
    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    to_photo: Homography | None = None

    @property
    def uncertain(self) -> tuple[str, ...]:
        """Keys of the boxes that a person has to look at."""
        return tuple(key for key, mark in self.marks.items() if mark.state == State.UNCERTAIN)

    @property
    def is_certain(self) -> bool:
        return self.problem is None and not self.uncertain
