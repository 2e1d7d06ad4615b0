"""A plan's result as people read it: names instead of ids, sums that can be followed."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from tequio.members.models import Member, Section
from tequio.purchasing.models import Plan, Supplier
from tequio.stock.models import Item

SHOWN = 200  # rows of a long list on the screen; the export has them all


def shown(plan: Plan) -> dict[str, Any]:
    """What the plan's page draws; four queries whatever the size."""
    result: dict[str, Any] = plan.result or {}
    sharing = result["sharing"]
    items = {str(item.pk): item for item in Item.objects.all()}
    suppliers = {str(s.pk): s for s in Supplier.objects.all()}
    places = {str(section.pk): section for section in Section.objects.all()}
    dropped = result["dropped"][:SHOWN]
    members = Member.objects.select_related("person").in_bulk([int(row["member"]) for row in dropped])
    freight: dict[str, int] = defaultdict(int)
    for stop in result["freight"]:
        freight[stop["supplier"]] += stop["freight_minor"]
    goods: dict[str, int] = defaultdict(int)
    for line in result["purchases"]:
        goods[line["supplier"]] += line["goods_minor"]
    return {
        "suppliers": [
            {"supplier": suppliers[code], "goods_minor": goods[code], "freight_minor": freight[code],
             "total_minor": goods[code] + freight[code]}
            for code in sorted(set(goods) | set(freight), key=lambda code: -goods[code])
        ],
        "purchases": [
            {**line, "item": items[line["material"]], "supplier": suppliers[line["supplier"]],
             "quantity": Decimal(line["quantity"]),
             "unit_minor": Decimal(line["goods_minor"]) / Decimal(line["quantity"]) / 100}
            for line in result["purchases"]
        ],
        "next_steps": [
            {**step, "item": items[step["material"]], "supplier": suppliers[step["supplier"]],
             "missing": Decimal(step["missing"]), "price": Decimal(step["price"])}
            for step in result["next_steps"]
        ],
        "surplus": [
            {"item": items[row["material"]], "place": places[row["point"]], "quantity": Decimal(row["quantity"])}
            for row in result["surplus"]
        ],
        "villages": [_certificate(row, places) for row in sharing["villages"]],
        "whole": _certificate(sharing["whole"], places),
        "binding": [_certificate(row, places) for row in sharing["binding"]],
        "unhappy": [
            {"group": ", ".join(places[point].name for point in row["group"]), "by_minor": row["by_minor"]}
            for row in sharing["unhappy"]
        ],
        "epsilon_minor": sharing["epsilon_minor"], "proven_minor": sharing["proven_minor"],
        "dropped": [
            {**row, "member": members.get(int(row["member"])), "item": items[row["material"]],
             "quantity": Decimal(row["quantity"]), "landed": Decimal(row["landed"]) if row["landed"] else None}
            for row in dropped
        ],
        "dropped_count": len(result["dropped"]),
        "goods_minor": sum(goods.values()), "freight_minor": sum(freight.values()),
        "outside_minor": result["outside_minor"],
        "members": len({line["member"] for line in sharing["lines"]}),
    }  # fmt: skip


def _certificate(row: dict[str, Any], places: dict[str, Section]) -> dict[str, Any]:
    alone = row["alone_minor"]
    saves = None if alone is None else alone - row["charge_minor"] - row["outside_minor"]
    names = [places[point].name for point in row["points"]]
    return {**row, "name": ", ".join(names), "saves_minor": saves}
