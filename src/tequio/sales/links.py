"""The signed link by which a buyer sees exactly one thing: how his own order stands."""

from django.core import signing

from tequio.sales.errors import LinkUseless
from tequio.sales.models import Order

SALT = "tequio.sales.order"
MAX_AGE = 60 * 60 * 24 * 365


def token_for(order: Order) -> str:
    return signing.dumps([order.union_id, order.pk, order.link_serial], salt=SALT, compress=False)


def read(token: str) -> tuple[int, int, int]:
    """Union, order and serial that a link names. Raises LinkUseless."""
    try:
        union_id, order_id, serial = signing.loads(token, salt=SALT, max_age=MAX_AGE)
    except (signing.BadSignature, ValueError) as wrong:
        raise LinkUseless from wrong
    return int(union_id), int(order_id), int(serial)


def order_behind(order_id: int, serial: int) -> Order:
    """The order of a link, in its union's scope. Raises LinkUseless when a newer link was made or it is gone."""
    shown = Order.objects.select_related("buyer", "union").filter(pk=order_id, link_serial=serial)
    found: Order | None = shown.exclude(state=Order.State.DRAFT).first()
    if found is None:
        raise LinkUseless
    return found
