"""What deeds of training share."""

from collections.abc import Iterable
from datetime import datetime

from tequio.core.actors import Actor
from tequio.members.models import Member, Person
from tequio.training.errors import NotActive, PersonUnknown, SessionCancelled, TooEarly
from tequio.training.models import Attendance, Session


def locked_session(session_id: int) -> Session:
    """The session, held until the deed ends: seats and changes do not cross. Raises SessionCancelled."""
    session: Session = Session.objects.select_for_update(of=("self",)).select_related("union").get(pk=session_id)
    if session.is_cancelled:
        raise SessionCancelled(topic=session.topic)
    return session


def belonging(member: Member) -> Member:
    """The member, unless he has left. Raises NotActive."""
    if member.state in Member.GONE:
        raise NotActive(name=member.name)
    return member


def note(actor: Actor, session: Session, person_ids: Iterable[int], way: str, now: datetime) -> int:
    """Note that these people came; who is noted already stays as he was. Returns how many are new.

    The session is locked. Raises TooEarly, PersonUnknown; nobody is noted then.
    """
    if not session.takes_lists(now):
        raise TooEarly(topic=session.topic)
    wanted = set(person_ids)
    if Person.objects.filter(pk__in=wanted).count() != len(wanted):
        raise PersonUnknown
    new = wanted - set(Attendance.objects.filter(session=session).values_list("person_id", flat=True))
    Attendance.objects.bulk_create(
        Attendance(
            union_id=actor.union_id, session=session, person_id=person_id, way=way, noted_at=now, noted_by=actor.name
        )
        for person_id in sorted(new)
    )
    return len(new)
