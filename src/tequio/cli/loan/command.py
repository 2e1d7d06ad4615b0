"""`tequio loan schedule FILE` and `tequio loan cat FILE`."""

import argparse
import json
from collections.abc import Sequence
from typing import Any

from tequio.cli.loan.rows import read_offers
from tequio.cli.output import pesos, say
from tequio.engines.lending import Offer, Row, Schedule, Timing, Weighed, on_one_scale, schedule

AMOUNT = 14


def run(options: argparse.Namespace) -> int:
    """Exit code 0; raises Trouble for what the person can put right."""
    offers = read_offers(options.file)
    if options.asked == "schedule":
        _schedules(offers, options.json)
    else:
        _scale(on_one_scale(offers, Timing(options.timing)), options.json)
    return 0


def _schedules(offers: Sequence[Offer], as_json: bool) -> None:
    plans = [(offer.lender, schedule(offer.terms)) for offer in offers]
    if as_json:
        say(json.dumps([_plain_schedule(lender, plan) for lender, plan in plans], ensure_ascii=False))
        return
    for at, (lender, plan) in enumerate(plans):
        say(("\n" if at else "") + f"{lender}: {pesos(plan.terms.principal)}, {len(plan.rows)} pagos")
        say("".join(f"{heading:>{AMOUNT}}" for heading in ("vence", "pago", "capital", "interés", "IVA", "queda")))
        for row in plan.rows:
            amounts = (row.total, row.principal, row.interest, row.iva, row.closing)
            say(f"{row.due_on:%d/%m/%Y}".rjust(AMOUNT) + "".join(f"{pesos(each):>{AMOUNT}}" for each in amounts))
        opening = f" Al recibir: {pesos(plan.opening_fees + plan.opening_iva)}." if plan.opening_fees else ""
        say(f"En total {pesos(plan.total)}, de los que {pesos(plan.interest)} son interés.{opening}")


def _scale(weighed: Sequence[Weighed], as_json: bool) -> None:
    if as_json:
        say(json.dumps([_plain_weighed(each) for each in weighed], ensure_ascii=False))
        return
    width = max(len(each.offer.lender) for each in weighed) + 2
    say(
        f"{'':{width}}{'CAT sin IVA':>12}"
        + "".join(f"{each:>{AMOUNT}}" for each in ("en mano", "pago mayor", "en total"))
    )
    for each in weighed:
        rate = f"{each.cat.percent} %" if each.cat.percent is not None else "no tiene"
        amounts = (each.in_hand, each.largest_payment, each.total)
        say(f"{each.offer.lender:{width}}{rate:>12}" + "".join(f"{pesos(amount):>{AMOUNT}}" for amount in amounts))
    say(f"El tiempo se contó por {weighed[0].cat.timing}.")


def _plain_schedule(lender: str, plan: Schedule) -> dict[str, Any]:
    return {
        "lender": lender, "principal": plan.terms.principal, "interest": plan.interest, "iva": plan.iva,
        "fees": plan.fees, "opening_fees": plan.opening_fees, "opening_iva": plan.opening_iva, "total": plan.total,
        "rows": [_plain_row(row) for row in plan.rows],
    }  # fmt: skip


def _plain_row(row: Row) -> dict[str, Any]:
    return {
        "number": row.number, "due_on": row.due_on.isoformat(), "opening": row.opening, "principal": row.principal,
        "interest": row.interest, "iva": row.iva, "fees": row.fees, "total": row.total, "closing": row.closing,
    }  # fmt: skip


def _plain_weighed(each: Weighed) -> dict[str, Any]:
    percent = each.cat.percent
    return {
        "lender": each.offer.lender, "cat": None if percent is None else str(percent),
        "rate": None if each.cat.rate is None else str(each.cat.rate), "timing": str(each.cat.timing),
        "in_hand": each.in_hand, "first_payment": each.first_payment, "largest_payment": each.largest_payment,
        "total": each.total, "cost": each.cost,
    }  # fmt: skip
