"""Papers: how many to print, their PDF, reading them from photos or by hand, and doubts that two people decide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.assembly import actions, queries, scanning
from tequio.assembly.actions import Seen
from tequio.assembly.ballot_forms import BallotForm
from tequio.assembly.models import PaperBallot
from tequio.assembly.views.asking import find_vote, to
from tequio.assembly.vote_forms import PrintForm
from tequio.core.refusals import Refusal
from tequio.engines import tally
from tequio.ui.asking import done, holder_of, once, status_of
from tequio.ui.files import file_answer
from tequio.ui.flash import tell, warn
from tequio.ui.render import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: Any, vote_id: int) -> HttpResponse:
    holder_of(request, "assembly.paper.print")
    vote = find_vote(vote_id)
    form = PrintForm(request.POST or None, initial={"ones": queries.presence_of(vote.assembly).people})
    if form.is_valid() and done(request, form, actions.print_papers, vote_id=vote.pk, worths=form.worths):
        tell(request, _("Las boletas están listas: imprímelas y revuélvelas antes de entregarlas."))
        return to(request, "papers", vote_id=vote.pk)
    return render_page(
        request, "assembly/papers.html", vote=vote, assembly=vote.assembly, form=form,
        count=PaperBallot.objects.filter(vote=vote).count(), status=status_of(form),
    )  # fmt: skip


@require_safe
def papers_pdf(request: Any, vote_id: int) -> HttpResponse:
    holder_of(request, "assembly.paper.print")
    vote = find_vote(vote_id)
    # In the order of their random codes, not of their making.
    printed = list(PaperBallot.objects.filter(vote=vote, state="printed").order_by("code"))
    if not printed:
        raise Http404
    return file_answer(scanning.papers_pdf(vote, printed), f"boletas-{vote.pk}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: Any, vote_id: int) -> HttpResponse:
    """Photos of papers, or one paper typed by its code."""
    holder_of(request, "assembly.paper.read")
    vote = find_vote(vote_id)
    form = BallotForm(request.POST if "code" in request.POST else None, vote=vote)
    refused: list[str] = []
    if request.method == "POST" and "code" in request.POST:
        code = request.POST["code"][:40]
        if form.is_valid():
            seen = Seen(code, form.ranking, is_blank=form.is_blank)
            if done(request, form, actions.read_papers, vote_id=vote.pk, papers=[seen]):
                tell(request, _("La boleta %(code)s quedó leída.") % {"code": code})
                return to(request, "papers_read", vote_id=vote.pk)
    elif request.method == "POST":
        refused = _read_photos(request, vote)
        if not refused:
            return to(request, "papers_read", vote_id=vote.pk)
    return render_page(
        request, "assembly/read.html", vote=vote, assembly=vote.assembly, form=form, refused=refused,
        turnout=queries.turnout_of(vote), status=422 if refused else status_of(form),
    )  # fmt: skip


def _read_photos(request: Any, vote: Any) -> list[str]:
    """Read each photo by itself; the sentences of those that could not be."""
    photos = request.FILES.getlist("photos")
    if not photos:
        return [_("No llegó ninguna foto. Escógela otra vez.")]
    refused: list[str] = []
    certain = doubtful = 0
    for name, picture in _pictures(photos, refused):
        try:
            seen = scanning.read_photo(vote, picture)
            actions.read_papers(actor=request.actor, vote_id=vote.pk, papers=[seen])
        except Refusal as refusal:
            refused.append(f"{name}: {refusal}")
        else:
            doubtful += bool(seen.doubtful)
            certain += not seen.doubtful
    if certain or doubtful:
        told = {"certain": certain, "doubtful": doubtful}
        tell(request, _("Leídas: %(certain)s. Con duda, para dos personas: %(doubtful)s.") % told)
    return refused


def _pictures(photos: list[Any], refused: list[str]) -> Iterator[tuple[str, bytes]]:
    """Each photo, and each page of a PDF, one after another so that few are in memory at once."""
    for photo in photos:
        try:
            yield from scanning.pictures_in(photo.name, photo.read())
        except Refusal as refusal:
            refused.append(f"{photo.name}: {refusal}")


@require_http_methods(["GET", "HEAD", "POST"])
def doubts(request: Any, vote_id: int) -> HttpResponse:
    """Each doubtful paper, for two people to read by themselves; what one said is not shown to the other."""
    holder_of(request, "assembly.paper.decide")
    vote = find_vote(vote_id)
    asked = tally.plain_code(request.POST.get("code", "")[:40])
    form = BallotForm(request.POST or None, vote=vote)
    if form.is_valid():
        try:
            paper = actions.resolve_doubt(
                actor=request.actor, vote_id=vote.pk, code=asked, ranking=form.ranking, is_blank=form.is_blank,
                key=once(request),
            )  # fmt: skip
        except Refusal as refusal:
            warn(request, str(refusal))
        else:
            agreed = paper.state == PaperBallot.State.READ
            tell(request, _("Dos personas leyeron lo mismo: la boleta cuenta.") if agreed
                 else _("Quedó tu lectura. Falta que otra persona lea lo mismo."))  # fmt: skip
        return to(request, "doubts", vote_id=vote.pk)
    mine = request.actor.user_id
    rows = [
        (paper, form if asked == paper.code else BallotForm(vote=vote),
         any(reading.reader_id == mine for reading in paper.readings.all()))
        for paper in queries.doubts_of(vote)
    ]  # fmt: skip
    return render_page(request, "assembly/doubts.html", vote=vote, assembly=vote.assembly, rows=rows,
                       status=status_of(form))  # fmt: skip
