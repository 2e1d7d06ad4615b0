"""The way as a whole: where it stands and what it lacks; and the papers that come of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tequio.founding import pack, paper_texts, queries
from tequio.founding.errors import PaperHasGaps
from tequio.founding.models import Founding
from tequio.founding.views.asking import PAGES, here, lacks, page
from tequio.ui.asking import office_of
from tequio.ui.files import file_answer
from tequio.ui.render import render_page

Stage = Founding.Stage
# Each paper, what it is called, and the stage from which on it can come out.
PAPERS = (
    ("promoters", _("Minuta del comité promotor"), Stage.BYLAWS),
    ("bylaws", _("Bases"), Stage.BYLAWS),
    ("roster", _("Padrón de fundadoras y fundadores"), Stage.BYLAWS),
    ("act", _("Acta constitutiva"), Stage.FOUNDED),
    ("checklist", _("Lista de trámites"), Stage.FOUNDED),
)
SAYS = {
    Stage.FORUM: _("Junten gente cada semana y escriban lo que duele, con sus palabras."),
    Stage.RANKING: _("Cada quien pone los problemas en su orden. Entre todos sale uno solo."),
    Stage.PROMOTERS: _("Nombren a quienes van a preparar la unión."),
    Stage.FORM: _("Comparen las figuras legales y voten una. De ella dependen sus impuestos."),
    Stage.BYLAWS: _("Contesten preguntas sencillas: de ellas salen las bases. Apunten a quienes fundan."),
    Stage.ASSEMBLY: _("Convoquen, voten y elijan. Si el voto cumple su propia regla, sale el acta."),
    Stage.FOUNDED: _("La unión ya existe. Registren y entreguen todo a quienes eligieron."),
    Stage.GOVERNED: _("La unión se gobierna sola. Aquí queda cómo nació."),
}


@require_safe
def home(request: Any) -> HttpResponse:
    office_of(request, "founding")
    founding = queries.founding_here()
    if founding is None:
        return render_page(request, "founding/nothing.html")
    problems = list(queries.problems()) if founding.is_past(Stage.RANKING) else []
    return page(
        request, "home", founding, lacks=lacks(request, founding), says=SAYS[Stage(founding.stage)],
        next_page=f"founding:{PAGES[founding.stage]}", papers=_papers(founding, request.today),
        priorities=[each for each in problems if each.is_priority], people=list(queries.promoters()),
        form_name=_form_name(founding), first_offices=_held(founding),
    )  # fmt: skip


@require_safe
def paper(request: Any, paper: str, kind: str) -> HttpResponse:
    """A paper as PDF or Word document; with a hole it does not come out, and the page says what is missing."""
    founding = here(request)
    since = next((stage for name, _title, stage in PAPERS if name == paper), None)
    if since is None or not (founding.stage == since or founding.is_past(since)):
        raise Http404
    make = paper_texts.pdf_of if kind == "pdf" else paper_texts.docx_of
    try:
        content = make(founding, paper, founding.founded_on or request.today)
    except PaperHasGaps as gaps:
        return render_page(request, "founding/gaps.html", founding=founding, why=str(gaps), status=409)
    return file_answer(content, f"{paper}.{kind}")


def _papers(founding: Founding, today: Any) -> list[tuple[str, Any, list[str]]]:
    """The papers that are due, each with what it still lacks."""
    return [
        (name, title, paper_texts.gaps_of(founding, name, founding.founded_on or today))
        for name, title, since in PAPERS if founding.stage == since or founding.is_past(since)
    ]  # fmt: skip


def _form_name(founding: Founding) -> str:
    return str(paper_texts.form_said(founding)) if founding.form else ""


def _held(founding: Founding) -> list[Any]:
    if not founding.is_past(Stage.ASSEMBLY):
        return []
    codes = [each.code for each in pack.first_offices(founding.union.trade)]
    return queries.holders(codes, founding.founded_on)
