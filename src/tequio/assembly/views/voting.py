"""The office's pages of a vote: put the question, count hands, hand out papers, help somebody."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.assembly import actions, ballots, deeds, queries
from tequio.assembly.actions.voting import unvoted
from tequio.assembly.ballot_forms import HelpForm
from tequio.assembly.minorities import may_form, minority_of
from tequio.assembly.minutes import named_by_minority, recused_told
from tequio.assembly.models import Credential, Vote
from tequio.assembly.queries import votes_held
from tequio.assembly.views.asking import find_item, find_vote, to
from tequio.assembly.vote_forms import HandsForm, MinorityForm, RecusalForm, VoteForm
from tequio.core.refusals import Refusal
from tequio.engines import urn
from tequio.ui.asking import done, holder_of, office_of, once, status_of
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def vote_new(request: Any, point_id: int) -> HttpResponse:
    holder_of(request, "assembly.vote.prepare")
    item = find_item(point_id)
    asked = request.GET.get("mocion", "")
    motion = item.motions.filter(pk=int(asked)).first() if asked.isdecimal() else None
    begin = {"motion": motion, "title": motion.text[:240], "method": "motion", "is_secret": False} if motion else {
        "method": Vote.Method.SCOTTISH if item.assembly.section_id else Vote.Method.PLURALITY,
        "elects_delegates": True,
    }  # fmt: skip
    form = VoteForm(request.POST or None, item=item, initial=begin)
    if form.is_valid():
        try:
            vote = actions.draft_vote(actor=request.actor, item_id=item.pk, key=once(request), **form.arguments)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("La boleta está lista. Anuncia la semilla y abre la votación."))
            return to(request, "vote", vote_id=vote.pk)
    return render_page(request, "assembly/small_form.html", form=form, assembly=item.assembly,
                       title=_("Poner a votación"), lead=str(item), status=status_of(form))  # fmt: skip


@require_safe
def vote_detail(request: Any, vote_id: int) -> HttpResponse:
    office_of(request, "assembly")
    vote = find_vote(vote_id)
    may = deeds.of_vote(vote, request.actor.rights)
    return render_page(
        request, "assembly/vote.html", vote=vote, assembly=vote.assembly, options=vote.options.order_by("place"),
        turnout=queries.turnout_of(vote), there=queries.votes_there(vote), may_form=may_form(vote),
        named_by=named_by_minority(vote) if vote.minority_of else "", recused=recused_told(vote),
        own_interest="" if vote.assembly.bylaws.says("own_interest_votes")
        else vote.assembly.bylaws.source("own_interest_votes"),
        forward=[deed for deed in may if not deed.goes_back], back=[deed for deed in may if deed.goes_back],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def hands(request: Any, vote_id: int) -> HttpResponse:
    holder_of(request, "assembly.hands.count")
    vote = find_vote(vote_id)
    waiting = unvoted(vote)
    form = HandsForm(request.POST or None, initial={"tellers": vote.assembly.tellers})
    if form.is_valid() and done(request, form, actions.count_hands, vote_id=vote.pk, **form.cleaned_data):
        tell(request, _("Las manos quedaron contadas."))
        return to(request, "vote", vote_id=vote.pk)
    return render_page(
        request, "assembly/hands.html", form=form, vote=vote, assembly=vote.assembly, status=status_of(form),
        people=len(waiting), votes=sum(card.weight for card in waiting),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def recusals(request: Any, vote_id: int) -> HttpResponse:
    """Who does not vote here because the matter is his own or his family's."""
    holder_of(request, "assembly.recusal.note")
    vote = find_vote(vote_id)
    noted = list(queries.recusals_of(vote))
    form = RecusalForm(request.POST or None, initial={
        "members": ", ".join(str(each.credential.member.number) for each in noted),
        "reason": noted[0].reason if noted else "",
    })  # fmt: skip
    if form.is_valid() and done(request, form, actions.note_recusals, vote_id=vote.pk, **form.cleaned_data):
        tell(request, _("Quedó anotado quién no vota en este asunto."))
        return to(request, "vote", vote_id=vote.pk)
    return render_page(
        request, "assembly/small_form.html", form=form, assembly=vote.assembly, title=_("Quién no vota aquí"),
        lead=vote.title, status=status_of(form),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def minority(request: Any, vote_id: int) -> HttpResponse:
    """Who stood up for the minority of the board's election, and whether they are enough to name the vigilance."""
    holder_of(request, "assembly.minority.note")
    vote = find_vote(vote_id)
    noted = vote.dissenters.order_by("pk").values_list("credential__member__number", flat=True)
    form = MinorityForm(request.POST or None, initial={"members": ", ".join(map(str, noted))})
    if request.method == "POST" and form.is_valid() and done(
        request, form, actions.note_minority, vote_id=vote.pk, members=form.cleaned_data["members"]
    ):  # fmt: skip
        tell(request, _("La minoría quedó anotada."))
        return to(request, "minority", vote_id=vote.pk)
    return render_page(
        request, "assembly/minority.html", form=form, vote=vote, assembly=vote.assembly, minority=minority_of(vote),
        may_form=may_form(vote), status=status_of(form),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def voters(request: Any, vote_id: int) -> HttpResponse:
    """Find somebody who is there: hand him papers, or help him vote."""
    holder_of(request, "assembly.paper.give", "assembly.ballot.help")
    vote = find_vote(vote_id)
    if request.method == "POST":
        return _given(request, vote)
    search = request.GET.get("q", "")[:60].replace("\x00", "")
    found = queries.credentials(vote.assembly, search).filter(is_present=True) if search else Credential.objects.none()
    found = found.filter(pk__in=queries.electors(vote).values("pk"))[:20]
    voted = set(vote.marks.filter(credential__in=list(found)).values_list("credential_id", flat=True))
    rows = [(card, sum(each.weight for each in votes_held(card, vote)), card.pk in voted) for card in found]
    return render_page(request, "assembly/voters.html", vote=vote, assembly=vote.assembly, rows=rows, search=search)


def _given(request: Any, vote: Vote) -> HttpResponse:
    holder_of(request, "assembly.paper.give")
    asked = request.POST.get("credential", "")
    card = Credential.objects.filter(pk=int(asked) if asked.isdecimal() else 0).first()
    votes = sum(each.weight for each in votes_held(card, vote)) if card else 0
    tens = request.POST.get("tens") == "yes"
    worths = {10: votes // 10, 1: votes % 10} if tens else {1: votes}
    try:
        actions.give_papers(actor=request.actor, vote_id=vote.pk, credential_id=card.pk if card else 0,
                            worths=worths, key=once(request))  # fmt: skip
    except Refusal as refusal:
        warn(request, str(refusal))
    else:
        tell(request, _("Entregado. Que tome sus boletas del montón, sin que nadie anote cuáles."))
    return to(request, "voters", vote_id=vote.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def help_vote(request: Any, vote_id: int, credential_id: int) -> HttpResponse:
    """The ballot of somebody who asked for help, filled in before his eyes."""
    holder_of(request, "assembly.ballot.help")
    vote = find_vote(vote_id)
    cards = Credential.objects.select_related("member__person").filter(assembly=vote.assembly)
    card = get_object_or_404(cards, pk=credential_id)
    ticket = request.POST.get("ticket", "") or ballots.new_ticket(vote.pk, card.pk)
    form = HelpForm(request.POST if request.method == "POST" else None, vote=vote)
    if form.is_valid():
        try:
            actions.help_to_vote(
                actor=request.actor, vote_id=vote.pk, member=card.member, reason=form.cleaned_data["reason"],
                ballot=ballots.FilledBallot(ticket, form.ranking, form.is_blank),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            code = urn.shown(ballots.receipt_of(ticket, vote.pk, card.pk))
            return render_page(request, "assembly/helped.html", vote=vote, card=card, code=code)
    return render_page(
        request, "assembly/help.html", vote=vote, card=card, form=form, ticket=ticket, assembly=vote.assembly,
        status=status_of(form),
    )  # fmt: skip
