"""What is to be booked: entries as plain values, made by each app's postings and written by `steps`."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LegDraft:
    """`account` is a role of the chart ("member_receivable") or a code; `minor` centavos, debit positive."""

    account: str
    minor: int
    member_id: int | None = None


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """`source` and `source_id` name the fact that is booked, such as one round."""

    on: date
    text: str
    source: str
    source_id: int | None
    legs: tuple[LegDraft, ...]
