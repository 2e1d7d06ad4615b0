"""The same need under a narrower choice: the alternatives a committee wants to see beside the cheapest award."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tequio.engines.pooling.model import Freight, Problem


def only_supplier(problem: Problem, code: str) -> Problem:
    """The problem with one supplier left; what he does not sell is then missing."""
    return replace(
        problem,
        suppliers=tuple(s for s in problem.suppliers if s.code == code),
        quotes=tuple(q for q in problem.quotes if q.supplier == code),
        freight=tuple(f for f in problem.freight if f.supplier == code),
    )


def single_suppliers(problem: Problem) -> Iterator[tuple[str, Problem]]:
    """Every supplier who sells all pledged materials and reaches all their points, with the problem left to him."""
    materials = {pledge.material for pledge in problem.pledges}
    points = {pledge.point for pledge in problem.pledges}
    for supplier in problem.suppliers:
        sold = {quote.material for quote in problem.quotes if quote.supplier == supplier.code}
        served = {row.point for row in problem.freight if row.supplier == supplier.code}
        if materials <= sold and points <= served:
            yield supplier.code, only_supplier(problem, supplier.code)


def nearest_suppliers(problem: Problem) -> Problem:
    """For each point only its nearest suppliers (by what freight costs there), as many as its materials need."""
    kept = tuple(row for point in sorted({f.point for f in problem.freight}) for row in _nearest(problem, point))
    return replace(problem, freight=kept)


def _nearest(problem: Problem, point: str) -> Iterator[Freight]:
    weight = {m.code: m.kg_per_unit for m in problem.materials}
    wanted = {p.material for p in problem.pledges if p.point == point}
    load = sum((p.quantity * weight[p.material] for p in problem.pledges if p.point == point), Decimal(0))
    rows = sorted(
        (row for row in problem.freight if row.point == point),
        key=lambda row: (row.fixed + row.per_kg * load, row.supplier),
    )
    for row in rows:
        if not wanted:
            return
        sold = {q.material for q in problem.quotes if q.supplier == row.supplier}
        if sold & wanted:
            yield row
            wanted -= sold
