"""A promoter's whole list in one deed: «el promotor captura la lista del pueblo»."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.purchasing.errors import ListHasBadCells, NothingInTheList, RoundClosed
from tequio.purchasing.models import Pledge, Round
from tequio.purchasing.pledge_sheet import Placed, Wish, plan_wishes
from tequio.purchasing.steps import locked_round

AT_ONCE = 2_000


@action("purchasing.pledge.import")
def import_pledges(*, actor: Actor, round_id: int, wishes: Sequence[Wish], today: date) -> Round:
    """Place all pledges of a list, or none; each replaces what the member had pledged of that material.

    Raises RoundClosed, ListHasBadCells, NothingInTheList.
    """
    round_ = locked_round(round_id)
    if not round_.takes_pledges_on(today):
        raise RoundClosed(title=round_.title)
    plan = plan_wishes(round_, wishes)
    if plan.bad:
        raise ListHasBadCells(count=len(plan.bad))
    if not plan.placed:
        raise NothingInTheList
    _write(actor.union_id, round_, plan.placed)
    events.record(
        actor, "purchasing.pledge.imported", round_, pledges=len(plan.placed), members=plan.members,
        replaced=plan.replaced,
    )  # fmt: skip
    return round_


def _write(union_id: int, round_: Round, placed: Sequence[Placed]) -> None:
    now = timezone.now()
    Pledge.objects.bulk_create(
        [
            Pledge(union_id=union_id, round=round_, member_id=row.member_id, item_id=row.item_id,
                   section_id=row.section_id, quantity=row.wish.quantity, tolerance=row.wish.tolerance,
                   walk_away=row.wish.walk_away, placed_at=now)
            for row in placed
        ],
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["union", "round", "member", "item"],
        update_fields=["section", "quantity", "tolerance", "walk_away", "placed_at"],
    )  # fmt: skip
