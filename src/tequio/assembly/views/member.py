"""A member's pages: the next assembly, "am I counted", voting by telephone, and finding one's own ballot."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.assembly import actions, ballots, queries
from tequio.assembly.ballot_forms import BallotForm
from tequio.assembly.documents import weighed_sentence
from tequio.assembly.errors import AlreadyVoted, ReceiptForged
from tequio.assembly.minorities import may_form
from tequio.assembly.models import Dissenter, Mark, Vote
from tequio.assembly.views.asking import to
from tequio.core.refusals import Refusal
from tequio.engines import urn
from tequio.ui.asking import once, status_of
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page


@require_safe
def my_assemblies(request: Any) -> HttpResponse:
    if request.member is None:
        return to(request, "assemblies")
    rows = list(queries.for_member(request.member)[:20])
    return render_page(request, "assembly/my_assemblies.html", rows=rows)


@require_http_methods(["GET", "HEAD", "POST"])
def my_assembly(request: Any, assembly_id: int) -> HttpResponse:
    """One assembly for one member: when and where, whether he is counted, and what can be voted now."""
    if request.member is None:
        return to(request, "assembly", assembly_id=assembly_id)
    assembly = get_object_or_404(queries.for_member(request.member), pk=assembly_id)
    card = queries.card_of(assembly, request.member)
    if request.method == "POST":
        try:
            here = actions.check_in(
                actor=request.actor, assembly_id=assembly.pk, member=request.member,
                comes_in=request.POST.get("comes_in") == "yes", key=once(request),
            )  # fmt: skip
        except Refusal as refusal:
            warn(request, str(refusal))
        else:
            tell(request, _("Ya cuentas para el quórum.") if here.is_present else _("Quedó anotada tu salida."))
        return to(request, "my_assembly", assembly_id=assembly.pk)
    votes = list(
        queries.votes().filter(item__assembly=assembly).exclude(state__in=("draft", "annulled")).order_by("pk")
    )
    dissents = set(Dissenter.objects.filter(credential=card).values_list("vote_id", flat=True)) if card else set()
    voted = set(Mark.objects.filter(credential=card).values_list("vote_id", flat=True)) if card else set()
    return render_page(
        request, "assembly/my_assembly.html", assembly=assembly, card=card, presence=queries.presence_of(assembly),
        items=queries.agenda_of(assembly), documents=assembly.documents.order_by("pk"),
        votes=[(vote, vote.pk in voted, vote.minority_of_id in (None, *dissents)) for vote in votes],
        forming={vote.pk for vote in votes if may_form(vote)}, dissents=dissents,
        stands_in=card is None and queries.substitutes_of(assembly).filter(member=request.member).exists(),
        weighed=weighed_sentence(assembly),
    )  # fmt: skip


@require_POST
def my_minority(request: Any, vote_id: int) -> HttpResponse:
    """Stand up for the minority of the board's election, to name the vigilance council with others."""
    vote = get_object_or_404(queries.votes(), pk=vote_id)
    if request.member is None:
        return to(request, "vote", vote_id=vote.pk)
    try:
        actions.join_minority(actor=request.actor, vote_id=vote.pk, member=request.member, key=once(request))
    except Refusal as refusal:
        warn(request, str(refusal))
    else:
        tell(request, _("Estás en la minoría."))
    return to(request, "my_assembly", assembly_id=vote.assembly.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_ballot(request: Any, vote_id: int) -> HttpResponse:
    """The ballot on a telephone. The code is shown before, so that who loses the answer still has it."""
    if request.member is None:
        return to(request, "vote", vote_id=vote_id)
    vote = get_object_or_404(queries.votes().exclude(state__in=("draft", "annulled")), pk=vote_id)
    card = queries.card_of(vote.assembly, request.member)
    if card is None:
        warn(request, _("Esta asamblea no tiene credencial para ti."))
        return to(request, "my_assembly", assembly_id=vote.assembly.pk)
    if request.method != "POST" and vote.marks.filter(credential=card).exists():
        return _ballot(request, "assembly/my_vote_done.html", vote, code="")
    if vote.state != Vote.State.OPEN and request.method != "POST":
        return to(request, "my_assembly", assembly_id=vote.assembly.pk)
    ticket = request.POST.get("ticket", "")[:200] or ballots.new_ticket(vote.pk, card.pk)
    form = BallotForm(request.POST if request.method == "POST" else None, vote=vote)
    if form.is_valid():
        try:
            actions.cast_ballot(
                actor=request.actor, vote_id=vote.pk, member=request.member,
                ballot=ballots.FilledBallot(ticket, form.ranking, form.is_blank),
            )  # fmt: skip
        except AlreadyVoted:
            return _ballot(request, "assembly/my_vote_done.html", vote, code="")
        except ReceiptForged as forged:
            form.add_error(None, str(forged))
            ticket = ballots.new_ticket(vote.pk, card.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            code = urn.shown(ballots.receipt_of(ticket, vote.pk, card.pk))
            return _ballot(request, "assembly/my_vote_done.html", vote, code=code)
    return _ballot(request, "assembly/my_ballot.html", vote, form=form, ticket=ticket, card=card,
                   code=_code(ticket, vote, card), status=status_of(form))  # fmt: skip


def _code(ticket: str, vote: Vote, card: Any) -> str:
    try:
        return urn.shown(ballots.receipt_of(ticket, vote.pk, card.pk))
    except Refusal:
        return ""


def _ballot(request: Any, template: str, vote: Vote, **context: Any) -> HttpResponse:
    """Neither browser nor proxy keeps what stands on a ballot."""
    answer = render_page(request, template, vote=vote, assembly=vote.assembly, **context)
    answer["Cache-Control"] = "no-store"
    return answer
