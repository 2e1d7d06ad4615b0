"""Ballots of paper laid out, drawn, and read from photos by engines/omr; what is unsure is left to two people."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.assembly.actions.papers import Seen
from tequio.assembly.errors import PhotoWrong
from tequio.assembly.models import Option, PaperBallot, Vote
from tequio.core import home
from tequio.engines import omr, urn

CONTEST, BLANK = "v", "0"
MOST_RANKS = 12
ON_HALF_A_SHEET = 4  # so many options fit half a letter

PROBLEMS = {
    "not_an_image": gettext_lazy("No es una foto. Manda JPG, PNG, WebP o un PDF escaneado."),
    "too_large": gettext_lazy("La foto es demasiado grande. Tómala otra vez con menos resolución."),
    "no_sheet": gettext_lazy("En la foto no se ve ninguna boleta. Tómala otra vez, completa y de frente."),
    "code_unreadable": gettext_lazy("El código de la hoja no se lee. Tómala otra vez, o escribe el código a mano."),
    "forged_code": gettext_lazy("Esa hoja no la imprimió esta unión. No se contó."),
    "unknown_page": gettext_lazy("Esa hoja es de la unión, pero no es una boleta que se haya impreso. No se contó."),
    "other_sheet": gettext_lazy("Es la boleta de otra votación. Ponla con las suyas; aquí no se contó."),
    "two_sheets": gettext_lazy("Hay dos boletas en la foto. Toma una foto de cada una."),
    "corners_missing": gettext_lazy("A la boleta le falta una esquina en la foto. Tómala otra vez, completa."),
}

PDF_TOO_LARGE = gettext_lazy("El PDF es demasiado pesado o trae más de 30 hojas. Mándalo en partes.")
PDF_CLOSED = gettext_lazy("El PDF no se puede abrir: está dañado o tiene contraseña. Manda fotos de las boletas.")


def layout_of(vote: Vote, options: Sequence[Option], paper: PaperBallot) -> omr.Layout:
    """The sheet of one paper; the same each time, so that it can be read when it comes home."""
    blank = _("Me abstengo") if vote.is_motion else _("En blanco")
    named = [omr.Option(str(option.place), option.name) for option in options]
    choose, ranks = 1, 0
    if vote.is_ranked:
        ranks = min(len(named), MOST_RANKS)
        hint = _("Marca 1 para tu primera opción, 2 para la segunda y así, sin saltar lugares.")
    else:
        named.append(omr.Option(BLANK, blank))
        choose = len(options) if vote.method == Vote.Method.APPROVAL else 1
        hint = _("Marca a todas las personas que aceptas.") if choose > 1 else _("Marca una sola opción.")
    worth = _("Vale %(votes)s votos.") % {"votes": paper.worth} if paper.worth > 1 else ""
    note = _("Tu código: %(code)s. Anótalo: con él encuentras tu voto en la lista. %(worth)s") % {
        "code": urn.shown(paper.code), "worth": worth,
    }  # fmt: skip
    contest = omr.Contest(CONTEST, vote.title, tuple(named), choose, ranks)
    size = omr.HALF_LETTER if len(named) <= ON_HALF_A_SHEET and not ranks else omr.LETTER
    title = vote.assembly.title
    return omr.lay_out_ballot(title=title, note=note.strip(), contests=[contest], hint=hint, paper=size)[0]


def papers_pdf(vote: Vote, papers: Sequence[PaperBallot]) -> bytes:
    """All papers to print. Raises ValueError when the ballot does not fit on a sheet, or there are none."""
    key, options = _key(vote), _options(vote)
    sheets = [(layout_of(vote, options, paper), omr.sign(key, omr.Kind.BALLOT, paper.page)) for paper in papers]
    return omr.draw(sheets)


def pictures_in(name: str, data: bytes) -> list[tuple[str, bytes]]:
    """What somebody sent, as pictures with their names: itself, or each page of a PDF of scans. Raises PhotoWrong."""
    if not omr.is_pdf(data):
        return [(name, data)]
    try:
        pages = omr.pages_of(data)
    except omr.PhotoRefused as refused:
        sentence = PDF_TOO_LARGE if refused.problem.kind == omr.ProblemKind.TOO_LARGE else PDF_CLOSED
        raise PhotoWrong(why=str(sentence)) from refused
    return [
        (_("%(file)s, hoja %(number)s") % {"file": name, "number": number}, page)
        for number, page in enumerate(pages, start=1)
    ]


def read_photo(vote: Vote, photo: bytes) -> Seen:
    """What one photo says. Raises PhotoWrong with what to do; nothing was read then."""
    options = _options(vote)
    found: dict[int, PaperBallot] = {}

    def known(code: omr.PageCode) -> omr.Layout | omr.Elsewhere:
        paper = PaperBallot.objects.filter(page=code.page).first() if code.kind == omr.Kind.BALLOT else None
        if paper is None:
            return omr.Elsewhere.UNKNOWN if code.kind == omr.Kind.BALLOT else omr.Elsewhere.OTHER_SHEET
        if paper.vote_id != vote.pk:
            return omr.Elsewhere.OTHER_SHEET
        found[code.page] = paper
        return layout_of(vote, options, paper)

    reading = omr.read(photo, key=_key(vote), layout_of=known)
    if reading.problem is not None or reading.code is None:
        kind = str(reading.problem.kind) if reading.problem else "no_sheet"
        raise PhotoWrong(why=str(PROBLEMS[kind]))
    return _seen(vote, options, found[reading.code.page], reading)


def _seen(vote: Vote, options: Sequence[Option], paper: PaperBallot, reading: omr.Reading) -> Seen:
    unsure = sorted({int(key.split(":")[1]) for key in reading.uncertain})
    if vote.is_ranked:
        ranks = omr.ranking(reading, CONTEST) or {}
        places = sorted((rank, int(option)) for option, rank in ranks.items())
        # A place that is missing in the middle may be a slip of the pen: people decide.
        gap = [option for number, (rank, option) in enumerate(places, 1) if rank != number]
        doubtful = tuple(unsure or gap)
        if not unsure and any(answer.unsure for answer in reading.answers.values()):
            doubtful = tuple(option.place for option in options)
        return Seen(paper.code, tuple(option for _rank, option in places), doubtful)
    answer = reading.answers[CONTEST]
    chosen = [int(key.split(":")[1]) for key in answer.chosen]
    doubtful = tuple(sorted({*unsure, *(int(key.split(":")[1]) for key in answer.unsure)}))
    is_blank = chosen == [int(BLANK)]
    if int(BLANK) in chosen and not is_blank:
        doubtful = tuple(sorted({*doubtful, *chosen}))
    return Seen(paper.code, tuple(each for each in chosen if each != int(BLANK)), doubtful, is_blank)


def _options(vote: Vote) -> list[Option]:
    return list(vote.options.order_by("place"))


def _key(vote: Vote) -> bytes:
    return omr.key_for(home.secret().encode(), vote.union_id)
