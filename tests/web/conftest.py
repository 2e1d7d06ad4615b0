"""Browsers of people who come to the door."""

import pytest
from django.core.cache import cache
from django.test import Client

from tequio.core.scope import in_union
from tequio.members.models import Member
from tests import factories

PHONE = "+527771234567"


@pytest.fixture(autouse=True)
def forgotten_attempts(db):
    """The limits of one test are not those of the next."""
    cache.clear()


@pytest.fixture
def browser():
    return Client()


@pytest.fixture
def union(db):
    """The union of Tlayacapan, not in scope: whoever stands at the door is in none yet."""
    return factories.make_union()


@pytest.fixture
def ana(union):
    """A member whom the roster names with a telephone; nobody has opened an account for her."""
    return add_member(union, "Ana", "Luna")


@pytest.fixture
def rosa(union):
    """The treasurer, who comes by e-mail."""
    with in_union(union.pk):
        return factories.make_staff(union)


def add_member(union, nombres, apellido, phone=PHONE):
    with in_union(union.pk):
        section = factories.make_section(union, f"Barrio de {nombres}")
        member = factories.make_member(union, nombres, apellido, section=section)
        give_phone(member, phone)
    return member


def give_phone(member, phone):
    with in_union(member.union_id):
        member.person.phone = phone
        member.person.save()


def now(member):
    """The member as the database has her now, with her account."""
    with in_union(member.union_id):
        return Member.objects.select_related("user").get(pk=member.pk)
