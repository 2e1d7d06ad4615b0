"""What a bank sees with its link: its bundle, the dossiers it may open, and the form in which it bids. No account."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.core.actors import Actor
from tequio.core.refusals import Refusal
from tequio.engines.dossier import fingerprint
from tequio.tenders import actions, bundles, links, queries
from tequio.tenders.forms import BidForm, initial_of
from tequio.tenders.models import BankInvitation
from tequio.tenders.papers import FORMS, file_of, key_of
from tequio.tenders.shown import sections_of
from tequio.ui.asking import once
from tequio.ui.files import file_answer
from tequio.ui.links import by_link
from tequio.ui.render import render_page

BY_LINK = frozenset({"tenders.bid.give", "tenders.bundle.open", "tenders.dossier.open"})


def _bank(invitation: BankInvitation) -> Actor:
    name = _("%(lender)s, por su enlace") % {"lender": invitation.lender.name}
    return Actor(invitation.union_id, name, rights=BY_LINK)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link(links.BANK)
def bank_page(request: Any, invitation: BankInvitation, token: str) -> HttpResponse:
    """The whole of it on one page. What was typed stays when something is missing."""
    tender, actor = invitation.tender, _bank(invitation)
    newest = queries.bids_of(invitation).first()
    form = BidForm(request.POST or None, initial=initial_of(newest), today=request.today)
    is_saved = form.is_valid() and _give(request, actor, invitation, form)
    if request.method != "POST":
        actions.open_bundle(actor=actor, invitation_id=invitation.pk, form="page")
    shown = bundles.shown_to(invitation, request.today)
    key = key_of(tender.union)
    return render_page(
        request, "tenders/bank_page.html", invitation=invitation, tender=tender, for_union=tender.union, token=token,
        form=form, is_saved=is_saved, is_open=tender.takes_bids_on(request.today), shown=shown, bundle=shown.bundle,
        sections=sections_of(shown.bundle), newest=newest, key=key.public, fingerprint=fingerprint(key.public),
        choice=queries.choice_of(tender), forms=list(FORMS),
    )  # fmt: skip


def _give(request: Any, actor: Actor, invitation: BankInvitation, form: BidForm) -> bool:
    try:
        actions.give_bid(
            actor=actor, invitation_id=invitation.pk, terms=form.terms, today=request.today, key=once(request)
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_safe
@by_link(links.BANK)
def bank_bundle(request: Any, invitation: BankInvitation, token: str, form: str) -> HttpResponse:
    """The bundle as a sealed file."""
    if form not in FORMS:
        raise Http404
    bundle = bundles.shown_to(invitation, request.today).bundle
    actions.open_bundle(actor=_bank(invitation), invitation_id=invitation.pk, form=form)
    return file_answer(file_of(bundle, invitation.tender.union, form), f"carpeta-{invitation.tender.number}.{form}")


@require_safe
@by_link(links.BANK)
def bank_dossier(request: Any, invitation: BankInvitation, token: str, number: int, form: str) -> HttpResponse:
    """One dossier as a sealed file, while its member says yes to this bank."""
    if form not in FORMS:
        raise Http404
    found = actions.open_dossier(
        actor=_bank(invitation), invitation_id=invitation.pk, number=number, form=form, today=request.today
    )
    dossier = replace(found.dossier, number=number, lender=invitation.lender.name)
    return file_answer(file_of(dossier, invitation.tender.union, form), f"expediente-{number}.{form}")
