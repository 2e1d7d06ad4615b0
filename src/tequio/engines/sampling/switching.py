"""When to look more closely and when less: the switching rules of ISO 2859-1:1999, clause 9.3, as a pure function.

One standing is kept for each maker (or each article) and each class of defect. Only lots seen for the first time count.
"""

from dataclasses import dataclass, replace

from tequio.engines.sampling.plans import Plan
from tequio.engines.sampling.tables import Severity

LAST = 5  # consecutive lots that are looked back on
TWO_FAILED = 2  # of those, and inspection becomes tightened
FIVE_FAILED = 5  # under tightened inspection, and it stops
SCORE_TO_REDUCE = 30
SCORE_OF_THREE = 3  # for a lot that would have passed at the next smaller AQL
SCORE_OF_TWO = 2  # for a lot that passed a plan that allows none or one


@dataclass(frozen=True, slots=True)
class Standing:
    """How a maker's lots are looked at now. `recent` holds the last lots since the last switch, newest at the end."""

    severity: Severity = Severity.NORMAL
    recent: tuple[bool, ...] = ()
    score: int = 0
    failed_tightened: int = 0
    has_stopped: bool = False


def next_standing(
    now: Standing, seen: Plan, defective: int, *, tighter: Plan | None = None, is_steady: bool = True,
    may_reduce: bool = False,
) -> Standing:  # fmt: skip
    """The standing after one more lot, of which `defective` pieces were found by the plan `seen`.

    `tighter` is the plan at the next smaller AQL. `is_steady` says that the work goes on as before; `may_reduce` that
    whoever is responsible wants reduced inspection. Raises ValueError when inspection has stopped, or for a plan of
    another severity.
    """
    if now.has_stopped:
        raise ValueError("inspection has stopped until the cause is mended; begin again with resumed()")
    if seen.severity is not now.severity:
        raise ValueError(f"the lot was seen under {seen.severity} inspection, not {now.severity}")
    passes = defective <= seen.accept
    recent = (*now.recent, passes)[-LAST:]
    match now.severity:
        case Severity.TIGHTENED:
            return _after_tightened(now, recent, passes)
        case Severity.REDUCED:
            return replace(now, recent=recent) if passes and is_steady else Standing()
        case _:
            return _after_normal(now, recent, _score(now, seen, defective, tighter), is_steady and may_reduce)


def resumed() -> Standing:
    """After the cause was mended: tightened inspection, counted from the start."""
    return Standing(Severity.TIGHTENED)


def _after_normal(now: Standing, recent: tuple[bool, ...], score: int, may_reduce: bool) -> Standing:
    if recent.count(False) >= TWO_FAILED:
        return Standing(Severity.TIGHTENED)
    if score >= SCORE_TO_REDUCE and may_reduce:
        return Standing(Severity.REDUCED)
    return replace(now, recent=recent, score=score)


def _after_tightened(now: Standing, recent: tuple[bool, ...], passes: bool) -> Standing:
    if len(recent) == LAST and all(recent):
        return Standing()
    failed = now.failed_tightened + (not passes)
    return replace(now, recent=recent, failed_tightened=failed, has_stopped=failed >= FIVE_FAILED)


def _score(now: Standing, seen: Plan, defective: int, tighter: Plan | None) -> int:
    if seen.accept < TWO_FAILED:
        return now.score + SCORE_OF_TWO if defective <= seen.accept else 0
    would_pass = tighter is not None and defective <= tighter.accept
    return now.score + SCORE_OF_THREE if would_pass else 0
