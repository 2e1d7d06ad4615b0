"""What can be wrong with ballots, and where. The words for it are in `tequio.ui.counting`."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

MOST_FLAWS = 100  # of a kind; more help nobody


class Fault(StrEnum):
    """What can be wrong with a ballot or with a file of them."""

    UNKNOWN_CANDIDATE = "unknown_candidate"  # `found` is no candidate's number
    TWICE = "twice"  # `found` stands twice on one ballot
    NOT_A_NUMBER = "not_a_number"
    BAD_HEADING = "bad_heading"  # the first line is not "candidates seats"
    TOO_MANY_SEATS = "too_many_seats"
    NO_SEATS = "no_seats"
    TOO_MANY_CANDIDATES = "too_many_candidates"
    NO_ZERO = "no_zero"  # a ballot is not closed by 0
    AFTER_ZERO = "after_zero"  # something follows the 0 of a ballot
    NO_PAPERS = "no_papers"  # how many papers is not above zero, or beyond counting
    NO_END = "no_end"  # no line with a single 0 after the ballots
    MISSING_NAMES = "missing_names"
    TOO_MANY_NAMES = "too_many_names"
    EMPTY_NAME = "empty_name"
    SAME_NAME = "same_name"
    BAD_ORDER = "bad_order"  # the order for ties does not name each candidate once
    BAD_WITHDRAWN = "bad_withdrawn"
    EQUAL_RANKS = "equal_ranks"  # "1=2": this count knows no equal preferences
    EMPTY_FILE = "empty_file"
    NOT_JSON = "not_json"
    WRONG_FORMAT = "wrong_format"  # the file says that it is something else
    BAD_FIELD = "bad_field"  # `found` is missing or not what it should be
    SAME_RECEIPT = "same_receipt"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing to put right: what, in which line (from 1) of the file or which ballot (from 1) of the list."""

    fault: Fault
    place: int
    found: str = ""


class BadBallots(ValueError):
    """The ballots cannot be read; `flaws` names every place. Nothing was counted."""

    def __init__(self, flaws: Iterable[Flaw]) -> None:
        self.flaws = tuple(flaws)
        super().__init__("; ".join(f"{flaw.place}: {flaw.fault} {flaw.found}".rstrip() for flaw in self.flaws[:5]))
