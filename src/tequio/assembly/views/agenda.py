"""Documents, motions and amendments, and who was told of the call."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.assembly import actions, documents, queries
from tequio.assembly.forms import DocumentForm, MotionForm, NoticeForm
from tequio.assembly.models import Document, Motion
from tequio.assembly.views.asking import find_assembly, find_item, to
from tequio.core.refusals import Refusal
from tequio.ui.asking import done, holder_of, layout_of, office_of, once, status_of
from tequio.ui.files import file_answer
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def document_new(request: Any, assembly_id: int) -> HttpResponse:
    holder_of(request, "assembly.document.add")
    assembly = find_assembly(assembly_id)
    form = DocumentForm(request.POST or None)
    if form.is_valid() and done(request, form, actions.add_document, assembly_id=assembly.pk, **form.cleaned_data):
        tell(request, _("El documento está a la vista de todas y todos."))
        return redirect(assembly)
    return render_page(request, "assembly/small_form.html", form=form, assembly=assembly,
                       title=_("Poner un documento"), status=status_of(form))  # fmt: skip


@require_safe
def document(request: Any, document_id: int) -> HttpResponse:
    """A text that everybody of the union reads."""
    found = get_object_or_404(Document.objects.select_related("assembly__union"), pk=document_id)
    return render_page(request, "assembly/document.html", document=found, layout=layout_of(request))


@require_http_methods(["GET", "HEAD", "POST"])
def motion_new(request: Any, point_id: int) -> HttpResponse:
    holder_of(request, "assembly.motion.propose")
    item = find_item(point_id)
    form = MotionForm(request.POST or None, item=item)
    if form.is_valid():
        told, amends = form.cleaned_data, form.cleaned_data["amends"]
        if done(
            request, form, actions.propose_motion, item_id=item.pk, text=told["text"],
            proposed_by=told["proposed_by"], amends_id=amends.pk if amends else None,
        ):  # fmt: skip
            tell(request, _("Quedó anotada. Cuando toque, ponla a votación."))
            return redirect(item.assembly)
    return render_page(request, "assembly/small_form.html", form=form, assembly=item.assembly,
                       title=_("Anotar una moción o enmienda"), lead=str(item), status=status_of(form))  # fmt: skip


@require_POST
def motion_withdraw(request: Any, motion_id: int) -> HttpResponse:
    holder_of(request, "assembly.motion.withdraw")
    motion = get_object_or_404(Motion.objects.select_related("item__assembly__union"), pk=motion_id)
    try:
        actions.withdraw_motion(actor=request.actor, motion_id=motion.pk, key=once(request))
    except Refusal as refusal:
        warn(request, str(refusal))
    else:
        tell(request, _("La moción quedó retirada."))
    return redirect(motion.item.assembly)


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: Any, assembly_id: int) -> HttpResponse:
    holder_of(request, "assembly.notice.record")
    assembly = find_assembly(assembly_id)
    form = NoticeForm(request.POST or None)
    if form.is_valid():
        section = form.cleaned_data["section"]
        if done(
            request, form, actions.tell_members, assembly_id=assembly.pk, way=form.cleaned_data["way"],
            section_id=section.pk if section else None, today=request.today,
        ):  # fmt: skip
            tell(request, _("Quedó anotado a quién se avisó y cómo."))
            return to(request, "notices", assembly_id=assembly.pk)
    return render_page(
        request, "assembly/notices.html", assembly=assembly, form=form, told=queries.told_of(assembly),
        message=documents.text_message(assembly), status=status_of(form), sending=queries.sending_of(assembly),
        unreached=Paginator(queries.untold_by_text(assembly), 50).get_page(request.GET.get("pagina")),
    )  # fmt: skip


@require_POST
def call_sent(request: Any, assembly_id: int) -> HttpResponse:
    """Send the call to every telephone; the page of notices then tells how it goes."""
    holder_of(request, "assembly.notice.send")
    assembly = find_assembly(assembly_id)
    try:
        actions.send_call(actor=request.actor, assembly_id=assembly.pk, key=once(request))
    except Refusal as refusal:
        warn(request, str(refusal))
    else:
        tell(request, _("Los mensajes están saliendo. Esta página dice a quiénes ya les llegó y a quiénes no."))
    return to(request, "notices", assembly_id=assembly.pk)


@require_safe
def call_paper(request: Any, assembly_id: int) -> HttpResponse:
    office_of(request, "assembly")
    assembly = find_assembly(assembly_id)
    return file_answer(documents.call_pdf(assembly), f"convocatoria-{assembly.pk}.pdf")


@require_safe
def poster(request: Any, assembly_id: int) -> HttpResponse:
    office_of(request, "assembly")
    assembly = find_assembly(assembly_id)
    return file_answer(documents.poster_pdf(assembly), f"cartel-{assembly.pk}.pdf")


@require_safe
def cards_paper(request: Any, assembly_id: int) -> HttpResponse:
    office_of(request, "assembly")
    assembly = find_assembly(assembly_id)
    return file_answer(documents.cards_pdf(assembly, queries.credentials(assembly)), f"credenciales-{assembly.pk}.pdf")
