"""Pieces into cartons: none is lost, none appears, and only the last carton of an article may be part full."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tequio.engines.shipping.goods import Carton, Line, Part


def packed(lines: Sequence[Line], *, first: int = 1) -> tuple[Carton, ...]:
    """The cartons of all lines, numbered on from `first`. Lots follow each other, so one carton may hold two."""
    cartons: list[Carton] = []
    for place, line in enumerate(lines):
        for parts in _filled(line):
            pieces = sum(part.pieces for part in parts)
            net = pieces * line.net_g
            cartons.append(
                Carton(first + len(cartons), place, parts, net, net + line.packing.tare_g, line.packing.size)
            )
    return tuple(cartons)


def linked(cartons: Iterable[Carton], link: str) -> tuple[Carton, ...]:
    """The same cartons, each with its own address: `link` with the carton's number in the place of {number}."""
    return tuple(replace(each, link=link.replace("{number}", str(each.number))) for each in cartons)


def _filled(line: Line) -> Iterable[tuple[Part, ...]]:
    parts: list[Part] = []
    room = line.packing.pieces
    for lot in line.lots:
        left = lot.pieces
        while left:
            put = min(left, room)
            parts.append(Part(lot.code, put))
            left, room = left - put, room - put
            if not room:
                yield tuple(parts)
                parts, room = [], line.packing.pieces
    if parts:
        yield tuple(parts)
