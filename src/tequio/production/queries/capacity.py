"""What each workshop can make in a week, and what is still free of it: for its own calendar and for joint orders.

Nothing here knows a request. Weeks are named by their Monday; pieces are good pieces.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import Q

from tequio.engines.costing import NONE, Capacity, Place, Resource, needs_of, pieces_in, spread
from tequio.engines.shares import split_whole
from tequio.members.models import Member
from tequio.production.making import monday_of
from tequio.production.models import Commitment, Kiln, Means, Pause
from tequio.production.queries.losses import rates
from tequio.production.queries.routes import Rates, making, works_of
from tequio.unions.making import Making, Recipe

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WeekPlace:
    """One workshop's week: minutes of people, litre-days of drying place and litres of kiln; what is promised of it."""

    member_id: int
    monday: date
    there: Place
    taken: Place

    @property
    def free(self) -> Place:
        return self.there if self.taken is NONE else self.there.less(self.taken)


@dataclass(frozen=True, slots=True)
class Ability:
    """How many good pieces of a product a workshop can make in a week, how many are free, and what limits them."""

    member_id: int
    product: str
    monday: date
    pieces: int
    free: int
    tight: Resource | None
    needs: Place  # of one good piece, in this week


@dataclass(frozen=True, slots=True)
class KilnPlace:
    """A kiln in use: one load in litres, and how many loads a week."""

    kiln_id: int
    member_id: int
    kind: str
    litres: int
    loads_per_week: int
    is_shared: bool


def mondays_from(day: date, weeks: int) -> list[date]:
    first = monday_of(day)
    return [first + number * WEEK for number in range(weeks)]


def kilns(member_ids: Iterable[int] | None = None) -> list[KilnPlace]:
    """All kilns in use; one query."""
    rows = Kiln.objects.filter(retired_on__isnull=True).order_by("pk")
    if member_ids is not None:
        rows = rows.filter(member_id__in=list(member_ids))
    return [
        KilnPlace(each.pk, each.member_id, each.kind, each.litres, each.loads_per_week, each.is_shared) for each in rows
    ]


def calendar_keepers(member_ids: Iterable[int] | None = None) -> set[int]:
    """Who said what he works with and where it is fired: of these the calendar knows what fits; three queries.

    A kiln that is no longer in use counts: its workshop has nowhere to fire, and its calendar says so.
    """
    said = Means.objects.filter(~Q(member__state__in=Member.GONE))
    if member_ids is not None:
        said = said.filter(member__in=list(member_ids))
    people = dict(said.values_list("member_id", "member__section_id"))
    if not making().kilns:
        return set(people)
    own = set(Kiln.objects.values_list("member_id", flat=True))
    shared = Kiln.objects.filter(retired_on__isnull=True, is_shared=True)
    villages = set(shared.values_list("member__section_id", flat=True))
    return {member for member, village in people.items() if member in own or village in villages}


def week_places(
    mondays: Sequence[date], today: date, member_ids: Iterable[int] | None = None
) -> dict[tuple[int, date], WeekPlace]:
    """Everybody who said what he works with, week by week; seven queries, however many there are."""
    means = {
        each.member_id: each
        for each in Means.objects.filter(~Q(member__state__in=Member.GONE)).select_related("member")
    }
    litres = _litres(means)
    wanted = set(means) if member_ids is None else set(member_ids) & set(means)
    paused = _paused(wanted, mondays)
    taken = _taken(wanted, mondays, today)
    found = {}
    for member_id in sorted(wanted):
        mine = means[member_id]
        whole = Place(Fraction(mine.minutes_per_week), Fraction(mine.drying_litres) * 7, Fraction(litres[member_id]))
        for monday in mondays:
            key = (member_id, monday)
            there = whole.times(1 - Fraction(paused[key], 7)) if key in paused else whole
            found[key] = WeekPlace(member_id, monday, there, taken.get(key, NONE))
    return found


def abilities(
    product: str, mondays: Sequence[date], today: date, member_ids: Iterable[int] | None = None
) -> list[Ability]:  # fmt: skip
    """What each workshop can make of a product in each week; by member, then week. Empty for an unknown product."""
    made = making()
    recipe = made.recipe(product)
    if recipe is None:
        return []
    places = week_places(mondays, today, member_ids)
    reckon = Needs(made, rates(today, product=product))
    found = []
    # Most weeks of a workshop are alike: what was reckoned for the same place and needs is not reckoned again.
    known: dict[tuple[int, int], Capacity] = {}

    def room(there: Place, needs: Place) -> Capacity:
        key = (id(there), id(needs))
        if key not in known:
            known[key] = pieces_in(there, needs)
        return known[key]

    for (member_id, monday), week in places.items():
        needs = reckon.of(member_id, recipe, monday)
        free_place = week.free
        whole = room(week.there, needs)
        free = whole if free_place is week.there else pieces_in(free_place, needs)
        found.append(Ability(member_id, product, monday, whole.pieces, free.pieces, whole.tight, needs))
    return found


class Needs:
    """What one good piece takes of each member, by season; reckoned once for all who counted nothing of their own."""

    def __init__(self, made: Making, counted: dict[tuple[int, str], dict[str, Fraction]]) -> None:
        self.made, self.counted = made, counted
        self.known: dict[tuple[object, ...], Place] = {}

    def of(self, member_id: int, recipe: Recipe, monday: date) -> Place:
        counted: Rates = self.counted.get((member_id, recipe.code), {})
        # The season of the middle of the week.
        day = monday + 3 * DAY
        seasons = tuple(season.code for season in self.made.seasons_on(day))
        key = (recipe.code, seasons, member_id if counted else None)
        if key not in self.known:
            works = works_of(recipe, self.made, day, counted)
            if any(work.loss == 1 for work in works):  # a stage that lost everything so far says nothing of the next
                works = works_of(recipe, self.made, day)
            self.known[key] = needs_of(works, Fraction(recipe.litres))
        return self.known[key]


def _litres(means: dict[int, Means]) -> dict[int, int]:
    """Litres of kiln in a week, by member. A shared kiln serves its owner and those of its village who have none.

    Its litres are split evenly and whole, so that together they never promise more than there is.
    """
    own: dict[int, int] = dict.fromkeys(means, 0)
    rows = list(Kiln.objects.filter(retired_on__isnull=True).select_related("member").order_by("pk"))
    with_kiln = {each.member_id for each in rows}
    without: dict[int, list[int]] = defaultdict(list)
    for member_id, each in means.items():
        if member_id not in with_kiln:
            without[each.member.section_id].append(member_id)
    for kiln in rows:
        litres = kiln.litres * kiln.loads_per_week
        users = [kiln.member_id]
        if kiln.is_shared:
            users += sorted(without[kiln.member.section_id])
        for member_id, part in zip(users, split_whole(litres, [1] * len(users)), strict=True):
            if member_id in own:
                own[member_id] += part
    return own


def _paused(member_ids: set[int], mondays: Sequence[date]) -> dict[tuple[int, date], int]:
    """How many days of each week a workshop does not work."""
    found: dict[tuple[int, date], int] = defaultdict(int)
    if not mondays:
        return found
    days: dict[int, set[date]] = defaultdict(set)
    rows = Pause.objects.filter(
        member_id__in=member_ids, begins_on__lt=max(mondays) + WEEK, ends_on__gte=min(mondays)
    ).values_list("member_id", "begins_on", "ends_on")
    for member_id, begins_on, ends_on in rows:
        first, last = max(begins_on, min(mondays)), min(ends_on, max(mondays) + 6 * DAY)
        days[member_id] |= {first + number * DAY for number in range((last - first).days + 1)}
    for member_id, closed in days.items():
        for day in closed:
            found[member_id, monday_of(day)] += 1
    return found


def _taken(member_ids: set[int], mondays: Sequence[date], today: date) -> dict[tuple[int, date], Place]:
    """What open promises take of each week: each is spread evenly from this week until it is due."""
    found: dict[tuple[int, date], Place] = defaultdict(Place)
    rows = list(Commitment.objects.filter(state=Commitment.State.OPEN, member_id__in=member_ids).order_by("pk"))
    if not rows:
        return found
    made = making()
    reckon = Needs(made, rates(today, member_ids={row.member_id for row in rows}))
    for row in rows:
        recipe = made.recipe(row.product)
        if recipe is None:
            continue
        for monday, pieces in weeks_of(row, today):
            found[row.member_id, monday] += reckon.of(row.member_id, recipe, monday).times(pieces)
    return found


def weeks_of(commitment: Commitment, today: date) -> list[tuple[date, int]]:
    """The weeks in which a promise is made, with their pieces: as it says itself, or evenly until its day; what is
    overdue falls into this week."""
    this_week = monday_of(today)
    if commitment.weeks:
        found: dict[date, int] = defaultdict(int)
        for monday, pieces in sorted(commitment.weeks.items()):
            found[max(date.fromisoformat(monday), this_week)] += pieces
        return list(found.items())
    first = max(monday_of(commitment.begins_on), this_week)
    last = max(first, monday_of(commitment.due_on))
    weeks = mondays_from(first, (last - first).days // 7 + 1)
    return list(zip(weeks, spread(commitment.pieces, len(weeks)), strict=True))


@dataclass(frozen=True, slots=True)
class UnionWeek:
    """What all workshops together can make of a product in a week."""

    monday: date
    pieces: int
    free: int
    workshops: int  # that can make any


def union_weeks(product: str, mondays: Sequence[date], today: date) -> list[UnionWeek]:
    found = {monday: [0, 0, 0] for monday in mondays}
    for each in abilities(product, mondays, today):
        week = found[each.monday]
        week[0] += each.pieces
        week[1] += each.free
        week[2] += each.pieces > 0
    return [UnionWeek(monday, *sums) for monday, sums in found.items()]
