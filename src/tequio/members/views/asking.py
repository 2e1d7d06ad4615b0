"""What every screen about members asks first, and where it goes afterwards."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from tequio.members import queries
from tequio.members.models import Member


def office_only(request: Any) -> None:
    """Lists of members are for those who hold an office."""
    if not queries.may_see_everyone(request.actor):
        raise PermissionDenied(_("Esta página es para la oficina de la unión."))


def member_or_404(request: Any, member_id: int) -> Member:
    """The member, seen with everything that his page shows; 403 when the person asking may not see him."""
    member: Member = get_object_or_404(queries.member_detail(member_id))
    if not queries.may_see(request.actor, member):
        raise PermissionDenied(_("Solo puedes ver tu propia página."))
    return member


def to(request: Any, name: str, **kwargs: Any) -> HttpResponseRedirect:
    return redirect(f"members:{name}", union=request.union.slug, **kwargs)
