"""Calling an assembly in time, with an agenda, by who may; and who was told."""

from datetime import date, timedelta

import pytest

from tequio.assembly import actions, errors
from tequio.assembly.models import Assembly, Motion, Notice
from tequio.core.models import Event
from tequio.unions.models import Setting
from tests import factories
from tests.assembly import world as worlds

State = Assembly.State


def test_the_last_lawful_day_is_the_last(world):
    world.draft()
    last = date(2026, 12, 6)

    days = actions.calling.days_of(world.assembly)
    assert (days.first_by, days.first_posted_by) == (last, date(2026, 12, 4))

    called = actions.call_assembly(actor=world.office, assembly_id=world.assembly.pk, today=last)
    assert (called.state, called.called_on) == (State.CALLED, last)


def test_a_day_later_it_cannot_be_called(world):
    world.draft()
    with pytest.raises(errors.CalledTooLate) as refused:
        actions.call_assembly(actor=world.office, assembly_id=world.assembly.pk, today=date(2026, 12, 7))

    assert "6 de diciembre de 2026" in str(refused.value)
    assert "LGSC art. 37" in str(refused.value)
    assert Assembly.objects.get().state == State.DRAFT
    assert Event.objects.count() == 1


def test_the_unions_own_bylaws_ask_for_more_notice_and_never_for_less(world):
    Setting.objects.create(union=world.union, key="assembly.notice_days", value=15, valid_from=date(2026, 1, 1),
                           source="Bases, art. 20")  # fmt: skip
    world.draft()
    with pytest.raises(errors.CalledTooLate):
        actions.call_assembly(actor=world.office, assembly_id=world.assembly.pk, today=worlds.CALLED)

    Setting.objects.update(value=3)
    with pytest.raises(errors.BylawsUnlawful, match="Días de anticipación"):
        world.draft()


def test_without_an_agenda_nothing_is_called(world):
    with pytest.raises(errors.NoAgenda):
        world.call(points=())


def test_members_call_only_with_enough_signatures(world):
    with pytest.raises(errors.MayNotCall, match="hacen falta 2 firmas y hay 1"):
        world.call(called_by="members", signers=1)
    assert world.call(called_by="members", signers=2) is not None


def test_ten_members_send_no_delegates(world):
    with pytest.raises(errors.NoDelegates, match="Con 10 socias y socios"):
        world.call(by_delegates=True)


def test_the_second_meeting_leaves_time_for_its_call(world):
    with pytest.raises(errors.SecondTooSoon, match="18 de diciembre"):
        world.draft(second_at=worlds.FIRST + timedelta(days=4))
    assert not Assembly.objects.exists()


def test_who_was_told_how_is_noted_once(world):
    world.called()
    other = factories.make_section(world.union, "Cuentepec")
    factories.make_member(world.union, "Zoila", "Paz", section=other)
    told = {"actor": world.office, "assembly_id": world.assembly.pk, "today": worlds.CALLED}

    actions.tell_members(**told, way="poster", section_id=world.section.pk)
    actions.tell_members(**told, way="poster")
    actions.tell_members(**told, way="phone", member_ids=[world.members[0].pk])

    assert Notice.objects.filter(way="poster").count() == 11
    assert Notice.objects.filter(way="phone").get().member == world.members[0]


def test_an_amendment_is_of_a_motion_that_stands_and_goes_with_it(world):
    world.called()
    motion = world.motion()
    amendment = world.motion("La cuota será de $55 al mes.", amends_id=motion.pk)
    with pytest.raises(Motion.DoesNotExist):
        world.motion("Enmienda de enmienda", amends_id=amendment.pk)

    actions.withdraw_motion(actor=world.office, motion_id=motion.pk)
    assert set(Motion.objects.values_list("state", flat=True)) == {"withdrawn"}
    with pytest.raises(errors.NotNow):
        world.motion("Tarde", amends_id=motion.pk)


def test_every_change_of_state_is_in_the_table(world):
    world.draft()
    for state in State:
        for wanted in State:
            world.assembly.state = state
            assert world.assembly.may_become(wanted) == (wanted in Assembly.CHANGES[state])


def test_a_cancelled_assembly_is_over(world):
    world.call()
    actions.cancel_assembly(actor=world.office, assembly_id=world.assembly.pk, reason="Llueve")
    with pytest.raises(errors.NotNow):
        actions.issue_credentials(actor=world.office, assembly_id=world.assembly.pk)
