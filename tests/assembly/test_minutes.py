"""The minutes say what was written down, and refuse to come out when a vote did not meet its own rule."""

import io
import zipfile
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from tequio.assembly import actions, errors
from tequio.assembly.minutes import faults_of, minutes_of
from tequio.assembly.models import Assembly, Motion, Vote
from tequio.core.papers import docx
from tests.assembly import world as worlds

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def ended(world):
    """A motion carried by seven against three, and an election of one."""
    world.in_session()
    motion = world.motion_vote()
    actions.count_hands(actor=world.office, vote_id=motion.pk, in_favour=7, against=3, abstained=0, tellers="Flor")
    world.count(motion)
    election = world.election(candidates=world.members[:2])
    for member in world.members[:3]:
        world.cast(election, member, 2)
    world.count(election)
    world.assembly = actions.close_assembly(
        actor=world.office, assembly_id=world.assembly.pk, now=worlds.FIRST + timedelta(hours=2)
    )
    return world


def text_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return "\n".join("".join(node.text or "" for node in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))


def test_the_document_tells_presence_quorum_motions_results_and_the_elected(ended):
    text = text_of(minutes_of(ended.assembly).docx())

    assert "se reunió en primera convocatoria la asamblea general ordinaria" in text
    assert "10 credenciales que suman 10 votos, al abrir estaban presentes 10 votos; hacían falta 6" in text
    assert "Se propuso, por Ana Luna: «La cuota será de $60 al mes.»." in text
    assert "Se votó a la vista y se aprobó; hacían falta 6 votos (LGSC art. 36: mayoría de votos)." in text
    assert "Se eligió, en secreto, a Beto Luna. Semilla del sorteo: «barro y fuego»." in text
    assert "se terminó la asamblea a las 12:00 del domingo 13 de diciembre" in text
    assert "Ana Luna, preside" in text


def test_the_same_minutes_are_the_same_file_and_the_pdf_is_one(ended):
    assert minutes_of(ended.assembly).docx() == minutes_of(ended.assembly).docx()
    assert minutes_of(ended.assembly).pdf().startswith(b"%PDF-1.7")


def test_before_the_end_there_are_no_minutes(world):
    world.in_session()
    with pytest.raises(errors.MinutesRefused, match="la asamblea todavía no termina"):
        minutes_of(world.assembly)


@pytest.mark.parametrize(("spoil", "why"), [
    (lambda: Motion.objects.update(state="rejected"), "tuvo 7 votos y pide 6"),
    (lambda: Assembly.objects.update(present_at_opening=5), "se abrió con 5 votos y hacían falta 6"),
    (lambda: Assembly.objects.update(tellers=""), "falta decir quiénes escrutaron"),
    (lambda: Vote.objects.filter(method="plurality").update(state="closed"), "no está contada ni anulada"),
])  # fmt: skip
def test_what_did_not_meet_its_rule_keeps_the_minutes_in(ended, spoil, why):
    assert faults_of(ended.assembly) == []
    spoil()
    ended.assembly.refresh_from_db()
    with pytest.raises(errors.MinutesRefused, match=why):
        minutes_of(ended.assembly)


def test_a_dissolution_below_two_thirds_of_all_is_no_dissolution(world):
    world.called()
    world.arrive(*world.members[:6])
    world.open()
    world.item().__class__.objects.filter(pk=world.item().pk).update(matter="dissolution")
    vote = world.motion_vote()
    actions.count_hands(actor=world.office, vote_id=vote.pk, in_favour=6, against=0, abstained=0, tellers="Flor")
    outcome = world.count(vote)
    assert (outcome.has_carried, outcome.needed) == (False, 7)


def test_the_assembly_does_not_end_with_a_vote_uncounted(world):
    world.in_session()
    vote = world.election()
    with pytest.raises(errors.StillVoting, match="Falta contar o anular"):
        actions.close_assembly(actor=world.office, assembly_id=world.assembly.pk, now=worlds.FIRST)
    actions.annul_vote(actor=world.office, vote_id=vote.pk, reason="Faltó una candidatura")
    assert actions.close_assembly(actor=world.office, assembly_id=world.assembly.pk, now=worlds.FIRST).state == "closed"


def test_what_people_type_is_never_markup(world):
    blocks = [docx.Heading("<b>&"), docx.Paragraph("uno\ndos\x00"), docx.Table(("a", "b"), [("<", ">")]),
              docx.Signatures(["Ana & Beto"])]  # fmt: skip
    text = text_of(docx.write_docx(blocks, title="<t>", author="&"))
    assert "<b>&" in text
    assert "unodos" in text
    assert "Ana & Beto" in text
