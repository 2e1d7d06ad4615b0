"""A deed's transaction begins with its first statement and ends with its last, and is a transaction all the same."""

from threading import Thread

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from tequio.core import events
from tequio.core.action import REGISTRY, action
from tequio.core.models import DoneOnce, Event
from tequio.core.quick import Question, ask, ask_all
from tequio.core.scope import in_union
from tequio.members.models import Section
from tests import factories

ADD = (
    "INSERT INTO members_section (union_id, name, municipality, point_name, point_address, locality_code)"
    " VALUES (%s, %s, 'X', 'Plaza', '', '')"
)


@pytest.fixture
def village(live):
    """A union whose deeds really commit, and a deed that leaves its only statement to go with its event."""
    union = factories.make_union()
    told = []

    @action("tests.section.along")
    def add(*, actor, statement, values):
        transaction.on_commit(lambda: told.append("committed"))
        events.along(Question(statement, values))
        events.record(actor, "tests.section.added", "members.section")

    def do(statement=ADD, values=(union.pk, "Uno"), **more):
        add(actor=factories.actor_with(union, "tests.section.along"), statement=statement, values=values, **more)

    do.union, do.told = union, told
    with in_union(union.pk):
        yield do
    del REGISTRY["tests.section.along"]


def seen_from_elsewhere(union):
    found = []

    def look():
        with in_union(union.pk):
            found.append((Section.objects.count(), Event.objects.count()))
        connections["default"].close()

    other = Thread(target=look)
    other.start()
    other.join()
    return found[0]


@pytest.mark.parametrize("keeps_plans", [True, False])
def test_what_goes_along_is_committed_with_the_event(village, keeps_plans):
    connection.ensure_connection()
    connection.connection.keeps_plans = keeps_plans
    village()
    village(values=(village.union.pk, "Dos"), key="k1")
    village(values=(village.union.pk, "Dos"), key="k1")

    assert seen_from_elsewhere(village.union) == (2, 2)
    assert village.told == ["committed", "committed"]
    assert DoneOnce.objects.count() == 1


def test_what_is_refused_takes_the_event_with_it(village):
    with pytest.raises(DatabaseError, match="no_such_table"):
        village("DELETE FROM no_such_table WHERE id = %s", [1])

    assert seen_from_elsewhere(village.union) == (0, 0)
    assert village.told == []
    village()
    assert seen_from_elsewhere(village.union) == (1, 1)


def test_what_only_the_commit_refuses_is_undone_too(village):
    member = factories.make_member(village.union)
    with pytest.raises(IntegrityError, match="section_id_in_union"):
        village("UPDATE members_member SET section_id = 987654321 WHERE id = %s", [member.pk])

    member.refresh_from_db()
    assert member.section_id != 987654321
    assert not Event.objects.exists()
    assert village.told == []


def test_inside_a_wider_transaction_the_last_question_ends_nothing(union):
    with pytest.raises(RuntimeError, match="undone"), transaction.atomic():
        with transaction.atomic():
            ask_all(Question(ADD, [union.pk, "Uno"]), last=True)
        raise RuntimeError("undone")

    assert not Section.objects.exists()


def test_nothing_goes_along_outside_a_deed(union):
    with pytest.raises(events.EventsWrong):
        events.along(Question(ADD, [union.pk, "Uno"]))


def test_questions_asked_together_are_answered_one_by_one(union):
    _, names, (numbers,) = ask_all(
        Question(ADD, [union.pk, "Uno"]),
        Question("SELECT name FROM members_section WHERE union_id = %(union)s AND %(union)s > 0", {"union": union.pk}),
        Question("SELECT %s::int, %s::bigint, %s::text", [7, 2**40, None]),
    )

    assert names == [("Uno",)]
    assert numbers == (7, 2**40, None)


@pytest.mark.parametrize("keep", [True, False])
def test_lists_of_small_and_of_large_numbers_are_asked_one_after_the_other(union, keep):
    text = "SELECT sum(n), count(*) FROM unnest(%s::bigint[]) AS n"
    lists = [[None], [5], [1_002_900, None], [5_000_000_000], [7]]
    assert [ask(text, [numbers], keep=keep) for numbers in lists] == [
        [(None, 1)], [(5, 1)], [(1_002_900, 2)], [(5_000_000_000, 1)], [(7, 1)],
    ]  # fmt: skip


def test_a_question_asked_again_after_its_table_changed_is_planned_anew(village):
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE tests_changing (a integer); GRANT SELECT ON tests_changing TO PUBLIC")
    try:
        assert ask("SELECT * FROM tests_changing", []) == []
        with connections["owner"].cursor() as cursor:
            cursor.execute("ALTER TABLE tests_changing ADD COLUMN b integer")
        with pytest.raises(DatabaseError, match="cached plan"):
            ask("SELECT * FROM tests_changing", [])
        assert ask("SELECT * FROM tests_changing", []) == []
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("DROP TABLE tests_changing")


def test_the_union_is_told_whatever_a_transaction_begins_with(village):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(ADD, [(village.union.pk, "Uno"), (village.union.pk, "Dos")])
    with transaction.atomic(), connection.connection.pipeline():
        connection.connection.execute(ADD, [village.union.pk, "Tres"])
    with transaction.atomic():
        assert ask("SELECT count(*) FROM members_section", []) == [(3,)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('tequio.union')")
        assert cursor.fetchone() == (str(village.union.pk),)
