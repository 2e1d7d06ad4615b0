"""Ballots printed, marked with a pen, photographed poorly and read back; and photos of what is no ballot here."""

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from tequio.assembly import actions, scanning
from tequio.assembly.models import Option, Outcome, PaperBallot, Urn
from tequio.core import home
from tequio.engines import omr, tally, urn
from tests import factories
from tests.engines.omr_photos import Pen, Shot, photograph, print_sheet, scanned


@pytest.fixture
def session(world):
    world.in_session()
    return world


@pytest.fixture
def office(session):
    client = Client()
    client.force_login(factories.make_staff(session.union, "*"))
    return client


def give(session, vote, *members):
    actions.print_papers(actor=session.office, vote_id=vote.pk, worths={1: len(members)})
    for member in members:
        actions.give_papers(actor=session.office, vote_id=vote.pk, credential_id=session.card(member).pk, worths={1: 1})
    return list(PaperBallot.objects.filter(vote=vote).order_by("pk"))


def photo(vote, paper, *marks, turn=12.0, seed=3):
    """A JPEG of the paper after somebody marked these boxes: (box key, how)."""
    rng = np.random.default_rng(seed)
    layout = scanning.layout_of(vote, list(Option.objects.filter(vote=vote).order_by("place")), paper)
    key = omr.key_for(home.secret().encode(), vote.union_id)
    sheet = print_sheet(layout, omr.sign(key, omr.Kind.BALLOT, paper.page))
    pen = Pen(sheet, rng)
    for box, how in marks:
        pen.mark(layout.box(box), how)
    content = photograph(sheet, Shot(turn=turn, tilt=0.04, shadow=0.3), rng)
    return SimpleUploadedFile(f"{paper.code}.jpg", content, content_type="image/jpeg")


def send(session, office, vote, *photos):
    path = reverse("assembly:papers_read", kwargs={"union": session.union.slug, "vote_id": vote.pk})
    return office.post(path, {"photos": list(photos)})


def in_urn(vote):
    return urn.how_many(bytes(Urn.objects.get(vote=vote).sealed))


def test_marked_papers_come_home_and_count(session, office):
    vote = session.election()
    first, second, third = give(session, vote, *session.members[:3])

    answer = send(session, office, vote, photo(vote, first, ("v:2", "cross")),
                  photo(vote, second, ("v:2", "tick"), turn=190.0), photo(vote, third, ("v:0", "fill")))  # fmt: skip

    assert answer.status_code == 302, answer.content.decode()[:3000]
    outcome = session.count(vote)
    assert (outcome.winners, outcome.valid, outcome.blank) == ([2], 2, 1)
    published = tally.read_published(Outcome.objects.get().record)
    assert published.ballot_of(first.code).ranking == (2,)


def test_a_ranked_paper_is_read_in_its_order(session, office):
    vote = session.election(method="scottish", seats=2, candidates=session.members[:4])
    (paper,) = give(session, vote, session.members[0])
    marks = (("v:3:1", "cross"), ("v:1:2", "fill"), ("v:4:3", "tick"))
    assert send(session, office, vote, photo(vote, paper, *marks)).status_code == 302

    outcome = session.count(vote)
    assert tally.read_published(outcome.record).ballots[0].ranking == (3, 1, 4)


@pytest.mark.parametrize("marks", [
    [("v:1", "half")], [("v:1", "crossed_out")], [("v:1", "cross"), ("v:3", "cross")], [],
], ids=["half", "crossed-out", "two", "empty"])  # fmt: skip
def test_what_is_not_plain_waits_for_two_people(session, office, marks):
    vote = session.election()
    (paper,) = give(session, vote, session.members[0])

    assert send(session, office, vote, photo(vote, paper, *marks)).status_code == 302

    paper.refresh_from_db()
    assert (paper.state, in_urn(vote)) == ("doubtful", 0)


def test_the_sheet_of_another_vote_says_so_and_counts_nothing(session, office):
    vote, other = session.election(), session.election()
    give(session, vote, session.members[0])
    (foreign,) = give(session, other, session.members[1])

    answer = send(session, office, vote, photo(other, foreign, ("v:1", "cross")))

    assert answer.status_code == 422
    assert "Es la boleta de otra votación" in answer.content.decode()
    assert (in_urn(vote), in_urn(other)) == (0, 0)
    foreign.refresh_from_db()
    assert foreign.state == "printed"


def test_a_photo_of_nothing_a_text_and_a_second_photo(session, office):
    vote = session.election()
    (paper,) = give(session, vote, session.members[0])
    nothing = SimpleUploadedFile("nada.jpg", b"no soy una foto", content_type="image/jpeg")
    assert "No es una foto" in send(session, office, vote, nothing).content.decode()
    assert "No llegó ninguna foto" in send(session, office, vote).content.decode()

    one = photo(vote, paper, ("v:1", "cross"))
    again = photo(vote, paper, ("v:2", "cross"))
    assert send(session, office, vote, one).status_code == 302
    answer = send(session, office, vote, again)
    assert "ya se había leído" in answer.content.decode()
    assert in_urn(vote) == 1


def test_a_sheet_of_another_union_is_not_ours(session, office):
    vote = session.election()
    (paper,) = give(session, vote, session.members[0])
    vote.union_id += 1
    foreign = photo(vote, paper, ("v:1", "cross"))
    vote.union_id -= 1

    assert "no la imprimió esta unión" in send(session, office, vote, foreign).content.decode()
    assert in_urn(vote) == 0


def test_a_pdf_from_the_scanner_counts_page_by_page(session, office):
    vote = session.election()
    papers = give(session, vote, *session.members[:3])
    pages = [Image.open(photo(vote, paper, (f"v:{place}", "cross"), turn=2.0, seed=place)).convert("L")
             for place, paper in enumerate(papers[:2], start=1)]  # fmt: skip
    stranger = Image.new("L", pages[0].size, 255)
    pdf = SimpleUploadedFile("escaneo.pdf", scanned([*pages, stranger]), content_type="application/pdf")
    answer = send(session, office, vote, pdf)

    assert answer.status_code == 422
    assert "escaneo.pdf, hoja 3: En la foto no se ve ninguna boleta" in answer.text
    assert list(PaperBallot.objects.filter(vote=vote).order_by("pk").values_list("state", flat=True)) == [
        "read", "read", "printed",
    ]  # fmt: skip
    assert in_urn(vote) == 2


def test_a_pdf_that_does_not_open_says_what_to_send(session, office):
    vote = session.election()
    broken = SimpleUploadedFile("roto.pdf", b"%PDF-1.4 nada", content_type="application/pdf")
    answer = send(session, office, vote, broken)
    assert answer.status_code == 422
    assert "roto.pdf: El PDF no se puede abrir" in answer.text
    long = SimpleUploadedFile("largo.pdf", scanned([Image.new("L", (9, 9), 255)] * 31))
    assert "trae más de 30 hojas" in send(session, office, vote, long).text
    assert "un PDF escaneado" in office.get(
        reverse("assembly:papers_read", kwargs={"union": session.union.slug, "vote_id": vote.pk})
    ).text  # fmt: skip
    assert in_urn(vote) == 0
