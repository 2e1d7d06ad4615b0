"""Lists to sign: printed, photographed, read, and the rows that a person decides."""

from __future__ import annotations

import base64
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.core.refusals import Refusal
from tequio.engines import omr
from tequio.members.models import Member
from tequio.training import actions, attendance_queries, sheets
from tequio.training.errors import NobodyHasNumber
from tequio.training.forms import SignInForm
from tequio.training.models import Doubt, Session
from tequio.training.views.asking import find_session
from tequio.training.views.attendance import whole_numbers
from tequio.ui.asking import deed, holder_of, once
from tequio.ui.files import file_answer
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: Any, session_id: int) -> HttpResponse:
    """Whom to print, the pages there are, and the photos that come home."""
    holder_of(request, "training.signin.teach", "training.photo.teach")
    found = find_session(session_id)
    refused: list[str] = []
    form = SignInForm(request.POST if request.POST.get("deed") == "print" else None)
    if request.method == "POST" and request.POST.get("deed") == "read":
        holder_of(request, "training.photo.teach")
        refused = _read(request, found)
        if not refused:
            return redirect("training:attendance", union=request.union.slug, session_id=found.pk)
    elif form.is_valid():
        told = {"session_id": found.pk, "rows": _rows(form, found), "now": timezone.now()}
        done = _("La hoja está lista para imprimir, al 100 % de su tamaño.")
        if answer := deed(request, form, actions.print_sheets, done, request.path, **told):
            return answer
    return render_page(
        request, "training/sign_in.html", session=found, form=form, refused=refused,
        pages=attendance_queries.pages_of(found), waiting=attendance_queries.doubts_of(found).count(),
        status=422 if refused or form.errors else 200,
    )  # fmt: skip


def _rows(form: SignInForm, session: Session) -> list[omr.Row]:
    people = []
    if form.cleaned_data["expected"]:
        people += attendance_queries.expected_at(session)
    if form.cleaned_data["section"]:
        people += attendance_queries.people_of_village(form.cleaned_data["section"].pk)
    once_each = {person.person_id: person for person in people}
    rows = [
        omr.Row(str(person.person_id), f"{person.number}" if person.number else "—", person.name)
        for person in sorted(once_each.values(), key=lambda person: person.name)
    ]
    return rows + sheets.blank_rows(form.cleaned_data["blank"])


def _read(request: Any, session: Session) -> list[str]:
    """Read each photo by itself; the sentences of those that could not be."""
    photos = request.FILES.getlist("photos")
    if not photos:
        return [_("No llegó ninguna foto. Escógela otra vez.")]
    refused, signed, unclear = [], 0, 0
    for photo in photos:
        try:
            seen = sheets.read_photo(session, photo.read())
            actions.read_sheet(
                actor=request.actor, page_id=seen.page.pk, person_ids=seen.person_ids, unclear=seen.unclear,
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            refused.append(f"{photo.name}: {refusal}")
        else:
            signed, unclear = signed + len(seen.person_ids), unclear + len(seen.unclear)
    if signed or unclear or len(refused) < len(photos):
        told = {"signed": signed, "unclear": unclear}
        tell(request, _("Firmaron: %(signed)s. Para que los mire una persona: %(unclear)s.") % told)
    return refused


@require_safe
def sign_in_pdf(request: Any, session_id: int) -> HttpResponse:
    """The pages that have not come home yet."""
    holder_of(request, "training.signin.teach")
    found = find_session(session_id)
    pages = list(attendance_queries.pages_of(found).filter(read_at__isnull=True))
    if not pages:
        raise Http404
    return file_answer(sheets.sheets_pdf(found, pages), f"lista-{found.pk}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def doubts(request: Any, session_id: int) -> HttpResponse:
    """Each unclear row with its picture; a person says who signed, or nobody."""
    holder_of(request, "training.doubt.teach")
    found = find_session(session_id)
    if request.method == "POST":
        return _decide(request, found)
    rows = [
        {"doubt": doubt, "name": doubt.person.sorted_name if doubt.person else "",
         "reasons": [str(sheets.REASONS.get(reason, reason)) for reason in doubt.reasons],
         "picture": "data:image/png;base64," + base64.b64encode(bytes(doubt.picture)).decode()}
        for doubt in attendance_queries.doubts_of(found)[:50]
    ]  # fmt: skip
    return render_page(request, "training/doubts.html", session=found, rows=rows)


def _decide(request: Any, session: Session) -> HttpResponse:
    asked = whole_numbers([request.POST.get("doubt", "")])
    doubt = get_object_or_404(Doubt.objects.filter(page__session=session), pk=asked[0] if asked else 0)
    try:
        person_id = doubt.person_id if request.POST.get("came") == "yes" else None
        if request.POST.get("came") == "number":
            person_id = _person_numbered(request.POST.get("number", ""))
        actions.decide_doubt(
            actor=request.actor, doubt_id=doubt.pk, person_id=person_id, now=timezone.now(), key=once(request)
        )
    except Refusal as refusal:
        warn(request, str(refusal))
    return redirect("training:doubts", union=request.union.slug, session_id=session.pk)


def _person_numbered(text: str) -> int:
    """Whoever has this number. Raises NobodyHasNumber."""
    numbers = whole_numbers([text.strip()])
    found = Member.objects.filter(number=numbers[0]).first() if numbers and numbers[0] < 2**31 else None
    if found is None:
        raise NobodyHasNumber(number=text[:20] or "—")
    return found.person_id
