"""Orders on paper, counting what arrived, handing it out."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy_
from django.views.decorators.http import require_http_methods, require_safe

from tequio.core.refusals import Refusal
from tequio.core.text import search_key
from tequio.members.models import Section
from tequio.purchasing import actions, documents, queries
from tequio.purchasing.models import Round, Supplier
from tequio.purchasing.views.office import find_round
from tequio.stock.queries import materials
from tequio.ui.asking import office_of, once
from tequio.ui.files import file_answer
from tequio.ui.flash import tell
from tequio.ui.forms import QuantityField
from tequio.ui.render import render_page

TAKERS = 50  # members whose goods one page lists


class MaterialNamed(forms.CharField):
    """A material by its name, as a shared list offers it: a page with many lines says the names once."""

    default_error_messages = {"invalid": lazy_("Ese material no está en la lista. Escógelo de ella.")}

    def __init__(self, *, by_name: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(required=False, max_length=160, widget=forms.TextInput({"list": "materials"}), **kwargs)
        self.by_name = by_name

    def clean(self, value: Any) -> Any:
        told = search_key(super().clean(value))
        if told and told not in self.by_name:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return self.by_name.get(told)


class CountForm(forms.Form):
    """What arrived at one village: one row for each order line."""

    def __init__(self, *args: Any, lines: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        self.materials = [item.name for item in materials()] if self.lines else []
        by_name = {search_key(item.name): item.pk for item in materials()} if self.lines else {}
        for line in self.lines:
            received = line.quantity if line.received is None else line.received
            plain = {"received": f"{received.normalize():f}", "damaged": f"{line.damaged.normalize():f}"}
            self.fields[f"l{line.pk}_received"] = QuantityField(
                label=_("Llegó"), unit=line.item.unit, max_value=line.quantity, initial=plain["received"]
            )
            self.fields[f"l{line.pk}_damaged"] = QuantityField(
                label=_("Dañado"), unit=line.item.unit, max_value=line.quantity, initial=plain["damaged"]
            )
            self.fields[f"l{line.pk}_instead"] = MaterialNamed(
                label=_("Llegó otra cosa"), by_name=by_name,
                initial=line.came_instead.name if line.came_instead else "",
            )  # fmt: skip
            self.fields[f"l{line.pk}_note"] = forms.CharField(
                label=_("Nota"), required=False, max_length=240, initial=line.note
            )

    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "line": line,
                "fields": [self[f"l{line.pk}_{name}"] for name in ("received", "damaged", "instead", "note")],
            }
            for line in self.lines
        ]

    @property
    def counts(self) -> list[actions.Count]:
        told = self.cleaned_data
        return [
            actions.Count(line.pk, told[f"l{line.pk}_received"], told[f"l{line.pk}_damaged"],
                          told[f"l{line.pk}_instead"], told[f"l{line.pk}_note"])
            for line in self.lines
        ]  # fmt: skip


@require_safe
def order_list(request: Any, round_id: int) -> HttpResponse:
    office_of(request, "purchasing")
    round_ = find_round(round_id)
    return render_page(request, "purchasing/orders.html", round=round_, orders=queries.orders_of(round_))


@require_safe
def order_paper(request: Any, round_id: int, supplier_id: int) -> HttpResponse:
    office_of(request, "purchasing")
    round_, supplier = find_round(round_id), get_object_or_404(Supplier, pk=supplier_id)
    return file_answer(documents.order_pdf(round_, supplier, request.today), f"pedido-{round_.pk}-{supplier.code}.pdf")


@require_safe
def handout_paper(request: Any, round_id: int, section_id: int) -> HttpResponse:
    office_of(request, "purchasing")
    round_, section = find_round(round_id), get_object_or_404(Section, pk=section_id)
    return file_answer(documents.handout_pdf(round_, section), f"entrega-{round_.pk}-{section.pk}.pdf")


@require_safe
def village_list(request: Any, round_id: int) -> HttpResponse:
    office_of(request, "purchasing")
    round_ = find_round(round_id)
    return render_page(request, "purchasing/villages.html", round=round_, villages=queries.villages_of(round_))


@require_http_methods(["GET", "HEAD", "POST"])
def village(request: Any, round_id: int, section_id: int) -> HttpResponse:
    """One delivery point: counting while the round is ordered, handing out once it is received."""
    office_of(request, "purchasing")
    round_, section = find_round(round_id), get_object_or_404(Section, pk=section_id)
    is_counting = round_.state == Round.State.ORDERED
    data = request.POST if request.method == "POST" and is_counting else None
    form = CountForm(data, lines=queries.award_lines(round_, section=section) if is_counting else ())
    page = Paginator(queries.takers_in(round_, section.pk), TAKERS).get_page(request.GET.get("pagina"))
    if request.method == "POST":
        done = _count(request, round_, form) if is_counting else _hand_out(request, round_, section)
        if done and page.has_next() and not is_counting:
            return redirect(f"{request.path}?pagina={page.next_page_number()}")
        if done:
            return redirect("purchasing:villages", union=request.union.slug, round_id=round_.pk)
    members = list(page.object_list)
    return render_page(
        request, "purchasing/village.html", round=round_, section=section, form=form, is_counting=is_counting,
        page=page, takers=queries.takers(round_, section.pk, members), shown=" ".join(map(str, members)),
        is_handing_out=round_.state == Round.State.RECEIVED,
    )  # fmt: skip


def _count(request: Any, round_: Round, form: CountForm) -> bool:
    if not form.is_valid():
        return False
    try:
        actions.count_goods(actor=request.actor, round_id=round_.pk, counts=form.counts, key=once(request))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    tell(request, _("El conteo quedó guardado. Puedes corregirlo hasta terminar de recibir."))
    return True


def _hand_out(request: Any, round_: Round, section: Section) -> bool:
    absent = [int(value) for value in request.POST.getlist("absent") if value.isdecimal()]
    # Those of the page that was sent, whoever joined the list since; without it, the whole village.
    shown = [int(value) for value in request.POST.get("shown", "").split() if value.isdecimal()] or None
    try:
        actions.hand_out_section(
            actor=request.actor, round_id=round_.pk, section_id=section.pk, today=request.today, absent=absent,
            only=shown, key=once(request),
        )  # fmt: skip
    except Refusal as refusal:
        tell(request, str(refusal), level=30)
        return True
    tell(request, _("La entrega en %(place)s quedó anotada.") % {"place": section.name})
    return True
