"""The papers of a founding, filled from what is known; a datum that is missing is named and nothing comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from tequio.core.papers import docx, render
from tequio.engines import bylaws
from tequio.engines import founding as engine
from tequio.founding import pack, queries, tables
from tequio.founding.attendance import sessions_held
from tequio.founding.errors import PaperHasGaps
from tequio.founding.models import Founding, Promoter
from tequio.founding.words import answer_said, said
from tequio.ui.templatetags.tequio import day as written

TEMPLATE = Path(__file__).with_name("papers") / "paper.typ"
LANGUAGE = "es-mx"  # of every paper: it is the union's, not the reader's


@dataclass(frozen=True, slots=True)
class Filled:
    """A paper in words: parts with their heading, sentences, and a table (its first row is the heading)."""

    title: str
    parts: list[tuple[str, list[str], list[list[str]]]]
    signers: list[str]


def gaps_of(founding: Founding, name: str, today: date) -> list[str]:
    """What a paper still lacks, by name and in the reader's language."""
    papers = pack.of_trade(founding.union.trade)
    paper, data = papers.papers[name], data_of(founding, today)
    templates = [paper.title, *(text for part in paper.parts_for(founding.form) for text in part.text)]
    places = dict.fromkeys(gap for template in templates for gap in engine.gaps(template, data))
    found = [said(papers.places[place]) if place in papers.places else place for place in places]
    for part in paper.parts_for(founding.form):
        found += tables.gaps(founding, part.table)
    return list(dict.fromkeys(found))


def refuse_gaps(founding: Founding, name: str, today: date) -> None:
    """Raises PaperHasGaps."""
    if gaps := gaps_of(founding, name, today):
        raise PaperHasGaps(what=", ".join(gaps))


def fill(founding: Founding, name: str, today: date) -> Filled:
    """Raises PaperHasGaps."""
    refuse_gaps(founding, name, today)
    paper = pack.of_trade(founding.union.trade).papers[name]
    with override(LANGUAGE):
        data = data_of(founding, today)
        parts = [
            (part.heading, [engine.filled(text, data) for text in part.text],
             tables.rows(founding, part.table, today))
            for part in paper.parts_for(founding.form)
        ]  # fmt: skip
        return Filled(engine.filled(paper.title, data), parts, tables.signers(founding, paper.signers))


def pdf_of(founding: Founding, name: str, today: date) -> bytes:
    """The paper to sign. Raises PaperHasGaps."""
    paper = fill(founding, name, today)
    return render(TEMPLATE, {
        "title": paper.title, "union": founding.union.name, "signers": paper.signers,
        "parts": [{"heading": heading, "texts": texts, "table": table} for heading, texts, table in paper.parts],
    })  # fmt: skip


def docx_of(founding: Founding, name: str, today: date) -> bytes:
    """The same, to be worked on in a word processor. Raises PaperHasGaps."""
    paper = fill(founding, name, today)
    blocks: list[docx.Block] = [docx.Heading(paper.title)]
    for heading, texts, table in paper.parts:
        blocks += [docx.Heading(heading, 2)] if heading else []
        blocks += [docx.Paragraph(text) for text in texts]
        blocks += [docx.Table(table[0], table[1:])] if table else []
    blocks += [docx.Signatures(paper.signers)] if paper.signers else []
    return docx.write_docx(blocks, title=paper.title, author=founding.union.name)


def bylaws_text(founding: Founding, today: date) -> str:
    """The bylaws as plain text, for members to read before they vote. Raises PaperHasGaps."""
    paper = fill(founding, "bylaws", today)
    return "\n\n".join("\n".join([heading, *texts]) for heading, texts, _table in paper.parts)


def data_of(founding: Founding, today: date) -> dict[str, str]:
    """What the places of the templates stand for; empty where it is not known."""
    given = queries.answers()
    asked = engine.questions_of(founding.form, today) if founding.form else ()
    data = {each.code.removesuffix("_minor"): answer_said(each, given.get(each.code, "")).strip("—") for each in asked}
    data["name"] = given.get("name", founding.union.name)
    proxies = given.get("proxies", "")
    if proxies:
        data["proxies"] = _none_or_up_to(int(proxies))
    return data | _of_the_way(founding, today) | _of_the_assembly(founding, today)


def _of_the_way(founding: Founding, today: date) -> dict[str, str]:
    form = engine.legal_form(founding.form, founding.form_chosen_on or today) if founding.form else None
    named = Promoter.objects.order_by("pk").values_list("named_on", flat=True).first()
    return {
        "begun": str(written(founding.begun_on)),
        "sessions": str(sessions_held(founding.course, timezone.now()) or ""),
        "promoters_day": str(written(named)) if named else "",
        "form": said(form.name).lower().replace("s. de r.l.", "S. de R.L.") if form else "",
        "law": form.source.partition(" arts.")[0] if form else "",
        "least": str(form.founders_least) if form else "",
        "form_reason": founding.form_reason,
        "form_day": str(written(founding.form_chosen_on)) if founding.form_chosen_on else "",
        "form_yes": str(founding.form_in_favour or ""),
        "form_present": str(founding.form_present or ""),
    }


def _of_the_assembly(founding: Founding, today: date) -> dict[str, str]:
    assembly, vote = founding.assembly, queries.founding_vote(founding)
    if assembly is None or vote is None or assembly.began_at is None:
        return {}
    verdict = bylaws.carried(
        assembly.bylaws, "bylaws", yes=vote.yes, no=vote.no, abstained=vote.abstained, present=vote.present,
        entitled=vote.entitled,
    )  # fmt: skip
    began = timezone.localtime(assembly.began_at)
    return {
        "founded": str(written(began.date())), "hour": date_format(began, "H:i"), "place": assembly.place,
        "presides": assembly.presides, "keeps": assembly.keeps_minutes, "tellers": assembly.tellers,
        "present": str(assembly.present_at_opening), "entitled": str(assembly.entitled), "yes": str(vote.yes),
        "no": str(vote.no), "abstained": str(vote.abstained), "needed": str(verdict.needed),
    }  # fmt: skip


def _none_or_up_to(proxies: int) -> str:
    if not proxies:
        return _("no hay")
    return _("cada persona representa hasta a %(n)s, con dos testigos") % {"n": proxies}


def form_said(founding: Founding) -> str:
    """The chosen form in the reader's language."""
    day = founding.form_chosen_on
    return said(engine.legal_form(founding.form, day).name) if founding.form and day else ""
