"""Groups that would gain by leaving, found fast: take villages in and out of a group as long as the gain grows.

Every gain is measured against a real award (`villages.costs` of the known plans), so whatever is found is a true reason
to leave. That nothing is found proves nothing; the programme in `leaving` does.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tequio.engines.stability.villages import Floats, Masks, Plan, Tariffs, costs

_STARTS = 4


def cheapest_known(tariffs: Tariffs, plans: Sequence[Plan], groups: Masks) -> Floats:
    """Centavos of each group under the best of the plans; inf where none serves it."""
    answer: Floats = np.min([costs(tariffs, plan, groups) for plan in plans], axis=0)
    return answer


def gaining_groups(
    tariffs: Tariffs, plans: Sequence[Plan], paid: Floats, starts: Masks, least: float
) -> list[NDArray[np.bool_]]:
    """Groups that gain more than `least` centavos at what the villages have `paid`; the best of each climb, then ties.

    `starts`: groups from which to climb besides everybody and nobody.
    """
    villages = len(paid)
    found: dict[bytes, tuple[float, NDArray[np.bool_]]] = {}
    beginnings = [np.ones(villages, dtype=bool), np.zeros(villages, dtype=bool), *starts[:_STARTS]]
    for beginning in beginnings:
        group, gain = beginning, -np.inf
        while len(near := _neighbours(group)):
            gains = near @ paid - cheapest_known(tariffs, plans, near)
            best = int(gains.argmax())
            if gains[best] <= gain + 0.01:
                break
            group, gain = near[best], float(gains[best])
        if gain > least:
            found[group.tobytes()] = (gain, group)
    return [group for _, group in sorted(found.values(), key=lambda pair: (-pair[0], pair[1].tobytes()))]


def _neighbours(group: NDArray[np.bool_]) -> Masks:
    """The group with each one village taken in or out; neither nobody nor everybody is a group that can leave."""
    near = group[None, :] ^ np.eye(len(group), dtype=bool)
    size = near.sum(axis=1)
    kept: Masks = near[(size > 0) & (size < len(group))]
    return kept
