"""One member as the office sees him, and what it does for him."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.books.queries import balance
from tequio.dues import actions, forms, queries
from tequio.dues.models import Receipt, Relief
from tequio.dues.roles import DUES, PURCHASES
from tequio.dues.settings import CERTIFICATE_VALUE
from tequio.dues.views.asking import member_seen
from tequio.dues.views.mine import about
from tequio.members.models import Member
from tequio.ui.asking import deed, done, holder_of
from tequio.ui.flash import tell
from tequio.ui.render import render_page
from tequio.unions.queries import ruling


@require_safe
def member(request: Any, member_id: int) -> HttpResponse:
    if request.actor.member_id == member_id and not request.actor.rights:
        return redirect("dues:mine", union=request.union.slug)
    shown = member_seen(request, member_id)
    return render_page(
        request, "dues/member.html", own=False, base="ui/page.html", reliefs=queries.reliefs_of(shown.pk),
        has_left=shown.state in Member.GONE, **about(shown, request.today),
    )  # fmt: skip


def _page(request: Any, shown: Member, form: Any, title: str, lead: str = "") -> HttpResponse:
    return render_page(request, "dues/member_deed.html", member=shown, form=form, title=title, lead=lead,
                       status=422 if form.is_bound else 200)  # fmt: skip


def _ready(receipt: Receipt) -> str:
    return _("Recibo %(n)s listo para entregar.") % {"n": receipt.number}


@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: Any, member_id: int) -> HttpResponse:
    holder_of(request, "dues.payment.record")
    shown = member_seen(request, member_id)
    dues, purchases = balance(DUES, shown.pk), balance(PURCHASES, shown.pk)
    owed = max(dues, 0) + max(purchases, 0)
    form = forms.PaymentForm(request.POST or None, initial={"on": request.today, "minor": owed or None})
    if form.is_valid():
        told = form.cleaned_data
        made = deed(
            request, form, actions.record_payment, _ready,
            member_id=shown.pk, minor=told["minor"], into=told["into"], on=told["on"], note=told["note"],
            dues_first=told["first"] == "dues", today=request.today,
        )  # fmt: skip
        if made:
            return made
    return render_page(request, "dues/pay.html", member=shown, form=form, dues=dues, purchases=purchases,
                       status=422 if form.is_bound else 200)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def fee_new(request: Any, member_id: int) -> HttpResponse:
    holder_of(request, "dues.fee.charge")
    shown = member_seen(request, member_id)
    form = forms.FeeForm(request.POST or None, initial={"on": request.today, "due_on": request.today})
    if form.is_valid():
        made = deed(request, form, actions.charge_fee, _("La cuota quedó anotada."),
                    member_id=shown.pk, today=request.today, **form.cleaned_data)  # fmt: skip
        if made:
            return made
    return _page(request, shown, form, _("Cobrar una cuota aparte"),
                 _("Para lo que no está en la tarifa, como la inscripción o una credencial."))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def relief_new(request: Any, member_id: int) -> HttpResponse:
    holder_of(request, "dues.relief.grant")
    shown = member_seen(request, member_id)
    form = forms.ReliefForm(request.POST or None, initial={"begins_on": request.today.replace(day=1), "percent": 50})
    if form.is_valid() and done(request, form, actions.grant_relief, member_id=shown.pk, **form.cleaned_data):
        tell(request, _("El apoyo quedó anotado; cuenta desde el próximo cobro."))
        return redirect("dues:member", union=request.union.slug, member_id=shown.pk)
    return _page(request, shown, form, _("Dar apoyo en la cuota"),
                 _("Paga menos, o nada, mientras dure. Lo ya cobrado no cambia."))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def relief_end(request: Any, relief_id: int) -> HttpResponse:
    holder_of(request, "dues.relief.end")
    relief = get_object_or_404(Relief.objects.select_related("member"), pk=relief_id)
    shown = member_seen(request, relief.member_id)
    form = forms.ReliefEndForm(request.POST or None, initial={"ends_on": request.today})
    if form.is_valid() and done(request, form, actions.end_relief, relief_id=relief.pk, **form.cleaned_data):
        tell(request, _("El apoyo termina ese día."))
        return redirect("dues:member", union=request.union.slug, member_id=shown.pk)
    return _page(request, shown, form, _("Terminar el apoyo"))


@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: Any, member_id: int) -> HttpResponse:
    holder_of(request, "dues.certificate.subscribe")
    shown = member_seen(request, member_id)
    value = ruling(CERTIFICATE_VALUE, request.today)
    form = forms.SubscribeForm(request.POST or None, initial={"on": request.today, "minor": value or None})
    if form.is_valid():
        made = deed(request, form, actions.subscribe, _ready,
                    member_id=shown.pk, today=request.today, **form.cleaned_data)  # fmt: skip
        if made:
            return made
    return render_page(request, "dues/subscribe.html", member=shown, form=form, value=value,
                       status=422 if form.is_bound else 200)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def capital(request: Any, member_id: int) -> HttpResponse:
    holder_of(request, "dues.certificate.pay")
    shown = member_seen(request, member_id)
    missing = sum(each.missing_minor for each in queries.certificates_of(shown.pk))
    form = forms.CapitalForm(request.POST or None, initial={"on": request.today, "minor": missing or None})
    if form.is_valid():
        made = deed(request, form, actions.pay_capital, _ready,
                    member_id=shown.pk, today=request.today, **form.cleaned_data)  # fmt: skip
        if made:
            return made
    return _page(request, shown, form, _("Anotar una aportación"),
                 _("Paga lo que falta de sus certificados, del más antiguo al más nuevo."))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: Any, member_id: int) -> HttpResponse:
    """What one who leaves would get or owe, to look at; sent back with its digest, it is settled."""
    holder_of(request, "dues.farewell.settle")
    shown = member_seen(request, member_id)
    form = forms.LeaveForm(request.POST or None, initial={"left_on": request.today})
    left_on = form.cleaned_data["left_on"] if form.is_valid() else request.today
    accounts = queries.accounts_of(shown.pk, left_on)
    if form.is_valid() and request.POST.get("seen"):
        made = deed(request, form, actions.settle_farewell, _("Su retiro quedó liquidado."),
                    member_id=shown.pk, seen=request.POST["seen"], today=request.today,
                    **form.cleaned_data)  # fmt: skip
        if made:
            return made
        accounts = queries.accounts_of(shown.pk, left_on)
    ready = form.is_valid()
    is_wrong = form.is_bound and bool(form.errors)
    return render_page(
        request, "dues/leave.html", member=shown, form=form, accounts=accounts, ready=ready,
        has_left=shown.state in Member.GONE, in_the_red=any(minor < 0 for minor in accounts.funds.values()),
        status=422 if is_wrong else 200,
    )  # fmt: skip
