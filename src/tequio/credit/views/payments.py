"""A receipt: for the office, and for the member whose payment it is."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.credit import actions, queries
from tequio.credit.documents import payment_parts, receipt_pdf
from tequio.credit.forms import CancelForm
from tequio.ui.asking import deed, holder_of, layout_of
from tequio.ui.files import file_answer
from tequio.ui.render import render_page


@require_safe
def payment(request: Any, payment_id: int) -> HttpResponse:
    shown = get_object_or_404(queries.payments(), pk=payment_id)
    is_office = any(right.startswith("credit.") for right in request.actor.rights)
    if not is_office and request.actor.member_id != shown.loan.member_id:
        raise PermissionDenied(_("Solo puedes ver tus propios recibos."))
    if request.GET.get("formato") == "pdf":
        return file_answer(receipt_pdf(request.union.name, shown), f"recibo-prestamo-{shown.number}.pdf")
    return render_page(
        request, "credit/payment.html", payment=shown, parts=payment_parts(shown), is_office=is_office,
        layout=layout_of(request), may_cancel=shown.stands and request.actor.may("credit.payment.cancel"),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def payment_cancel(request: Any, payment_id: int) -> HttpResponse:
    holder_of(request, "credit.payment.cancel")
    shown = get_object_or_404(queries.payments(), pk=payment_id)
    form = CancelForm(request.POST or None, initial={"on": request.today})
    if form.is_valid() and (
        there := deed(request, form, actions.cancel_payment, _("El recibo quedó cancelado. Su número ya no se usa."),
                      payment_id=shown.pk, today=request.today, **form.cleaned_data)
    ):  # fmt: skip
        return there
    return render_page(request, "credit/payment_cancel.html", payment=shown, form=form,
                       status=422 if form.errors else 200)  # fmt: skip
