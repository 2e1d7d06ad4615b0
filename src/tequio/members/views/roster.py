"""The roster in and out: choose a file, look at what it would do, confirm; or take the roster along."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.core.refusals import Refusal
from tequio.core.sheets import SheetFailed, write_csv
from tequio.core.sheets.reader import MAX_BYTES
from tequio.core.sheets.reasons import why_file
from tequio.members import forms
from tequio.members.models import RosterFile
from tequio.members.roster import actions
from tequio.members.roster.changes import Plan
from tequio.members.roster.columns import ROSTER
from tequio.members.roster.plan import plan_import
from tequio.members.roster.sentences import why
from tequio.members.roster.showing import shown_cells, shown_changes, shown_new
from tequio.members.views.asking import to
from tequio.ui.asking import holder_of
from tequio.ui.files import file_answer
from tequio.ui.flash import tell
from tequio.ui.render import render_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def roster_upload(request: Any) -> HttpResponse:
    holder_of(request, "members.roster.upload")
    form = forms.RosterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        uploaded = form.cleaned_data["file"]
        try:
            if uploaded.size > MAX_BYTES:
                raise SheetFailed("file_too_large", file=uploaded.name, limit=MAX_BYTES // 1_000_000)
            file = actions.upload_roster(actor=request.actor, name=uploaded.name, content=uploaded.read())
        except SheetFailed as failure:
            form.add_error("file", why_file(failure))
        else:
            return to(request, "roster_preview", file_id=file.pk)
    status = 422 if form.is_bound else 200
    return render_page(request, "members/roster_upload.html", form=form, columns=ROSTER.columns, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def roster_preview(request: Any, file_id: int) -> HttpResponse:
    holder_of(request, "members.roster.import", "members.roster.upload")
    file = get_object_or_404(RosterFile.objects, pk=file_id)
    refused = ""
    if request.method == "POST":
        form = forms.ConfirmForm(request.POST)
        try:
            if form.is_valid():
                file = actions.import_roster(
                    actor=request.actor,
                    file_id=file.pk,
                    today=request.today,
                    key=f"roster:{file.pk}",
                    **form.cleaned_data,
                )
                tell(request, _imported(file))
                return to(request, "member_list")
        except Refusal as refusal:
            refused = str(refusal)
    if file.imported_on:
        return render_page(request, "members/roster_done.html", file=file)
    plan = _plan(request, file)
    context = {
        "file": file,
        "plan": plan,
        "bad": shown_cells(plan.bad),
        "warnings": shown_cells(plan.warnings),
        "changes": shown_changes(plan.updated),
        "new": shown_new(plan.new),
        "new_sections": [f"{name}, {municipality}" for municipality, name in plan.sections.values()],
        "form": forms.ConfirmForm(initial={"seen": plan.digest}),
        "refused": refused,
        "may_import": request.actor.may("members.roster.import"),
    }
    return render_page(request, "members/roster_preview.html", status=422 if refused else 200, **context)


@require_safe
def roster_bad_cells(request: Any, file_id: int) -> HttpResponse:
    """Every bad cell as a sheet, for whoever corrects the file."""
    holder_of(request, "members.roster.import", "members.roster.upload")
    plan = _plan(request, get_object_or_404(RosterFile.objects, pk=file_id, imported_on=None))
    rows = [[cell.place, cell.column_name, cell.value, why(cell)] for cell in plan.bad]
    content = write_csv([_("Celda"), _("Columna"), _("Dice"), _("Qué hacer")], rows)
    return file_answer(content, "correcciones.csv")


@require_POST
def roster_export(request: Any) -> HttpResponse:
    as_csv = request.POST.get("formato") == "csv"
    content = actions.export_roster(actor=request.actor, as_csv=as_csv)
    name = f"padron-{request.union.slug}-{request.today.isoformat()}"
    return file_answer(content, f"{name}.{'csv' if as_csv else 'xlsx'}")


def _plan(request: Any, file: RosterFile) -> Plan:
    return plan_import(ROSTER.read_file(file.name, bytes(file.content)), request.today)


def _imported(file: RosterFile) -> str:
    counts = {"new": file.new, "updated": file.updated, "unchanged": file.unchanged}
    return (
        ngettext(
            "Se importó el padrón: %(new)s nueva, %(updated)s cambiadas, %(unchanged)s sin cambio.",
            "Se importó el padrón: %(new)s nuevas, %(updated)s cambiadas, %(unchanged)s sin cambio.",
            file.new,
        )
        % counts
    )
