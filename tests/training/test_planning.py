"""Programmes, courses and series: what is written, what is refused, and what the database keeps."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tequio.core.models import Event
from tequio.training import actions
from tequio.training.actions import SessionDetails
from tequio.training.errors import (
    DatesWrong,
    FewerSeatsThanTaken,
    NoDays,
    NoSeatLeft,
    NotActive,
    NoTopics,
    SessionCancelled,
    SessionOver,
)
from tequio.training.models import Programme, Seat, Session
from tequio.training.series import Weeks
from tests.members.test_together import together
from tests.training.world import FIRST, NOW, TOPICS

DETAILS = SessionDetails(minutes=90, place="Kiosco")


def events():
    return Event.objects.count()


def test_a_series_is_one_event_and_passes_over_holidays_and_exceptions(world):
    before = events()
    held = world.plan("A", "B", "C", first_on=date(2026, 1, 26), except_on=frozenset({date(2026, 2, 9)}))

    days = [timezone.localtime(each.begins_at) for each in held]
    assert [(day.date(), day.hour) for day in days] == [
        (date(2026, 1, 26), 17), (date(2026, 2, 16), 17), (date(2026, 2, 23), 17),
    ]  # fmt: skip
    assert events() == before + 1
    told = Event.objects.order_by("-number").first().data
    assert told["skipped"] == ["2026-02-02: Día de la Constitución", "2026-02-09: ese día no hay"]
    assert {each.sequence for each in held} == {0}


def test_on_holidays_too_when_asked(world):
    (held,) = world.plan("A", first_on=date(2026, 2, 2), on_holidays=True)

    assert timezone.localdate(held.begins_at) == date(2026, 2, 2)


def test_a_form_sent_twice_plans_once(world):
    told = {"weeks": Weeks(FIRST, time(17)), "topics": ["A"]}
    for _ in range(2):
        actions.plan_series(actor=world.actor, course_id=world.course.pk, details=DETAILS, now=NOW, key="k", **told)

    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    ("topics", "error"), [((" ", ""), NoTopics), (("x",) * 521, NoDays)], ids=["no topic", "too many"]
)
def test_a_series_that_cannot_be_is_refused_whole(world, topics, error):
    before = events()
    with pytest.raises(error):
        world.plan(*topics)

    assert (Session.objects.count(), events()) == (0, before)


def test_a_programme_ends_after_it_begins(world):
    with pytest.raises(DatesWrong):
        actions.draft_programme(actor=world.actor, title="Al revés", begins_on=FIRST, ends_on=FIRST)

    assert Programme.objects.count() == 1


def test_moving_a_session_raises_its_number_and_keeps_its_name(world):
    (held,) = world.plan("A")
    later = held.begins_at + timedelta(days=1)
    moved = actions.change_session(
        actor=world.actor, session_id=held.pk, topic="A", begins_at=later, details=DETAILS, now=NOW + timedelta(hours=1)
    )

    assert (moved.uid, moved.sequence, moved.begins_at) == (held.uid, 1, later)
    assert moved.changed_at == NOW + timedelta(hours=1)


def test_a_change_that_calendars_do_not_show_leaves_the_number(world):
    (held,) = world.plan("A")
    same = SessionDetails(minutes=120, place=held.place, speaker=held.speaker, seats=12)
    changed = actions.change_session(
        actor=world.actor, session_id=held.pk, topic="A", begins_at=held.begins_at, details=same, now=NOW
    )

    assert (changed.sequence, changed.seats) == (0, 12)


def test_a_cancelled_session_stays_and_changes_no_more(world):
    (held,) = world.plan("A")
    gone = actions.cancel_session(actor=world.actor, session_id=held.pk, reason="Lluvia", now=NOW)
    assert (gone.state, gone.reason, gone.sequence, gone.uid) == ("cancelled", "Lluvia", 1, held.uid)

    before = events()
    for refused in (
        lambda: actions.cancel_session(actor=world.actor, session_id=held.pk, reason="Otra", now=NOW),
        lambda: actions.change_session(actor=world.actor, session_id=held.pk, topic="B", begins_at=held.begins_at,
                                       details=DETAILS, now=NOW),
        lambda: world.take(world.ana, held),
    ):  # fmt: skip
        with pytest.raises(SessionCancelled):
            refused()
    assert events() == before
    assert Session.objects.get().reason == "Lluvia"


@pytest.mark.parametrize("change", [{"topic": "B"}, {"place": "Otro"}, {"state": "cancelled", "reason": "x"}])
def test_the_database_lets_nothing_change_behind_the_calendars_back(world, change):
    (held,) = world.plan("A")
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=held.pk).update(**change)

    Session.objects.filter(pk=held.pk).update(sequence=1, **change)


# --- seats -----------------------------------------------------------------------------------------------------------


def test_a_seat_is_kept_once_and_let_go(world):
    first, second, *_ = world.plan()
    world.take(world.ana, first, second)
    world.take(world.ana, first)
    assert Seat.objects.filter(person=world.ana.person).count() == 2

    actions.give_up_seat(actor=world.actor, member=world.ana, session_id=first.pk, now=NOW)
    assert list(Seat.objects.values_list("session", flat=True)) == [second.pk]


def test_no_seat_more_than_there_are_and_then_in_none_of_them(world):
    first, second, *_ = world.plan(seats=1)
    world.take(world.ana, second)
    before = events()
    with pytest.raises(NoSeatLeft, match=f"{TOPICS[1]}.*1 lugares"):
        world.take(world.beto, first, second)

    assert not Seat.objects.filter(person=world.beto.person).exists()
    assert events() == before
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(union=world.union, session=second, person=world.beto.person, taken_at=NOW)


def test_seats_do_not_fall_below_those_taken(world):
    (held,) = world.plan("A", seats=5)
    world.take(world.ana, held)
    world.take(world.beto, held)
    with pytest.raises(FewerSeatsThanTaken):
        actions.change_session(actor=world.actor, session_id=held.pk, topic="A", begins_at=held.begins_at,
                               details=replace(DETAILS, seats=1), now=NOW)  # fmt: skip

    assert Session.objects.get().seats == 5


def test_after_the_beginning_and_for_one_who_left_there_is_no_seat(world):
    (held,) = world.plan("A")
    for refused in (
        lambda: world.take(world.ana, held, now=held.begins_at),
        lambda: actions.give_up_seat(actor=world.actor, member=world.ana, session_id=held.pk, now=held.begins_at),
    ):
        with pytest.raises(SessionOver):
            refused()
    world.beto.state, world.beto.left_on = "left", date(2026, 2, 1)
    with pytest.raises(NotActive):
        world.take(world.beto, held)
    assert not Seat.objects.exists()


def test_of_two_who_want_the_last_seat_one_gets_it(live_world):
    (held,) = live_world.plan("A", seats=1)

    def take(member):
        try:
            live_world.take(member, held, now=datetime(2026, 3, 1, tzinfo=UTC))
        except NoSeatLeft:
            return "full"
        return "kept"

    assert sorted(together(lambda: take(live_world.ana), lambda: take(live_world.beto))) == [
        "full", "kept",
    ]  # fmt: skip
    assert Seat.objects.count() == 1
