"""Members promise what they will take."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.members.models import Member, Section
from tequio.purchasing.errors import (
    NoSuchVillage,
    NotActive,
    NotInThisRound,
    PriceWrong,
    QuantityWrong,
    RoundClosed,
    ToleranceWrong,
)
from tequio.purchasing.models import Pledge
from tequio.purchasing.models.rounds import MOST
from tequio.purchasing.pledges import held_round, write_pledge
from tequio.stock.models import Item

# The finest amounts the tables keep; anything below would be stored as nothing.
LEAST, LEAST_PRICE = Decimal("0.001"), Decimal("0.0001")


@action("purchasing.pledge.place", for_self="member")
def place_pledge(
    *,
    actor: Actor,
    round_id: int,
    member: Member,
    item_id: int,
    quantity: Decimal,
    today: date,
    tolerance: Decimal = Decimal(0),
    walk_away: Decimal | None = None,
    substitutes: Sequence[int] = (),
    section_id: int | None = None,
) -> Pledge:
    """Promise a quantity of one material in an open round; a second pledge for it replaces the first.

    Raises RoundClosed, NotInThisRound, QuantityWrong, ToleranceWrong, PriceWrong, NotActive.
    """
    # The round is held first: closing it and pledging in it must not cross.
    held = held_round(round_id, member.pk, item_id, substitutes)
    round_, wanted = held.round, held.offered
    if not round_.takes_pledges_on(today):
        raise RoundClosed(title=round_.title)
    if member.state != Member.State.ACTIVE:
        raise NotActive(name=member.person.full_name)
    for other in (item_id, *substitutes):
        if other not in wanted:
            raise NotInThisRound(item=Item.objects.filter(pk=other).values_list("name", flat=True).first() or other)
    item = wanted[item_id]
    if not quantity.is_finite() or not LEAST <= quantity <= MOST:
        raise QuantityWrong(item=item, most=MOST)
    if not tolerance.is_finite() or not 0 <= tolerance <= MOST:
        raise ToleranceWrong(item=item, most=MOST)
    if walk_away is not None and (not walk_away.is_finite() or not LEAST_PRICE <= walk_away < MOST):
        raise PriceWrong(item=item)

    if (
        section_id is not None
        and section_id != member.section_id
        and not Section.objects.filter(pk=section_id).exists()
    ):
        raise NoSuchVillage

    pledge = Pledge(
        id=held.pledge_id, placed_at=held.placed_at,
        union_id=actor.union_id, round_id=round_.pk, member_id=member.pk, item_id=item_id,
        section_id=section_id or member.section_id, quantity=quantity, tolerance=tolerance, walk_away=walk_away,
        substitutes=sorted({other for other in substitutes if other != item_id}),
    )  # fmt: skip
    write_pledge(pledge)
    events.record(
        actor, "purchasing.pledge.placed", pledge, round=round_.pk, member=member.pk, item=item_id,
        quantity=str(quantity), tolerance=str(tolerance), walk_away=None if walk_away is None else str(walk_away),
    )  # fmt: skip
    return pledge


@action("purchasing.pledge.withdraw", for_self="member")
def withdraw_pledge(*, actor: Actor, round_id: int, member: Member, item_id: int, today: date) -> None:
    """Take a pledge back while the round is open; a pledge that is not there is no harm. Raises RoundClosed."""
    round_ = held_round(round_id, member.pk, item_id).round
    if not round_.takes_pledges_on(today):
        raise RoundClosed(title=round_.title)
    gone, __ = Pledge.objects.filter(round=round_, member=member, item_id=item_id).delete()
    events.record(actor, "purchasing.pledge.withdrawn", round_, member=member.pk, item=item_id, pledges=gone)
