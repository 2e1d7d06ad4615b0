"""What banks have answered: by bank and by year, how far apart they were, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tequio.engines.lending import Weighed
from tequio.tenders.models import Bid, Bundled, Choice, Tender
from tequio.tenders.queries import all_bids
from tequio.tenders.scale import Placed, common_loan, on_the_scale

Percent = Decimal | None


@dataclass(frozen=True, slots=True)
class Spread:
    """Several bids of one bank or one year: the least, the middle and the most of their CAT, in per cent."""

    name: str
    bids: int
    chosen: int
    least: Percent
    middle: Percent
    most: Percent


@dataclass(frozen=True, slots=True)
class Answer:
    """One bid with what it cost on its tender's common loan, and by how much it is below that bank's first there."""

    tender: Tender
    bid: Bid
    weighed: Weighed
    is_chosen: bool
    came_down: Percent


@dataclass(frozen=True, slots=True)
class Answers:
    rows: list[Answer]
    by_lender: list[Spread]
    by_year: list[Spread]


def answers() -> Answers:
    """Everything that was answered; four queries, however much there is."""
    bids = list(all_bids())
    chosen = set(Choice.objects.values_list("bid_id", flat=True))
    asked: dict[int, list[int]] = defaultdict(list)
    for tender_id, facts in Bundled.objects.values_list("tender_id", "facts").order_by("pk"):
        if facts:
            asked[tender_id].append(facts["amount"])
    placed: dict[int, Placed] = {}
    of_tender: dict[int, list[Bid]] = defaultdict(list)
    for bid in bids:
        of_tender[bid.invitation.tender_id].append(bid)
    for tender_id, some in of_tender.items():
        tender = some[0].invitation.tender
        placed |= {each.bid.pk: each for each in on_the_scale(some, common_loan(asked[tender_id]), tender)}
    first: dict[int, Percent] = {}
    for bid in reversed(bids):  # the oldest first
        first.setdefault(bid.invitation_id, placed[bid.pk].weighed.cat.percent)
    replaced = _replaced(bids)
    rows = [
        Answer(bid.invitation.tender, bid, placed[bid.pk].weighed, bid.pk in chosen,
               _down(first[bid.invitation_id], placed[bid.pk].weighed.cat.percent))
        for bid in bids
    ]  # fmt: skip
    last = [each for each in rows if each.bid.pk not in replaced]
    return Answers(
        rows, _spreads(last, lambda each: each.bid.invitation.lender.name),
        sorted(_spreads(last, lambda each: str(each.bid.given_on.year)), key=lambda each: each.name, reverse=True),
    )  # fmt: skip


def _replaced(bids: Sequence[Bid]) -> set[int]:
    """Bids that the same bank replaced in the same tender; the newest come first."""
    seen: set[int] = set()
    found = set()
    for bid in bids:
        if bid.invitation_id in seen:
            found.add(bid.pk)
        seen.add(bid.invitation_id)
    return found


def _down(first: Percent, now: Percent) -> Percent:
    return None if first is None or now is None else first - now


def _spreads(rows: Sequence[Answer], name: Callable[[Answer], str]) -> list[Spread]:
    groups: dict[str, list[Answer]] = defaultdict(list)
    for row in rows:
        groups[name(row)].append(row)
    return [_spread(each, found) for each, found in sorted(groups.items())]


def _spread(name: str, rows: Sequence[Answer]) -> Spread:
    rates = sorted(rate for row in rows if (rate := row.weighed.cat.percent) is not None)
    least, middle, most = (rates[0], rates[len(rates) // 2], rates[-1]) if rates else (None, None, None)
    return Spread(name, len(rows), sum(row.is_chosen for row in rows), least, middle, most)
