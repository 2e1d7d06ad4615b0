"""An amount over people in proportion to a weight, nobody above his bound."""

from collections.abc import Mapping

from tequio.engines.shares import split_whole_by


def share_out(total: int, weights: Mapping[int, int], bounds: Mapping[int, int]) -> dict[int, int]:
    """Parts of `total` by weight; whoever reaches his bound stays there and the others share the rest likewise.

    Comes to `total`, or to all bounds together where those are less. The order of the mappings never matters.
    """
    open_ = {key: weight for key, weight in weights.items() if weight > 0 and bounds.get(key, 0) > 0}
    parts = dict.fromkeys(open_, 0)
    left = min(total, sum(bounds[key] for key in open_))
    while left:
        share = split_whole_by(left, open_)
        full = [key for key in open_ if share[key] >= bounds[key]]
        if not full:
            return parts | share
        for key in full:
            parts[key] = bounds[key]
            left -= bounds[key]
            del open_[key]
    return parts
