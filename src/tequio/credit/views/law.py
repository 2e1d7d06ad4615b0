"""The register of the law against money laundering: files, sums against the limit, notices."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.credit import actions, law, queries, register
from tequio.credit.actions import Papers
from tequio.credit.forms import FileForm, NoticeForm
from tequio.credit.views.asking import office_only
from tequio.members.models import Member
from tequio.ui.asking import deed, holder_of
from tequio.ui.files import file_answer
from tequio.ui.render import render_page

PER_PAGE = 50


@require_safe
def register_list(request: Any) -> HttpResponse:
    office_only(request)
    rows = register.register(request.today)
    if request.GET.get("formato") == "xlsx":
        return file_answer(register.register_xlsx(rows), f"expedientes-{request.today:%Y-%m-%d}.xlsx")
    return render_page(
        request, "credit/register.html", page=Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina")),
        limit=law.notice_minor(request.today), uma=law.limit("notice_uma", request.today),
        months=law.limit("adds_up_months", request.today), years=law.limit("keep_years", request.today),
        sources=[law.source(name, request.today) for name in ("notice_uma", "uma_minor")],
        to_tell=[each for each in rows if each.must_be_told and each.notice is None],
        close=[each for each in rows if each.is_close], lacking=register.lacking_file(),
    )  # fmt: skip


def _home(request: Any) -> str:
    return reverse("credit:register", kwargs={"union": request.union.slug})


@require_http_methods(["GET", "HEAD", "POST"])
def file_new(request: Any, member_id: int) -> HttpResponse:
    holder_of(request, "credit.file.note")
    member = get_object_or_404(Member.objects.select_related("person", "section"), pk=member_id)
    there = queries.files_of([member.pk]).get(member.pk)
    first = {name: getattr(there, name) for name in FileForm.base_fields} if there else {}
    form = FileForm(request.POST or None, initial=first)
    if form.is_valid() and (
        answer := deed(request, form, actions.note_file, _("Quedó el expediente."), _home(request), member=member,
                       papers=Papers(**form.cleaned_data), today=request.today)
    ):  # fmt: skip
        return answer
    return render_page(
        request, "credit/law_form.html", member=member, form=form, status=422 if form.errors else 200,
        title=_("Expediente de identificación"),
        lead=_("%(name)s, núm. %(number)s. Míralo con sus papeles a la vista.") % {
            "name": member.name, "number": member.number},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def notice_new(request: Any, loan_id: int) -> HttpResponse:
    holder_of(request, "credit.notice.note")
    loan = get_object_or_404(queries.loans(), pk=loan_id)
    row = next((each for each in register.register(request.today) if each.loan.pk == loan.pk), None)
    form = NoticeForm(
        request.POST or None,
        initial={"month_on": row.month_on if row else request.today, "given_on": request.today},
    )  # fmt: skip
    if form.is_valid() and (
        answer := deed(request, form, actions.note_notice, _("Quedó el aviso."), _home(request),
                       member_id=loan.member_id, minor=row.summed_minor if row else 0, today=request.today,
                       **form.cleaned_data)
    ):  # fmt: skip
        return answer
    return render_page(
        request, "credit/law_form.html", member=loan.member, form=form, status=422 if form.errors else 200,
        title=_("Aviso a la autoridad"),
        lead=_("Se da en el portal de la autoridad; aquí queda cuándo y con qué folio. Es de %(name)s.") % {
            "name": loan.member.name},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def notice_none(request: Any) -> HttpResponse:
    """A month in which there was nothing to tell is told as well."""
    holder_of(request, "credit.notice.note")
    last_month = (request.today.replace(day=1) - timedelta(days=1)).replace(day=1)
    form = NoticeForm(request.POST or None, initial={"month_on": last_month, "given_on": request.today})
    if form.is_valid() and (
        answer := deed(request, form, actions.note_notice, _("Quedó el aviso."), _home(request), minor=0,
                       today=request.today, **form.cleaned_data)
    ):  # fmt: skip
        return answer
    return render_page(
        request, "credit/law_form.html", form=form, status=422 if form.errors else 200,
        title=_("Mes sin operaciones que avisar"),
        lead=_("También se informa el mes en que nadie llegó al límite. Se da en el portal de la autoridad."),
    )  # fmt: skip
