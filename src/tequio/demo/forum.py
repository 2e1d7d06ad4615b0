"""Plays twelve weeks through: a forum of invented people becomes a union, by the same deeds that its pages do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.assembly.models import Assembly
from tequio.core.actors import Actor
from tequio.core.refusals import Refusal
from tequio.core.scope import in_union
from tequio.demo import constituting
from tequio.demo.play import Play, Told, written
from tequio.founding import actions, queries
from tequio.founding.models import Founder, Problem
from tequio.members.actions import add_section, admit_member
from tequio.members.models import Person, Section
from tequio.members.persons import PersonDetails, WorkshopDetails
from tequio.training.actions import SessionDetails, plan_series
from tequio.training.models import Session
from tequio.training.series import Weeks
from tequio.unions.models import Union


def stages(play: Play) -> Iterator[Told]:
    """Play stage after stage; each is done when it is told."""
    play.open_doors()
    yield Told(play.begun_on, "forum", _("El foro «%(name)s» abrió sus puertas.") % {"name": play.union.name})
    with in_union(play.union.pk):
        for step in (gather, ranking, promoters, form, bylaws, called):
            yield from step(play)
        yield from constituting.stages(play)


def gather(play: Play) -> Iterator[Told]:
    start = timezone.make_aware(datetime.combine(play.begun_on, time(9)))
    desk, told = play.desk(start), play.script
    villages: dict[str, Section] = {
        name: add_section(actor=desk, name=name, municipality="Tlayacapan", point_name=f"Plaza de {name}")
        for name in told["villages"]
    }
    for row in told["person"]:
        details = PersonDetails(**{key: row[key] for key in PersonDetails.__dataclass_fields__ if key in row})
        play.people.append(admit_member(
            actor=desk, person=details, section_id=villages[row["village"]].pk, today=play.begun_on,
            workshop=WorkshopDetails(address=row["address"]),
        ))  # fmt: skip
    Person.objects.filter(is_demo=False).update(is_demo=True)
    course = queries.founding_here().course  # type: ignore[union-attr]
    plan_series(
        actor=desk, course_id=course.pk, weeks=Weeks(play.begun_on, told["at_time"]), topics=told["topics"],
        details=SessionDetails(minutes=120, place="Plaza de Tlayacapan", speaker=told["speaker"]), now=start,
    )  # fmt: skip
    play.sessions = list(Session.objects.filter(course=course).order_by("begins_at", "pk"))
    play.attend(0, told["weeks"]["problems"])
    now = play.after("problems")
    for title in told["problems"]:
        # Writing down what others say is what an adviser may do.
        actions.record_problem(actor=play.adviser(now), title=title, member=None, today=timezone.localdate(now))
    yield play.told(now, _("%(people)s personas vinieron y dijeron %(problems)s problemas."),
                    people=len(play.people), problems=len(told["problems"]))  # fmt: skip
    play.attend(told["weeks"]["problems"], told["weeks"]["ranking"])
    now = play.after("ranking")
    actions.begin_ranking(actor=play.desk(now), seed=told["seed"], now=now)
    constant = sum(each.is_constant for each in queries.attenders(play.founding, timezone.localdate(now)))
    yield play.told(now, _("%(constant)s personas vienen seguido: ellas ponen los problemas en orden."),
                    constant=constant)  # fmt: skip


def ranking(play: Play) -> Iterator[Told]:
    play.attend(play.script["weeks"]["ranking"], play.script["weeks"]["counted"])
    now = play.after("counted")
    keys = list(Problem.objects.order_by("pk").values_list("pk", flat=True))
    constant = {each.member.pk for each in queries.attenders(play.founding, timezone.localdate(now))
                if each.is_constant}  # fmt: skip
    ranked = 0
    for member, row in zip(play.people, play.script["person"], strict=True):
        if member.pk in constant and row["order"]:
            own = Actor(play.union.pk, member.name, member_id=member.pk)
            actions.record_ranking(actor=own, member=member, order=[keys[place - 1] for place in row["order"]],
                                   today=timezone.localdate(now))  # fmt: skip
            ranked += 1
    actions.close_ranking(actor=play.desk(now), now=now)
    first = [each.title for each in Problem.objects.filter(is_priority=True).order_by("place")]
    yield play.told(now, _("%(people)s órdenes se contaron. Primero: %(first)s."), people=ranked,
                    first="; ".join(first))  # fmt: skip


def promoters(play: Play) -> Iterator[Told]:
    play.attend(play.script["weeks"]["counted"], play.script["weeks"]["promoters"])
    now, rows = play.after("promoters"), play.script["promoter"]
    people = [(play.person(row["person"]).pk, row["task"]) for row in rows]
    actions.name_promoters(actor=play.desk(now), people=people, today=timezone.localdate(now))
    names = ", ".join(play.person(row["person"]).name for row in rows)
    yield play.told(now, _("El comité promotor: %(names)s."), names=names)


def form(play: Play) -> Iterator[Told]:
    play.attend(play.script["weeks"]["promoters"], play.script["weeks"]["form"])
    now, chosen = play.after("form"), play.script["chosen"]
    actions.choose_form(actor=play.desk(now), today=timezone.localdate(now), **chosen)
    form = Assembly.Form(chosen["legal_form"]).label
    yield play.told(now, _("La figura: %(form)s, con %(in_favour)s votos de %(present)s."), form=str(form),
                    in_favour=chosen["in_favour"], present=chosen["present"])  # fmt: skip


def bylaws(play: Play) -> Iterator[Told]:
    play.attend(play.script["weeks"]["form"], play.script["weeks"]["founders"])
    now = play.after("answers")
    actions.draft_answers(actor=play.adviser(now), answers=play.script["answers"], today=timezone.localdate(now))
    now = play.after("founders")
    today = timezone.localdate(now)
    constant = [each.member for each in queries.attenders(play.founding, today) if each.is_constant]
    for place, member in enumerate(sorted(constant, key=lambda each: each.number)):
        paper = Founder.Paper.NONE if place == 0 else Founder.Paper.INE
        actions.enlist_founder(actor=play.desk(now), member_id=member.pk, paper=paper, today=today)
    yield play.told(now, _("%(people)s personas se apuntaron como fundadoras y fundadores."), people=len(constant))
    try:
        play.prepare(now)
    except Refusal as refusal:
        yield play.told(now, _("La asamblea todavía no se pudo preparar: «%(why)s»"), why=str(refusal))
    first = queries.founders().order_by("member__number").first()
    assert first is not None  # enlisted above
    actions.enlist_founder(actor=play.desk(now), member_id=first.member_id, paper=Founder.Paper.INE, today=today)


def called(play: Play) -> Iterator[Told]:
    play.attend(play.script["weeks"]["founders"], play.script["weeks"]["called"])
    now = play.after("called")
    play.prepare(now)
    yield from constituting.call(play, now)
    play.attend(play.script["weeks"]["called"], len(play.sessions))


def is_played() -> bool:
    """Whether the union of the script is there."""
    return Union.objects.filter(slug=written()["slug"]).exists()
