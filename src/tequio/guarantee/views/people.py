"""Each member's part of the fund, for the office."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.credit.models import Loan
from tequio.guarantee import actions, forms
from tequio.guarantee.models import Cap
from tequio.guarantee.queries import fund as queries
from tequio.guarantee.views.asking import office_only
from tequio.guarantee.views.mine import about
from tequio.members.models import Member
from tequio.members.queries import found_members, member_detail
from tequio.ui.asking import deed, holder_of
from tequio.ui.render import render_page

PER_PAGE = 50


@require_safe
def people(request: Any) -> HttpResponse:
    """Who has a part of the fund; with a search, whoever is looked for."""
    office_only(request)
    stakes = queries.stakes()
    search = request.GET.get("q", "")[:100].replace("\0", "")
    if search.strip():
        there = found_members(search)
    else:
        keys = list(stakes)
        there = (
            Member.objects.filter(pk__in=keys).select_related("person", "section").order_by("person__sort_key", "pk")
        )
    page = Paginator(there, PER_PAGE).get_page(request.GET.get("pagina"))
    return render_page(
        request, "guarantee/people.html", page=page, search=search,
        rows=[(member, stakes.get(member.pk, queries.NOTHING)) for member in page],
        held=sum(each.held for each in stakes.values()), pledged=sum(each.pledged for each in stakes.values()),
        signed=sum(each.cap_minor > 0 for each in stakes.values()),
    )  # fmt: skip


def _seen(member_id: int) -> Member:
    found: Member = get_object_or_404(member_detail(member_id))
    return found


def _page_of(request: Any, member: Member) -> str:
    return reverse("guarantee:fund_member", kwargs={"union": request.union.slug, "fund_member_id": member.pk})


def _form(request: Any, member: Member, form: Any, title: str, lead: str) -> HttpResponse:
    return render_page(
        request, "guarantee/deed.html", form=form, title=title, lead=lead, back=_page_of(request, member),
        back_said=member.name, status=422 if form.is_bound else 200,
    )  # fmt: skip


@require_safe
def fund_member(request: Any, fund_member_id: int) -> HttpResponse:
    office_only(request)
    member = _seen(fund_member_id)
    return render_page(request, "guarantee/fund_member.html", own=False, **about(member))


@require_http_methods(["GET", "HEAD", "POST"])
def deposit(request: Any, fund_member_id: int) -> HttpResponse:
    holder_of(request, "guarantee.deposit.record")
    member = _seen(fund_member_id)
    form = forms.DepositForm(request.POST or None, initial={"on": request.today})
    if form.is_valid() and (made := deed(
        request, form, actions.record_deposit, _("El aporte quedó en su cuenta del fondo."), _page_of(request, member),
        member_id=member.pk, today=request.today, **form.cleaned_data,
    )):  # fmt: skip
        return made
    lead = _("Es dinero suyo con un fin: responder por préstamos. No gana intereses ni se saca cuando uno quiera.")
    return _form(request, member, form, _("Recibir un aporte al fondo"), lead)


@require_http_methods(["GET", "HEAD", "POST"])
def refund(request: Any, fund_member_id: int) -> HttpResponse:
    holder_of(request, "guarantee.refund.pay")
    member = _seen(fund_member_id)
    stake = queries.stake_of(member.pk)
    form = forms.RefundForm(request.POST or None, initial={"on": request.today, "minor": stake.free or None})
    if form.is_valid() and (made := deed(
        request, form, actions.pay_refund, _("La devolución quedó anotada."), _page_of(request, member),
        member_id=member.pk, today=request.today, **form.cleaned_data,
    )):  # fmt: skip
        return made
    return _form(request, member, form, _("Devolver del fondo"),
                 _("Solo lo que no responde por ningún préstamo que se deba."))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def cap_new(request: Any, fund_member_id: int) -> HttpResponse:
    holder_of(request, "guarantee.cap.offer")
    member = _seen(fund_member_id)
    own = list(Loan.objects.filter(member=member, state=Loan.State.RUNNING).order_by("number"))
    groups = Loan.objects.filter(member=member, application__group__isnull=False).values("application__group")
    of_group = Loan.objects.filter(application__group__in=groups, state=Loan.State.RUNNING).exclude(member=member)
    form = forms.CapForm(
        request.POST or None, own=own, of_group=list(of_group.select_related("member__person").order_by("number"))
    )
    if form.is_valid() and (made := deed(request, form, actions.offer_cap, _cap_said, _page_of(request, member),
                                         member_id=member.pk, today=request.today, **form.told())):  # fmt: skip
        return made
    return _form(request, member, form, _("Proponerle un tope"),
                 _("Por escrito y en una frase. Mientras no diga que sí, no responde de nada."))  # fmt: skip


def _cap_said(cap: Cap) -> str:
    return _("Quedó firmado en papel.") if cap.is_signed else _("Le aparece en su teléfono para que diga que sí.")


@require_http_methods(["GET", "HEAD", "POST"])
def cap_end(request: Any, cap_id: int) -> HttpResponse:
    holder_of(request, "guarantee.cap.end")
    cap = get_object_or_404(queries.caps(), pk=cap_id)
    form = forms.EmptyForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (made := deed(
        request, form, actions.end_cap, _("El tope terminó."), _page_of(request, cap.member), cap_id=cap.pk,
        member_id=cap.member_id, today=request.today,
    )):  # fmt: skip
        return made
    return render_page(
        request, "guarantee/deed.html", form=form, back=_page_of(request, cap.member), back_said=cap.member.name,
        title=_("Terminar el tope"), lead=cap.text, yes=_("Sí, terminarlo"), danger=True,
        status=422 if form.errors else 200,
    )  # fmt: skip
