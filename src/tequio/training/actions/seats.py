"""Keeping a seat in sessions, and letting it go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.members.models import Member
from tequio.training.errors import NoSeatLeft, SessionOver
from tequio.training.models import Seat, Session
from tequio.training.steps import belonging, locked_session


@action("training.seat.take", for_self="member")
def take_seats(*, actor: Actor, member: Member, session_ids: Sequence[int], now: datetime) -> Member:
    """Keep a seat in each of these sessions, or in none of them. Raises NoSeatLeft, SessionOver, SessionCancelled."""
    belonging(member)
    taken: list[Session] = []
    for session_id in sorted(set(session_ids)):  # in one order, so that two who lock the same sessions do not cross
        session = locked_session(session_id)
        if session.has_begun(now):
            raise SessionOver(topic=session.topic)
        if session.taken_seats.filter(person=member.person).exists():
            continue
        if session.seats is not None and session.taken_seats.count() >= session.seats:
            raise NoSeatLeft(topic=session.topic, seats=session.seats)
        Seat.objects.create(union_id=actor.union_id, session=session, person=member.person, taken_at=now)
        taken.append(session)
    events.record(actor, "training.seat.taken", member, number=member.number, sessions=[each.pk for each in taken])
    return member


@action("training.seat.give_up", for_self="member")
def give_up_seat(*, actor: Actor, member: Member, session_id: int, now: datetime) -> Session:
    """Leave a seat to somebody else. Raises SessionOver, SessionCancelled."""
    session = locked_session(session_id)
    if session.has_begun(now):
        raise SessionOver(topic=session.topic)
    Seat.objects.filter(session=session, person=member.person).delete()
    events.record(actor, "training.seat.given_up", member, number=member.number, session=session.pk)
    return session
