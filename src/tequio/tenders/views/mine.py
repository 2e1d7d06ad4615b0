"""A member's own dossier in plain words: what it says, which banks may see it, who opened it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.core.refusals import Refusal
from tequio.credit.models import Application
from tequio.credit.queries import lenders
from tequio.tenders import actions, queries
from tequio.tenders.bundles import bundle_of
from tequio.tenders.forms import LATEST, ConsentForm
from tequio.tenders.models import Bundled
from tequio.tenders.papers import consent_letter
from tequio.tenders.sections import purpose_of, told_of
from tequio.tenders.shown import SectionShown, member_way, sections_of
from tequio.tenders.views.asking import own_application
from tequio.ui.asking import deed, once
from tequio.ui.files import file_answer
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page

OPENINGS = 30


@require_safe
def my_dossier(request: Any, application_id: int) -> HttpResponse:
    """The same figures that a bank reads, as of the day they were sent, or of today."""
    application = own_application(request, application_id)
    sent = queries.last_sent(application)
    dossier = sent.dossier if sent else told_of(application, request.today)
    return render_page(
        request, "tenders/my_dossier.html", application=application, dossier=dossier, is_sent=sent is not None,
        sections=sections_of(dossier, member_way(_own_pages(request))), together=_together(sent) if sent else [],
    )  # fmt: skip


def _together(sent: Bundled) -> list[SectionShown]:
    """What the bundle that his application went in says of all, as the committee reads it; without the rows."""
    facts = queries.facts_kept(sent.tender)
    return sections_of(bundle_of(sent.tender, facts)) if facts else []


def _own_pages(request: Any) -> dict[str, str]:
    names = {
        "purchasing": "books:mine", "books": "books:mine", "dues": "dues:mine", "sales": "sales:my_jobs",
        "production": "production:mine", "credit": "credit:mine",
    }  # fmt: skip
    return {app: reverse(name, kwargs={"union": request.union.slug}) for app, name in names.items()}


@require_http_methods(["GET", "HEAD", "POST"])
def my_consents(request: Any, application_id: int) -> HttpResponse:
    """Which banks may see it, until when; saying yes to more; who opened it."""
    application = own_application(request, application_id)
    form = ConsentForm(request.POST or None, lenders=list(lenders()), today=request.today)
    if form.is_valid():
        there = reverse("tenders:my_consents", kwargs=_named(request, application))
        told = {"lender_ids": form.cleaned_data["lenders"], "until_on": form.cleaned_data["until_on"]}
        n = len(told["lender_ids"])
        done = ngettext("Listo: %(n)s banco puede ver tu expediente.", "Listo: %(n)s bancos pueden ver tu expediente.",
                        n) % {"n": n}  # fmt: skip
        answer = deed(
            request, form, actions.give_consent, done, there, member_id=request.member.pk,
            application_id=application.pk, today=request.today, **told,
        )  # fmt: skip
        if answer:
            return answer
    consents = list(queries.consents_of([application.pk]))
    return render_page(
        request, "tenders/my_consents.html", application=application, form=form, purpose=purpose_of(application),
        standing=[each for each in consents if each.holds_on(request.today)],
        past=[each for each in consents if not each.holds_on(request.today)],
        openings=list(queries.openings_of(application)[:OPENINGS]), may_give=application.is_open,
    )  # fmt: skip


def _named(request: Any, application: Application) -> dict[str, Any]:
    return {"union": request.union.slug, "application_id": application.pk}


@require_POST
def my_consent_withdraw(request: Any, application_id: int) -> HttpResponse:
    application = own_application(request, application_id)
    given = str(request.POST.get("consent", ""))
    found = queries.consents_of([application.pk]).filter(pk=int(given)).first() if given.isdecimal() else None
    if found is None:
        warn(request, _("No se encontró ese permiso. No cambió nada."))
    else:
        try:
            actions.withdraw_consent(
                actor=request.actor, member_id=request.member.pk, consent_id=found.pk, now=timezone.now(),
                key=once(request),
            )  # fmt: skip
            tell(request, _("Quedó retirado. %(lender)s ya no puede abrir tu expediente.") % {"lender": found.lender})
        except Refusal as refusal:
            warn(request, str(refusal))
    return redirect("tenders:my_consents", **_named(request, application))


@require_safe
def my_letter(request: Any, application_id: int) -> HttpResponse:
    """The paper to sign, for who rather signs."""
    application = own_application(request, application_id)
    paper = consent_letter(application, purpose_of(application), list(lenders()), request.today + LATEST)
    return file_answer(paper, f"permiso-{application.pk}.pdf")
