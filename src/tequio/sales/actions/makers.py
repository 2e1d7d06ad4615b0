"""What a workshop makes, how much of it and on which terms: its card at the sales desk."""

from __future__ import annotations

from datetime import date

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.members.models import Member
from tequio.sales.errors import CapacityZero, CostWrong, NotActive, NotAProduct
from tequio.sales.models import Maker, Paper, Skill
from tequio.stock.models import Item


@action("sales.skill.note")
def note_skill(
    *, actor: Actor, member: Member, item_id: int, per_week: int, cost_minor: int, least: int = 1,
    is_active: bool = True,
) -> Skill:  # fmt: skip
    """Note that a member's workshop makes a product. Raises NotActive, NotAProduct, CapacityZero, CostWrong."""
    if member.state != Member.State.ACTIVE:
        raise NotActive(name=member.name)
    if not Item.objects.filter(pk=item_id, kind=Item.Kind.PRODUCT).exists():
        raise NotAProduct
    if per_week < 1 or least < 1:
        raise CapacityZero
    if cost_minor < 0:
        raise CostWrong
    maker, _ = Maker.objects.update_or_create(
        union_id=actor.union_id, member=member, defaults={"least": least, "is_active": is_active}
    )
    skill, _ = Skill.objects.update_or_create(
        union_id=actor.union_id, maker=maker, item_id=item_id,
        defaults={"per_week": per_week, "cost_minor": cost_minor},
    )  # fmt: skip
    events.record(
        actor, "sales.skill.noted", maker, member=member.pk, item=item_id, per_week=per_week, cost_minor=cost_minor,
        least=least, is_active=is_active,
    )  # fmt: skip
    return skill


@action("sales.paper.note")
def note_paper(*, actor: Actor, maker_id: int, valid_until: date, reference: str = "") -> Paper:
    """Note that a workshop's ware is free of lead by a laboratory, until a day."""
    maker = Maker.objects.get(pk=maker_id)
    paper: Paper = Paper.objects.create(
        union_id=actor.union_id, maker=maker, valid_until=valid_until, reference=plain(reference)
    )
    events.record(actor, "sales.paper.noted", maker, valid_until=str(valid_until), reference=paper.reference)
    return paper


@action("sales.paper.withdraw")
def withdraw_paper(*, actor: Actor, paper_id: int, today: date, reason: str) -> Paper:
    """A certificate no longer holds, from today on; what it covered before stays history."""
    paper: Paper = Paper.objects.select_for_update().get(pk=paper_id)
    paper.withdrawn_on = paper.withdrawn_on or today
    paper.save(update_fields=["withdrawn_on"])
    events.record(actor, "sales.paper.withdrawn", paper, maker=paper.maker_id, reason=plain(reason))
    return paper
