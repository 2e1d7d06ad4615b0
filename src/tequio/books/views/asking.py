"""What every screen of the books asks first."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tequio.books.rights import may_read_books
from tequio.members.models import Member
from tequio.members.queries import member_detail


def readers_only(request: Any) -> None:
    """The books as a whole are for the office; a member sees his own account."""
    if not may_read_books(request.actor):
        raise PermissionDenied(_("Los libros son para la oficina. Tu cuenta la ves en «Mi cuenta»."))


def member_seen(request: Any, member_id: int) -> Member:
    """The member whose account is asked for: anyone for the office, oneself for a member."""
    member: Member = get_object_or_404(member_detail(member_id))
    if request.actor.member_id != member.pk:
        readers_only(request)
    return member
