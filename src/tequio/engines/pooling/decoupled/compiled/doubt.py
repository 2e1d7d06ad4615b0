"""Where a talk is in doubt."""

from tequio.engines.pooling.decoupled.compiled.kinds import compiled


@compiled
def weigh_doubts(starts, last, value, favour, near, doubt, step):
    """How little is known of how much each line sells: `doubt` (material, supplier) in pesos, and between which `step`
    and the next one. Nought if all labels that are `near` agree.

    Labels up to a step and beyond it are in doubt when both are near, and far apart in what they sell: `last` step and
    `value` sold (label, supplier), `favour` (label).
    """
    doubt[:] = 0.0
    for i in range(starts.shape[0] - 1):
        for j in range(last.shape[1]):
            some = last[starts[i] : starts[i + 1], j]
            for at in range(some.min(), some.max()):
                low, high = -1, -1
                for k in range(starts[i], starts[i + 1]):
                    if last[k, j] <= at:
                        low = k if low < 0 or favour[k] < favour[low] else low
                    else:
                        high = k if high < 0 or favour[k] < favour[high] else high
                dearer = max(favour[low], favour[high])
                apart = abs(value[high, j] - value[low, j]) * (1.0 - dearer / near)
                if dearer < near and apart > doubt[i, j]:
                    doubt[i, j], step[i, j] = apart, at
