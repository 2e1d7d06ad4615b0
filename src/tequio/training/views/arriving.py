"""What the QR on the wall opens on somebody's own telephone, without an account."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tequio.core.actors import Actor
from tequio.core.refusals import Refusal
from tequio.core.users import User
from tequio.members.models import Member
from tequio.members.queries import member_of, members
from tequio.training import actions, links
from tequio.training.errors import NobodyHasNumber
from tequio.training.forms import ArriveForm
from tequio.training.models import Attendance, Session
from tequio.ui.links import by_link
from tequio.ui.render import render_page


def _useless(request: HttpRequest, why: Refusal, status: int) -> HttpResponse:
    """One page for a code that nobody printed (404) and for one that was replaced (410)."""
    return render_page(request, "training/arrive_useless.html", status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@by_link(links.DOOR, _useless)
def arrive(request: HttpRequest, session: Session, token: str) -> HttpResponse:
    """A member who signed in says yes; anybody else types the number and says that the name is right."""
    mine = member_of(request.user) if isinstance(request.user, User) else None
    form = ArriveForm(request.POST if "number" in request.POST else None)
    member = mine or (_numbered(form) if form.is_valid() else None)
    here, refused = False, ""
    if member is not None and request.POST.get("soy") == "yes":
        # To hold the code of the wall is the proof of being there; only who signed in acts under an account.
        actor = Actor(session.union_id, member.name, member.user_id if mine else None, member.pk)
        try:
            actions.arrive(
                actor=actor, member=member, session_id=session.pk, serial=session.door_serial, now=timezone.now()
            )
            here = True
        except Refusal as refusal:
            refused = str(refusal)
    elif mine is not None:
        here = Attendance.objects.filter(session=session, person=mine.person).exists()
    context: dict[str, Any] = {
        "session": session, "form": form, "member": member, "mine": mine, "here": here, "for_union": session.union,
        "is_open": session.takes_arrivals(timezone.now()), "refused": refused,
    }  # fmt: skip
    return render_page(request, "training/arrive.html", status=422 if form.errors or refused else 200, **context)


def _numbered(form: ArriveForm) -> Member | None:
    number = form.cleaned_data["number"]
    found = members().exclude(state__in=Member.GONE).filter(number=number).first()
    if found is None:
        form.add_error("number", str(NobodyHasNumber(number=number)))
    return found
