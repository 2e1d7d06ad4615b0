"""Elected offices begin and end by date; rights end with them, and the union is warned sixty days before."""

from datetime import date, timedelta

import pytest

from tequio.assembly import actions, errors
from tequio.members.models import Member
from tequio.unions.models import OfficeRight, Term
from tequio.unions.queries import rights_of, terms_ending
from tests.assembly import world as worlds

BEGINS = date(2027, 1, 1)


@pytest.fixture
def elected(world):
    """Beto is elected president for three years by six votes of ten."""
    world.in_session()
    office = world.seat()
    OfficeRight.objects.create(union=world.union, office=office, right="members.member.admit")
    vote = world.election(office=office, years=3, candidates=world.members[:2])
    for place, member in enumerate(world.members):
        world.cast(vote, member, 2 if place < 6 else 1)
    world.count(vote)
    return world, vote, office


def phone_of(member, phone="+527771230001"):
    member.person.phone = phone
    member.person.save()


def test_without_a_telephone_nobody_takes_office(elected):
    world, vote, _office = elected
    with pytest.raises(errors.CannotTakeOffice, match="Falta el teléfono de Beto Luna"):
        actions.seat_elected(actor=world.office, vote_id=vote.pk, begins_on=BEGINS)
    assert not Term.objects.exists()


def test_the_elected_hold_the_rights_from_their_day_until_their_day(elected):
    world, vote, _office = elected
    phone_of(world.members[1])
    actions.seat_elected(actor=world.office, vote_id=vote.pk, begins_on=BEGINS)

    term = Term.objects.get()
    user = Member.objects.get(pk=world.members[1].pk).user
    assert (term.user, term.begins_on, term.ends_on) == (user, BEGINS, date(2030, 1, 1))
    assert rights_of(user, BEGINS - timedelta(days=1)) == frozenset()
    assert rights_of(user, BEGINS) == {"members.member.admit"}
    assert rights_of(user, date(2029, 12, 31)) == {"members.member.admit"}
    assert rights_of(user, date(2030, 1, 1)) == frozenset()


def test_the_union_is_warned_sixty_days_before(elected):
    world, vote, _office = elected
    phone_of(world.members[1])
    actions.seat_elected(actor=world.office, vote_id=vote.pk, begins_on=BEGINS)
    ends = date(2030, 1, 1)

    assert list(terms_ending(ends - timedelta(days=61))) == []
    assert [term.ends_on for term in terms_ending(ends - timedelta(days=60))] == [ends]
    assert [term.ends_on for term in terms_ending(ends - timedelta(days=1))] == [ends]
    assert list(terms_ending(ends)) == []


def test_going_on_in_office_needs_two_thirds(elected):
    world, vote, office = elected
    beto = world.members[1]
    phone_of(beto)
    user = world.as_member(beto) and world.users[beto.pk]
    Member.objects.filter(pk=beto.pk).update(user=user)
    before = Term.objects.create(
        union=world.union, office=office, user=user, begins_on=date(2024, 1, 1), ends_on=BEGINS
    )
    with pytest.raises(errors.NeedsReelectionVote, match="pide 7 votos de 10"):
        actions.seat_elected(actor=world.office, vote_id=vote.pk, begins_on=BEGINS)
    assert Term.objects.get() == before


def test_a_motion_elects_nobody_and_a_term_has_its_limit(world):
    world.in_session()
    with pytest.raises(errors.TermUnlawful, match="de 1 a 5 años"):
        world.election(office=world.seat(), years=6)
    vote = world.motion_vote()
    world.cast(vote, world.members[0], 1)
    world.count(vote)
    with pytest.raises(errors.NoOffice):
        actions.seat_elected(actor=world.office, vote_id=vote.pk, begins_on=BEGINS)
    assert worlds.CALLED < BEGINS
