"""What deeds of training share."""

from tequio.members.models import Member
from tequio.training.errors import NotActive, SessionCancelled
from tequio.training.models import Session


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
