"""A play of invented people who found a union: who acts on which day, and what is done again and again.

Whoever acts has only the rights of the office she holds on that day; the adviser's end with the handover.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils import timezone

from tequio.core.actors import Actor
from tequio.core.users import User
from tequio.founding import actions, queries
from tequio.founding.models import Founding
from tequio.members.models import Member
from tequio.training.actions import note_attendance
from tequio.training.models import Session
from tequio.unions.models import Union
from tequio.unions.queries import rights_of

SCRIPT = Path(__file__).parent / "data" / "forum.toml"
TELLER = "Demostración"


def written() -> dict[str, Any]:
    """The script as it stands in its file."""
    return tomllib.loads(SCRIPT.read_text(encoding="utf-8"))


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
        self.script = script or written()
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

    def open_doors(self) -> Union:
        told = self.script
        """Open the forum of the script."""
        self.union = actions.open_forum(
            slug=told["slug"], name=told["name"], trade_name=told["trade"], begun_on=self.begun_on,
            keeper=actions.Keeper(**told["keeper"]), adviser=actions.Keeper(**told["adviser"]), by=TELLER,
            today=self.begun_on, is_demo=True,
        )  # fmt: skip
        return self.union

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
