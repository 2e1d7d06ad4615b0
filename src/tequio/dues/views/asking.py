"""What the screens of fees ask first."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tequio.dues import rights
from tequio.members.models import Member
from tequio.members.queries import member_detail
from tequio.ui.asking import office_of

__all__ = ["is_office", "member_seen", "office_only", "own_or_office", "rights"]


def is_office(request: Any) -> bool:
    return any(right.startswith("dues.") for right in request.actor.rights)


def office_only(request: Any) -> None:
    office_of(request, "dues")


def own_or_office(request: Any, member_id: int) -> None:
    """A member's papers are for himself and for the office."""
    if request.actor.member_id != member_id and not is_office(request):
        raise PermissionDenied(_("Solo puedes ver tus propias cuotas."))


def member_seen(request: Any, member_id: int) -> Member:
    """The member whom the office asks for."""
    office_only(request)
    found: Member = get_object_or_404(member_detail(member_id))
    return found
