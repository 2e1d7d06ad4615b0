"""A member's own credit: asking in short steps, what was asked for, and his loans."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.core.refusals import Refusal
from tequio.credit import actions, queries
from tequio.credit.forms import ConsentForm
from tequio.credit.models import Application, DeductionConsent, Loan
from tequio.credit.views.wizard import Wizard
from tequio.credit.words import rhythms_at_odds
from tequio.ui.asking import done, once
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page

SHOWN = 12


@require_safe
def mine(request: Any) -> HttpResponse:
    if request.member is None:
        return redirect("credit:home", union=request.union.slug)
    loans = list(queries.loans_of(request.member.pk)[:SHOWN])
    stood = {each.loan.pk: each for each in queries.stood(loans, request.today)}
    applications = list(queries.applications_of(request.member.pk).exclude(state=Application.State.LENT)[:SHOWN])
    return render_page(
        request, "credit/mine.html", applications=applications,
        loans=[(loan, stood.get(loan.pk)) for loan in loans if loan.state != Loan.State.CALLED_OFF],
        may_ask=not any(each.is_open for each in applications),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Any) -> HttpResponse:
    """Ask for a loan, one short page after the other."""
    if request.member is None:
        return redirect("credit:application_new", union=request.union.slug)
    there = queries.open_application_of(request.member.pk)
    if there is not None:
        return redirect("credit:my_application", union=request.union.slug, application_id=there.pk)
    wizard = Wizard(request, request.member)
    if wizard.is_whole and (made := wizard.send()):
        tell(request, _("Tu solicitud ya está en la oficina. Dos personas la van a ver y te dirán por qué sí o no."))
        return redirect("credit:my_application", union=request.union.slug, application_id=made.pk)
    return wizard.page("credit/ask.html", base="ui/member.html")


@require_http_methods(["GET", "HEAD", "POST"])
def my_application(request: Any, application_id: int) -> HttpResponse:
    """What one asked for; or what one's group asks, to say yes with one's own figures, or no."""
    if request.member is None:
        return redirect("credit:application", union=request.union.slug, application_id=application_id)
    application = get_object_or_404(queries.applications_of(request.member.pk), pk=application_id)
    if request.method == "POST" and "retirar" in request.POST:
        return _withdraw(request, application)
    if application.state == Application.State.ASKED and ("si" in request.GET or request.method == "POST"):
        wizard = Wizard(request, request.member, application)
        if wizard.is_whole and wizard.send():
            tell(request, _("Quedó tu sí. Cuando todo el grupo lo diga, dos personas deciden."))
            return redirect("credit:my_application", union=request.union.slug, application_id=application.pk)
        return wizard.page("credit/ask.html", base="ui/member.html")
    return render_page(
        request, "credit/my_application.html", application=application,
        approvals=list(queries.approvals_of(application)), others=list(queries.others_of_group(application)),
    )  # fmt: skip


def _withdraw(request: Any, application: Application) -> HttpResponse:
    try:
        actions.withdraw_application(
            actor=request.actor, member=request.member, application_id=application.pk, key=once(request)
        )
    except Refusal as refusal:
        warn(request, str(refusal))
    else:
        tell(request, _("Quedó retirada. Puedes pedir otra cuando quieras."))
    return redirect("credit:mine", union=request.union.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def my_loan(request: Any, loan_id: int) -> HttpResponse:
    """One's own loan: what is next, what was paid, and whether instalments may be kept from what the union pays."""
    if request.member is None:
        return redirect("credit:loan", union=request.union.slug, loan_id=loan_id)
    loan = get_object_or_404(queries.loans_of(request.member.pk), pk=loan_id)
    consent = DeductionConsent.objects.filter(loan=loan, withdrawn_on__isnull=True).first()
    form = ConsentForm(request.POST if request.method == "POST" and consent is None else None)
    named = {"member": request.member, "loan_id": loan.pk, "today": request.today}
    if request.method == "POST" and consent is not None:
        try:
            actions.withdraw_deduction(actor=request.actor, key=once(request), **named)
        except Refusal as refusal:
            warn(request, str(refusal))
        else:
            tell(request, _("Ya no se te descuenta nada."))
        return redirect("credit:my_loan", union=request.union.slug, loan_id=loan.pk)
    if form.is_valid():
        told = form.cleaned_data
        if done(request, form, actions.allow_deduction, cap_minor=told["cap_minor"], ends_on=told["ends_on"],
                cap_bp=told["percent"] * 100, **named):  # fmt: skip
            tell(request, _("Quedó tu permiso. Lo puedes quitar aquí cuando quieras."))
            return redirect("credit:my_loan", union=request.union.slug, loan_id=loan.pk)
    return render_page(
        request, "credit/my_loan.html", loan=loan, stood=queries.standing_of(loan, request.today), consent=consent,
        form=form, payments=[each for each in queries.payments_of(loan) if each.stands][::-1],
        at_odds=rhythms_at_odds(loan.application, queries.agreement_of(loan)),
        plan=queries.newest_plan(loan), may_allow=loan.state in (Loan.State.AGREED, Loan.State.RUNNING),
        instalments=list(queries.instalments_of(loan)), status=422 if form.errors else 200,
    )  # fmt: skip
