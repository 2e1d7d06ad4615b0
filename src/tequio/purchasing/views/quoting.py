"""Quotes side by side, inviting a supplier, and the form in which prices are written."""

from typing import Any

from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tequio.core.actors import Actor
from tequio.core.refusals import Refusal
from tequio.core.sheets import SheetFailed
from tequio.core.sheets.reader import MAX_BYTES
from tequio.core.sheets.reasons import why_file
from tequio.purchasing import actions, links, queries, quote_file
from tequio.purchasing.forms import SupplierForm
from tequio.purchasing.models import Invitation, Round, Supplier
from tequio.purchasing.quote_form import QuoteForm
from tequio.purchasing.views.office import find_round
from tequio.ui.asking import holder_of, office_of, once
from tequio.ui.files import file_answer
from tequio.ui.flash import tell
from tequio.ui.links import by_link
from tequio.ui.render import render_page

BY_LINK = frozenset({"purchasing.quote.give"})


@require_http_methods(["GET", "HEAD", "POST"])
def quote_grid(request: Any, round_id: int) -> HttpResponse:
    """Materials down, suppliers across; inviting one more."""
    office_of(request, "purchasing")
    round_ = find_round(round_id)
    form = SupplierForm(request.POST or None, round_=round_)
    if form.is_valid() and _invite(request, round_, form):
        return redirect("purchasing:quotes", union=request.union.slug, round_id=round_.pk)
    invitations = list(
        Invitation.objects.filter(round=round_).select_related("supplier").order_by("supplier__name", "pk")
    )
    for invitation in invitations:
        invitation.link = request.build_absolute_uri(reverse("quote_link", args=[links.QUOTE.token_for(invitation)]))
    needs = queries.needs(round_)
    rows = [
        {"need": need, "offers": [next((o for o in need.offers if o.invitation.pk == i.pk), None) for i in invitations]}
        for need in needs
    ]
    return render_page(
        request, "purchasing/quotes.html", round=round_, invitations=invitations, rows=rows, form=form,
        may_invite=request.actor.may("purchasing.supplier.invite") and round_.state in actions.QUOTING,
    )  # fmt: skip


def _invite(request: Any, round_: Round, form: SupplierForm) -> bool:
    supplier: Supplier | None = form.cleaned_data["supplier"]
    try:
        if supplier is None:
            name = form.cleaned_data["name"]
            supplier = actions.add_supplier(
                actor=request.actor, code=slugify(name)[:40] or "proveedor", name=name,
                phone=form.cleaned_data["phone"], key=once(request),
            )  # fmt: skip
        # Its own key: sent twice, the form must not make the link of the first time useless.
        key = once(request) and f"{once(request)}:invitar"
        actions.invite_supplier(actor=request.actor, round_id=round_.pk, supplier_id=supplier.pk, key=key)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    except IntegrityError:
        form.add_error("name", _("Ya hay un proveedor con ese nombre. Elígelo de la lista."))
    else:
        tell(request, _("%(name)s puede cotizar. Mándale su enlace o captura sus precios.") % {"name": supplier.name})
        return True
    return False


def find_invitation(invitation_id: int) -> Invitation:
    return get_object_or_404(
        Invitation.objects.select_related("round__union", "supplier"), pk=invitation_id
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def quote_edit(request: Any, invitation_id: int) -> HttpResponse:
    """The office writes down what a supplier said."""
    holder_of(request, "purchasing.quote.give")
    invitation = find_invitation(invitation_id)
    if request.GET.get("formato") == "xlsx":
        return _template(invitation)
    form, faults = _form(request, invitation)
    if form.is_valid() and _give(request.actor, invitation, form, request):
        tell(request, _("Quedó la cotización de %(name)s.") % {"name": invitation.supplier.name})
        return redirect("purchasing:quotes", union=request.union.slug, round_id=invitation.round_id)
    return render_page(
        request, "purchasing/quote_form.html", invitation=invitation, round=invitation.round, form=form, faults=faults,
        is_open=invitation.round.state in actions.QUOTING,
    )  # fmt: skip


def _form(request: Any, invitation: Invitation) -> tuple[QuoteForm, list[str]]:
    """The form as typed, as a file fills it, or as saved before; and what could not be read of the file."""
    uploaded = request.FILES.get("file")
    if uploaded is None:
        return QuoteForm(request.POST or None, invitation=invitation), []
    try:
        if uploaded.size > MAX_BYTES:
            raise SheetFailed("file_too_large", file=uploaded.name, limit=MAX_BYTES // 1_000_000)
        found = quote_file.read(uploaded.name, uploaded.read(), invitation)
    except SheetFailed as failure:
        return QuoteForm(invitation=invitation), [why_file(failure)]
    if found.faults:
        return QuoteForm(invitation=invitation), found.faults
    tell(request, _("La hoja se leyó bien. Revisa los precios y guarda la cotización."))
    return QuoteForm(invitation=invitation, from_file=found.initial), []


def _template(invitation: Invitation) -> HttpResponse:
    return file_answer(quote_file.template(invitation), f"cotizacion-{invitation.pk}.xlsx")


def _give(actor: Actor, invitation: Invitation, form: QuoteForm, request: Any) -> bool:
    try:
        actions.give_quotes(
            actor=actor, invitation_id=invitation.pk, terms=form.terms, quotes=form.quotes, freight=form.freight,
            today=request.today, key=once(request),
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_POST
def invitation_renew(request: Any, invitation_id: int) -> HttpResponse:
    """A new link; the old one stops working."""
    invitation = find_invitation(invitation_id)
    try:
        actions.invite_supplier(
            actor=request.actor, round_id=invitation.round_id, supplier_id=invitation.supplier_id, key=once(request)
        )
    except Refusal as refusal:
        tell(request, str(refusal), level=30)
    else:
        tell(request, _("Hay un enlace nuevo para %(name)s; el anterior ya no sirve.") % {"name": invitation.supplier})
    return redirect("purchasing:quotes", union=request.union.slug, round_id=invitation.round_id)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link(links.QUOTE)
def quote_by_link(request: Any, invitation: Invitation, token: str) -> HttpResponse:
    """What a supplier sees with his link: his own quote in one round, and nothing else."""
    if request.GET.get("formato") == "xlsx":
        return _template(invitation)
    form, faults = _form(request, invitation)
    supplier = Actor(invitation.union_id, invitation.supplier.name, rights=BY_LINK)
    is_saved = form.is_valid() and _give(supplier, invitation, form, request)
    return render_page(
        request, "purchasing/quote_form.html", invitation=invitation, round=invitation.round, form=form, by_link=True,
        is_saved=is_saved, for_union=invitation.round.union, faults=faults,
        is_open=invitation.round.state in actions.QUOTING,
    )  # fmt: skip
