"""Deeds about members: admitting, correcting, changing state, opening a village."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tequio.core.models import Event
from tequio.core.refusals import NotAllowed
from tequio.members import actions
from tequio.members.errors import (
    CurpTaken,
    LeavesBeforeJoining,
    MemberUnknown,
    NumberTaken,
    SectionExists,
    SectionUnknown,
    StateChangeRefused,
)
from tequio.members.models import Household, Member, Person, Section, Workshop
from tequio.members.persons import PersonDetails, SectionDetails, WorkshopDetails
from tests import factories

JUAN = PersonDetails("Juan", "Pérez", "García", curp="PEGJ900515HMSRRN02", born_on=date(1990, 5, 15))


@pytest.fixture
def office(union):
    return factories.actor_with(union, "*")


@pytest.fixture
def village(union):
    return factories.make_section(union)


def admit(office, village, person=JUAN, **kwargs):
    return actions.admit_member(
        actor=office, person=person, section_id=village.pk, today=factories.TODAY, **kwargs
    )  # fmt: skip


def test_a_person_is_admitted_with_the_next_number(union, office, village):
    factories.make_member(union, number=7, section=village)

    member = admit(office, village, workshop=WorkshopDetails(name="El Jarro", people_at_work=3))

    assert (member.number, member.state, member.joined_on) == (8, "applicant", factories.TODAY)
    assert (member.person.search_key, member.person.sort_key) == ("juan perez garcia", "perez  garcia  juan")
    assert (member.workshop.name, member.workshop.people_at_work) == ("El Jarro", 3)
    (event,) = Event.objects.all()
    assert (event.kind, event.subject_id) == ("members.member.admitted", member.pk)
    assert "PEGJ900515HMSRRN02" not in str(event.data)


def test_a_taken_number_or_curp_admits_nobody(union, office, village):
    admit(office, village, number=5)

    with pytest.raises(NumberTaken) as taken:
        admit(office, village, PersonDetails("Ana", "Luna"), number=5)
    assert "Juan Pérez García" in str(taken.value)
    with pytest.raises(CurpTaken):
        admit(office, village)

    assert Member.objects.count() == Person.objects.count() == Event.objects.count() == 1


def test_a_section_of_nowhere_admits_nobody(union, office):
    with pytest.raises(SectionUnknown):
        actions.admit_member(actor=office, person=JUAN, section_id=999_999, today=factories.TODAY)

    assert not Person.objects.exists()
    assert not Event.objects.exists()


def test_without_the_right_nobody_is_admitted(union, village):
    with pytest.raises(NotAllowed):
        admit(factories.actor_with(union, "members.member.update"), village)

    assert not Person.objects.exists()


def test_the_same_form_sent_twice_admits_once(union, office, village):
    assert admit(office, village, key="f1") == admit(office, village, key="f1")
    assert Member.objects.count() == 1


def test_a_correction_keeps_what_private_data_were_out_of_the_history(union, office, village):
    member = admit(office, village, workshop=WorkshopDetails(name="El Jarro"))
    other = factories.make_section(union, "Cuentepec")

    actions.update_member(
        actor=office,
        member_id=member.pk,
        person=PersonDetails("Juan", "Núñez", "García", curp=JUAN.curp, phone="+527771234567"),
        section_id=other.pk,
        workshop=WorkshopDetails(name="La Olla", legal_status="resico"),
        household="Casa Núñez",
    )

    member = Member.objects.select_related("person", "workshop", "household").get()
    assert (member.person.full_name, member.person.sort_key) == ("Juan Núñez García", "nun~ez  garcia  juan")
    assert (member.section_id, member.workshop.name, member.household.name) == (other.pk, "La Olla", "Casa Núñez")
    assert Event.objects.order_by("number").last().data == {
        "number": 1,
        "changed": {
            "primer_apellido": ["Pérez", "Núñez"],
            "phone": True,
            "born_on": True,
            "section": ["Tlayacapan", "Cuentepec"],
            "name": ["El Jarro", "La Olla"],
            "legal_status": ["informal", "resico"],
        },
    }


def test_a_first_workshop_is_opened_only_when_something_is_said_of_it(union, office, village):
    member = factories.make_member(union, section=village)

    for workshop, expected in ((WorkshopDetails(), 0), (WorkshopDetails(name="El Jarro"), 1)):
        actions.update_member(
            actor=office, member_id=member.pk, person=PersonDetails("Ana", "Luna"), section_id=village.pk,
            workshop=workshop,
        )  # fmt: skip
        assert Workshop.objects.count() == expected


def test_two_members_of_one_house_share_one_household(union, office, village):
    for name in ("Ana", "Beto"):
        member = factories.make_member(union, name, section=village)
        actions.update_member(
            actor=office, member_id=member.pk, person=PersonDetails(name, "Luna"), section_id=village.pk,
            household=" Casa  Luna ",
        )  # fmt: skip

    assert [(home.name, home.members.count()) for home in Household.objects.all()] == [("Casa Luna", 2)]


def test_a_curp_of_another_member_is_not_taken_over(union, office, village):
    admit(office, village)
    ana = factories.make_member(union, section=village)

    with pytest.raises(CurpTaken):
        actions.update_member(actor=office, member_id=ana.pk, person=JUAN, section_id=village.pk)

    assert Person.objects.get(pk=ana.person_id).nombres == "Ana"
    assert Event.objects.count() == 1


@pytest.mark.parametrize("before", Member.State)
@pytest.mark.parametrize("after", Member.State)
def test_a_state_changes_only_as_the_table_says(union, office, before, after):
    member = factories.make_member(union)
    gone = before in Member.GONE
    Member.objects.filter(pk=member.pk).update(state=before, left_on=factories.TODAY if gone else None)

    if after in Member.CHANGES[before]:
        actions.change_member_state(actor=office, member_id=member.pk, state=after, today=factories.TODAY, reason="x")
        member.refresh_from_db()
        assert member.state == after
        assert (member.left_on is not None) == (after in Member.GONE)
        assert Event.objects.get().data == {"number": member.number, "before": before, "after": after, "reason": "x"}
    else:
        with pytest.raises(StateChangeRefused):
            actions.change_member_state(actor=office, member_id=member.pk, state=after, today=factories.TODAY)
        member.refresh_from_db()
        assert member.state == before
        assert not Event.objects.exists()


def test_an_applicant_joins_on_the_day_he_becomes_active(union, office, village):
    member = admit(office, village)

    actions.change_member_state(actor=office, member_id=member.pk, state="active", today=date(2026, 4, 1))

    assert Member.objects.get().joined_on == date(2026, 4, 1)


def test_nobody_leaves_before_he_joined(union, office):
    member = factories.make_member(union)

    with pytest.raises(LeavesBeforeJoining):
        actions.change_member_state(actor=office, member_id=member.pk, state="left", today=date(2020, 1, 1))

    assert Member.objects.get().state == "active"


def test_a_member_of_another_union_is_unknown_here(union, office):
    with factories.union_in_scope("otra"):
        stranger = factories.make_member(factories.Union.objects.get(slug="otra"))

    with pytest.raises(MemberUnknown):
        actions.change_member_state(actor=office, member_id=stranger.pk, state="left", today=factories.TODAY)


def test_a_village_is_opened_once(union, office):
    where = {"name": " Cuentepec ", "municipality": "Temixco", "point_name": "Ayudantía"}
    section = actions.add_section(actor=office, **where)

    assert (section.name, Event.objects.get().kind) == ("Cuentepec", "members.section.added")
    with pytest.raises(SectionExists):
        actions.add_section(actor=office, **where)
    assert Section.objects.count() == Event.objects.count() == 1


def test_a_point_of_delivery_moves_but_a_village_does_not_become_another(union, office, village):
    cuentepec = factories.make_section(union, "Cuentepec")

    actions.update_section(
        actor=office, section_id=cuentepec.pk, section=SectionDetails("Cuentepec", "Temixco", "Bodega", "Calle 3")
    )
    with pytest.raises(SectionExists):
        actions.update_section(
            actor=office, section_id=cuentepec.pk, section=SectionDetails("Tlayacapan", "Tlayacapan", "x")
        )

    cuentepec.refresh_from_db()
    assert (cuentepec.name, cuentepec.municipality, cuentepec.point_name) == ("Cuentepec", "Temixco", "Bodega")
    assert Event.objects.get().data["changed"] == {
        "municipality": ["Tlayacapan", "Temixco"],
        "point_name": ["Plaza de Cuentepec", "Bodega"],
        "point_address": ["", "Calle 3"],
    }


@pytest.mark.parametrize("wrong", [{"curp": "x"}, {"clabe": "123"}, {"phone": "7771234567"}])
def test_the_database_refuses_numbers_that_cannot_be(union, wrong):
    person = factories.make_member(union).person

    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(**wrong)
