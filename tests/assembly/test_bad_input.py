"""What goes wrong at a vote, as people send it: each time one clear sentence, and nothing is counted silently."""

import pytest
from django.test import Client
from django.urls import reverse

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


def at(world, name, **kwargs):
    return reverse(f"assembly:{name}", kwargs={"union": world.union.slug, **kwargs})


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
