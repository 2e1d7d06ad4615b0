"""What goes wrong at a vote, as people send it: each time one clear sentence, and nothing is counted silently."""

import pytest
from django.test import Client
from django.urls import reverse

from tequio.assembly import ballots
from tequio.assembly.models import Mark, Outcome, Proxy, Urn, Vote
from tequio.core.models import Event
from tequio.engines import urn
from tequio.members.models import Member
from tests import factories
from tests.assembly import world as worlds
from tests.assembly.test_presence import allow_proxies, proxy


@pytest.fixture
def hall(union):
    """An assembly where proxies are allowed, with its office and Ana at their browsers."""
    world = worlds.build(union)
    allow_proxies(world)
    world.in_session()
    office, ana = Client(), Client()
    office.force_login(factories.make_staff(union, "*"))
    user = factories.make_user("Ana")
    Member.objects.filter(pk=world.members[0].pk).update(user=user)
    ana.force_login(user)
    return world, office, ana


def at(world, page, **kwargs):
    return reverse(f"assembly:{page}", kwargs={"union": world.union.slug, **kwargs})


def counted():
    """Everything that a vote could count, and the number of deeds."""
    urns = sum(urn.how_many(bytes(each.sealed)) for each in Urn.objects.all())
    return urns, Mark.objects.count(), Proxy.objects.count(), Outcome.objects.count(), Event.objects.count()


def sent(client, path, fields):
    """The page that answers, after a redirect where there is one."""
    return client.post(path, fields, follow=True).content.decode()


def test_more_seats_than_candidates(hall):
    world, office, _ana = hall
    before = counted()
    numbers = " ".join(str(member.number) for member in world.members[:2])
    fields = {"title": "Consejo", "method": "approval", "candidates": numbers, "seats": "3"}
    answer = sent(office, at(world, "vote_new", point_id=world.item(3).pk), fields)
    assert "Se eligen 3 cargos y solo hay 2 candidaturas" in answer
    assert (counted(), Vote.objects.count()) == (before, 0)


def test_a_proxy_over_the_cap(hall):
    world, office, _ana = hall
    holder, *givers = world.members[:4]
    for giver in givers[:2]:
        proxy(world, giver, holder)
    before = counted()
    fields = {"giver": givers[2].number, "holder": holder.number, "first_witness": "Elia", "second_witness": "Hugo"}
    answer = sent(office, at(world, "proxy_new", assembly_id=world.assembly.pk), fields)
    assert "ya representa a las que puede (LGSC art. 39)" in answer
    assert counted() == before


def test_ballots_on_the_telephone_that_do_not_count(hall):
    world, _office, ana = hall
    vote = world.election(candidates=world.members[:3])
    path, member, other = at(world, "my_ballot", vote_id=vote.pk), world.members[0], world.members[1]
    opened = ana.get(path)
    ticket = opened.context["ticket"]
    of_another = ballots.new_ticket(vote.pk, world.card(other).pk)
    before = counted()
    for bad, said in (
        ({"ticket": ticket}, "Falta este dato."),
        ({"ticket": ticket, "choice": "9"}, "9"),
        ({"ticket": "inventado", "choice": "1"}, "El código de esta boleta no lo dio la unión"),
        ({"ticket": of_another, "choice": "1"}, "El código de esta boleta no lo dio la unión"),
    ):
        answer = ana.post(path, bad)
        assert (answer.status_code, said in answer.content.decode()) == (422, True), answer.context["form"].errors
        assert counted() == before
    # Whoever came with a foreign code has a ballot of her own again.
    assert ballots.receipt_of(answer.context["ticket"], vote.pk, world.card(member).pk)

    first = ana.post(path, {"ticket": ticket, "choice": "2"})
    assert (first.status_code, "Tu voto está en la urna" in first.content.decode()) == (200, True)
    after = counted()
    assert after == (before[0] + 1, before[1] + 1, *before[2:4], before[4] + 1)
    for again in (ticket, ballots.new_ticket(vote.pk, world.card(member).pk)):
        answer = sent(ana, path, {"ticket": again, "choice": "1"})
        assert "Ya votaste" in answer
        assert counted() == after


def test_a_ballot_after_closing(hall):
    world, _office, ana = hall
    vote = world.election(candidates=world.members[:3])
    path = at(world, "my_ballot", vote_id=vote.pk)
    ticket = ana.get(path).context["ticket"]
    world.cast(vote, world.members[1], 1)
    world.close(vote)
    before = counted()
    answer = ana.post(path, {"ticket": ticket, "choice": "2"})
    assert answer.status_code == 422
    assert "no está abierta. Tu boleta no se contó." in answer.content.decode()
    assert counted() == before


@pytest.mark.parametrize("voters", [0, 1])
def test_an_election_with_hardly_a_voter_says_how_many_voted(hall, voters):
    world, office, _ana = hall
    vote = world.election(candidates=world.members[:3])
    for member in world.members[:voters]:
        world.cast(vote, member, 2)
    world.close(vote)
    answer = sent(office, at(world, "vote_deed", vote_id=vote.pk, name="contar"), {})
    outcome = Outcome.objects.filter(vote=vote).first()
    if voters:
        assert outcome is not None
        assert outcome.valid == 1
        assert "Beto" in answer
    else:
        assert outcome is None
        assert "nadie" in answer.lower()
