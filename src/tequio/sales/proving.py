"""What deeds ask of reports: may these lots be packed and sold as food ware."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.engines.founding.texts import Text
from tequio.sales.models import CartonPart, Line, Order, Shipment
from tequio.sales.papers import Words, verdict_said
from tequio.sales.shipping import lots_of
from tequio.sales.ware import Proof, destinations_of, proofs_of
from tequio.unions.ware import rules_of


def proofs_in(order: Order, lines: Iterable[Line], on: date) -> dict[int, Proof]:
    """By inspection, what is proven of every lot with good pieces of these lines."""
    lots = lots_of(order)
    return proofs_of(order, lines, [lot for lot in lots.rows if lot.accepted], lots.codes, on)


def unproven(order: Order, on: date) -> list[Proof]:
    """Lots of food ware that would be sold as such and may not: what is in no box, or in one packed as food."""
    lines = [line for line in Line.objects.filter(order=order).select_related("item") if line.is_food_ware]
    proofs = proofs_in(order, lines, on)
    as_decorative: dict[int, int] = {}
    for lot, pieces in CartonPart.objects.filter(box__order=order, box__as_food=False).values_list(
        "inspection", "pieces"
    ):
        as_decorative[lot] = as_decorative.get(lot, 0) + pieces
    return [
        proof for pk, proof in sorted(proofs.items())
        if not proof.is_food_ware and as_decorative.get(pk, 0) < proof.lot.accepted
    ]  # fmt: skip


def why_not(order: Order, proof: Proof) -> str:
    """In the reader's language, what stands against a lot in the places where it may not be sold as food ware."""
    language = "en" if (get_language() or "es").startswith("en") else "es"
    if proof.judgement is None:
        return _("No se sabe su forma, o no se conocen las normas de su destino.")
    rules, words = rules_of(order.union.trade), Words(language)
    return " ".join(
        verdict_said(words, rules, verdict) for verdict in proof.judgement.verdicts if not verdict.may_hold_food
    )


def marks_for(order: Order, on: date) -> dict[str, Text]:
    """By code, the ways in which the laws of an order's destinations let a piece say that it is for decoration."""
    rules = rules_of(order.union.trade)
    places = destinations_of(order, Shipment.objects.filter(order=order).first())
    known = [place for place in places if place in rules.destinations]
    return {mark.code: mark.says for place in known for mark in rules.marks_for(place, on)}
