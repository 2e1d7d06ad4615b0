"""Drafting, opening, closing and calling off a round."""

from collections.abc import Sequence
from datetime import date

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.purchasing.errors import DatesWrong, NoPledges, NothingToBuy
from tequio.purchasing.models import Pledge, Round, RoundItem
from tequio.purchasing.settings import SURPLUS
from tequio.purchasing.steps import locked_round, move_to, require_state
from tequio.stock.models import Item
from tequio.unions.queries import ruling


@action("purchasing.round.draft")
def draft_round(
    *, actor: Actor, title: str, opens_on: date, closes_on: date, item_ids: Sequence[int], rule: str
) -> Round:
    """Prepare a round: its dates, its materials and how the bill will be shared. Raises DatesWrong, NothingToBuy."""
    if closes_on <= opens_on:
        raise DatesWrong
    round_ = Round.objects.create(
        union_id=actor.union_id, title=title, opens_on=opens_on, closes_on=closes_on, rule=rule,
        surplus=ruling(SURPLUS, opens_on),
    )  # fmt: skip
    _set_items(round_, item_ids)
    events.record(actor, "purchasing.round.drafted", round_, title=title, items=len(item_ids))
    return round_


@action("purchasing.round.edit")
def edit_round(
    *, actor: Actor, round_id: int, title: str, opens_on: date, closes_on: date, item_ids: Sequence[int], rule: str
) -> Round:
    """Change a round that is still a draft. Raises NotNow, DatesWrong, NothingToBuy."""
    round_ = locked_round(round_id)
    require_state(round_, Round.State.DRAFT)
    if closes_on <= opens_on:
        raise DatesWrong
    round_.title, round_.opens_on, round_.closes_on, round_.rule = title, opens_on, closes_on, rule
    round_.surplus = ruling(SURPLUS, opens_on)
    round_.save(update_fields=["title", "opens_on", "closes_on", "rule", "surplus"])
    RoundItem.objects.filter(round=round_).delete()
    _set_items(round_, item_ids)
    events.record(actor, "purchasing.round.edited", round_, title=title, items=len(item_ids))
    return round_


def _set_items(round_: Round, item_ids: Sequence[int]) -> None:
    known = list(Item.objects.filter(pk__in=item_ids).order_by("pk"))
    if not known:
        raise NothingToBuy
    RoundItem.objects.bulk_create(RoundItem(union_id=round_.union_id, round=round_, item=item) for item in known)


@action("purchasing.round.open")
def open_round(*, actor: Actor, round_id: int) -> Round:
    """Let members pledge, from the round's opening day on. Raises NotNow."""
    round_ = locked_round(round_id)
    require_state(round_, Round.State.DRAFT)
    move_to(round_, Round.State.OPEN)
    events.record(actor, "purchasing.round.opened", round_, title=round_.title)
    return round_


@action("purchasing.round.close")
def close_round(*, actor: Actor, round_id: int) -> Round:
    """Take no more pledges. Raises NotNow, NoPledges."""
    round_ = locked_round(round_id)
    require_state(round_, Round.State.OPEN)
    pledges = Pledge.objects.filter(round=round_).count()
    if not pledges:
        raise NoPledges(title=round_.title)
    move_to(round_, Round.State.CLOSED)
    events.record(actor, "purchasing.round.closed", round_, title=round_.title, pledges=pledges)
    return round_


@action("purchasing.round.reopen")
def reopen_round(*, actor: Actor, round_id: int, closes_on: date, today: date) -> Round:
    """Take pledges again until a new closing day. Raises NotNow, DatesWrong."""
    round_ = locked_round(round_id)
    require_state(round_, Round.State.CLOSED)
    if closes_on <= max(today, round_.opens_on):
        raise DatesWrong
    move_to(round_, Round.State.OPEN, closes_on=closes_on)
    events.record(actor, "purchasing.round.reopened", round_, title=round_.title, closes_on=closes_on)
    return round_


@action("purchasing.round.cancel")
def cancel_round(*, actor: Actor, round_id: int, reason: str) -> Round:
    """Call a round off before anything is ordered; pledges stay as history. Raises NotNow."""
    round_ = locked_round(round_id)
    move_to(round_, Round.State.CANCELLED)
    events.record(actor, "purchasing.round.cancelled", round_, title=round_.title, reason=reason)
    return round_
