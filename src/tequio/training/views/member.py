"""A member's own page of courses: the next session large, a seat kept with one tap, her own calendar."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.core.refusals import Refusal
from tequio.members.models import Member
from tequio.training import actions, queries
from tequio.training.models import Attendance, Session
from tequio.training.quizzes import questions_of
from tequio.training.views.calendar import link_of
from tequio.ui.asking import once
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page

SHOWN = 30


def member_of(request: Any) -> Member:
    if request.member is None:
        raise Http404
    found: Member = request.member
    return found


@require_safe
def my_courses(request: Any) -> HttpResponse:
    member, now = member_of(request), timezone.now()
    coming = [
        row for row in queries.with_mine(queries.coming(now), member.person)[:SHOWN] if not row.is_over(now)
    ]  # fmt: skip
    held = [row for row in coming if not row.is_cancelled]
    mine = [row for row in held if row.mine]
    # A session that she keeps a seat in and that was called off is the first thing she must know.
    called_off = [row for row in coming if row.is_cancelled and row.mine]
    following = (mine or held or [None])[0]
    return render_page(
        request, "training/mine.html", following=following, called_off=called_off,
        rest=[row for row in held if row != following], past=queries.came_to(member.person)[:SHOWN],
        certificates=queries.certificates_of(member.person),
        link=link_of(request, queries.feed_of(person=member.person)),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def my_session(request: Any, session_id: int) -> HttpResponse:
    """One session; with `lugar` a seat is kept or let go."""
    member = member_of(request)
    found = get_object_or_404(queries.with_mine(queries.sessions(), member.person), pk=session_id)
    if request.method == "POST":
        return _seat(request, member, found)
    now = timezone.now()
    return render_page(
        request, "training/my_session.html", session=found, sheet=queries.sheet_of(found),
        may_choose=not found.has_begun(now),
        is_full=found.seats is not None and found.taken >= found.seats,
        came=Attendance.objects.filter(session=found, person=member.person).exists(),
        has_quiz=bool(questions_of(found)) and not found.is_cancelled,
    )  # fmt: skip


def _seat(request: Any, member: Member, session: Session) -> HttpResponse:
    told = {"actor": request.actor, "member": member, "now": timezone.now(), "key": once(request)}
    try:
        if request.POST.get("lugar") == "dejar":
            actions.give_up_seat(session_id=session.pk, **told)
            done = _("Dejaste tu lugar; otra persona lo puede tomar.")
        else:
            actions.take_seats(session_ids=[session.pk], **told)
            done = _("Tu lugar está apartado. Te esperamos.")
    except Refusal as refusal:
        warn(request, str(refusal))
    else:
        tell(request, done)
    return redirect("training:my_session", union=request.union.slug, session_id=session.pk)


@require_POST
def my_calendar(request: Any) -> HttpResponse:
    """A new link to one's own calendar; the one before stops working."""
    actions.make_feed(actor=request.actor, member=member_of(request), key=once(request))
    tell(request, _("Tu enlace está listo."))
    return redirect("training:mine", union=request.union.slug)
