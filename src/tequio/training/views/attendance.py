"""Who came: a list to tick, guests, and the QR for the wall."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.core.qr import qr_picture
from tequio.core.refusals import Refusal
from tequio.members.persons import PersonDetails
from tequio.training import actions, attendance_queries, links
from tequio.training.documents import door_pdf
from tequio.training.forms import GuestForm
from tequio.training.models import Session
from tequio.training.models.programme import DOOR_CLOSES
from tequio.training.views.asking import find_session
from tequio.ui.asking import deed, holder_of, once
from tequio.ui.files import file_answer
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page

TEACH = "training.attendance.teach"


def whole_numbers(texts: list[str]) -> list[int]:
    """The keys among what a form sent; anything else is nobody."""
    return [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 19]


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: Any, session_id: int) -> HttpResponse:
    """Tick who came. Those expected come first; anybody else is found by number or name."""
    holder_of(request, TEACH)
    found = find_session(session_id)
    if request.method == "POST":
        return _note(request, found)
    search = request.GET.get("q", "")[:60].replace("\x00", "").strip()
    rows = attendance_queries.found(search, found) if search else attendance_queries.expected_at(found)
    here = list(attendance_queries.attendances_of(found))
    return render_page(
        request, "training/attendance.html", session=found, search=search, rows=rows, here=here,
        may_note=found.takes_lists(timezone.now()), waiting=attendance_queries.doubts_of(found).count(),
        members=attendance_queries.members_of(row.person_id for row in here),
    )  # fmt: skip


def _note(request: Any, session: Session) -> HttpResponse:
    people = whole_numbers(request.POST.getlist("person"))
    told = {"actor": request.actor, "session_id": session.pk, "key": once(request)}
    try:
        if request.POST.get("deed") == "withdraw":
            for person_id in people[:1]:
                actions.withdraw_attendance(person_id=person_id, **told)
                tell(request, _("Se quitó su asistencia."))
        elif not people:
            warn(request, _("No marcaste a nadie. Marca a quien vino y guarda."))
        else:
            actions.note_attendance(person_ids=people, now=timezone.now(), **told)
            done = ngettext("Quedó anotada %(n)s persona.", "Quedaron anotadas %(n)s personas.", len(people))
            tell(request, done % {"n": len(people)})
    except Refusal as refusal:
        warn(request, str(refusal))
    return redirect("training:attendance", union=request.union.slug, session_id=session.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: Any, session_id: int) -> HttpResponse:
    holder_of(request, "training.guest.teach")
    found = find_session(session_id)
    form = GuestForm(request.POST or None)
    if form.is_valid():
        there = reverse("training:attendance", kwargs={"union": request.union.slug, "session_id": found.pk})
        told = {"session_id": found.pk, "person": PersonDetails(**form.cleaned_data), "now": timezone.now()}
        done = _("Quedó anotada. La próxima vez la encuentras por su nombre.")
        if answer := deed(request, form, actions.note_guest, done, there, **told):
            return answer
    return render_page(request, "training/guest.html", form=form, session=found)


def door_link(request: Any, session: Session) -> str:
    return str(request.build_absolute_uri(reverse("arrive", args=[links.DOOR.token_for(session)])))


@require_safe
def door(request: Any, session_id: int) -> HttpResponse:
    """The QR, large; on paper with `?formato=pdf`."""
    holder_of(request, "training.door.teach")
    found = find_session(session_id)
    link = door_link(request, found) if found.door_serial else ""
    if request.GET.get("formato") == "pdf" and link:
        return file_answer(door_pdf(found, link), f"qr-{found.pk}.pdf")
    return render_page(request, "training/door.html", session=found, link=link, qr=qr_picture(link) if link else "",
                       is_over=timezone.now() > found.ends_at + DOOR_CLOSES)  # fmt: skip


@require_POST
def door_open(request: Any, session_id: int) -> HttpResponse:
    found = find_session(session_id)
    try:
        actions.open_door(actor=request.actor, session_id=found.pk, key=once(request))
    except Refusal as refusal:
        warn(request, str(refusal))
    return redirect("training:door", union=request.union.slug, session_id=found.pk)
