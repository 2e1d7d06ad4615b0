"""Noting who came: by list, by the QR on the wall, and as a guest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.links import LinkUseless
from tequio.members.models import Member
from tequio.members.persons import PersonDetails
from tequio.members.steps import add_person
from tequio.training.errors import CertificateStands, DoorClosed, NotNoted
from tequio.training.models import Attendance, Certificate, Course, Session, Way
from tequio.training.steps import belonging, locked_session, note


@action("training.attendance.teach")
def note_attendance(*, actor: Actor, session_id: int, person_ids: Sequence[int], now: datetime) -> Session:
    """Note people of a list as present. Raises SessionCancelled, TooEarly, PersonUnknown."""
    session = locked_session(session_id)
    new = note(actor, session, person_ids, Way.LIST, now)
    events.record(actor, "training.attendance.noted", session, way=Way.LIST, people=sorted(person_ids), new=new)
    return session


@action("training.guest.teach")
def note_guest(*, actor: Actor, session_id: int, person: PersonDetails, now: datetime) -> Session:
    """Write down somebody who is no member and note her as present. Raises SessionCancelled, TooEarly."""
    session = locked_session(session_id)
    guest = add_person(actor.union_id, person)
    note(actor, session, [guest.pk], Way.LIST, now)
    events.record(actor, "training.guest.noted", session, person=guest.pk)
    return session


@action("training.attendance.withdraw")
def withdraw_attendance(*, actor: Actor, session_id: int, person_id: int) -> Session:
    """Take back an attendance that was noted by mistake, however often and in whatever way it was noted.

    Raises SessionCancelled, NotNoted, CertificateStands.
    """
    session = locked_session(session_id)
    # The course too: while certificates are being awarded, nothing that they count goes away.
    Course.objects.select_for_update().get(pk=session.course_id)
    stands = Certificate.objects.filter(course_id=session.course_id, person_id=person_id, revoked_on__isnull=True)
    if certificate := stands.first():
        raise CertificateStands(name=certificate.name)
    noted = Attendance.objects.filter(session=session, person_id=person_id).first()
    if noted is None:
        raise NotNoted(topic=session.topic)
    noted.delete()
    events.record(actor, "training.attendance.withdrawn", session, person=person_id, way=noted.way)
    return session


@action("training.attendance.arrive", for_self="member")
def arrive(*, actor: Actor, member: Member, session_id: int, serial: int, now: datetime) -> Session:
    """Say that one is there, by the QR on the wall. Raises LinkUseless, DoorClosed, NotActive, SessionCancelled."""
    session = locked_session(session_id)
    if serial < 1 or session.door_serial != serial:
        raise LinkUseless
    if not session.takes_arrivals(now):
        raise DoorClosed
    belonging(member)
    new = note(actor, session, [member.person_id], Way.PHONE, now)
    events.record(actor, "training.attendance.arrived", session, member=member.pk, new=new)
    return session


@action("training.door.teach")
def open_door(*, actor: Actor, session_id: int) -> Session:
    """Make the QR that hangs on the wall; made again, the one before stops working. Raises SessionCancelled."""
    session = locked_session(session_id)
    Session.objects.filter(pk=session.pk).update(door_serial=F("door_serial") + 1)
    session.refresh_from_db()
    events.record(actor, "training.door.opened", session, serial=session.door_serial)
    return session
