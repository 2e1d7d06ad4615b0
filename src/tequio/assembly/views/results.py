"""What came of a vote, stage by stage; the published list; and one's own ballot in it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.assembly import queries
from tequio.assembly.bodies import first_terms_of, parity_of
from tequio.assembly.minutes import named_by_minority, substitutes_told
from tequio.assembly.models import Vote
from tequio.assembly.views.asking import find_vote
from tequio.engines import tally, urn
from tequio.ui.asking import layout_of
from tequio.ui.charts import Bar, Chart, bars
from tequio.ui.counting import short, told_result, told_stage, votes
from tequio.ui.files import file_answer
from tequio.ui.render import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def result(request: Any, vote_id: int) -> HttpResponse:
    """For everybody of the union: figures, sentences, chart, and the list to recount from.

    A receipt is looked for by POST: in an address it would stand in the web's log beside who asked.
    """
    vote = find_vote(vote_id)
    found = queries.result_of(vote)
    if found is None:
        raise Http404
    asked = request.POST.get("codigo", "")[:40].replace("\x00", "")
    count = found.count
    stages = (
        [(stage.number, told_stage(count, stage), _stage_chart(count, stage)) for stage in count.stages]
        if count
        else []
    )
    return render_page(
        request, "assembly/result.html", vote=vote, assembly=vote.assembly, result=found, layout=layout_of(request),
        stages=stages, told=told_result(count) if count and not vote.is_motion else [], chart=_chart(vote, found),
        parity=parity_of(vote, found.outcome), first_terms=first_terms_of(vote, found.outcome), asked=asked,
        stand_in=substitutes_told(vote, found.outcome), named_by=named_by_minority(vote) if vote.minority_of else "",
        mine=_mine(found, asked), names=found.published.names,
        majority=vote.assembly.bylaws.source(f"majority_{vote.item.matter}"),
    )  # fmt: skip


@require_safe
def published(request: Any, vote_id: int) -> HttpResponse:
    """The file from which anyone recounts: `tequio election verify`."""
    vote = find_vote(vote_id)
    outcome = queries.outcome_of(vote)
    if outcome is None:
        raise Http404
    return file_answer(outcome.record, f"votacion-{vote.pk}.json")


def _chart(vote: Vote, found: queries.Result) -> Chart:
    rows = [_bar(name, votes_) for name, votes_, _won in found.rows]
    if vote.is_motion and found.outcome.blank:
        rows.append(Bar(_("Abstenciones"), (found.outcome.blank,), (str(found.outcome.blank),)))
    return bars(rows, title=_("Votos de cada opción"), label=_("Opción"), series=(_("Votos"),))


def _bar(name: str, amount: Any) -> Bar:
    """Drawn as people read it; the table below has every decimal of the rule."""
    return Bar(name, (amount,), (short(Decimal(amount)),), (votes(amount),))


def _stage_chart(count: tally.Count, stage: tally.Stage) -> Chart | None:
    if len(count.stages) < 2:
        return None
    rows = [_bar(name, amount) for name, amount in zip(count.names, stage.votes, strict=True)]
    title = _("Votos al terminar la etapa %(n)s") % {"n": stage.number}
    return bars(rows, title=title, label=_("Opción"), series=(_("Votos"),))


def _mine(found: queries.Result, asked: str) -> list[tuple[str, list[str]]] | None:
    """The ballots that a receipt leads to, each by its code; None when nothing was asked."""
    if not asked.strip():
        return None
    receipt = tally.plain_code(asked)
    listed = {tally.plain_code(ballot.receipt): ballot for ballot in found.published.ballots}
    shown = []
    for code in urn.found_in(listed, receipt):
        ballot = listed[code]
        shown.append((ballot.receipt, [found.published.names[number - 1] for number in ballot.ranking]))
    return shown
