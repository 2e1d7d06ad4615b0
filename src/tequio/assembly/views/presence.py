"""Who comes and goes, proxies, and the quorum on one big screen."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.assembly import actions, queries
from tequio.assembly.forms import ProxyForm
from tequio.assembly.models import Credential
from tequio.assembly.models.presence import Way
from tequio.assembly.views.asking import find_assembly, to
from tequio.core.refusals import Refusal
from tequio.engines import tally
from tequio.ui.asking import done, holder_of, once, status_of
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def presence(request: Any, assembly_id: int) -> HttpResponse:
    """Find somebody by card, number or name, and note that he came or left."""
    holder_of(request, "assembly.presence.record")
    assembly = find_assembly(assembly_id)
    if request.method == "POST":
        return _noted(request, assembly)
    search = request.GET.get("q", "")[:60].replace("\x00", "")
    page = Paginator(queries.credentials(assembly, search), 50).get_page(request.GET.get("pagina"))
    return render_page(
        request, "assembly/presence.html", assembly=assembly, page=page, search=search,
        presence=queries.presence_of(assembly), by_card=len(tally.plain_code(search)) == 12,
        proxies=queries.proxies_of(assembly),
    )  # fmt: skip


def _noted(request: Any, assembly: Any) -> HttpResponse:
    asked, comes_in = request.POST.get("credential", ""), request.POST.get("comes_in") == "yes"
    way = Way.CARD if request.POST.get("way") == Way.CARD else Way.LIST
    try:
        card = actions.record_movement(
            actor=request.actor, assembly_id=assembly.pk, credential_id=int(asked) if asked.isdecimal() else 0,
            comes_in=comes_in, way=way, key=once(request),
        )  # fmt: skip
    except Refusal as refusal:
        warn(request, str(refusal))
    else:
        name = {"name": card.member.name}
        tell(request, _("%(name)s llegó.") % name if comes_in else _("%(name)s salió.") % name)
    return to(request, "presence", assembly_id=assembly.pk)


@require_safe
def screen(request: Any, assembly_id: int) -> HttpResponse:
    """The quorum for the whole hall to see; it asks again by itself, with script or without."""
    assembly = find_assembly(assembly_id)
    return render_page(
        request, "assembly/screen.html", "live", assembly=assembly, presence=queries.presence_of(assembly),
        sections=queries.sections_present(assembly),
        votes=queries.votes().filter(item__assembly=assembly, state="open").order_by("pk"),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def proxy_new(request: Any, assembly_id: int) -> HttpResponse:
    holder_of(request, "assembly.proxy.record")
    assembly = find_assembly(assembly_id)
    form = ProxyForm(request.POST or None)
    if form.is_valid():
        told = form.cleaned_data
        cards = dict(
            Credential.objects.filter(assembly=assembly, member__number__in=(told["giver"], told["holder"]))
            .values_list("member__number", "pk")
        )  # fmt: skip
        if done(
            request, form, actions.record_proxy, assembly_id=assembly.pk, giver_id=cards.get(told["giver"], 0),
            holder_id=cards.get(told["holder"], 0), witnesses=[told["first_witness"], told["second_witness"]],
        ):  # fmt: skip
            tell(request, _("La carta poder quedó anotada."))
            return to(request, "presence", assembly_id=assembly.pk)
    return render_page(request, "assembly/small_form.html", form=form, assembly=assembly,
                       title=_("Anotar una carta poder"), status=status_of(form))  # fmt: skip
