"""The answer in whole centavos: charges, their lines, and certificates measured on the rounded charges."""

from dataclasses import dataclass
from math import ceil, floor, inf, isfinite

import numpy as np

from tequio.engines.stability.ground import Ground
from tequio.engines.stability.leaving import Found
from tequio.engines.stability.model import Certificate, Charge, Sharing, Unhappy
from tequio.engines.stability.villages import Floats, Masks
from tequio.engines.stability.whole import charge_lines, whole_amounts

# Centavos: a gain below this is what rounding makes, not a reason to leave.
ROUNDING = 0.5
_NAMED = 10  # unhappy or binding groups that are named


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the search knows: groups with the cost of their best award, single villages with their proof; centavos."""

    groups: Masks
    costs: Floats
    singles: list[Found]
    epsilon: float
    proven: float
    rounds: int


def report(ground: Ground, charges: Floats, evidence: Evidence, seconds: float, stopped: bool) -> Sharing:
    charged = whole_charges(ground, charges)
    per_village = np.zeros(len(ground.grid.points), dtype=np.int64)
    np.add.at(per_village, ground.members.village, [charge.minor for charge in charged])
    paid = per_village + np.rint(ground.outside).astype(np.int64)
    gains = np.where(np.isfinite(evidence.costs), evidence.groups @ paid - evidence.costs, -np.inf)
    # Each village was rounded by less than a centavo, so a group's gain is known to within one per village.
    tight = gains >= evidence.epsilon - evidence.groups.sum(axis=1)
    order = sorted(
        range(len(gains)),
        key=lambda i: (-round(float(gains[i])) if isfinite(gains[i]) else inf, _names(ground, evidence.groups[i])),
    )
    named = [i for i in order if tight[i]][:_NAMED]
    epsilon = ceil(evidence.epsilon - 1e-6) if evidence.epsilon >= 1.0 else 0
    groups = [_certificate(ground, per_village, evidence.groups[i], evidence.costs[i], None) for i in named]
    unhappy = [Unhappy(_names(ground, evidence.groups[i]), round(gains[i])) for i in named] if epsilon else []
    if ground.over_minor:
        unhappy.insert(0, Unhappy(ground.grid.points, ground.over_minor))
    villages = _villages(ground, per_village, evidence)
    return Sharing(
        charges=charged,
        lines=charge_lines(ground.lines, charged),
        villages=villages,
        whole=_whole(ground, villages),
        binding=tuple(groups),
        epsilon_minor=epsilon,
        proven_minor=max(epsilon, ceil(evidence.proven - ROUNDING)),
        unhappy=tuple(unhappy),
        rounds=evidence.rounds,
        seconds=seconds,
        stopped=stopped,
    )


def whole_charges(ground: Ground, charges: Floats) -> tuple[Charge, ...]:
    """Villages first, then members inside each, so that a village's total moves by less than a centavo."""
    if not ground.accounts:
        return ()
    village, cap = ground.members.village, ground.members.cap
    caps = [int(c) if isfinite(c) else None for c in cap]
    sums = ground.members.per_village(charges)
    most = [int(m) if isfinite(m) else None for m in ground.most]
    totals = whole_amounts([float(s) for s in sums], most, ground.bill)
    minor = np.zeros(len(charges), dtype=np.int64)
    for number, total in enumerate(totals):
        inside = np.flatnonzero(village == number)
        if len(inside):
            minor[inside] = whole_amounts([float(charges[i]) for i in inside], [caps[i] for i in inside], total)
    return tuple(
        Charge(a.member, a.point, int(m), a.start_minor, a.alone_minor)
        for a, m in zip(ground.accounts, minor, strict=True)
    )


def _villages(ground: Ground, charged: np.ndarray, evidence: Evidence) -> tuple[Certificate, ...]:
    certificates = []
    for number, found in enumerate(evidence.singles):
        alone = np.arange(len(ground.grid.points)) == number
        same = (evidence.groups == alone).all(axis=1)
        certificates.append(_certificate(ground, charged, alone, float(evidence.costs[same][0]), found))
    if not certificates and len(ground.grid.points) == 1:
        return (_certificate(ground, charged, np.ones(1, dtype=bool), float("inf"), None),)
    return tuple(certificates)


def _whole(ground: Ground, villages: tuple[Certificate, ...]) -> Certificate:
    """The union against every village on its own; None as soon as one of them could not be served at all."""
    alone = [v.alone_minor for v in villages if v.alone_minor is not None]
    proven = [v.proven_minor for v in villages if v.proven_minor is not None]
    return Certificate(
        ground.grid.points,
        ground.bill,
        round(float(ground.outside.sum())),
        sum(alone) if len(alone) == len(villages) else None,
        sum(proven) if len(proven) == len(villages) else None,
    )


def _certificate(
    ground: Ground, charged: np.ndarray, group: np.ndarray, cost: float, found: Found | None
) -> Certificate:
    bound = found.bound if found is not None else -1.0
    return Certificate(
        _names(ground, group),
        int(charged[group].sum()),
        round(float(ground.outside[group].sum())),
        round(float(cost)) if isfinite(cost) else None,
        floor(bound + 1e-6) if found is not None and isfinite(bound) else None,
    )


def _names(ground: Ground, group: np.ndarray) -> tuple[str, ...]:
    return tuple(ground.grid.points[i] for i in np.flatnonzero(group))
