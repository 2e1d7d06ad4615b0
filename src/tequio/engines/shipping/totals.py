"""The totals of a shipment: one function, which every paper prints and no paper works out again."""

from collections import Counter
from dataclasses import dataclass

from tequio.engines.shipping.goods import Shipment


@dataclass(frozen=True, slots=True)
class Totals:
    pieces: int
    cartons: int
    net_g: int
    gross_g: int
    goods_minor: int
    total_minor: int  # with freight and insurance, where the invoice bears them
    currency: str


def totals(shipment: Shipment) -> Totals:
    """What is in the cartons and what the lines cost. `mismatches` says whether both are of the same goods."""
    goods = sum(line.goods_minor for line in shipment.lines)
    return Totals(
        pieces=sum(carton.pieces for carton in shipment.cartons),
        cartons=len(shipment.cartons),
        net_g=sum(carton.net_g for carton in shipment.cartons),
        gross_g=sum(carton.gross_g for carton in shipment.cartons),
        goods_minor=goods,
        total_minor=goods + shipment.freight_minor + shipment.insurance_minor,
        currency=shipment.currency,
    )


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something that is not the same in the lines and in the cartons: what, of what, in the lines, in the cartons."""

    what: str
    of: str
    lines: int
    cartons: int


def mismatches(shipment: Shipment) -> tuple[Mismatch, ...]:
    """Where cartons and lines disagree: pieces of a lot, net weight of an article; and cartons that cannot be."""
    found: list[Mismatch] = []
    for place, line in enumerate(shipment.lines):
        own = [carton for carton in shipment.cartons if carton.line == place]
        packed: dict[str, int] = {}
        for part in (part for carton in own for part in carton.parts):
            packed[part.lot] = packed.get(part.lot, 0) + part.pieces
        made: dict[str, int] = {}
        for lot in line.lots:
            made[lot.code] = made.get(lot.code, 0) + lot.pieces
        found += [
            Mismatch("pieces", f"{line.sku}, {code}", made.get(code, 0), packed.get(code, 0))
            for code in sorted({*made, *packed})
            if made.get(code, 0) != packed.get(code, 0)
        ]
        if line.total_net_g != (net := sum(carton.net_g for carton in own)):
            found.append(Mismatch("net_g", line.sku, line.total_net_g, net))
    numbers = Counter(carton.number for carton in shipment.cartons)
    for carton in shipment.cartons:
        if not 0 <= carton.line < len(shipment.lines):
            found.append(Mismatch("line", str(carton.number), len(shipment.lines), carton.line))
        if carton.gross_g < carton.net_g:
            found.append(Mismatch("gross_g", str(carton.number), carton.net_g, carton.gross_g))
    twice = sorted((number, times) for number, times in numbers.items() if times > 1)
    return (*found, *(Mismatch("number", str(number), 1, times) for number, times in twice))
