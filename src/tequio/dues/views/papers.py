"""One fee, one receipt, one certificate, one farewell: on the screen and on paper; and taking the first two back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.dues import actions, documents, forms, queries
from tequio.dues.models import Fee
from tequio.dues.views.asking import is_office, own_or_office
from tequio.ui.asking import deed, holder_of
from tequio.ui.files import file_answer
from tequio.ui.render import render_page


def _base(request: Any, member_id: int) -> dict[str, Any]:
    own_or_office(request, member_id)
    office = is_office(request)
    return {"office": office, "base": "ui/page.html" if office else "ui/member.html"}


def _fee(fee_id: int) -> Fee:
    found: Fee = get_object_or_404(Fee.objects.select_related("member__person", "member__section", "run"), pk=fee_id)
    return found


@require_safe
def fee(request: Any, fee_id: int) -> HttpResponse:
    shown = _fee(fee_id)
    told = _base(request, shown.member_id)
    parts = list(Fee.objects.filter(entry_id=shown.entry_id).order_by("part"))
    events = queries.events_about(shown, *([shown.run] if shown.run else [])) if told["office"] else ()
    return render_page(request, "dues/fee.html", fee=shown, parts=parts, whole=sum(part.minor for part in parts),
                       events=events, **told)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def fee_cancel(request: Any, fee_id: int) -> HttpResponse:
    holder_of(request, "dues.fee.cancel")
    shown = _fee(fee_id)
    form = forms.ReasonForm(request.POST or None, initial={"on": request.today})
    if form.is_valid():
        made = deed(request, form, actions.cancel_fee, _("La cuota quedó cancelada."), fee_id=shown.pk,
                    today=request.today, **form.cleaned_data)  # fmt: skip
        if made:
            return made
    return render_page(
        request, "dues/take_back.html", form=form, title=_("Cancelar la cuota"), back=shown.get_absolute_url(),
        lead=f"{shown.text}, {shown.member.name}.", yes=_("Cancelar la cuota"),
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@require_safe
def receipt(request: Any, receipt_id: int) -> HttpResponse:
    shown = get_object_or_404(queries.receipts(), pk=receipt_id)
    told = _base(request, shown.member_id)
    if request.GET.get("formato") == "pdf":
        return file_answer(documents.receipt_pdf(request.union.name, shown), f"recibo-{shown.number}.pdf")
    events = queries.events_about(shown) if told["office"] else ()
    return render_page(request, "dues/receipt.html", receipt=shown, events=events, **told)


@require_http_methods(["GET", "HEAD", "POST"])
def receipt_cancel(request: Any, receipt_id: int) -> HttpResponse:
    holder_of(request, "dues.payment.cancel")
    shown = get_object_or_404(queries.receipts(), pk=receipt_id)
    form = forms.ReasonForm(request.POST or None, initial={"on": request.today})
    if form.is_valid():
        made = deed(request, form, actions.cancel_receipt, _("El recibo quedó cancelado."),
                    receipt_id=shown.pk, today=request.today, **form.cleaned_data)  # fmt: skip
        if made:
            return made
    return render_page(
        request, "dues/take_back.html", form=form, back=shown.get_absolute_url(), yes=_("Cancelar el recibo"),
        title=_("Cancelar el recibo %(n)s") % {"n": shown.number},
        lead=_("Lo que pagaba vuelve a deberse. El número no se usa otra vez."),
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@require_safe
def certificate(request: Any, certificate_id: int) -> HttpResponse:
    shown = get_object_or_404(queries.certificates(), pk=certificate_id)
    told = _base(request, shown.member_id)
    standing = {each.certificate.pk: each for each in queries.certificates_of(shown.member_id)}
    paid = standing[shown.pk].paid_minor if shown.pk in standing else 0
    if request.GET.get("formato") == "pdf":
        paper = documents.certificate_pdf(request.union.name, shown, paid)
        return file_answer(paper, f"certificado-{shown.number}.pdf")
    return render_page(request, "dues/certificate.html", certificate=shown, paid=paid,
                       missing=shown.value_minor - paid, **told)  # fmt: skip


@require_safe
def farewell(request: Any, farewell_id: int) -> HttpResponse:
    shown = get_object_or_404(queries.farewells(), pk=farewell_id)
    told = _base(request, shown.member_id)
    if request.GET.get("formato") == "pdf":
        paper = documents.farewell_pdf(request.union.name, shown)
        return file_answer(paper, f"liquidacion-{shown.member.number}.pdf")
    return render_page(
        request, "dues/farewell.html", farewell=shown, lines=documents.farewell_lines(shown), **told,
        certificates=shown.certificates.order_by("number"),
        events=queries.events_about(shown) if told["office"] else (),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def farewell_pay(request: Any, farewell_id: int) -> HttpResponse:
    holder_of(request, "dues.farewell.pay")
    shown = get_object_or_404(queries.farewells(), pk=farewell_id)
    form = forms.PayOutForm(request.POST or None, initial={"on": request.today})
    if form.is_valid():
        made = deed(request, form, actions.pay_farewell, _("El pago quedó anotado."),
                    farewell_id=shown.pk, today=request.today, **form.cleaned_data)  # fmt: skip
        if made:
            return made
    return render_page(request, "dues/farewell_pay.html", farewell=shown, form=form,
                       status=422 if form.is_bound else 200)  # fmt: skip
