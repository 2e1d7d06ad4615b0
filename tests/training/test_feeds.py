"""Calendars by a secret link: whose sessions they hold, what a change does, and when a link is worth nothing."""

from datetime import timedelta

import icalendar
import pytest
from django.core import signing
from django.urls import reverse

from tequio.core.refusals import NotAllowed
from tequio.training import actions, links
from tests import factories
from tests.training.world import NOW, TOPICS


def address(feed):
    return reverse("calendar_feed", args=[links.FEED.token_for(feed)])


def read(client, feed, **headers):
    answer = client.get(address(feed), headers=headers)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(answer.content)


def topics(found):
    return [str(event["SUMMARY"]) for event in found.walk("VEVENT")]


def test_the_unions_a_courses_and_a_persons_calendar(world, client):
    held = world.plan()
    other = actions.draft_course(actor=world.actor, programme_id=world.programme.pk, title="Impuestos")
    world.take(world.ana, held[1])

    everything = actions.make_feed(actor=world.actor)
    course = actions.make_feed(actor=world.actor, course_id=other.pk)
    hers = actions.make_feed(actor=world.actor, member=world.ana)

    assert topics(read(client, everything)) == list(TOPICS)
    assert topics(read(client, course)) == []
    assert topics(read(client, hers)) == [TOPICS[1]]
    assert read(client, hers).calendar_name == "Mis cursos · Unión de Alfareros de Tlayacapan"


def test_a_moved_and_a_cancelled_session_keep_their_names(world, client):
    first, second, *_ = world.plan()
    feed = actions.make_feed(actor=world.actor)
    before = {str(event["UID"]): event["SEQUENCE"] for event in read(client, feed).walk("VEVENT")}
    details = actions.SessionDetails(minutes=60, place="Casa de cultura")
    actions.change_session(actor=world.actor, session_id=first.pk, topic=first.topic, details=details, now=NOW,
                           begins_at=first.begins_at + timedelta(days=7))  # fmt: skip
    actions.cancel_session(actor=world.actor, session_id=second.pk, reason="Fiesta", now=NOW + timedelta(hours=1))

    after = {str(event["UID"]): event for event in read(client, feed).walk("VEVENT")}
    assert set(after) == set(before)
    moved, gone = after[str(first.uid)], after[str(second.uid)]
    assert (moved["SEQUENCE"], moved["STATUS"], str(moved["LOCATION"])) == (1, "CONFIRMED", "Casa de cultura")
    assert moved.decoded("DTSTART") == first.begins_at + timedelta(days=7)
    assert (gone["SEQUENCE"], gone["STATUS"]) == (1, "CANCELLED")
    assert "Se canceló: Fiesta" in gone["DESCRIPTION"]
    assert gone.decoded("LAST-MODIFIED") == NOW + timedelta(hours=1)


def test_a_calendar_that_knows_it_all_gets_nothing_new(world, client):
    world.plan()
    feed = actions.make_feed(actor=world.actor)
    tag = client.get(address(feed))["ETag"]
    assert client.get(address(feed), headers={"If-None-Match": tag}).status_code == 304

    world.plan("Otra")
    assert client.get(address(feed), headers={"If-None-Match": tag}).status_code == 200


def test_nothing_about_people_is_in_a_calendar(world, client):
    (held,) = world.plan("A")
    world.take(world.ana, held)
    written = client.get(address(actions.make_feed(actor=world.actor))).content.decode()

    assert "Luna" not in written
    assert "Tlayacapan" in written


def test_a_newer_link_ends_the_older(world, client):
    old = actions.make_feed(actor=world.actor)
    new = actions.make_feed(actor=world.actor)

    assert (new.pk, new.serial) == (old.pk, 2)
    gone = client.get(address(old))
    assert (gone.status_code, "ya no sirve" in gone.content.decode()) == (410, True)
    assert client.get(address(new)).status_code == 200


def test_a_link_that_nobody_signed_leads_nowhere(world, client):
    feed, salt = actions.make_feed(actor=world.actor), links.FEED.salt
    token = links.FEED.token_for(feed)
    forged = [token[:-1] + ("a" if token[-1] != "a" else "b"), "x", signing.dumps([1, 2, 3]),
              signing.dumps("abc", salt=salt), signing.dumps([1, 2], salt=salt)]  # fmt: skip
    for each in forged:
        assert client.get(reverse("calendar_feed", args=[each])).status_code == 404, each
    of_nobody = signing.dumps([10**18, 1, 1], salt=salt)
    assert client.get(reverse("calendar_feed", args=[of_nobody])).status_code == 410


def test_a_member_makes_a_link_for_himself_alone(world):
    ana = factories.actor_with(world.union, member=world.ana)
    assert actions.make_feed(actor=ana, member=world.ana).person_id == world.ana.person_id
    for refused in ({"member": world.beto}, {}, {"course_id": world.course.pk}):
        with pytest.raises((NotAllowed, KeyError)):
            actions.make_feed(actor=ana, **refused)
