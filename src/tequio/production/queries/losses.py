"""Where pieces were lost, as they were counted; and how one stands among others, without showing anybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import F, Sum

from tequio.engines.costing import Middle, Tally, Watch, middle_of_others, watch
from tequio.production.making import monday_of
from tequio.production.models import Count

ENOUGH = 50  # pieces that entered a stage; with fewer a rate says little
SEASON = timedelta(weeks=13)
YEAR = timedelta(weeks=53)


@dataclass(frozen=True, slots=True)
class Loss:
    """Of one member's product in one stage: pieces that entered, and those lost."""

    member_id: int
    product: str
    stage: str
    entered: int
    lost: int

    @property
    def rate(self) -> Fraction:
        return Fraction(self.lost, self.entered)


def losses(
    first: date, last: date, *, product: str = "", member_ids: Iterable[int] | None = None
) -> list[Loss]:  # fmt: skip
    """Everybody's losses in these days, both included; one query."""
    rows = Count.objects.filter(counted_on__range=(first, last))
    if product:
        rows = rows.filter(batch__product=product)
    if member_ids is not None:
        rows = rows.filter(batch__member_id__in=list(member_ids))
    found = rows.values("batch__member_id", "batch__product", "stage").annotate(
        all=Sum("entered"), gone=Sum(F("entered") - F("good"))
    )
    return [
        Loss(row["batch__member_id"], row["batch__product"], row["stage"], row["all"], row["gone"])
        for row in found.order_by("batch__member_id", "batch__product", "stage")
    ]


def rates(
    today: date, *, product: str = "", member_ids: Iterable[int] | None = None
) -> dict[tuple[int, str], dict[str, Fraction]]:
    """By member and product: which part is lost in each stage of which enough was counted in half a year."""
    found: dict[tuple[int, str], dict[str, Fraction]] = defaultdict(dict)
    for loss in losses(today - 2 * SEASON, today, product=product, member_ids=member_ids):
        if loss.entered >= ENOUGH:
            found[loss.member_id, loss.product][loss.stage] = loss.rate
    return dict(found)


@dataclass(frozen=True, slots=True)
class History:
    """A stage of one member's product week by week, and what the rule says of it."""

    mondays: tuple[date, ...]
    tallies: tuple[Tally, ...]
    watch: Watch


def history(member_id: int, product: str, stage: str, today: date) -> History:
    """A year of one stage; one query. Weeks in which nothing was counted are left out."""
    rows = Count.objects.filter(
        batch__member_id=member_id, batch__product=product, stage=stage, counted_on__range=(today - YEAR, today)
    )
    weeks: dict[date, list[int]] = {}
    for day, entered, good in rows.order_by("counted_on", "pk").values_list("counted_on", "entered", "good"):
        week = weeks.setdefault(monday_of(day), [0, 0])
        week[0] += entered
        week[1] += entered - good
    tallies = tuple(Tally(entered, lost) for entered, lost in weeks.values())
    return History(tuple(weeks), tallies, watch(tallies))


def middle_losses(product: str, today: date, *, but: int) -> dict[str, Middle]:
    """By stage: the median of what others lost in a season, where at least five stand behind it; one query."""
    by_stage: dict[str, list[Fraction]] = defaultdict(list)
    for loss in losses(today - SEASON, today, product=product):
        if loss.member_id != but and loss.entered >= ENOUGH:
            by_stage[loss.stage].append(loss.rate)
    middles = {stage: middle_of_others(values) for stage, values in by_stage.items()}
    return {stage: middle for stage, middle in middles.items() if middle is not None}
