"""Listing the materials and products of a trade: a step for the deed that founds a union."""

from collections.abc import Iterable

from tequio.core.actors import Actor
from tequio.stock.models import Item
from tequio.unions.trade import Good


def list_goods(actor: Actor, rows: Iterable[Good], kind: str) -> int:
    """Add the materials or products that the union does not list yet."""
    codes = set(Item.objects.values_list("code", flat=True))
    new = [
        Item(union_id=actor.union_id, code=row.code, name=row.name, kind=kind, unit=row.unit, pack=row.pack,
             kg_per_unit=row.kg_per_unit, sat_key=row.sat_key)
        for row in rows
        if row.code not in codes
    ]  # fmt: skip
    return len(Item.objects.bulk_create(new))
