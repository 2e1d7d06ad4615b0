"""Work on all points at once, in as many parts as there are hands."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any, TypeVar

T = TypeVar("T")


class Pool:
    """NumPy lets other threads run while it counts, so threads are enough."""

    def __init__(self, hands: int) -> None:
        self.hands = hands
        self._threads = ThreadPoolExecutor(hands - 1) if hands > 1 else None

    def chunks(self, points: int) -> list[slice]:
        hands = min(self.hands, points)
        edges = [points * i // hands for i in range(hands + 1)]
        return [slice(a, b) for a, b in pairwise(edges)]

    def map(self, deed: Callable[..., T], *parts: Sequence[Any]) -> list[T]:
        """Like the built-in, side by side; the first part is done by the caller."""
        rows = list(zip(*parts, strict=True))
        if self._threads is None:
            return [deed(*row) for row in rows]
        others = [self._threads.submit(deed, *row) for row in rows[1:]]
        return [deed(*rows[0]), *(other.result() for other in others)]

    def close(self) -> None:
        if self._threads is not None:
            self._threads.shutdown()
