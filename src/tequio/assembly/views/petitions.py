"""Asking for a point or an assembly, and signing it: members on their phone, the office for what comes on paper."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tequio.assembly import actions
from tequio.assembly.models import Petition, Signature
from tequio.assembly.petition_forms import PetitionForm, SignaturesForm
from tequio.assembly.petitioning import SHOWN, asked, petitions
from tequio.core.refusals import Refusal
from tequio.ui.asking import deed, holder_of, layout_of, once, status_of
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page

MOST = 40  # petitions on the page; older ones are in the history


@require_safe
def petition_list(request: Any) -> HttpResponse:
    rows = asked(list(petitions().filter(state__in=SHOWN)[:MOST]), request.member)
    return render_page(request, "assembly/petitions.html", rows=rows, layout=layout_of(request),
                       may_ask=_may_ask(request))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def petition_new(request: Any) -> HttpResponse:
    if not _may_ask(request):
        holder_of(request, "assembly.petition.propose")
    form = PetitionForm(request.POST or None, for_others=request.member is None)
    if form.is_valid():
        member = request.member or form.cleaned_data["member"]
        answer = deed(
            request, form, actions.propose_petition, _("Tu petición ya junta firmas, y la primera es la tuya.")
            if request.member else _("La petición ya junta firmas."),
            member=member, today=request.today, **form.arguments,
        )  # fmt: skip
        if answer is not None:
            return answer
    return render_page(
        request, "assembly/petition_form.html", form=form, layout=layout_of(request), status=status_of(form)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def petition_detail(request: Any, petition_id: int) -> HttpResponse:
    petition = get_object_or_404(petitions(), pk=petition_id)
    if request.method == "POST":
        return _done(request, petition)
    (shown,) = asked([petition], request.member)
    notes = request.actor.may("assembly.petition.note")
    signers = Signature.objects.filter(petition=petition).select_related("member__person").order_by("pk")
    return render_page(
        request, "assembly/petition.html", petition=petition, asked=shown, layout=layout_of(request),
        today=request.today, member=request.member,
        is_proposer=request.member is not None and petition.proposed_by_id == request.member.pk,
        form=SignaturesForm() if notes and petition.is_open else None, signers=signers if notes else None,
    )  # fmt: skip


DEEDS = {
    "firmar": (actions.sign_petition, gettext_lazy("Tu firma ya cuenta."), True),
    "quitar": (actions.withdraw_signature, gettext_lazy("Tu firma ya no está."), False),
    "retirar": (actions.withdraw_petition, gettext_lazy("La petición quedó retirada."), False),
}


def _done(request: Any, petition: Petition) -> HttpResponse:
    """What a member does about it: sign, take the signature back, take the petition back."""
    if request.member is None:
        warn(request, _("Aquí firma cada socia y socio por sí mismo; lo que firmó en papel se anota abajo."))
        return redirect(petition)
    do, said, needs_today = DEEDS.get(request.POST.get("hacer", ""), DEEDS["firmar"])
    told = {"today": request.today} if needs_today else {}
    try:
        do(actor=request.actor, petition_id=petition.pk, member=request.member, key=once(request), **told)
    except Refusal as refusal:
        warn(request, str(refusal))
    else:
        tell(request, str(said))
    side = "?lado=socia" if request.GET.get("lado") == "socia" else ""
    return redirect(petition.get_absolute_url() + side)


@require_http_methods(["GET", "HEAD", "POST"])
def petition_signatures(request: Any, petition_id: int) -> HttpResponse:
    """Signatures that were given on paper, by the numbers of who signed."""
    holder_of(request, "assembly.petition.note")
    petition = get_object_or_404(petitions(), pk=petition_id)
    form = SignaturesForm(request.POST or None)
    if form.is_valid():
        answer = deed(
            request, form, actions.note_signatures, _("Las firmas quedaron anotadas."), petition_id=petition.pk,
            members=form.cleaned_data["members"], today=request.today,
        )  # fmt: skip
        if answer is not None:
            return answer
    return render_page(
        request, "assembly/petition_signatures.html", petition=petition, form=form, status=status_of(form)
    )


def _may_ask(request: Any) -> bool:
    return request.member is not None or request.actor.may("assembly.petition.propose")
