"""Each step of an order where it is not due: one clear sentence, and nothing changed."""

import pytest

from tequio.core.models import Event
from tequio.sales import actions
from tequio.sales.errors import NotNow
from tequio.sales.models import Order
from tests.sales.world import TODAY

State = Order.State
CLOSED = {"closed_on": TODAY, "closed_rate": 1, "billed_minor": 10, "billed_mxn_minor": 10}

# Every step that stands or falls with the state of an order, and the states in which it may be tried.
STEPS = {
    "edit": {State.DRAFT},
    "line": {State.DRAFT},
    "send": {State.DRAFT},
    "accept": {State.QUOTED},
    "reopen": {State.QUOTED},
    "lose": {State.DRAFT, State.QUOTED},
    "split": {State.ORDERED, State.MAKING},
    "leave out": {State.ORDERED, State.MAKING},
    "lapse": {State.MAKING},
    "tell": {State.MAKING},
    "ship": {State.MAKING},
    "cancel": {State.ORDERED, State.MAKING},
    "record payment": {State.ORDERED, State.MAKING, State.SHIPPED, State.PAID},
    "pay makers": {State.SHIPPED},
}


def steps(world):
    of = {"actor": world.seller, "order_id": world.order.pk}
    draft = actions.LineDraft(world.mug.pk, 10, 4_000, "cup")
    return {
        "edit": lambda: actions.edit_order(**of, terms=world.terms(), margin_bp=0, today=TODAY),
        "line": lambda: actions.set_line(**of, draft=draft, today=TODAY),
        "send": lambda: actions.send_quotation(**of, today=TODAY),
        "accept": lambda: actions.accept_quotation(**of, today=TODAY),
        "reopen": lambda: actions.reopen_quotation(**of),
        "lose": lambda: actions.lose_quotation(**of, reason="No"),
        "split": lambda: actions.ask_for_split(**of, today=TODAY),
        "leave out": lambda: actions.exclude_maker(**of, maker_id=world.makers["Ana"].pk, is_out=True, reason="No"),
        "lapse": lambda: actions.lapse_tickets(**of, today=TODAY),
        "tell": lambda: actions.send_texts(**of),
        "ship": lambda: actions.ship_order(**of, today=TODAY),
        "cancel": lambda: actions.cancel_order(**of, today=TODAY, reason="No"),
        "record payment": lambda: actions.record_payment(
            **of, amount_minor=1, received_minor=None, into="bank", paid_on=TODAY
        ),
        "pay makers": lambda: actions.pay_makers(**of, today=TODAY),
    }


@pytest.mark.parametrize("state", State)
def test_a_step_out_of_turn_is_refused_and_changes_nothing(world, state):
    world.drafted()
    world.line(world.mug, 10, 4_000)
    Order.objects.update(state=state, **(CLOSED if state in (State.SHIPPED, State.PAID) else {}))
    before = Event.objects.count()
    for name, do in steps(world).items():
        if state not in STEPS[name]:
            with pytest.raises(NotNow, match="Tazas para el hotel"):
                do()

    assert Event.objects.count() == before
    assert Order.objects.get().state == state
    assert set(steps(world)) == set(STEPS)
