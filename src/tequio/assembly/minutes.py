"""The minutes: presence, quorum, motions, results and who was elected, from what was written down while it happened.

They refuse to come out when the assembly did not meet its own rules: each fault is a sentence, and none is passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.assembly import queries
from tequio.assembly.bodies import first_terms_of, parity_of
from tequio.assembly.documents import clock, weighed_sentence, when
from tequio.assembly.errors import MinutesRefused
from tequio.assembly.minorities import minority_of
from tequio.assembly.models import AgendaItem, Assembly, Credential, Notice, Outcome, Vote
from tequio.core.papers import docx, render
from tequio.engines import bylaws
from tequio.ui.counting import listed
from tequio.ui.counting import votes as written
from tequio.ui.templatetags.tequio import day, weekday

PAPERS = Path(__file__).with_name("papers")


@dataclass(frozen=True, slots=True)
class Part:
    """What the minutes say under one point: sentences, and for each vote a table of figures."""

    title: str
    sentences: list[str]
    tables: list[tuple[str, list[tuple[str, str]]]]


def faults_of(assembly: Assembly) -> list[str]:
    """Why the minutes may not come out; empty when they may."""
    found = []
    if assembly.state != Assembly.State.CLOSED:
        found.append(_("la asamblea todavía no termina."))
        return found
    quorum = bylaws.quorum(
        assembly.bylaws, call=assembly.call, present=min(assembly.present_at_opening, assembly.entitled),
        entitled=assembly.entitled,
    )  # fmt: skip
    if not quorum.holds:
        told = {"have": quorum.have, "needed": quorum.needed, "source": quorum.source}
        found.append(_("se abrió con %(have)s votos y hacían falta %(needed)s (%(source)s).") % told)
    for missing, name in (
        (not assembly.presides, _("quién presidió")), (not assembly.keeps_minutes, _("quién levantó el acta")),
        (not assembly.tellers, _("quiénes escrutaron")),
    ):  # fmt: skip
        if missing:
            found.append(_("falta decir %(what)s.") % {"what": name})
    for vote in _votes(assembly):
        found += _vote_faults(assembly, vote)
    return found


def _vote_faults(assembly: Assembly, vote: Vote) -> list[str]:
    result = queries.result_of(vote)
    if vote.state != Vote.State.COUNTED or result is None:
        return [_("«%(title)s» no está contada ni anulada.") % {"title": vote.title}]
    if not vote.is_motion or vote.motion is None:
        return []
    yes, no = (int(votes) for _name, votes, _won in result.rows) if result.count else (0, 0)
    blank = result.outcome.blank
    present = max(vote.present_at_closing, yes + no + blank)
    verdict = bylaws.carried(
        assembly.bylaws, vote.item.matter, yes=yes, no=no, abstained=blank, present=present,
        entitled=max(assembly.entitled, present),
    )  # fmt: skip
    says_carried = vote.motion.state == vote.motion.State.CARRIED
    if says_carried != verdict.holds:
        told = {"title": vote.title, "have": yes, "needed": verdict.needed, "source": verdict.source}
        return [_("«%(title)s» tuvo %(have)s votos y pide %(needed)s (%(source)s).") % told]
    return []


def _votes(assembly: Assembly) -> Any:
    return queries.votes().filter(item__assembly=assembly).exclude(state=Vote.State.ANNULLED).order_by("pk")


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes in words; `figures` go to the paper, `blocks` to the document."""

    assembly: Assembly
    opening: list[str]
    attendance: list[tuple[str, str, str]]
    parts: list[Part]
    closing: str

    @property
    def title(self) -> str:
        return _("Acta: %(title)s") % {"title": self.assembly.title}

    @property
    def signers(self) -> list[str]:
        assembly = self.assembly
        return [
            _("%(name)s, preside") % {"name": assembly.presides},
            _("%(name)s, levanta el acta") % {"name": assembly.keeps_minutes},
            _("%(names)s, escrutan") % {"names": assembly.tellers},
        ]

    def pdf(self) -> bytes:
        return render(PAPERS / "minutes.typ", {
            "title": self.title, "union": self.assembly.union.name, "opening": self.opening, "closing": self.closing,
            "attendance_label": _("Presentes al cierre, por sección"), "attendance": self.attendance,
            "columns": [_("Sección"), _("Votos presentes"), _("Votos en total")],
            "parts": [{"title": p.title, "sentences": p.sentences, "tables": p.tables} for p in self.parts],
            "figure_columns": [_("Opción"), _("Votos")], "signers": self.signers,
        })  # fmt: skip

    def docx(self) -> bytes:
        blocks: list[docx.Block] = [docx.Paragraph(self.assembly.union.name), docx.Heading(self.title)]
        blocks += [docx.Paragraph(sentence) for sentence in self.opening]
        head = (_("Sección"), _("Votos presentes"), _("Votos en total"))
        blocks += [docx.Heading(_("Presentes al cierre, por sección"), 2), docx.Table(head, self.attendance)]
        for part in self.parts:
            blocks.append(docx.Heading(part.title, 2))
            blocks += [docx.Paragraph(sentence) for sentence in part.sentences]
            for title, rows in part.tables:
                blocks += [docx.Paragraph(title, is_bold=True), docx.Table((_("Opción"), _("Votos")), rows)]
        blocks += [docx.Paragraph(self.closing), docx.Signatures(self.signers)]
        return docx.write_docx(blocks, title=self.title, author=self.assembly.union.name)


def minutes_of(assembly: Assembly) -> Minutes:
    """Raises MinutesRefused with every fault."""
    if faults := faults_of(assembly):
        raise MinutesRefused(why=" ".join(faults))
    votes_by_item: dict[int, list[Vote]] = {}
    for vote in _votes(assembly):
        votes_by_item.setdefault(vote.item_id, []).append(vote)
    parts = [_part(assembly, item, votes_by_item.get(item.pk, [])) for item in queries.agenda_of(assembly)]
    attendance = [(name, f"{here:,}", f"{whole:,}") for name, here, whole in queries.sections_present(assembly)]
    closing = _("No habiendo más que tratar, se terminó la asamblea a las %(hour)s del %(day)s.") % {
        "hour": clock(assembly.ended_at), "day": weekday(assembly.ended_at),
    }  # fmt: skip
    return Minutes(assembly, _opening(assembly), attendance, parts, closing)


def _opening(assembly: Assembly) -> list[str]:
    quorum = bylaws.quorum(
        assembly.bylaws, call=assembly.call, present=min(assembly.present_at_opening, assembly.entitled),
        entitled=assembly.entitled,
    )  # fmt: skip
    notices = Notice.objects.filter(assembly=assembly, call=assembly.call).values("member_id").distinct().count()
    published = assembly.called_on if assembly.call == 1 else assembly.second_called_on
    told = {
        "kind": assembly.kind_name[:1].lower() + assembly.kind_name[1:], "place": assembly.place,
        "when": when(assembly.began_at),
        "call": _("primera") if assembly.call == 1 else _("segunda"), "day": day(published),
        "told": f"{notices:,}", "people": f"{Credential.objects.filter(assembly=assembly).count():,}",
        "votes": f"{assembly.entitled:,}", "have": f"{quorum.have:,}", "needed": f"{quorum.needed:,}",
        "source": quorum.source, "presides": assembly.presides, "keeps": assembly.keeps_minutes,
        "tellers": assembly.tellers, "who": assembly.get_called_by_display(),
    }  # fmt: skip
    sentences = [
        _("En %(place)s, el %(when)s, se reunió en %(call)s convocatoria la %(kind)s.") % told,
        _("La convocó %(who)s el %(day)s; quedó anotado el aviso a %(told)s socias y socios.") % told,
        _("Presidió %(presides)s, levantó el acta %(keeps)s y escrutaron %(tellers)s.") % told,
        _("Con %(people)s credenciales que suman %(votes)s votos, al abrir estaban presentes %(have)s votos; hacían "
          "falta %(needed)s (%(source)s). Se declaró legalmente instalada.") % told,
    ]  # fmt: skip
    sentences += [weighed] if (weighed := weighed_sentence(assembly)) else []
    proxies = queries.proxies_of(assembly).count()
    if proxies:
        sentences.append(_("Se anotaron %(n)s cartas poder.") % {"n": proxies})
    sentences += [
        _("%(name)s entró como suplente de %(instead)s, que no llegó (%(section)s).")
        % {"name": card.member.name, "instead": card.instead_of.name, "section": card.section.name}
        for card in queries.stood_in(assembly) if card.instead_of is not None
    ]  # fmt: skip
    return sentences


def _part(assembly: Assembly, item: AgendaItem, votes: list[Vote]) -> Part:
    sentences = [
        ngettext("Lo pidió %(n)s socia o socio con su firma.", "Lo pidieron %(n)s socias y socios con su firma.", n)
        % {"n": n}
        for n in item.petitions.annotate(n=Count("signatures")).order_by("pk").values_list("n", flat=True)
    ]
    sentences += [
        _("Se propuso, por %(who)s: «%(text)s».") % {"who": motion.proposed_by, "text": motion.text}
        if motion.amends_id is None
        else _("Enmienda, por %(who)s: «%(text)s».") % {"who": motion.proposed_by, "text": motion.text}
        for motion in item.proposed
    ]
    sentences += [
        _("La propuesta «%(text)s» se retiró.") % {"text": motion.text}
        for motion in item.proposed if motion.state == motion.State.WITHDRAWN
    ]  # fmt: skip
    tables = []
    for vote in votes:
        result = queries.result_of(vote)
        assert result is not None  # faults_of has seen to it
        rows = [(name, written(figure)) for name, figure, _won in result.rows]
        if result.outcome.blank:
            rows.append((_("Abstenciones y en blanco"), f"{result.outcome.blank:,}"))
        tables.append((f"{vote.title} ({vote.get_method_display()})", rows))
        if aside := recused_told(vote):
            sentences.append(aside)
        if vote.minority_of is not None:
            sentences.append(named_by_minority(vote))
        sentences.append(_decided(assembly, vote, result))
        if stand_in := substitutes_told(vote, result.outcome):
            sentences.append(stand_in)
        if parity := parity_of(vote, result.outcome):
            sentences.append(parity.sentence)
        if first := first_terms_of(vote, result.outcome):
            sentences += first.sentences
    if not votes and not item.proposed:
        sentences.append(_("Se trató el punto sin votación."))
    return Part(f"{item.number}. {item.title}", sentences, tables)


def recused_told(vote: Vote) -> str:
    """Who did not vote because the matter was his own; nothing where nobody was."""
    names = [each.credential.member.name for each in queries.recusals_of(vote)]
    if not names:
        return ""
    told = {"names": listed(names), "source": vote.assembly.bylaws.source("own_interest_votes")}
    return _("No votaron, por interés propio o de su familia: %(names)s (%(source)s).") % told


def substitutes_told(vote: Vote, outcome: Outcome) -> str:
    """Who stands in for the delegates, and how that comes from the same ballots; nothing where nobody does."""
    if not outcome.substitutes:
        return ""
    names = dict(vote.options.values_list("place", "name"))
    told = {"names": listed([names[place] for place in outcome.substitutes])}
    return _("Suplentes, en orden: %(names)s. Salen de las mismas boletas, contadas otra vez por la misma regla sin "
             "quienes ganaron.") % told  # fmt: skip


def named_by_minority(vote: Vote) -> str:
    """By whose right only some voted."""
    assert vote.minority_of is not None
    found = minority_of(vote.minority_of)
    told = {
        "title": vote.minority_of.title, "have": f"{found.verdict.have:,}", "present": f"{found.verdict.votes:,}",
        "needed": f"{found.verdict.needed:,}", "source": found.verdict.source,
    }  # fmt: skip
    return _("Lo nombra la minoría que se formó en «%(title)s»: %(have)s votos de %(present)s presentes; hacían falta "
             "%(needed)s (%(source)s). Solo ella vota.") % told  # fmt: skip


def _decided(assembly: Assembly, vote: Vote, result: queries.Result) -> str:
    secret = _("en secreto") if vote.is_secret else _("a la vista")
    if vote.is_motion:
        told = {
            "secret": secret, "needed": f"{result.outcome.needed:,}",
            "source": assembly.bylaws.source(f"majority_{vote.item.matter}"),
        }  # fmt: skip
        if result.outcome.has_carried:
            return _("Se votó %(secret)s y se aprobó; hacían falta %(needed)s votos (%(source)s).") % told
        return _("Se votó %(secret)s y no se aprobó; hacían falta %(needed)s votos (%(source)s).") % told
    names = [name for name, _votes_, won in result.rows if won]
    told = {"names": listed(names), "seed": vote.seed, "digest": result.outcome.digest[:16]}
    if not names:
        return _("La elección no dio ganador; se vota otra vez entre quienes tuvieron más votos.")
    return (
        _("Se eligió, en secreto, a %(names)s. Semilla del sorteo: «%(seed)s». Huella de la lista: %(digest)s.") % told
    )
