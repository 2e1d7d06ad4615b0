"""Where votes weigh by contribution: from what each paid in on the certificates of `dues` to quorum and majorities."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tequio.assembly import actions, errors
from tequio.assembly.documents import weighed_sentence
from tequio.assembly.minutes import minutes_of
from tequio.assembly.models import Assembly, Credential, Petition
from tequio.core.models import Event
from tequio.dues import actions as dues
from tequio.members.models import Member
from tequio.unions.models import Setting
from tests import factories
from tests.assembly import world as worlds

RULES = {"assembly.form": "sderl_mi", "dues.certificate_value_minor": 10_000_00}


@pytest.fixture
def company(union):
    """Ana paid in 6,000 pesos, Beto 2,500, Carmen 1,500, Dora 999 of one certificate each; Elías has none."""
    factories.open_books(union)
    world = worlds.build(union, people=5)
    world.second = worlds.FIRST + timedelta(days=9)
    for key, value in RULES.items():
        say(world, key, value)
    for member, pesos in zip(world.members, (6_000, 2_500, 1_500), strict=False):
        pay(world, member, pesos)
    say(world, "dues.certificate_value_minor", 9_990_00, date(2026, 11, 2))
    pay(world, world.members[3], 999)
    return world


def say(world, key, value, valid_from=date(2026, 1, 1)):
    Setting.objects.create(union=world.union, key=key, value=value, valid_from=valid_from, source="Contrato social")


def pay(world, member, pesos):
    dues.subscribe(actor=world.office, member_id=member.pk, count=1, minor=pesos * 100, into="cash",
                   on=date(2026, 11, 3) if pesos == 999 else date(2026, 11, 1), today=date(2026, 11, 3))  # fmt: skip


def weights(world):
    return list(Credential.objects.filter(assembly=world.assembly).order_by("pk").values_list("member", "weight"))


def test_votes_are_the_whole_thousands_that_each_paid_in(company):
    company.called()
    ana, beto, carmen = company.members[:3]
    assert weights(company) == [(ana.pk, 6), (beto.pk, 2), (carmen.pk, 1)]
    assert Assembly.objects.get().entitled == 9
    told = Event.objects.order_by("-number").first().data
    assert (told["people"], told["votes"], told["without"]) == (3, 9, 2)


def test_quorum_and_majority_count_capital_and_not_heads(company):
    company.called()
    ana, beto, carmen = company.members[:3]
    company.arrive(beto, carmen)
    # LGSM 77: half of the capital; two of three people carry a third of it.
    with pytest.raises(errors.NoQuorum, match="presentes 3 votos y hacen falta 5"):
        company.open()
    company.arrive(ana)
    company.open()
    vote = company.motion_vote()
    company.cast(vote, ana, 1)
    company.cast(vote, beto, 2)
    company.cast(vote, carmen, 2)
    outcome = company.count(vote)
    assert (outcome.valid, outcome.has_carried, outcome.needed) == (9, True, 5)

    actions.close_assembly(actor=company.office, assembly_id=company.assembly.pk, now=worlds.FIRST)
    opening = minutes_of(Assembly.objects.get()).opening
    assert any("Se vota por aportación: un voto por cada $1,000 pagados (LGSM art. 79" in line for line in opening)


def test_hands_add_up_by_capital(company):
    company.in_session_of(company.members[:3])
    vote = company.motion_vote()
    with pytest.raises(errors.HandsDoNotAddUp, match="suman 3 y faltan por votar 9"):
        actions.count_hands(actor=company.office, vote_id=vote.pk, in_favour=1, against=2, abstained=0, tellers="Flor")
    actions.count_hands(actor=company.office, vote_id=vote.pk, in_favour=6, against=3, abstained=0, tellers="Flor")
    assert company.count(vote).has_carried


def test_members_call_and_ask_by_capital(company):
    ana, beto, _carmen = company.members[:3]
    # LGSM 81: more than a third. Beto's two votes of nine are not; with Ana's six they are.
    petition = company.ask(beto)
    assert petition.state == Petition.State.OPEN
    company.sign(petition, company.members[4])  # Elías has paid in nothing
    assert petition.state == Petition.State.OPEN
    assert company.sign(petition, ana).state == Petition.State.REACHED


def test_the_contract_may_say_one_vote_each_or_another_sum(company):
    say(company, "assembly.pesos_per_vote", 500)
    company.called()
    assert [votes for _member, votes in weights(company)] == [12, 5, 3, 1]
    say(company, "assembly.weight", "member")
    company.called()
    assert [votes for _member, votes in weights(company)] == [1, 1, 1, 1, 1]
    assert weighed_sentence(company.assembly) == ""


def test_a_cooperative_may_not_weigh_votes(world):
    say(world, "assembly.weight", "capital")
    with pytest.raises(errors.BylawsUnlawful, match="Cómo pesan los votos"):
        world.draft()
    assert not Assembly.objects.exists()


def test_with_nobody_paid_in_or_too_many_votes_no_credential_is_given(company):
    say(company, "assembly.pesos_per_vote", 100_000)
    company.call()
    with pytest.raises(errors.NobodyHasPaidIn, match="nadie tiene pagados 100,000 pesos"):
        actions.issue_credentials(actor=company.office, assembly_id=company.assembly.pk)
    say(company, "assembly.pesos_per_vote", 1, date(2026, 11, 2))
    dues.pay_capital(actor=company.office, member_id=company.members[0].pk, minor=4_000_00, into="cash",
                     on=date(2026, 11, 3), today=date(2026, 11, 3))  # fmt: skip
    say(company, "dues.certificate_value_minor", 99_999_00, date(2026, 11, 10))
    dues.subscribe(actor=company.office, member_id=company.members[4].pk, count=1, minor=99_999_00, into="cash",
                   on=date(2026, 11, 11), today=date(2026, 11, 11))  # fmt: skip
    company.call()
    with pytest.raises(errors.TooManyVotes, match="caben hasta 100,000"):
        actions.issue_credentials(actor=company.office, assembly_id=company.assembly.pk)
    assert not Credential.objects.exists()


def test_the_pages_say_that_votes_weigh_and_who_has_none(company):
    company.called()
    office = Client()
    office.force_login(factories.make_staff(company.union, "*"))
    sentence = "un voto por cada $1,000 pagados"
    assert sentence in office.get(company.assembly.get_absolute_url()).text
    page = reverse("assembly:my_assembly", kwargs={"union": company.union.slug, "assembly_id": company.assembly.pk})
    for member, text in ((company.members[0], "Llevas 6 votos, por lo que has aportado"),
                         (company.members[4], "Tu aportación todavía no da un voto")):  # fmt: skip
        user = factories.make_user(member.name)
        Member.objects.filter(pk=member.pk).update(user=user)
        client = Client()
        client.force_login(user)
        assert text in client.get(page).text
