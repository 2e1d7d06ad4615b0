"""The office and one member's dossier: looking at it, its files, and a yes that was given on paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.core.refusals import Refusal
from tequio.credit.queries import lenders
from tequio.tenders import actions, queries
from tequio.tenders.forms import LATEST, PaperConsentForm
from tequio.tenders.models import Consent
from tequio.tenders.papers import FORMS, consent_letter, file_of
from tequio.tenders.sections import purpose_of, told_of
from tequio.tenders.shown import office_way, sections_of
from tequio.tenders.views.asking import find_application, office_only
from tequio.ui.asking import deed, holder_of, once
from tequio.ui.files import file_answer
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page

READ = "tenders.dossier.read"


@require_http_methods(["GET", "HEAD", "POST"])
def dossier(request: Any, application_id: int) -> HttpResponse:
    """The dossier as of today. Opening it is a deed: that it was done is written down, and the member sees by whom."""
    holder_of(request, READ)
    application = find_application(application_id)
    if request.method != "POST":
        return render_page(request, "tenders/dossier_open.html", application=application, forms=list(FORMS))
    form = str(request.POST.get("form", "page"))
    if form != "page" and form not in FORMS:
        raise Http404
    told = told_of(application, request.today)
    actions.read_dossier(actor=request.actor, application_id=application.pk, form=form)
    if form != "page":
        return file_answer(file_of(told, request.union, form), f"expediente-{application.pk}.{form}")
    return render_page(
        request, "tenders/dossier.html", application=application, dossier=told, forms=list(FORMS),
        sections=sections_of(told, office_way),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def consents(request: Any, application_id: int) -> HttpResponse:
    """A yes on paper is written down here; every yes and every opening is listed."""
    office_only(request)
    application = find_application(application_id)
    may_give = request.actor.may("tenders.consent.give") and application.is_open
    form = PaperConsentForm(request.POST or None, lenders=list(lenders()), today=request.today)
    if request.method == "POST":
        holder_of(request, "tenders.consent.give")
        if form.is_valid():
            there = reverse("tenders:consents", kwargs={"union": request.union.slug, "application_id": application.pk})
            answer = deed(
                request, form, actions.give_consent, _("El permiso en papel quedó anotado."), there,
                member_id=application.member_id, application_id=application.pk, today=request.today, on_paper=True,
                lender_ids=form.cleaned_data["lenders"], until_on=form.cleaned_data["until_on"],
            )  # fmt: skip
            if answer:
                return answer
    return render_page(
        request, "tenders/consents.html", application=application, form=form, may_give=may_give,
        consents=[(each, each.holds_on(request.today)) for each in queries.consents_of([application.pk])],
        openings=list(queries.openings_of(application)[:30]),
        may_withdraw=request.actor.may("tenders.consent.withdraw"),
    )  # fmt: skip


@require_POST
def consent_withdraw(request: Any, consent_id: int) -> HttpResponse:
    """Somebody asked at the office to take it back."""
    holder_of(request, "tenders.consent.withdraw")
    found = Consent.objects.select_related("application", "lender").filter(pk=consent_id).first()
    if found is None:
        raise Http404
    try:
        actions.withdraw_consent(
            actor=request.actor, member_id=found.application.member_id, consent_id=found.pk, now=timezone.now(),
            key=once(request),
        )  # fmt: skip
        tell(request, _("Quedó retirado. %(lender)s ya no puede abrir ese expediente.") % {"lender": found.lender})
    except Refusal as refusal:
        warn(request, str(refusal))
    return redirect("tenders:consents", union=request.union.slug, application_id=found.application_id)


@require_safe
def letter(request: Any, application_id: int) -> HttpResponse:
    office_only(request)
    application = find_application(application_id)
    paper = consent_letter(application, purpose_of(application), list(lenders()), request.today + LATEST)
    return file_answer(paper, f"permiso-{application.pk}.pdf")
