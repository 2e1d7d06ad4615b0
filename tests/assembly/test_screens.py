"""The pages of an assembly without a browser: from draft to minutes, and a member who votes by telephone."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tequio.assembly import actions
from tequio.assembly.models import Assembly, Credential, Mark, Motion, Notice, Outcome, Vote
from tequio.cli.main import main
from tequio.engines import tally
from tequio.members.models import Member
from tests import factories
from tests.assembly import world as worlds


@pytest.fixture
def office(world):
    client = Client()
    client.force_login(factories.make_staff(world.union, "*"))
    return client


def at(world, name, /, **kwargs):
    return reverse(f"assembly:{name}", kwargs={"union": world.union.slug, **kwargs})


def member_client(world, member, name="Ana"):
    user = factories.make_user(name)
    Member.objects.filter(pk=member.pk).update(user=user)
    client = Client()
    client.force_login(user)
    return client


def deed(world, office, name, **fields):
    return office.post(at(world, "assembly_deed", assembly_id=world.assembly.pk, name=name), fields)


FORM = {
    "title": "Asamblea anual", "kind": "ordinary", "place": "Plaza", "called_by": "board", "signers": "0",
    "hour": "10:00", "second_hour": "10:00", "point_1": "Quórum", "matter_1": "ordinary", "point_2": "Cuota",
    "matter_2": "bylaws",
}  # fmt: skip


def days(first, second):
    today = timezone.localdate()
    return {"day": today + timezone.timedelta(days=first), "second_day": today + timezone.timedelta(days=second)}


def test_the_office_walks_an_assembly_from_draft_to_minutes(world, office):
    answer = office.post(at(world, "assembly_new"), FORM | days(21, 28))
    assert answer.status_code == 302, answer.content.decode()[:2000]
    world.assembly = Assembly.objects.get()
    assert list(world.assembly.items.order_by("number").values_list("title", "matter")) == [
        ("Quórum", "ordinary"), ("Cuota", "bylaws"),
    ]  # fmt: skip
    assert "Último día legal para convocar" in office.get(world.assembly.get_absolute_url()).content.decode()

    for name in ("convocar", "credenciales"):
        assert deed(world, office, name).status_code == 302
    for name in ("call_paper", "poster", "cards_paper", "minutes_pdf"):
        answer = office.get(at(world, name, assembly_id=world.assembly.pk))
        assert answer.content.startswith(b"%PDF") or name == "minutes_pdf"
    office.post(at(world, "notices", assembly_id=world.assembly.pk), {"way": "text"})
    assert Notice.objects.count() == 10

    for card in Credential.objects.all():
        office.post(at(world, "presence", assembly_id=world.assembly.pk), {"credential": card.pk, "comes_in": "yes"})
    opened = {"presides": "Ana Luna", "keeps_minutes": "Beto Luna", "tellers": "Flor y Gil"}
    assert deed(world, office, "abrir", **opened).status_code == 302

    item = world.item(2)
    office.post(at(world, "motion_new", point_id=item.pk), {"text": "Cuota de $60", "proposed_by": "Ana Luna"})
    motion = Motion.objects.get()
    office.post(at(world, "vote_new", point_id=item.pk), {"title": "Cuota", "motion": motion.pk, "method": "motion"})
    vote = Vote.objects.get()
    step = {name: at(world, "vote_deed", vote_id=vote.pk, name=name) for name in ("abrir", "cerrar", "contar")}
    office.post(step["abrir"], {"seed": "barro"})
    answer = office.post(at(world, "hands", vote_id=vote.pk),
                         {"in_favour": 7, "against": 3, "abstained": 0, "tellers": "Flor"})  # fmt: skip
    assert answer.status_code == 302
    office.post(step["cerrar"])
    office.post(step["contar"])
    assert Outcome.objects.get().has_carried

    assert deed(world, office, "terminar").status_code == 302
    page = office.get(at(world, "minutes", assembly_id=world.assembly.pk)).content.decode()
    assert "Se declaró legalmente instalada" in page
    assert "se aprobó" in page
    assert office.get(at(world, "minutes_pdf", assembly_id=world.assembly.pk)).content.startswith(b"%PDF")
    assert office.get(at(world, "minutes_docx", assembly_id=world.assembly.pk)).content.startswith(b"PK")


def test_what_is_typed_wrong_says_so_and_saves_nothing(world, office):
    answer = office.post(at(world, "assembly_new"), FORM | days(21, 22))
    assert answer.status_code == 422
    assert "La segunda convocatoria no puede ser antes del" in answer.content.decode()
    late = office.post(at(world, "assembly_new"), FORM | days(2, 9))
    world.assembly = Assembly.objects.get()
    assert late.status_code == 302
    refused = deed(world, office, "convocar")
    assert refused.status_code == 409
    assert "Ya es tarde para convocar" in refused.content.decode()
    assert Assembly.objects.get().state == "draft"


@pytest.fixture
def voting(world):
    world.in_session()
    return world, world.election(candidates=world.members[:3])


def test_a_member_votes_by_telephone_and_finds_his_ballot(voting):
    world, vote = voting
    ana = member_client(world, world.members[0])
    page = ana.get(at(world, "my_ballot", vote_id=vote.pk))
    text = page.content.decode()
    ticket = re.search(r'name="ticket" value="([^"]+)"', text)[1]
    (code,) = re.findall(r'<p class="code">([^<]+)</p>', text)
    assert "no-store" in page["Cache-Control"]

    done = ana.post(at(world, "my_ballot", vote_id=vote.pk), {"ticket": ticket, "choice": "2"})
    assert done.status_code == 200
    assert f'<p class="code">{code}</p>' in done.content.decode()
    again = ana.post(at(world, "my_ballot", vote_id=vote.pk), {"ticket": ticket, "choice": "1"})
    assert "Tu voto ya está contado, una sola vez" in again.content.decode()
    assert Mark.objects.count() == 1

    world.count(vote)
    found = ana.post(at(world, "result", vote_id=vote.pk), {"codigo": code.lower()}).content.decode()
    assert code in found
    assert "Beto Luna" in found.partition('id="mi-voto"')[2]
    missing = ana.post(at(world, "result", vote_id=vote.pk), {"codigo": "AAAA-BBBB-CCCC"}).content.decode()
    assert "Ese código no está en la lista" in missing
    listed = ana.get(at(world, "published", vote_id=vote.pk)).content.decode()
    assert tally.verify(tally.read_published(listed)).differences == ()


def test_no_log_shows_a_code_or_a_choice(voting, caplog):
    world, vote = voting
    ana = member_client(world, world.members[0])
    page = at(world, "my_ballot", vote_id=vote.pk)
    with caplog.at_level("DEBUG"):
        text = ana.get(page).content.decode()
        ticket = re.search(r'name="ticket" value="([^"]+)"', text)[1]
        (code,) = re.findall(r'<p class="code">([^<]+)</p>', text)
        ana.post(page, {"ticket": ticket, "choice": "2"})
        world.count(vote)
        ana.post(at(world, "result", vote_id=vote.pk), {"codigo": code})

    for secret in (code, tally.plain_code(code), ticket):
        assert secret not in caplog.text


def test_anyone_recounts_the_published_file_with_the_program(voting, tmp_path, capsys):
    world, vote = voting
    for place, member in enumerate(world.members):
        world.cast(vote, member, place % 2 + 1)
    world.count(vote)
    path = tmp_path / "votacion.json"
    path.write_text(Outcome.objects.get().record)
    assert main(["election", "verify", str(path)]) == 0

    path.write_text(path.read_text().replace('"ranking": [1]', '"ranking": [2]', 1))
    assert main(["election", "verify", str(path)]) == 1
    capsys.readouterr()


def test_the_receipt_never_stands_in_an_address(voting):
    """An address is what a web log keeps beside who asked."""
    world, vote = voting
    ana = member_client(world, world.members[0])
    ticket = re.search(
        r'name="ticket" value="([^"]+)"', ana.get(at(world, "my_ballot", vote_id=vote.pk)).content.decode()
    )[1]
    answer = ana.post(at(world, "my_ballot", vote_id=vote.pk), {"ticket": ticket, "choice": "2"})
    assert answer.status_code == 200  # no redirect whose address would carry it
    world.count(vote)
    code = tally.read_published(Outcome.objects.get().record).ballots[0].receipt
    by_address = ana.get(at(world, "result", vote_id=vote.pk), {"codigo": code}).content.decode()
    assert f'value="{code}"' not in by_address


@pytest.mark.parametrize(("sent", "why"), [
    ({}, "Falta este dato"), ({"choice": "9"}, "Escoge una opción"),
    ({"choice": "1", "ticket": "falso"}, "no lo dio la unión"),
])  # fmt: skip
def test_a_bad_ballot_says_why(voting, sent, why):
    world, vote = voting
    ana = member_client(world, world.members[0])
    answer = ana.post(at(world, "my_ballot", vote_id=vote.pk), sent)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not Mark.objects.exists()


def test_a_ranked_ballot_wants_places_without_gaps(world):
    world.in_session()
    vote = world.election(method="scottish", seats=2, candidates=world.members[:4])
    ana = member_client(world, world.members[0])
    page = at(world, "my_ballot", vote_id=vote.pk)
    ticket = re.search(r'name="ticket" value="([^"]+)"', ana.get(page).content.decode())[1]
    for sent, why in (({"o1": "1", "o2": "1"}, "el mismo lugar"), ({"o1": "1", "o2": "3"}, "Falta un lugar"),
                      ({}, "viene vacía")):  # fmt: skip
        answer = ana.post(page, {"ticket": ticket} | sent)
        assert why in answer.content.decode()
    assert not Mark.objects.exists()
    assert ana.post(page, {"ticket": ticket, "o3": "1", "o1": "2"}).status_code == 200
    assert world.count(vote).winners == [3, 1] or Outcome.objects.get().winners[0] == 3


def test_a_member_checks_in_and_sees_that_he_counts(world):
    world.called()
    ana = member_client(world, world.members[0])
    page = at(world, "my_assembly", assembly_id=world.assembly.pk)
    assert "Ya llegué: cuéntenme" in ana.get(page).content.decode()
    ana.post(page, {"comes_in": "yes"})
    assert "Estás en la asamblea" in ana.get(page).content.decode()


def test_the_big_screen_asks_again_with_and_without_script(world, office):
    world.called()
    world.arrive(*world.members[:4])
    page = at(world, "screen", assembly_id=world.assembly.pk)
    whole = office.get(page).content.decode()
    assert 'http-equiv="refresh"' in whole
    part = office.get(page, headers={"HX-Request": "true"}).content.decode()
    assert "Faltan 2 votos" in part
    assert "<html" not in part


def test_pages_of_every_state_open(world, office):
    def look():
        world.assembly.refresh_from_db()
        for name in ("assembly", "notices", "presence", "screen", "minutes", "my_assembly"):
            answer = office.get(at(world, name, assembly_id=world.assembly.pk))
            assert answer.status_code in (200, 302), name

    world.draft()
    look()
    world.call()
    look()
    actions.issue_credentials(actor=world.office, assembly_id=world.assembly.pk)
    world.arrive()
    world.open()
    vote = world.election()
    look()
    for name in ("vote", "voters", "papers", "papers_read", "doubts"):
        assert (
            office.get(at(world, name, vote_id=vote.pk), {"q": "Luna"} if name == "voters" else {}).status_code == 200
        )
    card = world.card(world.members[0])
    assert office.get(at(world, "help_vote", vote_id=vote.pk, credential_id=card.pk)).status_code == 200
    world.cast(vote, world.members[0], 1)
    world.count(vote)
    for name in ("vote", "result"):
        assert office.get(at(world, name, vote_id=vote.pk)).status_code == 200
    actions.close_assembly(actor=world.office, assembly_id=world.assembly.pk, now=worlds.SECOND)
    look()


def test_lists_ask_few_questions(world, office, django_assert_max_num_queries):
    world.called()
    with django_assert_max_num_queries(20):
        office.get(at(world, "presence", assembly_id=world.assembly.pk))
    with django_assert_max_num_queries(26):
        office.get(world.assembly.get_absolute_url())
