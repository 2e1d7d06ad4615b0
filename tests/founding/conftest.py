"""The twelve weeks of the demo, played as far as a test needs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from tequio.core.actors import Actor
from tequio.core.scope import in_union
from tequio.demo.forum import stages
from tequio.demo.play import Play, Told, written
from tequio.founding.models import Founding

LAST_DAY = date(2026, 11, 26)


@dataclass
class Forum:
    """A played forum in scope; `now` is just after the last thing that happened."""

    play: Play
    told: list[Told]

    @property
    def founding(self) -> Founding:
        return self.play.founding

    @property
    def today(self) -> date:
        return self.told[-1].day

    @property
    def now(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.today, datetime.min.time())) + timedelta(hours=22)

    @property
    def desk(self) -> Actor:
        return self.play.desk(self.now)

    @property
    def adviser(self) -> Actor:
        return self.play.adviser(self.now)

    @property
    def constant(self):
        return self.play.person(1)

    @property
    def passer_by(self):
        return self.play.person(24)


@pytest.fixture
def played(db):
    """`played("bylaws")` plays until something of that stage was told; changes to the script by a function."""
    scopes = []

    def until(stage: str | None = None, change=None, times: int = 1) -> Forum:
        script = written()
        if change:
            change(script)
        play = Play(LAST_DAY, script)
        found = []
        for told in stages(play):
            found.append(told)
            if told.stage == stage and sum(each.stage == stage for each in found) == times:
                break
        scope = in_union(play.union.pk)
        scope.__enter__()
        scopes.append(scope)
        return Forum(play, found)

    yield until
    for scope in reversed(scopes):
        scope.__exit__(None, None, None)
