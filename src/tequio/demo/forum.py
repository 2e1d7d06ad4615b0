"""Plays twelve weeks through: a forum of invented people becomes a union, by the same deeds that its pages do.

Whoever acts has only the rights of the office she holds on that day; the adviser's end with the handover.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.assembly.models import Assembly
from tequio.core.actors import Actor
from tequio.core.refusals import Refusal
from tequio.core.scope import in_union
from tequio.core.users import User
from tequio.demo import constituting
from tequio.founding import actions, queries
from tequio.founding.models import Founder, Founding, Problem
from tequio.members.actions import add_section, admit_member
from tequio.members.models import Member, Person, Section
from tequio.members.persons import PersonDetails, WorkshopDetails
from tequio.training.actions import SessionDetails, note_attendance, plan_series
from tequio.training.models import Session
from tequio.training.series import Weeks
from tequio.unions.models import Union
from tequio.unions.queries import rights_of

SCRIPT = Path(__file__).parent / "data" / "forum.toml"
TELLER = "Demostración"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened: on which day, at which stage, in a sentence, with its figures."""

    day: date
    stage: str
    said: str
    figures: dict[str, Any] = field(default_factory=dict)


class Play:
    """One playing of the script that ends on `today` or shortly before."""

    def __init__(self, today: date, script: dict[str, Any] | None = None) -> None:
        self.script = script or tomllib.loads(SCRIPT.read_text(encoding="utf-8"))
        weeks = len(self.script["topics"])
        # Two weeks more than there are sessions: days of rest may push the last ones back.
        begun = today - timedelta(weeks=weeks + 2)
        self.begun_on = begun - timedelta(days=(begun.weekday() - 1) % 7)
        self.union: Union
        self.people: list[Member] = []
        self.sessions: list[Session] = []

    # --- who acts ---

    def actor(self, email: str, now: datetime) -> Actor:
        """The person of this address with the rights of that day."""
        user = User.objects.get(email=email)
        day = timezone.localdate(now)
        return Actor(self.union.pk, user.name, user_id=user.pk, rights=rights_of(user, day))

    def desk(self, now: datetime) -> Actor:
        return self.actor(self.script["keeper"]["email"], now)

    def adviser(self, now: datetime) -> Actor:
        return self.actor(self.script["adviser"]["email"], now)

    def person(self, place: int) -> Member:
        """As she stands in the roster now; by place in the script, from 1."""
        found: Member = Member.objects.select_related("person").get(pk=self.people[place - 1].pk)
        return found

    def after(self, step: str) -> datetime:
        """The end of the session after which a step was taken."""
        return self.sessions[self.script["weeks"][step] - 1].ends_at

    @cached_property
    def meets_at(self) -> datetime:
        """The Sunday after the last session."""
        last = timezone.localdate(self.sessions[-1].begins_at)
        sunday = last + timedelta(days=6 - last.weekday())
        return timezone.make_aware(datetime.combine(sunday, time(10)))

    # --- what happens ---

    def stages(self) -> Iterator[Told]:
        """Play stage after stage; each is done when it is told."""
        self.union = self.open_doors()
        yield Told(self.begun_on, "forum", _("El foro «%(name)s» abrió sus puertas.") % {"name": self.union.name})
        with in_union(self.union.pk):
            for step in (self.gather, self._ranking, self._promoters, self._form, self._bylaws, self._called):
                yield from step()
            yield from constituting.stages(self)

    def open_doors(self) -> Union:
        told = self.script
        return actions.open_forum(
            slug=told["slug"], name=told["name"], trade_name=told["trade"], begun_on=self.begun_on,
            keeper=actions.Keeper(**told["keeper"]), adviser=actions.Keeper(**told["adviser"]), by=TELLER,
            today=self.begun_on, is_demo=True,
        )  # fmt: skip

    def gather(self) -> Iterator[Told]:
        start = timezone.make_aware(datetime.combine(self.begun_on, time(9)))
        desk, told = self.desk(start), self.script
        villages: dict[str, Section] = {
            name: add_section(actor=desk, name=name, municipality="Tlayacapan", point_name=f"Plaza de {name}")
            for name in told["villages"]
        }
        for row in told["person"]:
            details = PersonDetails(**{key: row[key] for key in PersonDetails.__dataclass_fields__ if key in row})
            self.people.append(admit_member(
                actor=desk, person=details, section_id=villages[row["village"]].pk, today=self.begun_on,
                workshop=WorkshopDetails(address=row["address"]),
            ))  # fmt: skip
        Person.objects.filter(is_demo=False).update(is_demo=True)
        course = queries.founding_here().course  # type: ignore[union-attr]
        plan_series(
            actor=desk, course_id=course.pk, weeks=Weeks(self.begun_on, told["at_time"]), topics=told["topics"],
            details=SessionDetails(minutes=120, place="Plaza de Tlayacapan", speaker=told["speaker"]), now=start,
        )  # fmt: skip
        self.sessions = list(Session.objects.filter(course=course).order_by("begins_at", "pk"))
        self.attend(0, told["weeks"]["problems"])
        now = self.after("problems")
        for title in told["problems"]:
            # Writing down what others say is what an adviser may do.
            actions.record_problem(actor=self.adviser(now), title=title, member=None, today=timezone.localdate(now))
        yield self.told(now, _("%(people)s personas vinieron y dijeron %(problems)s problemas."),
                        people=len(self.people), problems=len(told["problems"]))  # fmt: skip
        self.attend(told["weeks"]["problems"], told["weeks"]["ranking"])
        now = self.after("ranking")
        actions.begin_ranking(actor=self.desk(now), seed=told["seed"], now=now)
        constant = sum(each.is_constant for each in queries.attenders(self.founding, timezone.localdate(now)))
        yield self.told(now, _("%(constant)s personas vienen seguido: ellas ponen los problemas en orden."),
                        constant=constant)  # fmt: skip

    def _ranking(self) -> Iterator[Told]:
        self.attend(self.script["weeks"]["ranking"], self.script["weeks"]["counted"])
        now = self.after("counted")
        keys = list(Problem.objects.order_by("pk").values_list("pk", flat=True))
        constant = {each.member.pk for each in queries.attenders(self.founding, timezone.localdate(now))
                    if each.is_constant}  # fmt: skip
        ranked = 0
        for member, row in zip(self.people, self.script["person"], strict=True):
            if member.pk in constant and row["order"]:
                own = Actor(self.union.pk, member.name, member_id=member.pk)
                actions.record_ranking(actor=own, member=member, order=[keys[place - 1] for place in row["order"]],
                                       today=timezone.localdate(now))  # fmt: skip
                ranked += 1
        actions.close_ranking(actor=self.desk(now), now=now)
        first = [each.title for each in Problem.objects.filter(is_priority=True).order_by("place")]
        yield self.told(now, _("%(people)s órdenes se contaron. Primero: %(first)s."), people=ranked,
                        first="; ".join(first))  # fmt: skip

    def _promoters(self) -> Iterator[Told]:
        self.attend(self.script["weeks"]["counted"], self.script["weeks"]["promoters"])
        now, rows = self.after("promoters"), self.script["promoter"]
        people = [(self.person(row["person"]).pk, row["task"]) for row in rows]
        actions.name_promoters(actor=self.desk(now), people=people, today=timezone.localdate(now))
        names = ", ".join(self.person(row["person"]).name for row in rows)
        yield self.told(now, _("El comité promotor: %(names)s."), names=names)

    def _form(self) -> Iterator[Told]:
        self.attend(self.script["weeks"]["promoters"], self.script["weeks"]["form"])
        now, chosen = self.after("form"), self.script["chosen"]
        actions.choose_form(actor=self.desk(now), today=timezone.localdate(now), **chosen)
        form = Assembly.Form(chosen["legal_form"]).label
        yield self.told(now, _("La figura: %(form)s, con %(in_favour)s votos de %(present)s."), form=str(form),
                        in_favour=chosen["in_favour"], present=chosen["present"])  # fmt: skip

    def _bylaws(self) -> Iterator[Told]:
        self.attend(self.script["weeks"]["form"], self.script["weeks"]["founders"])
        now = self.after("answers")
        actions.draft_answers(actor=self.adviser(now), answers=self.script["answers"], today=timezone.localdate(now))
        now = self.after("founders")
        today = timezone.localdate(now)
        constant = [each.member for each in queries.attenders(self.founding, today) if each.is_constant]
        for place, member in enumerate(sorted(constant, key=lambda each: each.number)):
            paper = Founder.Paper.NONE if place == 0 else Founder.Paper.INE
            actions.enlist_founder(actor=self.desk(now), member_id=member.pk, paper=paper, today=today)
        yield self.told(now, _("%(people)s personas se apuntaron como fundadoras y fundadores."), people=len(constant))
        try:
            self.prepare(now)
        except Refusal as refusal:
            yield self.told(now, _("La asamblea todavía no se pudo preparar: «%(why)s»"), why=str(refusal))
        first = queries.founders().order_by("member__number").first()
        assert first is not None  # enlisted above
        actions.enlist_founder(actor=self.desk(now), member_id=first.member_id, paper=Founder.Paper.INE, today=today)

    def _called(self) -> Iterator[Told]:
        self.attend(self.script["weeks"]["founders"], self.script["weeks"]["called"])
        now = self.after("called")
        self.prepare(now)
        yield from constituting.call(self, now)
        self.attend(self.script["weeks"]["called"], len(self.sessions))

    def prepare(self, now: datetime) -> None:
        actions.prepare_assembly(
            actor=self.desk(now), meets_at=self.meets_at, second_at=self.meets_at + timedelta(hours=1),
            place="Plaza de Tlayacapan", now=now,
        )  # fmt: skip

    def attend(self, since: int, until: int) -> None:
        """Note who came to the sessions from one place to another (excluded)."""
        for place in range(since, until):
            came = [member.person_id for member, row in zip(self.people, self.script["person"], strict=True)
                    if row["came"][place] == "x"]  # fmt: skip
            session = self.sessions[place]
            note_attendance(
                actor=self.adviser(session.ends_at), session_id=session.pk, person_ids=came, now=session.ends_at
            )

    @property
    def founding(self) -> Founding:
        found = queries.founding_here()
        assert found is not None  # opened by the first step
        return found

    def told(self, now: datetime, sentence: str, **figures: Any) -> Told:
        return Told(timezone.localdate(now), self.founding.stage, sentence % figures, figures)


def is_played() -> bool:
    """Whether the union of the script is there."""
    script = tomllib.loads(SCRIPT.read_text(encoding="utf-8"))
    return Union.objects.filter(slug=script["slug"]).exists()
