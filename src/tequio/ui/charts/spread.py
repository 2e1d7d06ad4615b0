"""How a figure is spread over many people: those below zero in red, those at or above it in green."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.ui.charts.drawing import WIDTH, Chart, line, rect, round_step, svg, text, width_of

TOP, TALL = 44, 130


@dataclass(frozen=True, slots=True)
class Heap:
    """The people whose figure lies from `low` (included) to `high`; None is without limit."""

    low: float | None
    high: float | None
    count: int


def spread(values: Sequence[int], *, title: str, show: Callable[[int], str], desc: str = "", heaps: int = 12) -> Chart:
    """`show` writes a value (`numbers.money`). Zero is always an edge; the rare extremes share the outer heaps."""
    stacks = heaped(values, heaps)
    tallest = max([1, *(stack.count for stack in stacks)])
    wide = WIDTH / max(1, len(stacks))
    foot = float(TOP + TALL)
    red = sum(value < 0 for value in values)
    parts = [
        text(0, 13, _below(red), "c-strong" if red else "c-soft"),
        text(WIDTH, 13, _above(len(values) - red), "c-end c-strong"),
    ]
    for index, stack in enumerate(stacks):
        height = stack.count / tallest * TALL
        if stack.count:
            css = "c-bad" if stack.high is not None and stack.high <= 0 else "c-good"
            told = f"{_range(stack, show)}: {stack.count:,}"
            parts.append(
                rect(index * wide + 1, foot - max(height, 2), wide - 2, max(height, 2), css, round_=2, told=told)
            )
            if width_of(f"{stack.count:,}") <= wide + 4:
                parts.append(text((index + 0.5) * wide, foot - max(height, 2) - 4, f"{stack.count:,}", "c-mid"))
    parts.append(line(0, foot, WIDTH, foot, "c-axis"))
    parts += _edges(stacks, wide, foot, show)
    return Chart(
        svg(WIDTH, foot + 24, title, desc, parts),
        head=(_("Entre"), _("Personas")),
        rows=tuple((_range(stack, show), f"{stack.count:,}") for stack in stacks),
    )


def heaped(values: Sequence[int], wanted: int = 12) -> list[Heap]:
    """Equal ranges over the middle 98 % of the values, with everything beyond in the first and last."""
    if not values:
        return []
    ranked = sorted(values)
    low = min(0, ranked[int(len(ranked) * 0.01)])
    high = max(0, ranked[math.ceil(len(ranked) * 0.99) - 1])
    step = max(1.0, round_step(high - low, wanted))
    first, last = math.floor(low / step), math.floor(high / step) + 1
    counts = [0] * (last - first)
    for value in values:
        counts[min(max(math.floor(value / step), first), last - 1) - first] += 1
    return [
        Heap(
            None if index == 0 and ranked[0] < first * step else (first + index) * step,
            None if index == len(counts) - 1 and ranked[-1] >= last * step else (first + index + 1) * step,
            count,
        )
        for index, count in enumerate(counts)
    ]


def _edges(stacks: Sequence[Heap], wide: float, foot: float, show: Callable[[int], str]) -> list[str]:
    """The zero line, and what the outer edges are worth; an edge too close to zero stays unwritten."""
    parts = []
    zero = next((index for index, stack in enumerate(stacks) if stack.low == 0), None)
    x = zero * wide if zero is not None else 0.0
    if zero:
        parts += [line(x, TOP - 10, x, foot + 5, "c-axis"), text(x, foot + 18, show(0), "c-mid")]
    elif zero == 0:
        parts.append(text(0, foot + 18, show(0)))
    if zero and stacks[0].high is not None:
        edge = stacks[0].low if stacks[0].low is not None else stacks[0].high
        if x > width_of(show(int(edge))) + 40:
            parts.append(text(0, foot + 18, show(int(edge)), "c-soft"))
    if stacks and stacks[-1].low is not None:
        edge = stacks[-1].high if stacks[-1].high is not None else stacks[-1].low
        if WIDTH - x > width_of(show(int(edge))) + 60:
            parts.append(text(WIDTH, foot + 18, show(int(edge)), "c-soft c-end"))
    return parts


def _range(stack: Heap, show: Callable[[int], str]) -> str:
    if stack.low is None:
        return _("menos de %(high)s") % {"high": show(int(stack.high or 0))}
    if stack.high is None:
        return _("%(low)s o más") % {"low": show(int(stack.low))}
    return _("%(low)s a %(high)s") % {"low": show(int(stack.low)), "high": show(int(stack.high))}


def _below(count: int) -> str:
    return ngettext("%(count)s abajo de cero", "%(count)s abajo de cero", count) % {"count": f"{count:,}"}


def _above(count: int) -> str:
    return ngettext("%(count)s a mano o a favor", "%(count)s a mano o a favor", count) % {"count": f"{count:,}"}
