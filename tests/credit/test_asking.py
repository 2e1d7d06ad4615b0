"""Asking for a loan, alone and in a group, and the two who decide."""

from dataclasses import replace
from datetime import date

import pytest

from tequio.core.action import REGISTRY
from tequio.core.models import Event
from tequio.core.refusals import NotAllowed
from tequio.credit import actions, queries
from tequio.credit.errors import (
    AskedAlready,
    AskedWrong,
    GroupNotWhole,
    GroupTooSmall,
    NobodyDecides,
    NotActive,
    NotAsked,
    NotToDecide,
    OwnLoan,
    ReasonTooShort,
    SaidAlready,
    TermsWrong,
    TwoHaveNotSaidYes,
    Underage,
)
from tequio.credit.models import Application, Approval, Borrowers, Loan
from tequio.engines.lending import Rhythm
from tequio.members.models import Member
from tests import factories
from tests.credit.world import ASKED, TERMS, TODAY, WHY

State = Application.State


def curp_of(member, curp):
    member.person.curp = curp
    member.person.save(update_fields=["curp"])


def test_a_member_asks_by_himself_and_his_yes_is_his_own(world):
    application = world.ask()

    assert (application.state, application.said_yes_on, application.on_paper) == (State.SENT, TODAY, False)
    assert (application.taken_by, application.left_minor) == ("", 3_500_00)
    assert Event.objects.get(kind="credit.application.sent").data["amount_minor"] == 24_000_00


def test_the_office_writes_it_for_one_who_signed_on_paper(world):
    application = world.ask(actor=world.desk)

    assert (application.on_paper, application.taken_by) == (True, "Marta")
    with pytest.raises(NotAllowed):
        world.ask(world.beto, actor=world.own(world.ana))


def test_what_a_loan_costs_is_known_before_it_is_asked_for(world):
    (cost,) = queries.costs(24_000_00, 12, Rhythm(), TODAY)
    offer = cost.weighed

    # 2,411.09 and IVA of 115.20 on the first month's interest; 29,722.37 in all: docs/explain/loans.md.
    assert (offer.first_payment, offer.total, offer.in_hand) == (2_526_29, 29_722_37, 24_000_00)
    assert (cost.product, cost.cat) == (world.product, "42.8")
    assert queries.costs(100_000_00, 12, Rhythm(), TODAY) == []


@pytest.mark.parametrize(
    ("curp", "today", "refused"),
    [("LUXA080312MMSNXNA5", date(2026, 3, 11), True), ("LUXA080312MMSNXNA5", date(2026, 3, 12), False)],
)
def test_who_is_not_of_age_by_his_curp_signs_nothing(world, curp, today, refused):
    curp_of(world.ana, curp)
    if not refused:
        assert world.ask(today=today).state == State.SENT
        return
    with pytest.raises(Underage, match=r"Ana Luna nació el 12/03/2008 y todavía no cumple 18 años"):
        world.ask(today=today)
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"amount_minor": 0}, {"amount_minor": -1}, {"payments": 0}, {"income_minor": -1}, {"debts_minor": -1}]
)
def test_amounts_that_are_none_are_refused(world, wrong):
    with pytest.raises(AskedWrong):
        world.ask(asked=replace(ASKED, **wrong))
    assert not Application.objects.exists()


def test_one_application_at_a_time_and_only_of_active_members(world):
    application = world.ask()
    with pytest.raises(AskedAlready):
        world.ask()
    actions.withdraw_application(actor=world.own(world.ana), member=world.ana, application_id=application.pk)
    assert world.ask().state == State.SENT
    Member.objects.filter(pk=world.beto.pk).update(state="suspended")
    world.beto.refresh_from_db()
    with pytest.raises(NotActive):
        world.ask(world.beto)


# --- a group ---------------------------------------------------------------------------------------------------------


def formed(world):
    return world.with_group()


def test_in_a_group_each_says_yes_himself_before_anybody_decides(world):
    own = formed(world)
    his = Application.objects.get(member=world.beto)

    assert (own.state, his.state, his.amount_minor) == (State.SENT, State.ASKED, 10_000_00)
    with pytest.raises(GroupNotWhole, match="Beto Ríos"):
        actions.decide(actor=world.rosa, application_id=own.pk, says_yes=True, reason=WHY, today=TODAY)
    # Ana cannot say it for him.
    with pytest.raises(NotAllowed):
        actions.confirm_application(
            actor=world.own(world.ana), member=world.beto, application_id=his.pk, asked=ASKED, today=TODAY
        )
    his = actions.confirm_application(
        actor=world.own(world.beto), member=world.beto, application_id=his.pk,
        asked=replace(ASKED, amount_minor=8_000_00), today=TODAY,
    )  # fmt: skip
    assert (his.state, his.amount_minor, his.on_paper) == (State.SENT, 8_000_00, False)
    assert world.approve(own).state == State.APPROVED


def test_who_says_no_to_his_group_leaves_the_others_free(world):
    own = formed(world)
    his = Application.objects.get(member=world.beto)
    actions.withdraw_application(actor=world.own(world.beto), member=world.beto, application_id=his.pk)

    assert world.approve(own).state == State.APPROVED
    with pytest.raises(NotAsked):
        actions.confirm_application(
            actor=world.own(world.beto), member=world.beto, application_id=his.pk, asked=ASKED, today=TODAY
        )


def test_a_group_of_one_is_none(world):
    with pytest.raises(GroupTooSmall):
        actions.form_group(actor=world.own(world.ana), member=world.ana, name="Sola", others={}, asked=ASKED,
                           today=TODAY)  # fmt: skip
    assert not Borrowers.objects.exists()


# --- two people ------------------------------------------------------------------------------------------------------


def test_two_different_people_approve_each_with_a_reason(world):
    application = world.ask()
    actions.decide(actor=world.rosa, application_id=application.pk, says_yes=True, reason=WHY, today=TODAY)
    application.refresh_from_db()
    assert application.state == State.SENT
    with pytest.raises(SaidAlready):
        actions.decide(actor=world.rosa, application_id=application.pk, says_yes=True, reason=WHY, today=TODAY)
    actions.decide(actor=world.luis, application_id=application.pk, says_yes=True, reason=WHY, today=TODAY)

    application.refresh_from_db()
    assert application.state == State.APPROVED
    assert [each.name for each in queries.approvals_of(application)] == ["Rosa", "Luis"]


def test_one_no_with_its_reason_is_enough_and_stands(world):
    application = world.ask()
    actions.decide(actor=world.rosa, application_id=application.pk, says_yes=False,
                   reason="Ya debe más de lo que le queda al mes.", today=TODAY)  # fmt: skip
    application.refresh_from_db()

    assert application.state == State.REFUSED
    with pytest.raises(NotToDecide):
        actions.decide(actor=world.luis, application_id=application.pk, says_yes=True, reason=WHY, today=TODAY)


@pytest.mark.parametrize("reason", ["", "   ", "sí", "adelante"])
def test_without_a_reason_nothing_is_decided(world, reason):
    application = world.ask()
    with pytest.raises(ReasonTooShort):
        actions.decide(actor=world.rosa, application_id=application.pk, says_yes=True, reason=reason, today=TODAY)
    assert not Approval.objects.exists()


def test_nobody_decides_on_his_own_nor_on_his_groups(world):
    own = formed(world)
    his = Application.objects.get(member=world.beto)
    actions.confirm_application(
        actor=world.own(world.beto), member=world.beto, application_id=his.pk, asked=ASKED, today=TODAY
    )
    ana = factories.actor_with(world.union, "*", member=world.ana, user=world.ana.user)
    for application in (own, his):
        with pytest.raises(OwnLoan):
            actions.decide(actor=ana, application_id=application.pk, says_yes=True, reason=WHY, today=TODAY)
    assert not Approval.objects.exists()


# --- nothing approves by itself --------------------------------------------------------------------------------------


def test_the_program_itself_cannot_decide(world):
    application = world.ask()
    program = factories.Actor(world.union.pk, "Tequio", rights=frozenset(REGISTRY))
    with pytest.raises(NobodyDecides):
        actions.decide(actor=program, application_id=application.pk, says_yes=True, reason=WHY, today=TODAY)
    assert not Approval.objects.exists()


def test_no_figure_moves_a_decision(world):
    """The best and the worst figures wait alike for two people: nothing scores, ranks or refuses by itself."""
    for member, figures in ((world.ana, {"income_minor": 10**9}), (world.beto, {"income_minor": 0})):
        assert world.ask(member, asked=replace(ASKED, **figures)).state == State.SENT
    assert {each.state for each in Application.objects.all()} == {State.SENT}
    assert not Approval.objects.exists()


def test_no_other_deed_approves(world):
    """Every deed of credit but the decision itself leaves an application undecided: it is tried on all of them."""
    application = world.ask()
    with pytest.raises(NotToDecide):
        world.agree(application)
    Application.objects.filter(pk=application.pk).update(said_yes_on=TODAY)
    with pytest.raises(TwoHaveNotSaidYes):
        # Even a state written past the deed does not get through the database.
        _write_approved(world, application)
    assert not Loan.objects.exists()


def _write_approved(world, application):
    from tequio.core import events
    from tequio.core.action import action

    @action("tests.credit.sly")
    def sly(*, actor):
        Application.objects.filter(pk=application.pk).update(state=State.APPROVED)
        events.record(actor, "tests.credit.slipped", application)

    try:
        sly(actor=factories.actor_with(world.union, "tests.credit.sly"))
    finally:
        del REGISTRY["tests.credit.sly"]


def test_terms_with_a_negative_rate_are_refused_in_a_sentence(world):
    application = world.approve(world.ask())
    with pytest.raises(TermsWrong, match="La tasa no puede ser menos de cero"):
        world.agree(application, terms=replace(TERMS, annual_rate=-TERMS.annual_rate))
    assert not Loan.objects.exists()
    application.refresh_from_db()
    assert application.state == State.APPROVED
