"""Whoever has an interest of his own in a matter does not vote on it, by no channel, and is not counted as present."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from tequio.assembly import actions, errors, queries
from tequio.assembly.minutes import minutes_of
from tequio.assembly.models import Assembly, Mark, Outcome, Recusal, Vote
from tequio.core.models import Event
from tequio.unions.models import Setting
from tests import factories


@pytest.fixture
def association(world):
    """Ten members of an association; Ana's exclusion is decided."""
    Setting.objects.create(union=world.union, key="assembly.form", value="civil_association",
                           valid_from=factories.TODAY, source="Estatutos")  # fmt: skip
    world.in_session()
    return world, world.motion_vote()


def aside(world, vote, *members, reason="Es su propia exclusión"):
    return actions.note_recusals(actor=world.office, vote_id=vote.pk, members=members, reason=reason)


def test_by_no_channel_does_she_vote_and_nine_are_there(association):
    world, vote = association
    ana, beto = world.members[:2]
    aside(world, vote, ana)
    with pytest.raises(errors.Recused, match="Ana Luna no vota"):
        world.cast(vote, ana, 1)
    with pytest.raises(errors.Recused):
        actions.give_papers(actor=world.office, vote_id=vote.pk, credential_id=world.card(ana).pk, worths={1: 1})
    with pytest.raises(errors.HandsDoNotAddUp, match="faltan por votar 9"):
        actions.count_hands(actor=world.office, vote_id=vote.pk, in_favour=10, against=0, abstained=0, tellers="Flor")
    with pytest.raises(DatabaseError, match="is set aside"), transaction.atomic():
        Mark.objects.create(union=world.union, vote=vote, credential=world.card(ana), channel="phone", weight=1)
    assert not Mark.objects.exists()
    world.cast(vote, beto, 1)
    actions.count_hands(actor=world.office, vote_id=vote.pk, in_favour=4, against=4, abstained=0, tellers="Flor")
    # CCF 2677: more than half of those present; of nine, five.
    assert (world.count(vote).needed, Outcome.objects.get().has_carried) == (5, True)
    assert Vote.objects.get(pk=vote.pk).present_at_closing == 9
    actions.close_assembly(actor=world.office, assembly_id=world.assembly.pk, now=vote.assembly.began_at)
    lines = [line for part in minutes_of(Assembly.objects.get()).parts for line in part.sentences]
    assert "No votaron, por interés propio o de su familia: Ana Luna (CCF art. 2679)." in lines


def test_who_has_voted_is_not_set_aside_and_nothing_changes_afterwards(association):
    world, vote = association
    ana, beto = world.members[:2]
    world.cast(vote, ana, 2)
    before = Event.objects.count()
    with pytest.raises(errors.AlreadyVoted, match="Ana Luna ya votó"):
        aside(world, vote, beto, ana)
    assert (Recusal.objects.count(), Event.objects.count()) == (0, before)
    aside(world, vote, beto)
    world.close(vote)
    with pytest.raises(errors.NotNow):
        aside(world, vote)
    with pytest.raises(DatabaseError, match="is not set aside"), transaction.atomic():
        Recusal.objects.all().delete()
    assert Recusal.objects.get().credential.member == beto


def test_the_list_takes_the_place_of_the_one_before(association):
    world, vote = association
    aside(world, vote, *world.members[:3])
    aside(world, vote, world.members[1])
    assert Recusal.objects.get().credential.member == world.members[1]
    assert queries.votes_there(vote) == 9


def test_a_proxy_is_of_no_use_to_who_is_set_aside(world):
    for key, value in (("form", "civil_association"), ("proxies", 1)):
        Setting.objects.create(union=world.union, key=f"assembly.{key}", value=value, valid_from=factories.TODAY,
                               source="Estatutos")  # fmt: skip
    world.called()
    world.arrive(*world.members[:9])
    actions.record_proxy(actor=world.office, assembly_id=world.assembly.pk, giver_id=world.card(world.members[9]).pk,
                         holder_id=world.card(world.members[0]).pk, witnesses=("Flor", "Gil"))  # fmt: skip
    world.open()
    vote = world.motion_vote()
    assert queries.votes_there(vote) == queries.present_votes(world.assembly) == 10
    aside(world, vote, world.members[0])
    assert queries.votes_there(vote) == 8
    actions.count_hands(actor=world.office, vote_id=vote.pk, in_favour=8, against=0, abstained=0, tellers="Flor")
    assert world.count(vote).has_carried


def test_in_a_cooperative_everyone_votes_unless_its_bylaws_say_otherwise(world):
    world.in_session()
    with pytest.raises(errors.OwnInterestVotes, match="La LGSC no lo impide"):
        aside(world, world.motion_vote(), world.members[0])
    Setting.objects.create(union=world.union, key="assembly.own_interest_votes", value="no",
                           valid_from=factories.TODAY, source="Bases, art. 40")  # fmt: skip
    world.in_session()
    vote = world.motion_vote(motion=world.motion("Otra"))
    aside(world, vote, world.members[0])
    assert Recusal.objects.count() == 1


def test_the_office_notes_it_on_its_page(association):
    world, vote = association
    office = Client()
    office.force_login(factories.make_staff(world.union, "*"))
    page = reverse("assembly:recusals", kwargs={"union": world.union.slug, "vote_id": vote.pk})
    of_vote = reverse("assembly:vote", kwargs={"union": world.union.slug, "vote_id": vote.pk})
    assert "no vota (CCF art. 2679)" in office.get(of_vote).text
    bad = office.post(page, {"members": str(world.members[0].number), "reason": ""})
    assert bad.status_code == 422
    assert not Recusal.objects.exists()
    office.post(page, {"members": str(world.members[0].number), "reason": "Es su exclusión"})
    assert "No votaron, por interés propio o de su familia: Ana Luna" in office.get(of_vote).text
    assert str(world.members[0].number) in office.get(page).text


def test_a_council_of_vigilance_has_its_alternates_from_the_same_ballots(world):
    world.in_session()
    told = {"actor": world.office, "item_id": world.item(3).pk, "method": "plurality", "body": "vigilance"}
    vote = world.begin(actions.draft_vote(**told, title="Vigilancia", candidates=world.members[:3]))
    for place, member in enumerate(world.members):
        world.cast(vote, member, 1 if place < 5 else 2 if place < 8 else 3)
    outcome = world.count(vote)
    assert (outcome.winners, outcome.substitutes) == ([1], [2])
    office = Client()
    office.force_login(factories.make_staff(world.union, "*"))
    page = reverse("assembly:result", kwargs={"union": world.union.slug, "vote_id": vote.pk})
    assert "Suplentes, en orden: Beto Luna." in office.get(page).text
