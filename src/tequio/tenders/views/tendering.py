"""The committee's pages: all tenders, one being put together, its hub with bids on one scale, the choice, the past."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.core.refusals import Refusal
from tequio.credit.models import Application
from tequio.credit.queries import lenders
from tequio.engines.leverage.rates import Interval
from tequio.guarantee.queries.fund import held_by_member
from tequio.sales.income import MainBuyer, main_buyer_of, paid_by_order
from tequio.tenders import actions, bundles, queries
from tequio.tenders.deeds import DEEDS
from tequio.tenders.forms import BidForm, ChooseForm, TenderForm, initial_of, initial_of_tender
from tequio.tenders.links import BANK
from tequio.tenders.models import BankInvitation, Bundled, Tender
from tequio.tenders.past import answers
from tequio.tenders.scale import Placed, common_loan, on_the_scale
from tequio.tenders.shown import sections_of
from tequio.tenders.views.asking import find_invitation, find_tender, office_only
from tequio.ui.asking import deed as do
from tequio.ui.asking import holder_of, once
from tequio.ui.deeds import ask_then_do, deeds_for, find
from tequio.ui.flash import tell, warn
from tequio.ui.numbers import percent
from tequio.ui.render import render_page

State = Tender.State
STAGES = (State.DRAFT, State.OPEN, State.CLOSED, State.CHOSEN)
PER_PAGE = 30
OPENINGS = 30


@require_safe
def tender_list(request: Any) -> HttpResponse:
    office_only(request)
    page = Paginator(queries.tenders(), PER_PAGE).get_page(request.GET.get("pagina"))
    return render_page(
        request, "tenders/tenders.html", page=page, may_prepare=request.actor.may("tenders.tender.prepare")
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def tender_new(request: Any) -> HttpResponse:
    holder_of(request, "tenders.tender.prepare")
    return _form(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def tender_edit(request: Any, tender_id: int) -> HttpResponse:
    holder_of(request, "tenders.tender.prepare")
    return _form(request, find_tender(tender_id))


def _form(request: Any, tender: Tender | None) -> HttpResponse:
    history = queries.own_history(request.today)
    held = sum(held_by_member().values())
    initial: dict[str, Any] = {"failing": _suggested(history), "pool_minor": held}
    if tender:
        bundled = list(Bundled.objects.filter(tender=tender).values_list("application_id", flat=True))
        invited = list(BankInvitation.objects.filter(tender=tender).values_list("lender_id", flat=True))
        initial = initial_of_tender(tender, bundled, invited)
    form = TenderForm(
        request.POST or None, initial=initial, applications=_with_banks(request), lenders=list(lenders())
    )  # fmt: skip
    if form.is_valid():
        answer = do(
            request, form, actions.prepare_tender, _("El concurso está preparado. Revísalo y mándalo."),
            draft=form.draft, today=request.today, tender_id=tender.pk if tender else None,
        )  # fmt: skip
        if answer:
            return answer
    return render_page(request, "tenders/tender_form.html", form=form, tender=tender, history=history)


def _suggested(history: Interval) -> Decimal | None:
    """The cautious end of what the own history leaves open; with less than ten loans that would say nothing."""
    return Decimal(repr(history.high)).quantize(Decimal("0.0001")) if history.loans >= 10 else None


def _with_banks(request: Any) -> list[tuple[Application, str]]:
    """Applications that may go, each with the banks that may see it."""
    found = list(queries.applications_to_bundle())
    banks: dict[int, list[str]] = defaultdict(list)
    for consent in queries.consents_of([each.pk for each in found]):
        if consent.holds_on(request.today):
            banks[consent.application_id].append(consent.lender.name)
    return [(each, ", ".join(sorted(banks[each.pk])) or _("ningún banco tiene permiso")) for each in found]


@require_safe
def tender_hub(request: Any, tender_id: int) -> HttpResponse:
    office_only(request)
    tender = find_tender(tender_id)
    rights = request.actor.rights
    bundled = list(queries.bundled_in(tender))
    opened = queries.opened_by_invitation(tender)
    rows = [_bank(request, each, bundled) | {"opened": opened.get(each.pk)} for each in queries.invitations_of(tender)]
    deeds = deeds_for(DEEDS, tender.state, rights)
    facts = [each.facts for each in bundled if each.facts]
    return render_page(
        request, "tenders/tender.html", tender=tender, bundled=bundled, rows=rows,
        stages=[(state, capfirst(state.label)) for state in STAGES],
        current=State.DRAFT if tender.state == State.CALLED_OFF else tender.state,
        is_stopped=tender.state == State.CALLED_OFF,
        forward=[each for each in deeds if not each.goes_back], back=[each for each in deeds if each.goes_back],
        may_edit=tender.state == State.DRAFT and "tenders.tender.prepare" in rights,
        may_choose=tender.state == State.CLOSED and "tenders.bid.choose" in rights,
        may_link=tender.state in (State.OPEN, State.CLOSED, State.CHOSEN) and "tenders.link.renew" in rights,
        may_type=tender.takes_bids_on(request.today) and "tenders.bid.give" in rights,
        asked_by=len(bundled), asked=sum(each.application.amount_minor for each in bundled),
        placed=placed_in(tender, bundled),
        loan=common_loan([each.application.amount_minor for each in bundled]), choice=queries.choice_of(tender),
        sections=sections_of(bundles.bundle_of(tender, facts)) if facts else [],
        may_read="tenders.dossier.read" in rights, openings=list(queries.bundle_openings(tender)[:OPENINGS]),
        buyer=_main_buyer(tender, bundled),
    )  # fmt: skip


def _main_buyer(tender: Tender, bundled: list[Bundled]) -> MainBuyer | None:
    """Whom the bundle means by the buyer that is lost, with the orders that say so; only the union's office sees it."""
    if tender.sent_on is None or not any(each.facts.get("income") for each in bundled):
        return None
    return main_buyer_of(paid_by_order({each.application.member_id for each in bundled}, tender.sent_on))


def placed_in(tender: Tender, bundled: list[Bundled]) -> list[Placed]:
    """The bids that hold, on the loan that is asked for on average."""
    loan = common_loan([each.application.amount_minor for each in bundled])
    rhythms = [each.application.rhythm for each in bundled]
    return on_the_scale(list(queries.newest_bids(tender)), loan, tender, rhythms)


def _bank(request: Any, invitation: BankInvitation, bundled: list[Bundled]) -> dict[str, Any]:
    """A bank of the tender: how many say yes to it now, of how many it was shown, and its link."""
    ids = [each.application_id for each in bundled if each.pk in invitation.shown or not invitation.shown]
    link = request.build_absolute_uri(reverse("bank_link", args=[BANK.token_for(invitation)]))
    says_yes = bundles.applications_open_to(invitation.lender_id, ids, request.today)
    return {"invitation": invitation, "open": len(says_yes), "shown": len(invitation.shown), "link": link}


@require_http_methods(["GET", "HEAD", "POST"])
def tender_deed(request: Any, tender_id: int, name: str) -> HttpResponse:
    tender = find_tender(tender_id)
    deed = find(DEEDS, name, tender.state)
    return ask_then_do(request, "tenders/tender_deed.html", deed, "tender_id", tender=tender)


@require_http_methods(["GET", "HEAD", "POST"])
def tender_choose(request: Any, tender_id: int) -> HttpResponse:
    """The committee's choice, with its reason. The scale is in front of whoever writes it down."""
    holder_of(request, "tenders.bid.choose")
    tender = find_tender(tender_id)
    bundled = list(queries.bundled_in(tender))
    placed = placed_in(tender, bundled)
    form = ChooseForm(request.POST or None, choices=[(each.bid.pk, _said(each)) for each in placed])
    if form.is_valid():
        answer = do(
            request, form, actions.choose_bid, _("La decisión del comité quedó escrita."), tender.get_absolute_url(),
            tender_id=tender.pk, bid_id=form.cleaned_data["bid"], reason=form.cleaned_data["reason"],
            today=request.today,
        )  # fmt: skip
        if answer:
            return answer
    loan = common_loan([each.application.amount_minor for each in bundled])
    return render_page(request, "tenders/tender_choose.html", tender=tender, form=form, placed=placed, loan=loan,
                       asked_by=len(bundled))  # fmt: skip


def _said(placed: Placed) -> str:
    cat = placed.weighed.cat.percent
    told = {"lender": placed.bid.invitation.lender.name, "cat": "—" if cat is None else f"{cat} %"}
    return _("%(lender)s, CAT %(cat)s sin IVA") % told


@require_http_methods(["GET", "HEAD", "POST"])
def bid_type(request: Any, bankinvitation_id: int) -> HttpResponse:
    """The office types what a bank answered by telephone or on paper."""
    holder_of(request, "tenders.bid.give")
    invitation = find_invitation(bankinvitation_id)
    newest = queries.bids_of(invitation).first()
    form = BidForm(request.POST or None, initial=initial_of(newest), today=request.today)
    if form.is_valid():
        done = _("Quedó la propuesta de %(name)s.") % {"name": invitation.lender.name}
        there = invitation.tender.get_absolute_url()
        told = {"invitation_id": invitation.pk, "terms": form.terms, "today": request.today}
        if answer := do(request, form, actions.give_bid, done, there, **told):
            return answer
    return render_page(request, "tenders/bid_form.html", invitation=invitation, form=form, tender=invitation.tender)


@require_POST
def link_renew(request: Any, bankinvitation_id: int) -> HttpResponse:
    invitation = find_invitation(bankinvitation_id)
    try:
        actions.renew_link(actor=request.actor, invitation_id=invitation.pk, key=once(request))
    except Refusal as refusal:
        warn(request, str(refusal))
    else:
        tell(request, _("Hay un enlace nuevo para %(name)s; el anterior ya no sirve.") % {"name": invitation.lender})
    return redirect(invitation.tender)


@require_safe
def bank_history(request: Any) -> HttpResponse:
    """What banks answered over the years: what the union knows when it sits down to negotiate."""
    office_only(request)
    return render_page(request, "tenders/bank_history.html", told=answers(), percent=percent)
