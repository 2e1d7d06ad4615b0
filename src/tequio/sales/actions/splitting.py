"""Who makes what: the committee fixes and leaves out, a search runs, one person proposes, another approves."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, Sum

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.later import put_off
from tequio.core.text import plain
from tequio.sales.able import known
from tequio.sales.errors import (
    CannotMake,
    DeadlinePast,
    NothingOpen,
    PinTooMuch,
    ReasonNeeded,
    SecondPersonNeeded,
    SplitNotReady,
    SplitOutdated,
)
from tequio.sales.models import Exclusion, FairShare, Line, Maker, Order, Pin, Split, Ticket
from tequio.sales.settings import ANSWER_DAYS
from tequio.sales.splitting import fingerprint, first_monday, open_pieces, order_of, still_fits, weeks_until
from tequio.sales.steps import locked_order, move_to
from tequio.unions.queries import ruling

OPEN = (Order.State.ORDERED, Order.State.MAKING)
LATEST_DAY = timedelta(days=2)  # of its first week: later, a split counts on days that are gone


@action("sales.split.pin")
def pin_pieces(*, actor: Actor, line_id: int, maker_id: int, pieces: int, reason: str, today: date) -> Order:
    """Fix how many open pieces of a line a workshop gets; zero lifts it.

    Raises NotNow, ReasonNeeded, CannotMake, PinTooMuch.
    """
    line = Line.objects.select_related("item").get(pk=line_id)
    order = locked_order(line.order_id, *OPEN)
    maker = Maker.objects.select_related("member").get(pk=maker_id)
    reason = plain(reason)
    if not reason:
        raise ReasonNeeded
    Pin.objects.filter(line=line, maker=maker).delete()
    if pieces:
        if (maker.member_id, line.item_id) not in known({line.item_id}, [first_monday(today)], today).abilities:
            raise CannotMake(item=line.item.name)
        left = open_pieces(order).get(line.pk, 0)
        pinned = pieces + (Pin.objects.filter(line=line).aggregate(sum=Sum("pieces"))["sum"] or 0)
        if pieces < 0 or pinned > left:
            raise PinTooMuch(open=f"{left:,}", pinned=f"{pinned:,}")
        Pin.objects.create(union_id=actor.union_id, line=line, maker=maker, pieces=pieces, reason=reason)
    events.record(
        actor, "sales.split.pinned", order, line=line.number, maker=maker.pk, pieces=pieces, reason=reason
    )  # fmt: skip
    return order


@action("sales.split.exclude")
def exclude_maker(*, actor: Actor, order_id: int, maker_id: int, is_out: bool, reason: str) -> Order:
    """Leave a workshop out of an order's next split, or take it in again; why is kept. Raises NotNow, ReasonNeeded."""
    order = locked_order(order_id, *OPEN)
    maker = Maker.objects.get(pk=maker_id)
    reason = plain(reason)
    if not reason:
        raise ReasonNeeded
    Exclusion.objects.filter(order=order, maker=maker).delete()
    if is_out:
        Exclusion.objects.create(union_id=actor.union_id, order=order, maker=maker, reason=reason)
        Pin.objects.filter(line__order=order, maker=maker).delete()
    events.record(actor, "sales.split.excluded", order, maker=maker.pk, is_out=is_out, reason=reason)
    return order


@action("sales.split.ask")
def ask_for_split(*, actor: Actor, order_id: int, today: date, seconds: int = 30) -> Split:
    """Have the open pieces split in the background. Raises NotNow, NothingOpen, DeadlinePast."""
    order = locked_order(order_id, *OPEN)
    left = open_pieces(order)
    if not left:
        raise NothingOpen
    first_on = first_monday(today)
    for line in Line.objects.filter(pk__in=list(left)).order_by("number"):
        if weeks_until(first_on, line.due_on) < 1:
            raise DeadlinePast(line=line.number, day=line.due_on.strftime("%d/%m/%Y"))
    split: Split = Split.objects.create(
        union_id=actor.union_id, order=order, first_on=first_on, seconds_allowed=seconds, asked_by_id=actor.user_id
    )
    # Deferred inside this transaction: no split without its job, no job without its split.
    put_off("sales.solve_split", union_id=actor.union_id, split_id=split.pk)
    events.record(actor, "sales.split.asked", order, split=split.pk, pieces=sum(left.values()), seconds=seconds)
    return split


@action("sales.split.stop")
def stop_split(*, actor: Actor, split_id: int) -> Split:
    """Stop a search and keep the best it has found. Raises SplitNotReady when it is over."""
    split: Split = Split.objects.select_for_update().get(pk=split_id)
    if not split.is_searching:
        raise SplitNotReady
    split.stop_asked = True
    split.save(update_fields=["stop_asked"])
    events.record(actor, "sales.split.stopped", split, order=split.order_id)
    return split


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a search ended: figures in centavos, `result` as splitting.as_json made it, or why it found nothing."""

    fingerprint: str = ""
    total_minor: int | None = None
    bound_minor: int | None = None
    gap: Decimal | None = None
    seconds: float = 0
    result: dict[str, Any] | None = None
    problem_found: str = ""


@action("sales.split.record")
def record_split(*, actor: Actor, split_id: int, outcome: Outcome) -> Split:
    """Keep what a search found. Done by the system when the job ends. Raises SplitNotReady when it ended before."""
    split: Split = Split.objects.select_for_update().get(pk=split_id)
    # A job that ran twice must not change a split that somebody has proposed or approved since.
    if not split.is_searching:
        raise SplitNotReady
    split.state = Split.State.FAILED if outcome.problem_found else Split.State.READY
    split.fingerprint, split.result, split.problem_found = outcome.fingerprint, outcome.result, outcome.problem_found
    split.total_minor, split.bound_minor, split.gap = outcome.total_minor, outcome.bound_minor, outcome.gap
    split.seconds = outcome.seconds
    split.save()
    events.record(
        actor, "sales.split.recorded", split, order=split.order_id, total_minor=outcome.total_minor,
        bound_minor=outcome.bound_minor, problem=outcome.problem_found,
    )  # fmt: skip
    return split


@action("sales.split.propose")
def propose_split(*, actor: Actor, split_id: int, today: date) -> Split:
    """Put a split before the person who approves; only one at a time is proposed.

    Raises NotNow, SplitNotReady, SplitOutdated, SecondPersonNeeded.
    """
    split = _locked_split(split_id, today)
    if actor.user_id is None:
        raise SecondPersonNeeded
    Split.objects.filter(order=split.order, state=Split.State.READY).update(proposed_by=None)
    split.proposed_by_id = actor.user_id
    split.save(update_fields=["proposed_by"])
    events.record(actor, "sales.split.proposed", split, order=split.order_id, total_minor=split.total_minor)
    return split


@action("sales.split.approve")
def approve_split(*, actor: Actor, split_id: int, today: date) -> Order:
    """Approve what another person proposed: every workshop in it is offered its job ticket.

    Raises NotNow, SplitNotReady, SplitOutdated, SecondPersonNeeded.
    """
    split = _locked_split(split_id, today)
    if split.proposed_by_id is None:
        raise SplitNotReady
    if actor.user_id is None or split.proposed_by_id == actor.user_id:
        raise SecondPersonNeeded
    is_first = not Ticket.objects.filter(order=split.order).exists()
    split.state, split.approved_by_id = Split.State.APPROVED, actor.user_id
    split.save(update_fields=["state", "approved_by"])
    tickets = _offer(split, today)
    _keep_fairness(split, tickets, is_first=is_first)
    Pin.objects.filter(line__order=split.order).delete()
    if split.order.state == Order.State.ORDERED:
        move_to(split.order, Order.State.MAKING)
    events.record(
        actor, "sales.split.approved", split.order, split=split.pk, proposed_by=split.proposed_by_id,
        tickets=len(tickets), pieces=sum(ticket.pieces for ticket in tickets),
    )  # fmt: skip
    return split.order


def _locked_split(split_id: int, today: date) -> Split:
    order = locked_order(Split.objects.values_list("order_id", flat=True).get(pk=split_id), *OPEN)
    split: Split = Split.objects.select_for_update().get(pk=split_id)
    split.order = order
    if split.state != Split.State.READY:
        raise SplitNotReady
    if today > split.first_on + LATEST_DAY or split.fingerprint != fingerprint(order_of(split, today)):
        raise SplitOutdated
    # All workshops: what was found among those without a ticket of the line may have been found among all.
    if not still_fits(order_of(split, today, spare=False), (split.result or {"parts": ()})["parts"]):
        raise SplitOutdated
    return split


def _offer(split: Split, today: date) -> list[Ticket]:
    """A ticket for each line and workshop, with its pieces by week and the reasons that the workshop can read."""
    assert split.result is not None  # only what has a result is READY
    weeks: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    for part in split.result["parts"]:
        monday = split.first_on + timedelta(weeks=part["week"] - 1)
        weeks[int(part["line"]), int(part["workshop"])][monday.isoformat()] = part["pieces"]
    lines = {line.pk: line for line in split.order.lines.all()}
    whys = {int(why["workshop"]): {"what": why["what"], "because": why["because"]} for why in split.result["whys"]}
    answer_by = today + timedelta(days=ruling(ANSWER_DAYS, today))
    tickets: list[Ticket] = Ticket.objects.bulk_create(
        Ticket(
            union_id=split.union_id, order=split.order, line=lines[line], maker_id=maker, split=split,
            pieces=sum(mine.values()), price_minor=lines[line].maker_minor, answer_by=answer_by, weeks=mine,
            due_on=min(lines[line].due_on, date.fromisoformat(max(mine)) + timedelta(days=6)), why=whys[maker],
        )
        for (line, maker), mine in sorted(weeks.items())
    )  # fmt: skip
    return tickets


def _keep_fairness(split: Split, tickets: list[Ticket], *, is_first: bool) -> None:
    """What a workshop was offered counts as had, whatever it answers; what was due to it the first split says."""
    assert split.result is not None
    due = {int(each["workshop"]): each["due_minor"] for each in split.result["balances"]} if is_first else {}
    gets: dict[int, int] = defaultdict(int)
    for ticket in tickets:
        gets[ticket.maker_id] += ticket.pieces * ticket.price_minor
    for maker in sorted({*gets, *due}):
        share, is_new = FairShare.objects.get_or_create(
            union_id=split.union_id, order=split.order, maker_id=maker,
            defaults={"gets_minor": gets[maker], "due_minor": due.get(maker, 0)},
        )  # fmt: skip
        if not is_new:
            FairShare.objects.filter(pk=share.pk).update(gets_minor=F("gets_minor") + gets[maker])
