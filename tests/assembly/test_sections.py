"""Above five hundred members: each section meets and elects, and its delegates carry the section's votes."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from tequio.assembly import actions, errors, queries
from tequio.assembly.delegations import delegations
from tequio.assembly.minutes import minutes_of
from tequio.assembly.models import AgendaItem, Assembly, Credential, Notice, Outcome, Substitute, Vote
from tequio.core.models import Event
from tequio.members.models import Member
from tequio.unions.models import Setting
from tests import factories
from tests.assembly import world as worlds

MEETS = worlds.FIRST - timedelta(days=6)  # 7 December
AGAIN = worlds.FIRST - timedelta(days=1)
EARLY = date(2026, 11, 27)


@pytest.fixture
def villages(union):
    """Atocpan with 45 members sends three delegates, Cuentepec with five sends one; the general is called."""
    world = worlds.build(union, people=0)
    people = {}
    for name, count in (("Atocpan", 45), ("Cuentepec", 5)):
        section = factories.make_section(union, name)
        section.municipality = name
        section.save()
        people[name] = [factories.make_member(union, f"{name}{n}", "Paz", section=section) for n in range(count)]
    world.section.delete()
    Setting.objects.create(union=union, key="assembly.members_per_delegate", value=20, valid_from=date(2026, 1, 1),
                           source="Bases, art. 25")  # fmt: skip
    world.call(by_delegates=True)
    return world, people


def plan(world, **changed):
    given = {"meets_at": MEETS, "second_at": AGAIN, "place": "Ayudantía"} | changed
    return actions.plan_sections(actor=world.office, assembly_id=world.assembly.pk, **given)


def meeting_of(world, name):
    return Assembly.objects.get(sends_to=world.assembly, section__name=name)


def elect(world, meeting, people, winners, *, method="scottish", close=True):
    """A section meets, everybody there votes for the winners in their order, and goes home."""
    for member in people:
        card = Credential.objects.get(assembly=meeting, member=member)
        actions.record_movement(actor=world.office, assembly_id=meeting.pk, credential_id=card.pk, comes_in=True)
    actions.open_assembly(actor=world.office, assembly_id=meeting.pk, presides="Ana", keeps_minutes="Beto",
                          tellers="Flor y Gil", now=MEETS)  # fmt: skip
    item = AgendaItem.objects.get(assembly=meeting, number=2)
    candidates = [*winners, next(member for member in people if member not in winners)]
    vote = actions.draft_vote(actor=world.office, item_id=item.pk, title="Delegadas y delegados", method=method,
                              candidates=candidates, elects_delegates=True)  # fmt: skip
    world.begin(vote)
    general, world.assembly = world.assembly, meeting
    for member in people:
        world.cast(vote, member, *range(1, len(winners) + 1))
    world.count(vote)
    world.assembly = general
    if close:
        actions.close_assembly(actor=world.office, assembly_id=meeting.pk, now=MEETS)
    return vote


def called(world):
    plan(world)
    actions.call_sections(actor=world.office, assembly_id=world.assembly.pk, today=EARLY)


def issue(world, delegates=None):
    return actions.name_delegates(actor=world.office, assembly_id=world.assembly.pk, delegates=delegates or {},
                                  mandate="Acta en papel")  # fmt: skip


def test_each_section_is_called_with_its_own_people(villages):
    world, people = villages
    called(world)

    atocpan, cuentepec = meeting_of(world, "Atocpan"), meeting_of(world, "Cuentepec")
    assert (atocpan.state, atocpan.entitled, cuentepec.entitled) == ("called", 45, 5)
    assert set(Credential.objects.filter(assembly=cuentepec).values_list("weight", flat=True)) == {1}
    assert atocpan.kind_name == "Asamblea de la sección Atocpan"

    # Neither is told of the other's meeting, nor sees it.
    actions.tell_members(actor=world.office, assembly_id=cuentepec.pk, way="house", today=EARLY)
    assert Notice.objects.filter(assembly=cuentepec).count() == queries.told_of(cuentepec).members == 5
    assert list(queries.for_member(people["Cuentepec"][0])) == [world.assembly, cuentepec]
    assert queries.next_for(people["Atocpan"][0]) == atocpan


def test_meetings_are_planned_once_and_end_before_the_general_assembly(villages):
    world, _people = villages
    with pytest.raises(errors.SectionsTooLate, match="antes de la asamblea general, que es el 13 de diciembre"):
        plan(world, second_at=worlds.FIRST)
    assert not Assembly.objects.exclude(section=None).exists()
    plan(world)
    with pytest.raises(errors.SectionsReady):
        plan(world)
    assert Assembly.objects.filter(sends_to=world.assembly).count() == 2
    with pytest.raises(errors.CalledTooLate):
        actions.call_sections(actor=world.office, assembly_id=world.assembly.pk, today=date(2026, 12, 1))
    assert set(Assembly.objects.exclude(section=None).values_list("state", flat=True)) == {"draft"}


def test_an_assembly_of_members_has_no_section_meetings(world):
    world.call()
    with pytest.raises(errors.NotByDelegates):
        plan(world)
    assert Assembly.objects.count() == 1


def test_who_a_section_elects_comes_with_its_votes_and_paper_stays_for_the_others(villages):
    world, people = villages
    called(world)
    atocpan, cuentepec = people["Atocpan"], people["Cuentepec"]
    vote = elect(world, meeting_of(world, "Atocpan"), atocpan[:23], [atocpan[7], atocpan[3], atocpan[5]])
    assert vote.seats == 3
    # A section that grows after its vote still sends those whom it elected for those who could vote.
    for number in range(20):
        factories.make_member(world.union, f"Nueva{number}", "Sol", section=atocpan[0].section)

    with pytest.raises(errors.DelegatesMissing, match="En Cuentepec tocan 1"):
        issue(world)
    with pytest.raises(errors.SectionElected, match="Atocpan ya eligió aquí"):
        issue(world, {atocpan[0].section_id: [atocpan[0].pk]})
    assert not Credential.objects.filter(assembly=world.assembly).exists()

    general = issue(world, {cuentepec[0].section_id: [cuentepec[2].pk]})
    cards = Credential.objects.filter(assembly=general)
    assert {(card.member, card.weight, card.elected_in) for card in cards} == {
        (atocpan[7], 15, vote), (atocpan[3], 15, vote), (atocpan[5], 15, vote), (cuentepec[2], 5, None),
    }  # fmt: skip
    assert general.entitled == 50
    assert cards.filter(elected_in=vote).first().mandate == "Elección de su sección, 7 de diciembre de 2026"


def test_votes_that_do_not_divide_go_to_who_was_elected_first(villages):
    world, people = villages
    atocpan = people["Atocpan"]
    factories.make_member(world.union, "Nueva", "Sol", section=atocpan[0].section)
    called(world)
    winners = [atocpan[4], atocpan[1], atocpan[2]]
    elect(world, meeting_of(world, "Atocpan"), atocpan[:24], winners, method="approval")

    (part, _other) = delegations(world.assembly)
    assert (part.members, part.weights, sum(part.weights)) == (46, (16, 15, 15), 46)
    assert set(part.elected) == set(winners)


def test_a_meeting_that_has_not_ended_sends_nobody_yet(villages):
    world, people = villages
    called(world)
    cuentepec = people["Cuentepec"]
    meeting = meeting_of(world, "Cuentepec")
    elect(world, meeting, cuentepec, [cuentepec[1]], close=False)
    assert [part.vote for part in delegations(world.assembly)] == [None, None]
    actions.close_assembly(actor=world.office, assembly_id=meeting.pk, now=MEETS)
    assert [len(part.elected) for part in delegations(world.assembly)] == [0, 1]
    assert any(
        "la asamblea de la sección Cuentepec" in line
        for line in minutes_of(Assembly.objects.get(pk=meeting.pk)).opening
    )


def test_a_section_elects_its_own_once_and_as_many_as_the_bylaws_say(villages):
    world, people = villages
    called(world)
    meeting = meeting_of(world, "Cuentepec")
    item = AgendaItem.objects.get(assembly=meeting, number=2)
    own, foreign = people["Cuentepec"], people["Atocpan"]

    def draft(item, candidates, **told):
        return actions.draft_vote(actor=world.office, item_id=item.pk, title="D", candidates=candidates,
                                  **{"method": "approval", "elects_delegates": True} | told)  # fmt: skip

    before = Event.objects.count()
    with pytest.raises(errors.NotOfSection, match="no es de Cuentepec"):
        draft(item, [own[0], foreign[0]])
    with pytest.raises(errors.MoreSeatsThanCandidates):
        draft(item, [])
    with pytest.raises(errors.OptionsWrong, match="escoge otra"):
        draft(item, own, method="majority")
    with pytest.raises(errors.OptionsWrong, match="solo la asamblea de una sección"):
        draft(world.item(3), own)
    assert (Vote.objects.count(), Event.objects.count()) == (0, before)
    assert draft(item, own[:2], seats=4).seats == 1
    with pytest.raises(errors.OptionsWrong, match="ya tiene su elección"):
        draft(item, own[:2])


def test_the_database_lets_nobody_in_as_elected_who_was_not(villages):
    world, people = villages
    called(world)
    cuentepec = people["Cuentepec"]
    vote = elect(world, meeting_of(world, "Cuentepec"), cuentepec, [cuentepec[1]])
    told = {"union": world.union, "assembly": world.assembly, "section": cuentepec[0].section, "elected_in": vote}
    with pytest.raises(DatabaseError, match="was not elected"), transaction.atomic():
        Credential.objects.create(**told, member=cuentepec[0], code="AAAABBBBCCCC")
    Credential.objects.create(**told, member=cuentepec[1], code="AAAABBBBCCCC")


def test_the_office_walks_sections_from_dates_to_credentials(villages):
    world, people = villages
    office = Client()
    office.force_login(factories.make_staff(world.union, "*"))
    today = worlds.CALLED
    Assembly.objects.update(meets_at=worlds.FIRST + timedelta(days=400), second_at=worlds.SECOND + timedelta(days=400))
    assert today < MEETS.date()

    def at(name, /, **kwargs):
        return reverse(f"assembly:{name}", kwargs={"union": world.union.slug, **kwargs})

    page = office.get(at("sections", assembly_id=world.assembly.pk)).content.decode()
    assert "sin fecha" in page
    days = {"day": "2027-12-20", "second_day": "2027-12-27", "hour": "17:00", "second_hour": "17:00"}
    answer = office.post(at("sections", assembly_id=world.assembly.pk), days | {"place": ""})
    assert answer.status_code == 422
    assert office.post(at("sections", assembly_id=world.assembly.pk), days | {"place": "Plaza"}).status_code == 302
    answer = office.post(at("assembly_deed", assembly_id=world.assembly.pk, name="secciones"))
    assert answer.url == at("sections", assembly_id=world.assembly.pk)
    meeting = meeting_of(world, "Cuentepec")
    assert "Esta sección elige 1 delegada o delegado" in office.get(meeting.get_absolute_url()).content.decode()
    assert "by_delegates" not in office.get(at("assembly_edit", assembly_id=meeting.pk)).content.decode()
    assert "Elige a quienes van" in office.get(
        at("vote_new", point_id=AgendaItem.objects.get(assembly=meeting, number=2).pk)
    ).content.decode()  # fmt: skip
    elect(world, meeting, people["Cuentepec"], [people["Cuentepec"][1]])

    page = office.get(at("delegates", assembly_id=world.assembly.pk)).content.decode()
    assert "Eligieron aquí" in page
    assert "Cuentepec1 Paz" in page
    numbers = " ".join(str(member.number) for member in people["Atocpan"][:3])
    answer = office.post(at("delegates", assembly_id=world.assembly.pk),
                         {f"s{people['Atocpan'][0].section_id}": numbers, "mandate": "Acta"})  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()[:3000]
    assert Credential.objects.filter(assembly=world.assembly).count() == 4


# --- substitutes ------------------------------------------------------------------------------------------------------


@pytest.fixture
def standing_in(villages):
    """Cuentepec elects one of its five; two others have votes. Atocpan elects on paper, with one substitute."""
    world, people = villages
    called(world)
    own = people["Cuentepec"]
    meeting = meeting_of(world, "Cuentepec")
    vote = elect(world, meeting, own, [own[1], own[3], own[0]])
    atocpan = people["Atocpan"]
    actions.name_delegates(
        actor=world.office, assembly_id=world.assembly.pk, mandate="Acta en papel",
        delegates={atocpan[0].section_id: [member.pk for member in atocpan[:3]]},
        substitutes={atocpan[0].section_id: [atocpan[4].pk, atocpan[5].pk]},
    )  # fmt: skip
    return world, own, atocpan, vote


def admit(world, member, card):
    return actions.admit_substitute(
        actor=world.office, assembly_id=world.assembly.pk, credential_id=card.pk,
        substitute_id=Substitute.objects.get(assembly=world.assembly, member=member).pk,
    )  # fmt: skip


def test_substitutes_come_next_from_the_same_ballots(standing_in):
    world, own, atocpan, vote = standing_in
    # One place, one substitute: everybody put the second name next.
    assert (Outcome.objects.get(vote=vote).winners, Outcome.objects.get(vote=vote).substitutes) == ([1], [2])
    listed = Substitute.objects.filter(assembly=world.assembly).order_by("section__name", "place")
    assert [(each.member, each.place, each.elected_in) for each in listed] == [
        (atocpan[4], 1, None), (atocpan[5], 2, None), (own[3], 1, vote),
    ]  # fmt: skip


def test_who_comes_for_a_delegate_has_his_very_votes_and_never_both(standing_in):
    world, own, _atocpan, vote = standing_in
    card = world.card(own[1])
    code = card.code
    admit(world, own[3], card)

    card.refresh_from_db()
    world.assembly.refresh_from_db()
    assert (card.member, card.instead_of, card.weight, card.is_present, card.elected_in) == (
        own[3], own[1], 5, True, vote,
    )  # fmt: skip
    assert card.code != code
    assert world.assembly.entitled == 50
    assert queries.present_votes(world.assembly) == 5
    # The delegate comes after all: neither his card nor his telephone lets him in.
    assert not queries.credentials(world.assembly, code).exists()
    with pytest.raises(errors.NoCredential):
        actions.check_in(actor=world.as_member(own[1]), assembly_id=world.assembly.pk, member=own[1], comes_in=True)
    assert Credential.objects.filter(assembly=world.assembly).count() == 4


def test_a_substitute_votes_with_the_votes_of_the_section(standing_in):
    world, own, atocpan, _vote = standing_in
    admit(world, own[3], world.card(own[1]))
    world.arrive(*atocpan[:3])
    world.open()
    motion = world.motion_vote()
    world.cast(motion, own[3], 1)
    assert queries.turnout_of(motion).used == 5
    actions.annul_vote(actor=world.office, vote_id=motion.pk, reason="x")
    actions.close_assembly(actor=world.office, assembly_id=world.assembly.pk, now=worlds.FIRST)
    lines = minutes_of(Assembly.objects.get(pk=world.assembly.pk)).opening
    assert "Cuentepec3 Paz entró como suplente de Cuentepec1 Paz, que no llegó (Cuentepec)." in lines


def test_a_delegate_who_came_keeps_his_place(standing_in):
    world, own, atocpan, _vote = standing_in
    world.arrive(own[1])
    before = Event.objects.count()
    with pytest.raises(errors.SubstituteWrong, match="ya llegó"):
        admit(world, own[3], world.card(own[1]))
    world.leave(own[1])
    with pytest.raises(errors.SubstituteWrong, match="ya llegó"):
        admit(world, own[3], world.card(own[1]))
    with pytest.raises(errors.SubstituteWrong, match="escoge a una delegada o delegado de Cuentepec"):
        admit(world, own[3], world.card(atocpan[0]))
    assert Event.objects.count() == before + 1
    admit(world, atocpan[4], world.card(atocpan[0]))
    with pytest.raises(errors.SubstituteWrong, match="ya entró"):
        admit(world, atocpan[4], world.card(atocpan[1]))
    with pytest.raises(errors.SubstituteWrong, match="ya lo ocupa otra persona"):
        admit(world, atocpan[5], world.card(atocpan[4]))
    assert Credential.objects.filter(assembly=world.assembly, instead_of__isnull=False).count() == 1


def test_the_database_lets_no_place_pass_to_anybody_else(standing_in):
    world, own, atocpan, vote = standing_in
    card = world.card(own[1])
    for member, changed in ((own[4], {}), (own[3], {"weight": 6}), (own[3], {"instead_of": None})):
        told = {"member": member, "instead_of": own[1], "code": "AAAABBBBCCCC"} | changed
        with pytest.raises(DatabaseError, match="does not pass to member"), transaction.atomic():
            Credential.objects.filter(pk=card.pk).update(**told)
    with pytest.raises(DatabaseError, match="did not come next"), transaction.atomic():
        Substitute.objects.create(union=world.union, assembly=world.assembly, section=own[0].section, member=own[4],
                                  place=2, elected_in=vote)  # fmt: skip
    with pytest.raises(DatabaseError, match="did not come next"), transaction.atomic():
        Substitute.objects.create(union=world.union, assembly=world.assembly, section=own[0].section, member=own[1],
                                  place=2, elected_in=vote)  # fmt: skip
    admit(world, atocpan[4], world.card(atocpan[0]))
    again = Credential.objects.filter(member=atocpan[4], assembly=world.assembly)
    with pytest.raises(DatabaseError, match="does not pass to member"), transaction.atomic():
        again.update(member=atocpan[0], instead_of=None, code="DDDDEEEEFFFF")


def test_at_a_second_call_a_delegate_who_came_to_the_first_may_be_replaced(standing_in):
    world, own, _atocpan, _vote = standing_in
    world.arrive(own[1])
    actions.note_lack_of_quorum(actor=world.office, assembly_id=world.assembly.pk)
    actions.call_again(actor=world.office, assembly_id=world.assembly.pk, second_at=worlds.SECOND,
                       today=worlds.FIRST.date())  # fmt: skip
    assert admit(world, own[3], world.card(own[1])).member == own[3]


def test_a_substitute_of_paper_is_of_the_section_and_no_delegate(villages):
    world, people = villages
    atocpan, own = people["Atocpan"], people["Cuentepec"]
    delegates = {atocpan[0].section_id: [m.pk for m in atocpan[:3]], own[0].section_id: [own[0].pk]}
    with pytest.raises(errors.NotOfSection, match="no es de Atocpan"):
        actions.name_delegates(actor=world.office, assembly_id=world.assembly.pk, delegates=delegates,
                               substitutes={atocpan[0].section_id: [own[1].pk]})  # fmt: skip
    assert not Credential.objects.exists()
    actions.name_delegates(actor=world.office, assembly_id=world.assembly.pk, delegates=delegates,
                           substitutes={own[0].section_id: [own[0].pk, own[1].pk]})  # fmt: skip
    assert [each.member for each in Substitute.objects.all()] == [own[1]]


def test_the_door_admits_substitutes_and_they_are_told(standing_in):
    world, own, atocpan, vote = standing_in
    office = Client()
    office.force_login(factories.make_staff(world.union, "*"))

    def at(name, /, **kwargs):
        return reverse(f"assembly:{name}", kwargs={"union": world.union.slug, **kwargs})

    page = at("substitutes", assembly_id=world.assembly.pk)
    text = office.get(page).text
    assert "Cuentepec3 Paz entra en lugar de" in text
    asked = {"substitute": Substitute.objects.get(member=own[3]).pk, "credential": world.card(own[1]).pk}
    assert office.post(page, asked | {"substitute": "9"}).status_code == 404
    office.post(page, asked | {"credential": "abc"})
    assert not Credential.objects.filter(instead_of__isnull=False).exists()
    office.post(page, asked)
    assert world.card(own[3]).instead_of == own[1]
    assert "Entró" in office.get(page).text
    assert "suplente de Cuentepec1 Paz" in office.get(at("presence", assembly_id=world.assembly.pk)).text
    assert "Suplentes, en orden: Cuentepec3 Paz" in office.get(at("result", vote_id=vote.pk)).text
    assert "Suplentes: Cuentepec3 Paz" in office.get(at("sections", assembly_id=world.assembly.pk)).text

    user = factories.make_user("Suplente")
    Member.objects.filter(pk=atocpan[4].pk).update(user=user)
    phone = Client()
    phone.force_login(user)
    assert "Eres suplente: ve a la asamblea" in phone.get(at("my_assembly", assembly_id=world.assembly.pk)).text


# --- a fixed number of delegates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("total", "method", "wanted"), [
    (4, "sainte_lague", {"Atocpan": 4, "Cuentepec": 1}), (10, "dhondt", {"Atocpan": 9, "Cuentepec": 1}),
    (10, "largest_remainder", {"Atocpan": 9, "Cuentepec": 1}), (3, "largest_remainder", {"Atocpan": 3, "Cuentepec": 1}),
])  # fmt: skip
def test_a_fixed_number_is_shared_in_proportion_and_every_section_sends_one(villages, total, method, wanted):
    """45 members and five: of ten places nine and one; of three or four the small section has one on top."""
    world, _people = villages
    for key, value in (("delegates_total", total), ("delegates_method", method)):
        Setting.objects.create(union=world.union, key=f"assembly.{key}", value=value, valid_from=date(2026, 1, 1),
                               source="Bases, art. 25")  # fmt: skip
    world.call(by_delegates=True)
    assert {part.section.name: part.wanted for part in delegations(world.assembly)} == wanted


def test_a_section_keeps_its_share_while_others_grow(villages):
    world, people = villages
    Setting.objects.create(union=world.union, key="assembly.delegates_total", value=10, valid_from=date(2026, 1, 1),
                           source="Bases, art. 25")  # fmt: skip
    world.call(by_delegates=True)
    called(world)
    assert meeting_of(world, "Atocpan").delegates == 9
    for number in range(40):
        factories.make_member(world.union, f"Nueva{number}", "Sol", section=people["Cuentepec"][0].section)
    assert {part.section.name: part.wanted for part in delegations(world.assembly)} == {"Atocpan": 9, "Cuentepec": 1}
    own = people["Atocpan"]
    vote = elect(world, meeting_of(world, "Atocpan"), own[:23], own[:9])
    assert vote.seats == 9
    part = delegations(world.assembly)[0]
    assert (len(part.elected), sum(part.weights)) == (9, 45)

    office = Client()
    office.force_login(factories.make_staff(world.union, "*"))
    page = reverse("assembly:sections", kwargs={"union": world.union.slug, "assembly_id": world.assembly.pk})
    text = office.get(page).text
    assert "Cómo se repartieron los lugares" in text
    assert "Lugar 1: Atocpan (Atocpan), con 45" in text or "Lugar 1: Cuentepec (Cuentepec), con 45" in text
