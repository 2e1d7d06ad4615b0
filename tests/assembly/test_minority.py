"""A third that lost the board's election names the vigilance council: it stands up, and then it alone votes."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from tequio.assembly import actions, errors
from tequio.assembly.minorities import minority_of
from tequio.assembly.minutes import minutes_of
from tequio.assembly.models import Assembly, Dissenter, Mark, Vote
from tequio.core.models import Event
from tequio.core.refusals import NotAllowed
from tequio.members.models import Member
from tequio.unions.models import Setting
from tests import factories


def board(world, **told):
    """Ana wins the board with six votes of ten; Beto has four."""
    vote = draft(world, "board", world.members[:2], title="Consejo de administración", **told)
    world.begin(vote)
    for place, member in enumerate(world.members):
        world.cast(vote, member, 1 if place < 6 else 2)
    world.count(vote)
    return Vote.objects.get(pk=vote.pk)


def draft(world, body, candidates, *, title="Vigilancia", seats=1, **told):
    return actions.draft_vote(
        actor=world.office, item_id=world.item(3).pk, title=title, method="plurality", seats=seats,
        candidates=candidates, body=body, **told,
    )  # fmt: skip


def note(world, vote, *members):
    return actions.note_minority(actor=world.office, vote_id=vote.pk, members=members)


@pytest.fixture
def elected(world):
    world.in_session()
    return world, board(world)


def test_a_third_that_stood_up_names_the_council_and_nobody_else_votes(elected):
    world, vote = elected
    losers = world.members[6:]
    note(world, vote, *losers)
    verdict = minority_of(vote).verdict
    assert (verdict.holds, verdict.have, verdict.needed, verdict.votes) == (True, 4, 4, 10)

    council = world.begin(draft(world, "vigilance", [world.members[6], world.members[0]]))
    assert council.minority_of == vote
    with pytest.raises(errors.NotInMinority, match="Ana Luna no está en ella"):
        world.cast(council, world.members[0], 2)
    with pytest.raises(errors.NotInMinority):
        actions.give_papers(actor=world.office, vote_id=council.pk, credential_id=world.card(world.members[1]).pk,
                            worths={1: 1})  # fmt: skip
    assert not Mark.objects.filter(vote=council).exists()
    for member in losers:
        world.cast(council, member, 1)
    outcome = world.count(council)
    assert (outcome.valid, outcome.winners) == (4, [1])
    council.refresh_from_db()
    assert council.present_at_closing == 4


def test_the_database_takes_no_mark_of_another_and_no_late_minority(elected):
    world, vote = elected
    note(world, vote, *world.members[6:])
    council = world.begin(draft(world, "vigilance", world.members[6:8]))
    ana = world.card(world.members[0])
    with pytest.raises(DatabaseError, match="is not of the minority"), transaction.atomic():
        Mark.objects.create(union=world.union, vote=council, credential=ana, channel="phone", weight=1)
    with pytest.raises(DatabaseError, match="forms or changes"), transaction.atomic():
        Dissenter.objects.create(union=world.union, vote=vote, credential=ana)
    with pytest.raises(DatabaseError, match="forms or changes"), transaction.atomic():
        Dissenter.objects.all().delete()
    assert Dissenter.objects.count() == 4


def test_fewer_than_a_third_name_nobody_and_all_vote(elected):
    world, vote = elected
    note(world, vote, *world.members[7:])
    assert not minority_of(vote).verdict.holds
    council = world.begin(draft(world, "vigilance", world.members[6:8]))
    assert council.minority_of is None
    world.cast(council, world.members[0], 1)
    assert Mark.objects.filter(vote=council).count() == 1


def test_half_is_no_minority_and_winners_are_in_none(elected):
    world, vote = elected
    before = Event.objects.count()
    with pytest.raises(errors.MinorityWrong, match="con 5 de 10 votos ya no es minoría"):
        note(world, vote, *world.members[5:])
    with pytest.raises(errors.MinorityWrong, match="Ana Luna ganó esta elección"):
        note(world, vote, world.members[0], world.members[7])
    world.leave(world.members[9])
    before += 1
    with pytest.raises(errors.NotPresent):
        note(world, vote, world.members[9])
    assert (Dissenter.objects.count(), Event.objects.count()) == (0, before)


def test_the_list_takes_the_place_of_the_one_before(elected):
    world, vote = elected
    note(world, vote, *world.members[6:9])
    note(world, vote, *world.members[7:])
    assert {each.credential.member for each in Dissenter.objects.all()} == set(world.members[7:])
    note(world, vote)
    assert not Dissenter.objects.exists()


def test_a_proxy_stands_up_with_its_holder(world):
    Setting.objects.create(union=world.union, key="assembly.proxies", value=1, valid_from=factories.TODAY, source="B")
    world.called()
    world.arrive(*world.members[:9])
    actions.record_proxy(actor=world.office, assembly_id=world.assembly.pk, giver_id=world.card(world.members[9]).pk,
                         holder_id=world.card(world.members[8]).pk, witnesses=("Flor", "Gil"))  # fmt: skip
    world.open()
    vote = draft(world, "board", world.members[:2])
    world.begin(vote)
    for place, member in enumerate(world.members[:9]):
        world.cast(vote, member, 1 if place < 6 else 2)
    world.count(vote)
    vote.refresh_from_db()
    note(world, vote, *world.members[6:9])
    assert minority_of(vote).verdict.have == 4
    council = world.begin(draft(world, "vigilance", world.members[6:8]))
    world.cast(council, world.members[8], 1)
    assert Mark.objects.filter(vote=council).count() == 2


def test_the_board_is_counted_before_the_council_is_voted(world):
    world.in_session()
    first = draft(world, "board", world.members[:2], title="Consejo")
    council = draft(world, "vigilance", world.members[2:4])
    with pytest.raises(errors.BoardFirst, match="Primero se cuenta «Consejo»"):
        world.begin(council)
    assert Vote.objects.get(pk=council.pk).state == "draft"
    actions.annul_vote(actor=world.office, vote_id=first.pk, reason="Se retiró")
    assert world.begin(council).minority_of is None


def test_a_minority_forms_only_where_the_bylaws_know_one_and_in_time(elected):
    world, vote = elected
    other = world.begin(draft(world, "", world.members[:2]))
    with pytest.raises(errors.NoMinorityHere):
        note(world, other, world.members[7])
    world.begin(draft(world, "vigilance", world.members[6:8]))
    with pytest.raises(errors.NoMinorityHere, match=r"LGSC art\. 45"):
        note(world, vote, *world.members[6:])
    assert not Dissenter.objects.exists()


def test_an_association_knows_no_such_right(world):
    Setting.objects.create(union=world.union, key="assembly.form", value="civil_association",
                           valid_from=factories.TODAY, source="Estatutos")  # fmt: skip
    world.in_session()
    vote = board(world)
    with pytest.raises(errors.NoMinorityHere, match="no lo prevé"):
        note(world, vote, *world.members[6:])


def test_the_council_is_odd_and_no_larger_than_the_law_allows(world):
    world.in_session()
    with pytest.raises(errors.CouncilUnlawful, match="quedaría de 2"):
        draft(world, "vigilance", world.members, seats=2)
    with pytest.raises(errors.CouncilUnlawful, match="quedaría de 7"):
        draft(world, "vigilance", world.members, seats=7)
    assert not Vote.objects.exists()
    assert draft(world, "vigilance", world.members, seats=5).seats == 5


def test_members_stand_up_by_telephone_and_the_pages_tell_it(elected):
    world, vote = elected
    office = Client()
    office.force_login(factories.make_staff(world.union, "*"))

    def at(name, **kwargs):
        return reverse(f"assembly:{name}", kwargs={"union": world.union.slug, **kwargs})

    phones = []
    for member in world.members[6:]:
        user = factories.make_user(member.name)
        Member.objects.filter(pk=member.pk).update(user=user)
        phone = Client()
        phone.force_login(user)
        assert "Unirme a la minoría" in phone.get(at("my_assembly", assembly_id=world.assembly.pk)).text
        phone.post(at("my_minority", vote_id=vote.pk))
        phones.append(phone)
    page = at("my_assembly", assembly_id=world.assembly.pk)
    assert "Estás en la minoría." in phones[0].get(page).text
    assert "en la minoría</span>" in phones[0].get(page).text  # from now on, not only once
    assert set(Dissenter.objects.values_list("noted_by", flat=True)) == {""}
    page = office.get(at("minority", vote_id=vote.pk)).text
    assert "Van 4 votos de los 4 que hacen falta, de 10 presentes" in page
    assert "Anotar la minoría" in office.get(at("vote", vote_id=vote.pk)).text
    numbers = " ".join(str(member.number) for member in world.members[5:])
    refused = office.post(at("minority", vote_id=vote.pk), {"members": numbers})
    assert refused.status_code == 422
    assert "ya no es minoría" in refused.text

    council = world.begin(draft(world, "vigilance", world.members[6:8]))
    user = factories.make_user("Ana")
    Member.objects.filter(pk=world.members[0].pk).update(user=user)
    ana = Client()
    ana.force_login(user)
    assert "Aquí vota la minoría" in ana.get(at("my_assembly", assembly_id=world.assembly.pk)).text
    assert f"/votar/{council.pk}/" in phones[0].get(at("my_assembly", assembly_id=world.assembly.pk)).text
    assert "Lo nombra la minoría" in office.get(at("vote", vote_id=council.pk)).text
    assert "Ya no se anota" in office.get(at("minority", vote_id=vote.pk)).text
    for member in world.members[6:]:
        world.cast(council, member, 1)
    world.count(council)
    assert "Lo nombra la minoría" in ana.get(at("result", vote_id=council.pk)).text
    actions.close_assembly(actor=world.office, assembly_id=world.assembly.pk, now=council.assembly.began_at)
    lines = [line for part in minutes_of(Assembly.objects.get()).parts for line in part.sentences]
    assert any("4 votos de 10 presentes; hacían falta 4 (LGSC art. 45)" in line for line in lines)


def test_nobody_stands_up_for_another_by_telephone(elected):
    world, vote = elected
    with pytest.raises(NotAllowed):
        actions.join_minority(actor=world.as_member(world.members[6]), vote_id=vote.pk, member=world.members[7])
    assert not Dissenter.objects.exists()
