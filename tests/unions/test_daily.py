"""What the program does by itself each day: in the union's hours, once, and again where it failed."""

from datetime import date, datetime

import pytest

from tequio.cli import worker
from tequio.core.scope import in_union
from tequio.unions import daily
from tequio.unions.models import Setting
from tests import factories

DAY = date(2026, 2, 16)


def at(hour, minute=0):
    return datetime(2026, 2, 16, hour, minute)  # noqa: DTZ001 - the clock on the wall


@pytest.fixture
def did(live, monkeypatch):
    """Two unions, and a work that tells for whom it was done."""
    told = []
    monkeypatch.setattr(daily, "WORKS", [lambda union_id, today: told.append((union_id, today))])
    return told


@pytest.fixture
def unions(live):
    return [factories.make_union(), factories.make_union("cuentepec")]


@pytest.mark.parametrize(("hour", "minute", "times"), [(8, 59, 0), (9, 0, 2), (18, 59, 2), (19, 0, 0)])
def test_a_day_begins_and_ends_with_the_unions_hours(did, unions, hour, minute, times):
    daily.do_todays_work(at(hour, minute), set())
    assert did == [(union.pk, DAY) for union in unions][:times]


def test_each_union_has_its_own_hours_and_may_want_none(did, unions):
    for union, key, hour in zip(unions, ("unions.program_until", "unions.program_from"), (0, 12), strict=True):
        with in_union(union.pk):
            Setting.objects.create(union=union, key=key, value=hour, valid_from=DAY, source="Asamblea")
    done = set()
    daily.do_todays_work(at(11), done)
    assert did == []
    daily.do_todays_work(at(12), done)

    assert did == [(unions[1].pk, DAY)]


def test_one_worker_does_it_once_a_day_and_what_failed_again(unions, monkeypatch):
    told, broken = [], [True]

    def second(union_id, today):
        if broken.pop() if broken else False:
            raise RuntimeError("The gateway of this test is away.")
        told.append(("second", union_id))

    works = [second, lambda union_id, today: told.append(("other", union_id))]
    monkeypatch.setattr(daily, "WORKS", works)
    done = set()
    one, two = (union.pk for union in unions)
    daily.do_todays_work(at(10), done)
    assert (told, done) == ([("other", one), ("second", two), ("other", two)], {(two, DAY)})
    for _ in range(2):
        daily.do_todays_work(at(11), done)

    assert told[3:] == [("second", one), ("other", one)]


def test_the_worker_asks_by_the_clock_of_the_installation(did, unions, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localtime", lambda: at(9))
    worker._todays_work(set())
    assert did == [(union.pk, DAY) for union in unions]
