"""From charges in fractions of a centavo to whole ones, caps respected, and from charges to lines of the books."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import floor

from tequio.engines.shares import split_whole
from tequio.engines.stability.model import Charge, ChargeLine
from tequio.engines.stability.start import StartLine


def whole_amounts(amounts: Sequence[float], caps: Sequence[int | None], total: int) -> list[int]:
    """The amounts rounded to whole centavos that add up to `total`, none above its cap; ties go to the earlier one.

    Largest remainder among those that have room. The caps must leave room for the total.
    """
    parts = [floor(a + 1e-6) for a in amounts]
    parts = [part if cap is None else min(part, cap) for part, cap in zip(parts, caps, strict=True)]
    order = sorted(range(len(parts)), key=lambda i: parts[i] - amounts[i])
    while left := total - sum(parts):
        if left > 0:
            room = [i for i in order if (cap := caps[i]) is None or parts[i] < cap][:left]
            assert room, "The caps leave no room for the bill."
        else:
            room = [i for i in reversed(order) if parts[i] > 0][:-left]
        # One centavo each as a rule; where the amounts were far from the total, an equal part of what is missing.
        each = max(1, abs(left) // len(room))
        for i in room:
            cap = caps[i]
            most = parts[i] + each if cap is None else min(cap, parts[i] + each)
            parts[i] = most if left > 0 else max(0, parts[i] - each)
    return parts


def charge_lines(lines: Iterable[StartLine], charges: Iterable[Charge]) -> tuple[ChargeLine, ...]:
    """Each charge by material; what it moved away from the start is spread over its lines in proportion to them."""
    by_charge: dict[tuple[str, str], dict[str, list[StartLine]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        by_charge[line.member, line.point][line.material].append(line)
    posted = []
    for charge in charges:
        materials = by_charge[charge.member, charge.point]
        goods = [sum(line.goods_minor for line in materials[m]) for m in materials]
        freight = [sum(line.freight_minor for line in materials[m]) for m in materials]
        starts = [g + f for g, f in zip(goods, freight, strict=True)]
        moved = charge.minor - charge.start_minor
        # A start of zero cannot say who bears what; then all lines bear alike.
        adjustments = split_whole(moved, starts if any(starts) else [1] * len(starts))
        for m, g, f, a in zip(materials, goods, freight, adjustments, strict=True):
            quantity = sum((line.quantity for line in materials[m]), Decimal(0))
            posted.append(ChargeLine(charge.member, charge.point, m, quantity, g + f + a, g, f, a))
    return tuple(posted)
