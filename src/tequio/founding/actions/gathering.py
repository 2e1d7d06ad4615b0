"""The forum gathers what hurts, and those who keep coming put it in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain, search_key
from tequio.engines import founding as engine
from tequio.engines import tally
from tequio.founding import queries
from tequio.founding.attendance import times_of
from tequio.founding.errors import NotConstant, OrderWrong, ProblemTold, SeedMissing
from tequio.founding.models import Founding, Problem, Ranking
from tequio.founding.steps import locked, move_to, refuse_missing
from tequio.members.models import Member

Stage = Founding.Stage
TITLE = Problem._meta.get_field("title").max_length or 160


@action("founding.problem.draft")
def record_problem(*, actor: Actor, title: str, member: Member | None, today: date) -> Problem:
    """Write down what hurts, in the words of whoever says it. Raises OutOfTurn, ProblemTold."""
    locked(Stage.FORUM)
    told = plain(title)[:TITLE]
    known = Problem.objects.filter(key=search_key(told)).first()
    if known is not None:
        raise ProblemTold(title=known.title)
    problem = Problem.objects.create(
        union_id=actor.union_id, title=told, key=search_key(told), told_by=member, told_on=today
    )
    events.record(actor, "founding.problem.told", problem, title=told)
    return problem


@action("founding.problem.withdraw")
def withdraw_problem(*, actor: Actor, problem_id: int) -> Founding:
    """Take out a problem that was written by mistake. Raises OutOfTurn."""
    founding = locked(Stage.FORUM)
    problem: Problem = Problem.objects.get(pk=problem_id)
    title = problem.title
    problem.delete()
    events.record(actor, "founding.problem.withdrawn", founding, title=title)
    return founding


@action("founding.ranking.begin")
def begin_ranking(*, actor: Actor, seed: str, now: datetime) -> Founding:
    """Close the list of problems and begin to put them in order. Raises OutOfTurn, StillMissing, SeedMissing."""
    founding = locked(Stage.FORUM)
    refuse_missing(founding, now)
    if not plain(seed):
        raise SeedMissing
    founding.seed = plain(seed)[:120]
    move_to(founding, Stage.RANKING, "seed")
    events.record(actor, "founding.ranking.begun", founding, seed=founding.seed, problems=Problem.objects.count())
    return founding


@action("founding.ranking.record", for_self="member")
def record_ranking(*, actor: Actor, member: Member, order: Sequence[int], today: date) -> Ranking:
    """Note one person's order of the problems, the worst first; told again, the new one counts.

    Raises OutOfTurn, NotConstant, OrderWrong.
    """
    founding = locked(Stage.RANKING)
    times, needs = times_of(founding.course).get(member.person_id, 0), engine.needs_on(today)
    if times < needs.times:
        raise NotConstant(name=member.name, have=times, needed=needs.times)
    if not order:
        raise OrderWrong(why=_("falta decir al menos un problema."))
    if len(set(order)) != len(order):
        raise OrderWrong(why=_("un problema está dos veces."))
    if Problem.objects.filter(pk__in=order).count() != len(order):
        raise OrderWrong(why=_("un problema no está en la lista."))
    ranking, _new = Ranking.objects.update_or_create(
        union_id=actor.union_id, member=member, defaults={"order": list(order), "noted_on": today}
    )
    events.record(actor, "founding.ranking.recorded", ranking, member=member.number, order=list(order))
    return ranking


@action("founding.ranking.close")
def close_ranking(*, actor: Actor, now: datetime) -> Founding:
    """Count everybody's order into one. Raises OutOfTurn, StillMissing."""
    founding = locked(Stage.RANKING)
    refuse_missing(founding, now)
    problems = list(Problem.objects.order_by("pk"))
    number = {problem.pk: place for place, problem in enumerate(problems, start=1)}
    ballots = [
        (f"FORO-{each.member.number}", tuple(number[pk] for pk in each.order)) for each in queries.rankings()
    ]  # fmt: skip
    needs = engine.needs_on(timezone.localdate(now))
    result = engine.ranked(
        [problem.title for problem in problems], [order for _receipt, order in ballots], priorities=needs.priorities,
        seed=founding.seed,
    )  # fmt: skip
    for placed in result.placed:
        Problem.objects.filter(pk=problems[placed.problem - 1].pk).update(
            place=placed.place, is_priority=placed.is_priority
        )
    founding.record = _published(founding, problems, ballots, result.count)
    move_to(founding, Stage.PROMOTERS, "record")
    first = [problems[place - 1].title for place in result.priorities]
    events.record(actor, "founding.ranking.counted", founding, people=len(ballots), priorities=first)
    return founding


def _published(
    founding: Founding, problems: list[Problem], ballots: list[tuple[str, tuple[int, ...]]], count: tally.Count
) -> str:  # fmt: skip
    published = tally.Published(
        title=_("Problemas comunes del foro"), rule=count.rule, seats=count.seats, seed=founding.seed,
        names=tuple(problem.title for problem in problems),
        ballots=tuple(tally.Ballot(receipt, order) for receipt, order in ballots),
    )  # fmt: skip
    return tally.write_published(published, count)
