"""Two at once: numbers are given once, a file is imported once."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tequio.core.scope import in_union
from tequio.members import actions
from tequio.members.errors import RosterImported, RosterMoved
from tequio.members.models import Member
from tequio.members.persons import PersonDetails
from tequio.members.roster import actions as roster
from tequio.members.roster.columns import ROSTER
from tequio.members.roster.plan import plan_import
from tests import factories
from tests.members.test_roster_import import FULL


def together(*deeds: Callable[[], Any]) -> list[Any]:
    """What each deed returned or raised, all begun at the same moment."""
    results: list[Any] = [None] * len(deeds)
    gate = threading.Barrier(len(deeds))

    def run(place: int, deed: Callable[[], Any]) -> None:
        gate.wait()
        try:
            results[place] = deed()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.fixture
def office(live):
    union = factories.make_union()
    return factories.actor_with(union, "*")


def test_eight_persons_admitted_at_once_get_eight_numbers(office):
    with in_union(office.union_id):
        village = factories.make_section(factories.Union.objects.get())

    def admit(name: str) -> Callable[[], Member]:
        person = PersonDetails(name, "Luna")
        return lambda: actions.admit_member(
            actor=office, person=person, section_id=village.pk, today=factories.TODAY
        )  # fmt: skip

    results = together(*(admit(name) for name in "ABCDEFGH"))

    assert sorted(member.number for member in results) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_a_file_confirmed_by_two_at_once_is_imported_once(office):
    file = roster.upload_roster(actor=office, name="x.csv", content=FULL)
    with in_union(office.union_id):
        seen = plan_import(ROSTER.read_file("x.csv", FULL), factories.TODAY).digest

    def confirm() -> Any:
        return roster.import_roster(
            actor=office, file_id=file.pk, seen=seen, new_sections=True, today=factories.TODAY
        )  # fmt: skip

    results = together(confirm, confirm)

    assert sorted(type(result).__name__ for result in results) == ["RosterFile", "RosterImported"]
    with in_union(office.union_id):
        assert Member.objects.count() == 4


def test_two_files_of_the_same_people_confirmed_at_once_double_nobody(office):
    files = [roster.upload_roster(actor=office, name="x.csv", content=FULL) for _ in range(2)]
    with in_union(office.union_id):
        seen = plan_import(ROSTER.read_file("x.csv", FULL), factories.TODAY).digest

    def confirm(file_id: int) -> Callable[[], Any]:
        return lambda: roster.import_roster(
            actor=office, file_id=file_id, seen=seen, new_sections=True, today=factories.TODAY
        )  # fmt: skip

    results = together(*(confirm(file.pk) for file in files))

    assert sum(isinstance(result, RosterMoved) for result in results) == 1
    assert not any(isinstance(result, RosterImported) for result in results)
    with in_union(office.union_id):
        assert Member.objects.count() == 4
