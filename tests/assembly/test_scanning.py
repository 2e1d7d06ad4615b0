"""Papers laid out for printing, and what a reading of one means: certain, blank, or for two people."""

import pytest

from tequio.assembly import actions, scanning
from tequio.assembly.actions import Seen
from tequio.assembly.models import Option, PaperBallot
from tequio.engines import omr, urn


@pytest.fixture
def session(world):
    world.in_session()
    return world


def printed(session, vote, worth=1):
    actions.print_papers(actor=session.office, vote_id=vote.pk, worths={worth: 1})
    return PaperBallot.objects.get(vote=vote), list(Option.objects.filter(vote=vote).order_by("place"))


def reading(layout, marked=(), unsure=()):
    """What the reader of sheets says when these boxes are marked, and these are not plain."""
    state = {**dict.fromkeys(marked, omr.State.MARKED), **dict.fromkeys(unsure, omr.State.UNCERTAIN)}
    marks = {box.key: omr.Mark(state.get(box.key, omr.State.EMPTY), 0.0, 1.0) for box in layout.boxes}
    answers = {
        group.key: omr.Answer(
            tuple(key for key in group.boxes if key in marked), tuple(key for key in group.boxes if key in unsure)
        )
        for group in layout.groups
    }
    return omr.Reading(None, None, marks, answers)


@pytest.mark.parametrize(("method", "marked", "unsure", "seen"), [
    ("plurality", ["v:2"], [], Seen("", (2,))),
    ("plurality", ["v:0"], [], Seen("", (), (), is_blank=True)),
    ("plurality", [], [], Seen("", ())),
    ("plurality", ["v:1"], ["v:3"], Seen("", (1,), (3,))),
    ("plurality", ["v:1", "v:0"], [], Seen("", (1,), (0, 1))),
    ("approval", ["v:1", "v:3"], [], Seen("", (1, 3))),
    ("scottish", ["v:3:1", "v:1:2"], [], Seen("", (3, 1))),
    ("scottish", ["v:3:1", "v:1:3"], [], Seen("", (3, 1), (1,))),
    ("scottish", ["v:3:1"], ["v:2:2"], Seen("", (), (2,))),
])  # fmt: skip
def test_what_a_reading_means(session, method, marked, unsure, seen):
    vote = session.election(method=method)
    paper, options = printed(session, vote)
    layout = scanning.layout_of(vote, options, paper)

    found = scanning._seen(vote, options, paper, reading(layout, marked, unsure))

    assert found == Seen(paper.code, seen.ranking, seen.doubtful, seen.is_blank)


def test_a_paper_carries_its_code_its_worth_and_every_option(session):
    vote = session.election()
    paper, options = printed(session, vote, worth=10)
    layout = scanning.layout_of(vote, options, paper)
    words = " ".join(text.words for text in layout.texts)

    assert urn.shown(paper.code) in words
    assert "Vale 10 votos" in words
    assert [box.key for box in layout.boxes] == ["v:1", "v:2", "v:3", "v:0"]
    assert layout == scanning.layout_of(vote, options, paper)


def test_papers_are_drawn_with_signed_codes(session):
    vote = session.election()
    actions.print_papers(actor=session.office, vote_id=vote.pk, worths={1: 3})
    papers = list(PaperBallot.objects.filter(vote=vote))
    assert len({paper.page for paper in papers}) == 3
    assert all(0 <= paper.page < omr.PAGES for paper in papers)
    assert scanning.papers_pdf(vote, papers).startswith(b"%PDF")


def test_every_problem_of_a_photo_has_its_sentence():
    assert set(scanning.PROBLEMS) == {str(kind) for kind in omr.ProblemKind}
