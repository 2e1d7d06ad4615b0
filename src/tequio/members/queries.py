"""Reading members."""

from tequio.core.users import User
from tequio.members.models import Member


def member_of(user: User) -> Member | None:
    """The user's membership of the union in scope, or None."""
    return Member.objects.select_related("person", "section").filter(user=user).first()
