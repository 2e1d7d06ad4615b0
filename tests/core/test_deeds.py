"""A deed is one permission, one durable transaction and exactly one event."""

import pytest
from django.db import connection, transaction

from tequio.core import events
from tequio.core.action import REGISTRY, action
from tequio.core.models import DoneOnce, Event
from tequio.core.refusals import KeyUsedTwice, NotAllowed
from tequio.core.scope import NoUnion, in_union
from tequio.members.models import Section
from tests import factories


@pytest.fixture
def deeds():
    """Two deeds that exist for these tests only."""

    @action("tests.section.add")
    def add(*, actor, name):
        section = Section.objects.create(union_id=actor.union_id, name=name, municipality="X", point_name="Plaza")
        events.record(actor, "tests.section.added", section, name=name)
        return section

    @action("tests.section.silent")
    def silent(*, actor):
        Section.objects.create(union_id=actor.union_id, name="callado", municipality="X", point_name="Plaza")

    @action("tests.section.nested")
    def nested(*, actor):
        add(actor=actor, name="dentro")

    yield {"add": add, "silent": silent, "nested": nested}
    for right in ("tests.section.add", "tests.section.silent", "tests.section.nested"):
        del REGISTRY[right]


ALL = ("tests.section.add", "tests.section.silent", "tests.section.nested")


def test_a_deed_writes_its_change_and_one_chained_event(union, deeds):
    ana = factories.actor_with(union, *ALL)
    deeds["add"](actor=ana, name="Uno")
    deeds["add"](actor=ana, name="Dos")

    first, second = Event.objects.order_by("number")
    assert (first.number, second.number) == (1, 2)
    assert (first.kind, first.actor, first.data) == ("tests.section.added", "Rosa Tesorera", {"name": "Uno"})
    assert bytes(second.previous_hash) == bytes(first.hash) != b""
    assert bytes(first.previous_hash) == b""


def test_without_the_right_nothing_changes(union, deeds):
    with pytest.raises(NotAllowed):
        deeds["add"](actor=factories.actor_with(union), name="Uno")

    assert not Section.objects.exists()
    assert not Event.objects.exists()


def test_a_deed_that_records_no_event_is_undone(union, deeds):
    with pytest.raises(events.EventsWrong):
        deeds["silent"](actor=factories.actor_with(union, *ALL))

    assert not Section.objects.exists()


def test_a_deed_inside_a_deed_is_refused(union, deeds):
    with pytest.raises(RuntimeError, match="inside another deed"):
        deeds["nested"](actor=factories.actor_with(union, *ALL))

    assert not Section.objects.exists()
    assert not Event.objects.exists()


def test_the_same_key_does_the_deed_once_and_returns_the_first_result(union, deeds):
    ana = factories.actor_with(union, *ALL)
    first = deeds["add"](actor=ana, name="Uno", key="k1")
    again = deeds["add"](actor=ana, name="Uno", key="k1")

    assert again == first
    assert Section.objects.count() == 1
    assert Event.objects.count() == 1


def test_the_same_key_with_other_contents_is_refused(union, deeds):
    ana = factories.actor_with(union, *ALL)
    deeds["add"](actor=ana, name="Uno", key="k1")
    with pytest.raises(KeyUsedTwice):
        deeds["add"](actor=ana, name="Dos", key="k1")

    assert [section.name for section in Section.objects.all()] == ["Uno"]
    assert DoneOnce.objects.count() == 1


def test_outside_a_union_a_query_fails_loudly(db):
    with pytest.raises(NoUnion):
        Section.objects.count()


def test_raw_sql_outside_a_union_fails_loudly_too(union):
    factories.make_section(union)
    with in_union(union.pk):
        connection.tell_union(None)
        with pytest.raises(Exception, match="bigint"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM members_section")
        connection.tell_union(union.pk)


def test_raw_sql_sees_one_union_only(union):
    factories.make_section(union, "Nuestra")
    other = factories.make_union("otra", "Otra unión")
    with in_union(other.pk):
        factories.make_section(other, "Ajena")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM members_section")
        assert cursor.fetchall() == [("Nuestra",)]
