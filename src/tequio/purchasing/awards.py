"""Writes a plan's result into the rows of the award, and takes them away again."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from tequio.core.bulk import insert_rows
from tequio.engines.shares import split_whole_by
from tequio.purchasing.models import Allotment, AwardLine, FreightCharge, Plan, Round


def write_award(round_: Round, plan: Plan) -> None:
    """Order lines per supplier and village, freight per stop, and every member's share with its charge."""
    result = plan.result or {}
    AwardLine.objects.bulk_create(
        AwardLine(union_id=round_.union_id, round=round_, supplier_id=int(d["supplier"]), item_id=int(d["material"]),
                  section_id=int(d["point"]), packs=d["packs"], quantity=Decimal(d["quantity"]), goods_minor=minor)
        for d, minor in _priced(result)
    )  # fmt: skip
    FreightCharge.objects.bulk_create(
        FreightCharge(union_id=round_.union_id, round=round_, supplier_id=int(f["supplier"]), drop=f["drop"],
                      freight_minor=f["freight_minor"])
        for f in result["freight"]
    )  # fmt: skip
    columns = ("union_id", "round_id", "member_id", "section_id", "item_id", "quantity", "charge_minor",
               "final_quantity", "final_minor", "is_handed_out")  # fmt: skip
    insert_rows(
        Allotment,
        columns,
        (
            (round_.union_id, round_.pk, int(line["member"]), int(line["point"]), int(line["material"]),
             line["quantity"], line["minor"], line["quantity"], line["minor"], False)
            for line in result["sharing"]["lines"]
        ),
    )  # fmt: skip


def _priced(result: dict[str, Any]) -> list[tuple[dict[str, Any], int]]:
    """Each delivery with its part of what its purchase line costs; the parts add up to the line."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for delivery in result["deliveries"]:
        groups[delivery["supplier"], delivery["material"]].append(delivery)
    priced = []
    for line in result["purchases"]:
        parts = {d["point"]: d for d in groups[line["supplier"], line["material"]]}
        minors = split_whole_by(line["goods_minor"], {point: Decimal(d["quantity"]) for point, d in parts.items()})
        priced += [(parts[point], minor) for point, minor in minors.items()]
    return priced


def forget_award(round_: Round) -> None:
    for model in (Allotment, FreightCharge, AwardLine):
        model.objects.filter(round=round_).delete()
    Plan.objects.filter(round=round_, approved_by__isnull=False).update(approved_by=None, proposed_by=None)
