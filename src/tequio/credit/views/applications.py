"""Applications as the office sees them: typed from paper, decided by two people, agreed with a lender."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tequio.core.refusals import Refusal
from tequio.credit import actions, queries
from tequio.credit.forms import AgreeForm, DecideForm
from tequio.credit.models import AgreedTerms, Application
from tequio.credit.offered import offered_for
from tequio.credit.steps import TermsDraft
from tequio.credit.views.asking import office_only
from tequio.credit.views.wizard import Wizard
from tequio.credit.words import rhythms_at_odds
from tequio.members.models import Member
from tequio.members.queries import found_members
from tequio.ui.asking import deed, done, holder_of, once
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page

FOUND = 10


@require_http_methods(["GET", "HEAD", "POST"])
def application_new(request: Any) -> HttpResponse:
    """For one who came with a signed paper: first who, then the same short steps."""
    holder_of(request, "credit.application.send")
    text = request.GET.get("socia", "")
    member = None
    if text.isascii() and text.isdecimal():
        wanted = Member.objects.select_related("person", "section")
        member = get_object_or_404(wanted, pk=min(int(text), 2**62))
    if member is None:
        search = request.GET.get("q", "")[:100].replace("\0", "")
        found = found_members(search)[:FOUND] if search.strip() else ()
        return render_page(request, "credit/who_asks.html", search=search, found=found)
    wizard = Wizard(request, member)
    if wizard.is_whole and (made := wizard.send()):
        tell(request, _("Quedó la solicitud de %(name)s.") % {"name": member.name})
        return redirect(made)
    return wizard.page("credit/ask.html", base="ui/page.html", on_paper=True)


@require_http_methods(["GET", "HEAD", "POST"])
def application(request: Any, application_id: int) -> HttpResponse:
    """Everything about one application, and one's own yes or no with its reason."""
    office_only(request)
    shown = get_object_or_404(queries.applications(), pk=application_id)
    form = DecideForm(request.POST if request.method == "POST" and "retirar" not in request.POST else None)
    if request.method == "POST":
        if "retirar" in request.POST:
            return _withdraw(request, shown)
        holder_of(request, "credit.application.decide")
        if form.is_valid() and done(
            request, form, actions.decide, application_id=shown.pk, today=request.today, **form.cleaned_data
        ):
            tell(request, _("Quedó lo que dijiste, con tu nombre y tu porqué."))
            return redirect(shown)
    approvals = list(queries.approvals_of(shown))
    said = any(each.user_id == request.actor.user_id for each in approvals)
    others = list(queries.others_of_group(shown))
    missing = [each.member.name for each in others if each.state == Application.State.ASKED]
    may_decide = (
        shown.state == Application.State.SENT and request.actor.may("credit.application.decide") and not said
        and not missing and request.actor.member_id != shown.member_id
    )  # fmt: skip
    return render_page(
        request, "credit/application.html", application=shown, approvals=approvals, form=form, may_decide=may_decide,
        said=said, others=others, missing=missing,
        costs=queries.costs(shown.amount_minor, shown.payments, shown.rhythm, request.today),
        loans=list(queries.loans_of(shown.member_id)), file=queries.files_of([shown.member_id]).get(shown.member_id),
        status=422 if form.errors else 200,
    )  # fmt: skip


def _withdraw(request: Any, shown: Application) -> HttpResponse:
    holder_of(request, "credit.application.withdraw")
    try:
        actions.withdraw_application(
            actor=request.actor, member=shown.member, application_id=shown.pk, key=once(request)
        )  # fmt: skip
    except Refusal as refusal:
        warn(request, str(refusal))
    else:
        tell(request, _("La solicitud quedó retirada."))
    return redirect("credit:home", union=request.union.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: Any, application_id: int) -> HttpResponse:
    """What the lender will lend; what it announces, or answered when several were asked, is filled in."""
    holder_of(request, "credit.loan.agree")
    shown = get_object_or_404(queries.applications(), pk=application_id)
    if shown.state != Application.State.APPROVED:
        warn(request, _("Esa solicitud no está aprobada, o ya tiene préstamo."))
        return redirect(shown)
    costs = queries.costs(shown.amount_minor, shown.payments, shown.rhythm, request.today)
    offered = None if "de" in request.GET else offered_for(shown)
    chosen = _chosen(request, costs) if offered is None else None
    first = {"principal_minor": shown.amount_minor, "payments": shown.payments, "starts_on": request.today,
             "every": shown.every, "rest_in": shown.rest_in}  # fmt: skip
    given: AgreedTerms | None = None
    if offered is not None:
        given = offered.terms
        first |= {"lender": offered.lender, "payments": offered.payments} | _terms_of(given)
    elif chosen is not None:
        given = chosen.product
        first |= {"lender": given.lender, "payments": shown.rhythm.as_many(shown.payments, given.rhythm)}
        first |= _terms_of(given)
    form = AgreeForm(request.POST or None, initial=first)
    if form.is_valid():
        told = form.cleaned_data
        made = deed(
            request, form, actions.agree_loan, _("Quedó el acuerdo, con su calendario de pagos. Falta entregarlo."),
            application_id=shown.pk, lender_id=told["lender"].pk, principal_minor=told["principal_minor"],
            payments=told["payments"], terms=TermsDraft(**form.terms()), starts_on=told["starts_on"],
            first_on=told["first_on"], reference=told["reference"], today=request.today,
        )  # fmt: skip
        if made:
            return made
    return render_page(request, "credit/agree.html", application=shown, form=form, costs=costs, chosen=chosen,
                       offered=offered, at_odds=rhythms_at_odds(shown, given),
                       status=422 if form.errors else 200)  # fmt: skip


def _terms_of(agreed: AgreedTerms) -> dict[str, Any]:
    return {name: getattr(agreed, name) for name in AgreeForm.TERMS}


def _chosen(request: Any, costs: list[queries.Cost]) -> queries.Cost | None:
    asked = request.GET.get("de", "")
    named = [each for each in costs if str(each.product.pk) == asked]
    return named[0] if named else costs[0] if costs else None
