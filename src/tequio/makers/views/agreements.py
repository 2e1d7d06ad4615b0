"""What a member agreed to pay of what he earns: his own page, and the office's for who signed a paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tequio.core.refusals import Refusal
from tequio.makers import actions
from tequio.makers.debts import BY_CONSENT
from tequio.makers.forms import ConsentForm
from tequio.makers.models import Consent
from tequio.makers.settings import WITHHELD_MOST
from tequio.members.models import Member
from tequio.members.queries import member_detail
from tequio.ui.asking import done, holder_of, once
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page
from tequio.unions.queries import ruling


@require_http_methods(["GET", "HEAD", "POST"])
def agreements(request: Any) -> HttpResponse:
    if request.member is None:
        raise Http404
    return _page(request, request.member, is_own=True)


@require_http_methods(["GET", "HEAD", "POST"])
def agreements_of(request: Any, member_id: int) -> HttpResponse:
    holder_of(request, "makers.consent.give")
    return _page(request, get_object_or_404(member_detail(member_id)), is_own=False)


def _page(request: Any, member: Member, *, is_own: bool) -> HttpResponse:
    asked = request.POST.get("debt", "")
    here = reverse("makers:agreements", args=[request.union.slug])
    if not is_own:
        here = reverse("makers:agreements_of", args=[request.union.slug, member.pk])
    if request.method == "POST" and request.POST.get("what") == "withdraw":
        return _withdraw(request, member, asked, here)
    standing = {each.debt: each for each in Consent.objects.filter(member=member, withdrawn_on__isnull=True)}
    rows = []
    for debt in BY_CONSENT:
        if not debt.is_asked(request.today) and debt.code not in standing:
            continue
        form = ConsentForm(
            request.POST if asked == debt.code else None, is_own=is_own, prefix=debt.code.replace(".", "_")
        )  # fmt: skip
        if form.is_valid() and _give(request, member, debt.code, form):
            return redirect(here)
        rows.append({"debt": debt, "owed": debt.owed(member.pk), "note": debt.note(request.today),
                     "consent": standing.get(debt.code), "form": form})  # fmt: skip
    is_wrong = any(row["form"].errors for row in rows)
    return render_page(
        request, "makers/agreements.html", member=member, is_own=is_own, rows=rows,
        base="ui/member.html" if is_own else "ui/page.html", most=ruling(WITHHELD_MOST, request.today),
        past=Consent.objects.filter(member=member, withdrawn_on__isnull=False).order_by("-pk")[:10],
        status=422 if is_wrong else 200,
    )  # fmt: skip


def _give(request: Any, member: Member, debt: str, form: ConsentForm) -> bool:
    told = form.cleaned_data
    if not done(
        request, form, actions.give_consent, member=member, debt=debt, share_bp=told["percent"] * 100,
        most_minor=told["most_minor"], paper=told.get("paper", ""), today=request.today,
    ):  # fmt: skip
        return False
    tell(request, _("Quedó el acuerdo. Se puede quitar cuando sea."))
    return True


def _withdraw(request: Any, member: Member, debt: str, here: str) -> HttpResponse:
    try:
        actions.withdraw_consent(
            actor=request.actor, member=member, debt=debt[:40], today=request.today, key=once(request)
        )
        tell(request, _("El acuerdo ya no vale. De los siguientes pagos no se descuenta."))
    except Refusal as refusal:
        warn(request, str(refusal))
    return redirect(here)
