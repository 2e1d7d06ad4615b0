"""Members ask for a point or for an assembly: one signature each, how many are missing, and no call leaves it out."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tequio.assembly import actions, documents, errors
from tequio.assembly.minutes import minutes_of
from tequio.assembly.models import AgendaItem, Assembly, Petition, Signature
from tequio.assembly.petitioning import asked
from tequio.core.models import Event
from tequio.core.refusals import NotAllowed
from tequio.members.models import Member
from tequio.unions.models import Setting
from tests import factories
from tests.assembly import world as worlds

State = Petition.State


def far(petition, member=None):
    (shown,) = asked([Petition.objects.get(pk=petition.pk)], member)
    return shown


def test_whoever_asks_signs_first_and_the_page_says_how_many_are_missing(world):
    petition = world.ask()
    shown = far(petition, world.members[0])

    # A fifth of ten members: LGSC art. 16.
    assert (shown.verdict.have, shown.verdict.needed, shown.verdict.missing, shown.is_mine) == (1, 2, 1, True)
    assert far(petition, world.members[1]).is_mine is False
    assert petition.state == State.OPEN


def test_with_the_last_signature_it_is_reached_and_takes_no_more(world):
    petition = world.sign(world.ask(), world.members[1])
    assert (petition.state, petition.reached_on) == (State.REACHED, worlds.CALLED)
    before = Event.objects.count()
    with pytest.raises(errors.PetitionNotOpen, match="ya tiene las firmas"):
        world.sign(petition, world.members[2])
    with pytest.raises(errors.PetitionNotOpen):
        actions.withdraw_signature(actor=world.as_member(world.members[1]), petition_id=petition.pk,
                                   member=world.members[1])  # fmt: skip
    assert (Signature.objects.count(), Event.objects.count()) == (2, before)


def test_one_member_one_signature_and_it_may_be_taken_back(world):
    for number in range(11):
        factories.make_member(world.union, f"Nueva{number}", "Sol", section=world.section)
    petition, beto = world.ask(), world.members[1]
    world.sign(petition, beto)
    before = Event.objects.count()
    with pytest.raises(errors.AlreadySigned, match="Beto Luna ya firmó"):
        world.sign(petition, beto)
    assert (Signature.objects.count(), Event.objects.count()) == (2, before)
    assert far(petition).verdict.needed == 5

    actions.withdraw_signature(actor=world.as_member(beto), petition_id=petition.pk, member=beto)
    assert Signature.objects.get().member == world.members[0]
    with pytest.raises(errors.NotSigned):
        actions.withdraw_signature(actor=world.as_member(beto), petition_id=petition.pk, member=beto)


def test_nobody_signs_for_another_whatever_his_office(world):
    petition, beto = world.ask(), world.members[1]
    for actor in (world.office, world.as_member(world.members[2])):
        with pytest.raises(NotAllowed):
            actions.sign_petition(actor=actor, petition_id=petition.pk, member=beto, today=worlds.CALLED)
    with pytest.raises(NotAllowed):
        actions.withdraw_petition(actor=world.as_member(beto), petition_id=petition.pk, member=beto)
    assert Signature.objects.count() == 1
    assert Petition.objects.get().state == State.OPEN


def test_who_is_not_active_neither_asks_nor_signs_and_who_leaves_counts_no_more(world):
    for number in range(5):
        factories.make_member(world.union, f"Nueva{number}", "Sol", section=world.section)
    beto, carmen = world.members[1:3]
    petition = world.sign(world.ask(), beto)
    assert (far(petition).verdict.have, far(petition).verdict.needed) == (2, 3)
    Member.objects.filter(pk=beto.pk).update(state="suspended")
    assert far(petition).verdict.have == 1
    beto.refresh_from_db()
    with pytest.raises(errors.OnlyActiveSign, match="Beto Luna no es socia o socio activo"):
        world.ask(beto)
    Member.objects.filter(pk=carmen.pk).update(state="suspended")
    carmen.refresh_from_db()
    with pytest.raises(errors.OnlyActiveSign):
        world.sign(petition, carmen)
    with pytest.raises(DatabaseError, match="signs nothing"), transaction.atomic():
        Signature.objects.create(union=world.union, petition=petition, member=carmen, signed_on=worlds.CALLED)
    assert Signature.objects.count() == 2


def test_the_database_takes_no_signature_for_what_is_closed(world):
    petition = world.sign(world.ask(), world.members[1])
    with pytest.raises(DatabaseError, match="takes and gives back no signature"), transaction.atomic():
        Signature.objects.create(union=world.union, petition=petition, member=world.members[4], signed_on=worlds.CALLED)
    with pytest.raises(DatabaseError, match="gives back no signature"), transaction.atomic():
        Signature.objects.all().delete()
    assert Signature.objects.count() == 2


def test_a_member_has_three_at_a_time(world):
    for number in range(3):
        world.ask(title=f"Punto {number}")
    with pytest.raises(errors.TooManyPetitions, match="Ya tienes 3 peticiones"):
        world.ask()
    actions.withdraw_petition(actor=world.as_member(world.members[0]), petition_id=Petition.objects.first().pk,
                              member=world.members[0])  # fmt: skip
    assert world.ask().state == State.OPEN


def test_the_office_notes_signatures_from_paper_once(world):
    petition = world.ask()
    note = {"actor": world.office, "petition_id": petition.pk, "today": worlds.CALLED}
    with pytest.raises(errors.NothingToNote):
        actions.note_signatures(**note, members=[world.members[0]])
    actions.note_signatures(**note, members=[world.members[0], world.members[3], world.members[3]])
    assert list(Signature.objects.order_by("pk").values_list("member", "noted_by")) == [
        (world.members[0].pk, ""), (world.members[3].pk, "Rosa Secretaria"),
    ]  # fmt: skip
    assert Petition.objects.get().state == State.REACHED


def test_what_has_its_signatures_goes_out_with_the_next_call(world):
    petition = world.sign(world.ask(title="Revisar el precio del gas", matter="object"), world.members[1])
    lacking = world.ask(world.members[2], title="Cambiar de banco")
    called = world.call()

    petition.refresh_from_db()
    assert (petition.state, petition.item.number, petition.item.matter) == (State.PLACED, 4, "object")
    assert [item.title for item in AgendaItem.objects.filter(assembly=called).order_by("number")] == [
        *(point.title for point in worlds.POINTS), "Revisar el precio del gas",
    ]  # fmt: skip
    assert "Revisar el precio del gas" in documents.message(called, "; ".join(i.title for i in called.items.all()))
    assert Event.objects.order_by("-number").first().data["petitions"] == [petition.pk]
    assert Petition.objects.get(pk=lacking.pk).state == State.OPEN


def test_the_minutes_say_that_members_demanded_it(world):
    world.sign(world.ask(), world.members[1])
    world.in_session()
    actions.close_assembly(actor=world.office, assembly_id=world.assembly.pk, now=worlds.FIRST)
    (part,) = (part for part in minutes_of(Assembly.objects.get()).parts if "gas" in part.title)
    assert part.sentences == ["Lo pidieron 2 socias y socios con su firma.", "Se trató el punto sin votación."]


def test_no_call_leaves_out_what_was_demanded_not_even_in_the_database(world):
    world.sign(world.ask(), world.members[1])
    world.draft()
    with pytest.raises(DatabaseError, match="leaves out what members demanded"), transaction.atomic():
        Assembly.objects.update(state="called", called_on=worlds.CALLED)
    assert Assembly.objects.get().state == "draft"


def test_what_has_its_signatures_is_not_made_to_vanish(world):
    petition = world.sign(world.ask(), world.members[1])
    for state in ("open", "withdrawn"):
        with pytest.raises(DatabaseError, match="does not go that way"), transaction.atomic():
            Petition.objects.update(state=state, reached_on=None)
    with pytest.raises(DatabaseError, match="does not go that way"), transaction.atomic():
        Petition.objects.filter(pk=petition.pk)._raw_delete("default")
    assert Petition.objects.get().state == State.REACHED


def test_a_call_that_is_refused_places_nothing(world):
    petition = world.sign(world.ask(), world.members[1])
    world.draft()
    with pytest.raises(errors.CalledTooLate):
        actions.call_assembly(actor=world.office, assembly_id=world.assembly.pk, today=date(2026, 12, 7))
    petition.refresh_from_db()
    assert (petition.state, AgendaItem.objects.count()) == (State.REACHED, 3)


def test_a_cancelled_assembly_gives_back_what_was_demanded(world):
    petition = world.sign(world.ask(), world.members[1])
    called = world.call()
    actions.cancel_assembly(actor=world.office, assembly_id=called.pk, reason="Llueve")
    petition.refresh_from_db()
    assert (petition.state, petition.item) == (State.REACHED, None)
    world.call()
    petition.refresh_from_db()
    assert petition.item.assembly == world.assembly


def test_when_members_leave_those_who_signed_may_be_enough_at_the_call(world):
    for number in range(5):
        factories.make_member(world.union, f"Nueva{number}", "Sol", section=world.section)
    petition = world.sign(world.ask(), world.members[1])
    assert petition.state == State.OPEN
    Member.objects.filter(person__primer_apellido="Sol").update(state="suspended")
    world.call()
    petition.refresh_from_db()
    assert (petition.state, petition.reached_on) == (State.PLACED, worlds.CALLED)


def test_a_demanded_meeting_has_a_last_day_and_its_signatures_call_it(world):
    petition = world.sign(world.ask(kind="meeting"), world.members[1])
    assert petition.call_by == worlds.CALLED + timedelta(days=30)
    called = world.call(called_by="members", signers=0)
    called.refresh_from_db()
    petition.refresh_from_db()
    assert (called.state, petition.state, petition.item.assembly) == ("called", State.PLACED, called)


def test_without_signatures_members_still_cannot_call(world):
    world.sign(world.ask(kind="point"), world.members[1])
    with pytest.raises(errors.MayNotCall, match="hacen falta 2 firmas y hay 0"):
        world.call(called_by="members", signers=0)


def test_the_unions_own_bylaws_may_ask_for_fewer_signatures_never_for_more(world):
    row = Setting.objects.create(union=world.union, key="assembly.demand_percent", value=10,
                                 valid_from=date(2026, 1, 1), source="Bases, art. 20")  # fmt: skip
    assert world.ask().state == State.REACHED
    row.value = 40
    row.save()
    with pytest.raises(errors.BylawsUnlawful, match="Cuántas firmas piden"):
        world.ask()
    assert Petition.objects.count() == 1


def test_every_change_of_state_is_in_the_table(world):
    petition = world.ask()
    for state in State:
        for wanted in State:
            petition.state = state
            assert petition.may_become(wanted) == (wanted in Petition.CHANGES[state])


# --- the pages --------------------------------------------------------------------------------------------------------


def at(world, name, /, **kwargs):
    return reverse(f"assembly:{name}", kwargs={"union": world.union.slug, **kwargs})


def client_of(member):
    user = factories.make_user(member.name)
    Member.objects.filter(pk=member.pk).update(user=user)
    client = Client()
    client.force_login(user)
    return client


def test_a_member_asks_and_another_signs_by_telephone(world):
    for number in range(5):
        factories.make_member(world.union, f"Nueva{number}", "Sol", section=world.section)
    ana, beto = client_of(world.members[0]), client_of(world.members[1])
    told = {"kind": "meeting", "title": "Precio del gas", "reason": "Subió tres veces.", "once": "a"}
    bad = ana.post(at(world, "petition_new"), told | {"title": ""})
    assert bad.status_code == 422
    assert not Petition.objects.exists()
    ana.post(at(world, "petition_new"), told)
    ana.post(at(world, "petition_new"), told)  # sent twice
    petition = Petition.objects.get()
    page = at(world, "petition", petition_id=petition.pk)

    text = beto.get(page).text
    assert "Faltan 2 firmas" in text
    assert "Van 1 de las 3 que hacen falta, de 15 votos que hay." in text
    assert "Quiénes firmaron" not in text
    beto.post(page, {"hacer": "firmar"})
    assert "Falta 1 firma" in beto.get(page).text
    assert "Quitar mi firma" in beto.get(page).text
    assert "Retirar la petición" in ana.get(page).text
    beto.post(page, {"hacer": "retirar"})
    assert Petition.objects.get().state == State.OPEN
    assert "Precio del gas" in beto.get(at(world, "petitions")).text

    office = Client()
    office.force_login(factories.make_staff(world.union, "*"))
    wrong = office.post(at(world, "petition_signatures", petition_id=petition.pk), {"members": "999"})
    assert wrong.status_code == 422
    assert "Nadie tiene el número 999" in wrong.text
    office.post(at(world, "petition_signatures", petition_id=petition.pk), {"members": str(world.members[2].number)})
    text = office.get(page).text
    assert "anotó" in text
    today = timezone.localdate()
    assert Petition.objects.get().reached_on == today
    assert "para convocar la asamblea" in beto.get(page).text
    assert "Convoca a más tardar el" in office.get(f"/{world.union.slug}/").text
    Petition.objects.update(reached_on=today - timedelta(days=31))
    assert "Ya pueden convocarla las socias y socios" in beto.get(page).text
    assert "último día para convocar la asamblea que pidieron" in office.get(f"/{world.union.slug}/").text


def test_the_office_asks_for_a_member_who_came_with_paper(world):
    office = Client()
    office.force_login(factories.make_staff(world.union, "*"))
    told = {"kind": "point", "title": "Gas", "reason": "Sube."}
    two = f"{world.members[3].number} {world.members[4].number}"
    assert office.post(at(world, "petition_new"), told | {"member": two}).status_code == 422
    office.post(at(world, "petition_new"), told | {"member": str(world.members[3].number)})
    petition = Petition.objects.get()
    assert petition.proposed_by == world.members[3]
    assert Signature.objects.get().noted_by == "Rosa Tesorera"
    world.sign(petition, world.members[1])
    world.draft()
    page = office.get(world.assembly.get_absolute_url()).text
    assert "Al convocar se agregan solos" in page
    assert "Gas" in page


def test_the_list_asks_few_questions(world, django_assert_max_num_queries):
    office = Client()
    office.force_login(factories.make_staff(world.union, "*"))
    for member in world.members[:6]:
        world.ask(member)
    with django_assert_max_num_queries(12):
        office.get(at(world, "petitions"))
