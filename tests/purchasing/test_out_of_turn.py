"""Every deed of a round, tried in every state in which it has no place: refused, and nothing changes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from tequio.core.models import Event
from tequio.core.refusals import Refusal
from tequio.purchasing import actions
from tequio.purchasing.actions.importing import import_pledges
from tequio.purchasing.models import Plan, Round
from tequio.purchasing.pledge_sheet import Wish
from tests.purchasing.world import AFTER, CLOSES, DURING, OPENS, D

State = Round.State
TITLE = {"title": "Otra", "opens_on": OPENS, "closes_on": CLOSES, "rule": "weight"}

# Each deed with the states in which it may be done; what it needs is made by `told`.
PLACES: dict[str, tuple[Callable[..., Any], set[str]]] = {
    "edit": (actions.edit_round, {State.DRAFT}),
    "open": (actions.open_round, {State.DRAFT}),
    "pledge": (actions.place_pledge, {State.OPEN}),
    "withdraw": (actions.withdraw_pledge, {State.OPEN}),
    "import": (import_pledges, {State.OPEN}),
    "close": (actions.close_round, {State.OPEN}),
    "invite": (actions.invite_supplier, {State.DRAFT, State.OPEN, State.CLOSED}),
    "uninvite": (actions.withdraw_invitation, {State.DRAFT, State.OPEN, State.CLOSED}),
    "quote": (actions.give_quotes, {State.DRAFT, State.OPEN, State.CLOSED}),
    "reopen": (actions.reopen_round, {State.CLOSED}),
    "accept": (actions.accept_quotes, {State.CLOSED}),
    "requote": (actions.reopen_quoting, {State.QUOTED}),
    "ask": (actions.ask_for_plan, {State.QUOTED}),
    "propose": (actions.propose_award, {State.QUOTED}),
    "approve": (actions.approve_award, {State.QUOTED}),
    "undo award": (actions.undo_award, {State.AWARDED}),
    "order": (actions.issue_orders, {State.AWARDED}),
    "undo order": (actions.undo_orders, {State.ORDERED}),
    "count": (actions.count_goods, {State.ORDERED}),
    "receive": (actions.finish_receiving, {State.ORDERED}),
    "undo receive": (actions.undo_receiving, {State.RECEIVED}),
    "hand out": (actions.hand_out_section, {State.RECEIVED}),
    "finish": (actions.finish_handing_out, {State.RECEIVED}),
    "undo finish": (actions.undo_handing_out, {State.HANDED_OUT}),
    "settle": (actions.settle_round, {State.HANDED_OUT}),
    "undo settle": (actions.undo_settlement, {State.SETTLED}),
    "cancel": (actions.cancel_round, {State.DRAFT, State.OPEN, State.CLOSED, State.QUOTED, State.AWARDED}),
}


def told(world, plan, invitation, name):
    round_ = {"round_id": world.round.pk}
    return {
        "edit": {**round_, **TITLE, "item_ids": [world.clay.pk]},
        "pledge": {**round_, "member": world.ana, "item_id": world.clay.pk, "quantity": D(1), "today": DURING},
        "withdraw": {**round_, "member": world.ana, "item_id": world.clay.pk, "today": DURING},
        "import": {**round_, "wishes": [Wish(1, world.ana.number, "barro", D(1))], "today": DURING},
        "invite": {**round_, "supplier_id": world.near.pk},
        "uninvite": {"invitation_id": invitation.pk},
        "quote": {"invitation_id": invitation.pk, "terms": actions.Terms(), "quotes": [], "freight": [],
                  "today": DURING},
        "reopen": {**round_, "closes_on": CLOSES, "today": DURING},
        "accept": {**round_, "today": DURING},
        "ask": {**round_, "kinds": [Plan.Kind.CHEAPEST]},
        "propose": {"plan_id": plan.pk, "today": DURING},
        "approve": {"plan_id": plan.pk, "today": DURING},
        "count": {**round_, "counts": []},
        "hand out": {**round_, "section_id": world.tlaya.pk, "today": AFTER},
        "settle": {**round_, "today": AFTER},
        "undo settle": {**round_, "today": AFTER, "reason": "?"},
    }.get(name, {**round_, "reason": "?"} if name.startswith("undo") or name == "cancel" else round_)  # fmt: skip


def picture():
    """Every row of the joint purchase, the stock and the books, and how many events there are."""
    models = [m for m in apps.get_models() if m._meta.app_label in ("purchasing", "stock", "books")]
    rows = {m._meta.label: sorted(map(str, m.objects.values_list())) for m in models}
    return rows | {"events": Event.objects.count()}


def test_a_deed_out_of_turn_is_refused_and_changes_nothing(world):
    world.usual_pledges()
    world.usual_quotes()
    plan = Plan.objects.create(union=world.union, round=world.round, kind="cheapest", state=Plan.State.READY,
                               proposed_by_id=world.buyer.user_id, cost_minor=1, result={})  # fmt: skip
    invitation = world.round.invitations.order_by("pk").first()
    for state in State:
        Round.objects.filter(pk=world.round.pk).update(
            state=state, settled_on=AFTER if state == State.SETTLED else None
        )
        before = picture()
        for name, (deed, allowed) in PLACES.items():
            if state not in allowed:
                with pytest.raises(Refusal):
                    deed(actor=world.chair, **told(world, plan, invitation, name))
        assert picture() == before, state
