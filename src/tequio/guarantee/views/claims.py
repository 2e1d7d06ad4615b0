"""A claim: who signs, who pays how much, and what was got back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.credit.queries import standing_of
from tequio.guarantee import actions, forms
from tequio.guarantee.models import Claim, Part
from tequio.guarantee.queries import claims as queries
from tequio.guarantee.queries.standings import handed_out
from tequio.guarantee.views.asking import office_only
from tequio.members.models import Member
from tequio.ui.asking import deed, holder_of
from tequio.ui.render import render_page

LAYERS = dict(Part.Layer.choices)


def _seen(claim_id: int) -> Claim:
    found: Claim = get_object_or_404(queries.claims(), pk=claim_id)
    return found


def _rows(claim: Claim) -> list[dict[str, Any]]:
    """Who pays, or would pay today, how much, and what came back of it."""
    if claim.state == Claim.State.PAID:
        return [
            {"layer": part.get_layer_display(), "member": part.member, "minor": part.minor, "back": part.back_minor}
            for part in queries.parts_with_back(claim)
        ]
    parts = queries.split_of(claim).called.parts
    names = Member.objects.select_related("person").in_bulk([part.member for part in parts if part.member])
    return [
        {"layer": LAYERS[part.layer.value], "member": names.get(part.member or 0), "minor": part.minor, "back": 0}
        for part in parts
    ]


@require_safe
def claim(request: Any, claim_id: int) -> HttpResponse:
    office_only(request)
    shown = _seen(claim_id)
    signatures = list(shown.signatures.order_by("pk"))
    rows = _rows(shown) if shown.state != Claim.State.REFUSED else []
    yes = sum(each.says_yes for each in signatures)
    return render_page(
        request, "guarantee/claim.html", claim=shown, signatures=signatures, rows=rows, missing=max(2 - yes, 0),
        by_members=sum(row["minor"] for row in rows if row["member"]), back=sum(row["back"] for row in rows),
        recoveries=list(shown.recoveries.order_by("pk")), is_asked=shown.state == Claim.State.ASKED,
        has_signed=any(each.user_id == request.actor.user_id for each in signatures),
        is_paid=shown.state == Claim.State.PAID,
    )  # fmt: skip


def _page(request: Any, shown: Claim, form: Any, title: str, lead: str, yes: str = "") -> HttpResponse:
    return render_page(
        request, "guarantee/deed.html", form=form, title=title, lead=lead, yes=yes, back=shown.get_absolute_url(),
        back_said=_("El reclamo"), status=422 if form.is_bound else 200,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def claim_new(request: Any, loan_id: int) -> HttpResponse:
    holder_of(request, "guarantee.claim.ask")
    loan = get_object_or_404(handed_out(), pk=loan_id)
    stood = standing_of(loan, request.today)
    owed = stood.standing if stood else None
    form = forms.ClaimForm(request.POST or None, initial={"loss_minor": owed.to_close if owed else None})
    if form.is_valid() and (made := deed(request, form, actions.ask_claim, _("El reclamo espera dos firmas."),
                                         loan_id=loan.pk, today=request.today, **form.cleaned_data)):  # fmt: skip
        return made
    return render_page(
        request, "guarantee/claim_new.html", form=form, loan=loan, owed=owed, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def claim_sign(request: Any, claim_id: int) -> HttpResponse:
    holder_of(request, "guarantee.claim.sign")
    shown = _seen(claim_id)
    form = forms.SignForm(request.POST or None)
    if form.is_valid() and (made := deed(request, form, actions.sign_claim, _("Tu firma quedó anotada."),
                                         claim_id=shown.pk, today=request.today, **form.cleaned_data)):  # fmt: skip
        return made
    lead = _("Firman dos personas distintas, cada una con sus razones. Con un no, el fondo no paga.")
    return _page(request, shown, form, _("Firmar el reclamo"), lead)


@require_http_methods(["GET", "HEAD", "POST"])
def claim_pay(request: Any, claim_id: int) -> HttpResponse:
    holder_of(request, "guarantee.claim.pay")
    shown = _seen(claim_id)
    seen = queries.split_of(shown).digest if shown.state == Claim.State.ASKED else ""
    form = forms.PayForm(request.POST or None, initial={"on": request.today, "seen": seen})
    if form.is_valid() and (made := deed(request, form, actions.pay_claim, _("El fondo pagó. Cada quien ve su parte."),
                                         claim_id=shown.pk, today=request.today, **form.cleaned_data)):  # fmt: skip
        return made
    return _page(request, shown, form, _("Pagar el reclamo"),
                 _("Sale del fondo lo que dice el reparto, a nombre de cada quien. No se deshace."),
                 _("Sí, pagar"))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def claim_recover(request: Any, claim_id: int) -> HttpResponse:
    holder_of(request, "guarantee.recovery.record")
    shown = _seen(claim_id)
    form = forms.RecoveryForm(request.POST or None, initial={"on": request.today})
    if form.is_valid() and (made := deed(
        request, form, actions.record_recovery, _("Lo recuperado ya volvió a quien puso."), shown.get_absolute_url(),
        claim_id=shown.pk, today=request.today, **form.cleaned_data,
    )):  # fmt: skip
        return made
    return _page(request, shown, form, _("Recibir lo que trajo"),
                 _("Vuelve en orden contrario: lo del banco y lo del fondo, y luego lo del grupo."))  # fmt: skip
