"""What several deeds of the sales desk share. No step opens a transaction or asks a permission."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tequio.core.actors import Actor
from tequio.sales.errors import NoRate, NotNow, ShapeUnknown, UseUnknown
from tequio.sales.models import ExchangeRate, Order, Ticket
from tequio.unions.ware import rules_of

RATE_DAYS = 10  # the FIX of a Friday before a long weekend still holds; one of last month does not


def locked_order(order_id: int, *states: str) -> Order:
    """The order, locked first of all, so that two deeds on one order never cross. Raises NotNow."""
    order: Order = Order.objects.select_for_update().get(pk=order_id)
    if states and order.state not in states:
        raise NotNow(title=order.title, state=order.get_state_display())
    return order


def locked_ticket(ticket_id: int, *states: str) -> Ticket:
    """A ticket of a locked order. Raises NotNow."""
    order = locked_order(Ticket.objects.values_list("order_id", flat=True).get(pk=ticket_id), *states)
    ticket: Ticket = Ticket.objects.select_related("line", "maker__member__person").get(pk=ticket_id)
    ticket.order = order
    return ticket


def move_to(order: Order, state: str, **changes: Any) -> None:
    """Take one allowed step of Order.CHANGES. Raises NotNow."""
    if not order.may_become(state):
        raise NotNow(title=order.title, state=order.get_state_display())
    order.state = state
    for name, value in changes.items():
        setattr(order, name, value)
    order.save(update_fields=["state", *changes])


def rate_on(currency: str, day: date) -> tuple[Decimal, date | None]:
    """Pesos for one unit of the currency, and the day of that rate: the newest of the last days. Raises NoRate."""
    if currency == Order.Currency.MXN:
        return Decimal(1), None
    found = (
        ExchangeRate.objects.filter(on__lte=day, on__gte=day - timedelta(days=RATE_DAYS)).order_by("-on").first()
    )  # fmt: skip
    if found is None:
        raise NoRate
    return found.mxn_per_usd, found.on


def system(union_id: int, *rights: str) -> Actor:
    """The program itself, ending what it did in the background."""
    return Actor(union_id, "Tequio", rights=frozenset(rights))


def require_shape(trade: str, use: str, depth_mm: Decimal | None, volume_ml: Decimal | None) -> None:
    """A use must be of the trade, and what may hold food be measured. Raises UseUnknown, ShapeUnknown."""
    if not use:
        return
    uses = rules_of(trade).uses
    if use not in uses:
        raise UseUnknown
    if uses[use].is_food and (depth_mm is None or volume_ml is None):
        raise ShapeUnknown
