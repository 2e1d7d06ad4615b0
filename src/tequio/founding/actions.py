"""Opening a union, and bringing one up to what a newer version of the program can do."""

from datetime import date

from django.urls import Resolver404, get_resolver, resolve

from tequio.books.chart import open_accounts
from tequio.core import events
from tequio.core.action import REGISTRY, action
from tequio.core.actors import Actor
from tequio.founding.errors import AddressTaken
from tequio.stock.listing import list_goods
from tequio.stock.models import Item
from tequio.unions import trade
from tequio.unions.models import Union
from tequio.unions.steps import grant_new_rights, open_offices, open_settings

FURNISH = "founding.union.furnish"
# Deeds of the program itself: no office carries them.
SYSTEM_RIGHTS = frozenset({FURNISH, "assembly.notice.deliver", "purchasing.plan.record"})


def open_union(
    *, slug: str, name: str, trade_name: str, founded_on: date, by: str, today: date, is_demo: bool = False
) -> Union:  # fmt: skip
    """Open a union with everything that its trade pack brings; called again, add what is missing.

    The union's own row comes first, because every other row and the event belong to it; stopped in between, the next
    call goes on. Raises AddressTaken, PackBroken.
    """
    trade.load(trade_name)
    if _is_an_address(slug):
        raise AddressTaken(slug=slug)
    union, _ = Union.objects.get_or_create(
        slug=slug, defaults={"name": name, "trade": trade_name, "founded_on": founded_on, "is_demo": is_demo}
    )
    furnish(actor=_founder(union, by), trade_name=union.trade, today=today)
    return union


def sync_rights(*, union: Union, by: str, today: date) -> None:
    """Give the offices of a union the rights that a newer version of the program brought."""
    furnish(actor=_founder(union, by), trade_name=union.trade, today=today)


@action(FURNISH)
def furnish(*, actor: Actor, trade_name: str, today: date) -> None:
    """Write what the trade pack brings and the union does not have yet: settings, offices, rights, accounts, goods."""
    pack = trade.load(trade_name)
    union = Union.objects.select_for_update().get(pk=actor.union_id)
    open_settings(actor, pack.settings, union.founded_on)
    offices = open_offices(actor, pack.offices)
    granted = grant_new_rights(actor, pack.offices, rights_of_offices(), today)
    accounts = open_accounts(actor, pack.accounts)
    materials = list_goods(actor, pack.materials, Item.Kind.MATERIAL)
    products = list_goods(actor, pack.products, Item.Kind.PRODUCT)
    events.record(actor, "founding.union.furnished", union, trade=trade_name, offices=offices, rights=granted,
                  accounts=accounts, materials=materials, products=products)  # fmt: skip


def rights_of_offices() -> set[str]:
    """Every right there is but the program's own. Reading the addresses loads every deed that a screen can do."""
    _ = get_resolver().url_patterns
    return set(REGISTRY) - SYSTEM_RIGHTS


def _founder(union: Union, by: str) -> Actor:
    return Actor(union_id=union.pk, name=by, rights=frozenset({FURNISH}))


def _is_an_address(slug: str) -> bool:
    """Whether the program itself answers at this address, so that no union may be called so."""
    try:
        return "union" not in resolve(f"/{slug}/").kwargs
    except Resolver404:
        return False
