"""Who comes and goes, with how many votes, and whether that is enough."""

from datetime import date, timedelta

import pytest

from tequio.assembly import actions, errors
from tequio.assembly.models import Assembly, Credential, Movement, Proxy
from tequio.assembly.queries import present_votes, quorum_of
from tequio.core.refusals import NotAllowed
from tequio.unions.models import Setting
from tests import factories
from tests.assembly import world as worlds


def allow_proxies(world, most=2):
    Setting.objects.create(union=world.union, key="assembly.proxies", value=most, valid_from=date(2026, 1, 1),
                           source="Bases, art. 22")  # fmt: skip


def proxy(world, giver, holder, witnesses=("Elia", "Hugo")):
    return actions.record_proxy(
        actor=world.office, assembly_id=world.assembly.pk, giver_id=world.card(giver).pk,
        holder_id=world.card(holder).pk, witnesses=witnesses,
    )  # fmt: skip


def test_arrivals_and_departures_change_the_quorum(world):
    world.called()
    assert world.assembly.entitled == 0
    world.assembly.refresh_from_db()
    assert world.assembly.entitled == 10

    world.arrive(*world.members[:5])
    assert not quorum_of(world.assembly).holds
    world.arrive(world.members[5])
    assert quorum_of(world.assembly).holds
    world.leave(world.members[0])
    assert quorum_of(world.assembly).missing == 1


def test_coming_in_twice_is_coming_in_once(world):
    world.called()
    world.arrive(world.members[0])
    world.arrive(world.members[0])

    assert Movement.objects.count() == 1
    assert present_votes(world.assembly) == 1


def test_a_member_checks_in_himself_by_telephone_and_nobody_else(world):
    world.called()
    ana, beto = world.members[:2]
    actions.check_in(actor=world.as_member(ana), assembly_id=world.assembly.pk, member=ana, comes_in=True)
    assert world.card(ana).is_present
    with pytest.raises(NotAllowed):
        actions.check_in(actor=world.as_member(ana), assembly_id=world.assembly.pk, member=beto, comes_in=True)
    # Nor does an office by this deed.
    with pytest.raises(NotAllowed):
        actions.check_in(actor=world.office, assembly_id=world.assembly.pk, member=beto, comes_in=True)
    assert not world.card(beto).is_present


def test_a_card_of_another_assembly_lets_nobody_in(world):
    world.called()
    foreign = world.card(world.members[0])
    world.called()
    with pytest.raises(errors.NoCredential):
        actions.record_movement(
            actor=world.office, assembly_id=world.assembly.pk, credential_id=foreign.pk, comes_in=True
        )
    assert not Movement.objects.exists()


def test_without_quorum_it_does_not_open_and_a_second_call_follows(world):
    world.called()
    world.arrive(*world.members[:4])
    with pytest.raises(errors.NoQuorum, match="4 votos y hacen falta 6"):
        world.open()

    actions.note_lack_of_quorum(actor=world.office, assembly_id=world.assembly.pk)
    assert not Credential.objects.filter(is_present=True).exists()
    with pytest.raises(errors.CalledTooLate):
        actions.call_again(actor=world.office, assembly_id=world.assembly.pk, second_at=worlds.SECOND,
                           today=date(2026, 12, 16))  # fmt: skip
    actions.call_again(actor=world.office, assembly_id=world.assembly.pk, second_at=worlds.SECOND,
                       today=date(2026, 12, 14))  # fmt: skip
    world.arrive(world.members[7])
    assert world.open().state == Assembly.State.OPEN
    assert (world.assembly.call, world.assembly.present_at_opening) == (2, 1)


def test_with_quorum_nobody_says_that_there_is_none(world):
    world.called()
    world.arrive()
    with pytest.raises(errors.HasQuorum):
        actions.note_lack_of_quorum(actor=world.office, assembly_id=world.assembly.pk)


def test_proxies_need_the_bylaws_two_witnesses_and_end_at_two(world):
    world.called()
    ana, beto, carmen, dora = world.members[:4]
    with pytest.raises(errors.ProxyWrong, match="no autorizan"):
        proxy(world, beto, ana)

    allow_proxies(world)
    world.called()
    with pytest.raises(errors.ProxyWrong, match="faltan testigos"):
        proxy(world, beto, ana, ("Elia", "Elia"))
    proxy(world, beto, ana)
    proxy(world, carmen, ana)
    with pytest.raises(errors.ProxyWrong, match="ya representa a las que puede"):
        proxy(world, dora, ana)
    with pytest.raises(errors.ProxyWrong, match="ya dio o ya recibió"):
        proxy(world, ana, dora)
    assert Proxy.objects.count() == 2

    world.arrive(ana)
    assert present_votes(world.assembly) == 3
    # Who comes after all votes for himself.
    world.arrive(beto)
    assert present_votes(world.assembly) == 3


def delegate_world(union, counts):
    world = worlds.build(union, people=0)
    named = {}
    for name, count in counts.items():
        section = factories.make_section(union, name)
        people = [factories.make_member(union, f"{name}{n}", "Paz", section=section) for n in range(count)]
        named[section.pk] = people
    return world, named


def test_delegates_carry_the_votes_of_their_section(union):
    world, people = delegate_world(union, {"Atocpan": 60, "Cuentepec": 3})
    Setting.objects.create(union=union, key="assembly.members_per_delegate", value=20, valid_from=date(2026, 1, 1),
                           source="Bases, art. 25")  # fmt: skip
    # Members of other places allow delegates below five hundred.
    next(iter(people.values()))[0].section.__class__.objects.filter(name="Cuentepec").update(municipality="Temixco")
    world.call(by_delegates=True)
    atocpan, cuentepec = people
    name = {atocpan: [m.pk for m in people[atocpan][:3]], cuentepec: [people[cuentepec][0].pk]}

    def delegates(named):
        return actions.name_delegates(
            actor=world.office, assembly_id=world.assembly.pk, delegates=named, mandate="Acta de sección"
        )

    with pytest.raises(errors.DelegatesMissing, match="tocan 3 delegadas o delegados y anotaste 2"):
        delegates(name | {atocpan: name[atocpan][:2]})
    with pytest.raises(errors.NotOfSection):
        delegates(name | {cuentepec: [people[atocpan][5].pk]})
    assert not Credential.objects.exists()

    assembly = delegates(name)
    assert assembly.entitled == 63
    assert sorted(Credential.objects.values_list("weight", flat=True)) == [3, 20, 20, 20]


def test_where_capital_votes_nobody_gets_a_vote_who_paid_nothing_in(world):
    Setting.objects.create(union=world.union, key="assembly.form", value="sderl_mi", valid_from=date(2026, 1, 1),
                           source="Contrato social")  # fmt: skip
    world.call(second_at=worlds.FIRST + timedelta(days=9))
    with pytest.raises(errors.NobodyHasPaidIn, match=r"LGSM art\. 79"):
        actions.issue_credentials(actor=world.office, assembly_id=world.assembly.pk)
    assert not Credential.objects.exists()


def test_who_voted_himself_and_left_leaves_his_holder_his_own_vote(world):
    allow_proxies(world)
    world.called()
    ana, beto = world.members[:2]
    proxy(world, beto, ana)
    world.arrive()
    world.open()
    vote = world.election()
    world.cast(vote, beto, 1)
    world.leave(beto)
    world.cast(vote, ana, 2)

    outcome = world.count(vote)
    assert outcome.valid == 2


def test_a_holder_votes_for_the_absent_too(world):
    allow_proxies(world)
    world.called()
    ana, beto = world.members[:2]
    proxy(world, beto, ana)
    world.arrive(*(member for member in world.members if member != beto))
    world.open()
    vote = world.election()
    world.cast(vote, ana, 3)
    world.arrive(beto)
    with pytest.raises(errors.AlreadyVoted):
        world.cast(vote, beto, 1)

    assert world.count(vote).valid == 2
