"""Who came to how much of a course, what was learned, and certificates: awarded, printed, and checked by anyone."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tequio.core.refusals import Refusal
from tequio.core.scope import in_union
from tequio.engines.tally import plain_code
from tequio.training import actions, badge, results
from tequio.training.documents import certificate_pdf
from tequio.training.forms import ReasonForm
from tequio.training.models import Certificate, Course
from tequio.training.records import record_of
from tequio.training.settings import LEAST_PERCENT
from tequio.training.views.asking import find_course, office_only
from tequio.training.views.attendance import whole_numbers
from tequio.ui.asking import deed, holder_of, once
from tequio.ui.files import file_answer
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page
from tequio.unions.models import Union
from tequio.unions.queries import ruling


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: Any, course_id: int) -> HttpResponse:
    """Everybody's attendance in a course; who came enough may be given a certificate."""
    office_only(request)
    found = find_course(course_id)
    if request.method == "POST":
        holder_of(request, "training.certificate.award")
        return _award(request, found)
    percent = int(ruling(LEAST_PERCENT, request.today))
    gone = set(Certificate.objects.filter(course=found, revoked_on__isnull=False).values_list("person_id", flat=True))
    have = {each.person_id: each for each in Certificate.objects.filter(course=found, revoked_on__isnull=True)}
    seen = record_of(found, timezone.now())
    rows = [
        {
            "line": line,
            "certificate": have.get(line.person_id),
            "is_enough": line.is_enough(percent),
            "was_annulled": line.person_id in gone,
        }
        for line in seen.lines
    ]
    return render_page(
        request, "training/record.html", course=found, rows=rows, held=seen.held, percent=percent,
        stopped=[line for line in seen.lines if line.has_stopped],
        may_award=[row for row in rows if row["is_enough"] and row["certificate"] is None],
    )  # fmt: skip


def _award(request: Any, course: Course) -> HttpResponse:
    people = whole_numbers(request.POST.getlist("person"))
    try:
        if not people:
            warn(request, _("No marcaste a nadie."))
        else:
            actions.award_certificates(
                actor=request.actor, course_id=course.pk, person_ids=people, today=request.today,
                now=timezone.now(), key=once(request),
            )  # fmt: skip
            done = ngettext("Se dio %(n)s constancia.", "Se dieron %(n)s constancias.", len(people))
            tell(request, done % {"n": len(people)})
    except Refusal as refusal:
        warn(request, str(refusal))
    return redirect("training:record", union=request.union.slug, course_id=course.pk)


@require_safe
def learned(request: Any, course_id: int) -> HttpResponse:
    """What the questions before and after say, and what people thought."""
    office_only(request)
    found = find_course(course_id)
    return render_page(
        request, "training/learned.html", course=found, learned=results.learned_in(found),
        opinions=results.opinions_on(found), least=results.LEAST_PEOPLE,
    )  # fmt: skip


def _link(request: HttpRequest, certificate: Certificate) -> str:
    return str(request.build_absolute_uri(certificate.get_absolute_url()))


@require_safe
def certificate_paper(request: Any, certificate_id: int) -> HttpResponse:
    """The PDF: for whom it is, and for the office; of an annulled one there is none."""
    found = get_object_or_404(Certificate.objects.select_related("union"), pk=certificate_id)
    mine = request.member is not None and request.member.person_id == found.person_id
    if not mine and not any(right.startswith("training.") for right in request.actor.rights):
        raise PermissionDenied(_("Solo puedes ver tus propias constancias."))
    if not found.stands:
        return redirect(found)  # its page says that it was annulled, and why
    return file_answer(certificate_pdf(found, _link(request, found)), f"constancia-{found.code_shown}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def certificate_revoke(request: Any, certificate_id: int) -> HttpResponse:
    holder_of(request, "training.certificate.revoke")
    found = get_object_or_404(Certificate.objects.select_related("union", "course__union"), pk=certificate_id)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        there = reverse("training:record", kwargs={"union": request.union.slug, "course_id": found.course_id})
        told = {"certificate_id": found.pk, "reason": form.cleaned_data["reason"], "today": request.today}
        done = _("La constancia quedó anulada; su página ya lo dice.")
        if answer := deed(request, form, actions.revoke_certificate, done, there, **told):
            return answer
    return render_page(request, "training/certificate_revoke.html", certificate=found, form=form)


def _found(of: str, code: str) -> tuple[Union, Certificate | None]:
    union = Union.objects.filter(slug=of).first()
    if union is None:
        raise Http404
    with in_union(union.pk):
        found = Certificate.objects.select_related("union").filter(code=plain_code(code)[:12]).first()
    return union, found


@require_safe
def certificate_check(request: HttpRequest, of: str, code: str) -> HttpResponse:
    """The public page where anyone who has the code sees what was certified, and whether it stands."""
    union, found = _found(of, code)
    return render_page(
        request, "training/certificate.html", for_union=union, certificate=found, status=200 if found else 404
    )


@require_safe
def certificate_badge(request: HttpRequest, of: str, code: str) -> HttpResponse:
    """The Open Badge; gone when it was annulled."""
    _union, found = _found(of, code)
    if found is None:
        raise Http404
    if not found.stands:
        return JsonResponse({"error": _("Esta constancia está anulada.")}, status=410)
    address = request.build_absolute_uri(reverse("certificate_badge", args=[found.union.slug, found.code]))
    told = badge.credential(found, address, request.build_absolute_uri(f"/{found.union.slug}/"))
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'inline; filename="{found.code_shown}.json"'
    return answer
