"""What a count is made of: rule, stages, ties, and who was elected when. Candidates are numbers from 1, as on the
paper."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Rule(StrEnum):
    """How ballots become a result."""

    PLURALITY = "plurality"  # simple majority: the first preferences, most votes win
    MAJORITY = "majority"  # absolute majority: more than half of the valid ballots, or a second ballot of the best two
    APPROVAL = "approval"  # every mark counts one, most marks win
    SCOTTISH = "scottish"  # single transferable vote as in the Scottish Local Government Elections Order 2007
    MEEK = "meek"  # single transferable vote, Reference Meek Rule of the Proportional Representation Foundation


class Deed(StrEnum):
    """What led to the figures of a stage."""

    FIRST = "first"  # the ballots were sorted by first preference (or, for approval, every mark was counted)
    SURPLUS = "surplus"  # the candidate had more than the quota; what was over it passed on
    EXCLUSION = "exclusion"  # the candidate had the fewest votes; all his papers passed on
    KEEP = "keep"  # Meek: somebody was elected, so every ballot was shared anew


class How(StrEnum):
    """Why somebody is elected."""

    QUOTA = "quota"  # reached the quota
    LAST_SEATS = "last_seats"  # as many candidates were left as seats
    MOST = "most"  # has the most votes
    HALF = "half"  # has more than half of the valid ballots


class Settled(StrEnum):
    """What decided a tie."""

    EARLIER = "earlier"  # an earlier stage in which the tied had different votes
    LOT = "lot"  # the lot drawn from the announced seed
    ORDER = "order"  # the order of candidates that was drawn by hand before the count


@dataclass(frozen=True, slots=True)
class Draw:
    """One candidate's lot: the hexadecimal sha256 that anyone can recompute; the smallest is drawn first."""

    candidate: int
    digest: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Candidates with equal votes of whom some had to be chosen. `stage` is the earlier stage that decided, if any;
    `draws` are the lots from the first drawn to the last, if it came to that."""

    candidates: tuple[int, ...]
    chosen: tuple[int, ...]
    settled: Settled
    stage: int | None = None
    draws: tuple[Draw, ...] = ()


@dataclass(frozen=True, slots=True)
class Parcel:
    """Papers that reached the candidate at one value, and the value at which they pass on."""

    papers: int
    received: Decimal
    passed: Decimal


@dataclass(frozen=True, slots=True)
class Transfer:
    """What one candidate gets in a stage; `to` is None for papers without a further preference."""

    to: int | None
    papers: int
    votes: Decimal


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a count, with the figures at its end.

    `votes[n - 1]` are those of candidate n. At every stage votes + `non_transferable` + `lost` = valid ballots,
    exactly; `lost` is what cutting values to five decimals drops. `tie` is how `candidate` was chosen among equals.
    `transfers` and `parcels` say what moved (Scottish). `keep` are the keep factors and `rounds` how often the ballots
    were shared (Meek); there `quota` changes from stage to stage.
    """

    number: int
    deed: Deed
    candidate: int | None
    quota: Decimal | None
    votes: tuple[Decimal, ...]
    non_transferable: Decimal
    lost: Decimal
    elected: tuple[int, ...] = ()
    tie: Tie | None = None
    transfers: tuple[Transfer, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    keep: tuple[Decimal, ...] = ()
    rounds: int = 1


@dataclass(frozen=True, slots=True)
class Elected:
    candidate: int
    stage: int
    how: How


@dataclass(frozen=True, slots=True)
class Count:
    """The whole record of a count. `elected` is in order of election; fewer than `seats` only where nobody had a vote
    left or, by absolute majority, nobody passed half: then `second_ballot` names the two to vote on again."""

    rule: Rule
    seats: int
    names: tuple[str, ...]
    withdrawn: tuple[int, ...]
    valid: int
    blank: int
    quota: Decimal | None
    stages: tuple[Stage, ...]
    elected: tuple[Elected, ...]
    second_ballot: tuple[int, ...] = ()

    @property
    def winners(self) -> tuple[int, ...]:
        return tuple(elected.candidate for elected in self.elected)

    def name(self, candidate: int) -> str:
        return self.names[candidate - 1]


class CannotCount(ValueError):
    """The ballots are in order but no result can come of them; `reason` says why."""

    class Reason(StrEnum):
        NO_SEATS = "no_seats"  # fewer than one
        TOO_MANY_SEATS = "too_many_seats"
        NO_BALLOTS = "no_ballots"  # none valid
        LOT_NEEDED = "lot_needed"  # a tie, and neither a seed nor an order was announced
        TOO_MANY_BALLOTS = "too_many_ballots"  # more than the arithmetic can carry exactly
        ONE_SEAT_ONLY = "one_seat_only"  # an absolute majority is for one seat

    def __init__(
        self, reason: Reason, *, seats: int = 0, standing: int = 0, tied: tuple[int, ...] = (), stage: int = 0
    ) -> None:
        self.reason = reason
        self.seats, self.standing, self.tied, self.stage = seats, standing, tied, stage
        super().__init__(f"{reason}: seats {seats}, candidates {standing}, tied {tied} in stage {stage}")
