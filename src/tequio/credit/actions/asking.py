"""Asking for a loan, alone or in a group, and what two people say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.credit import steps
from tequio.credit.errors import (
    AskedAlready,
    AskedWrong,
    EveryMonthRests,
    GroupNotWhole,
    GroupTooSmall,
    NobodyDecides,
    NotAsked,
    NotToDecide,
    OwnLoan,
)
from tequio.credit.models import AgreedTerms, Application, Approval, Borrowers
from tequio.members.models import Member

State = Application.State
YES_NEEDED = 2
MONTHS = set(range(1, 13))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a member asks for and declares; income, outgoings and debts are a month's."""

    amount_minor: int
    payments: int
    purpose: str
    purpose_said: str
    repaid_from: str
    income_minor: int
    outgoings_minor: int
    debts_minor: int = 0
    debts_said: str = ""
    every: str = "month"
    rest_in: tuple[int, ...] = ()  # months without a payment: 6 is June
    product_id: int | None = None

    @property
    def columns(self) -> dict[str, Any]:
        told = asdict(self)
        said = {name: plain(told[name]) for name in ("purpose_said", "repaid_from", "debts_said")}
        return told | said | {"rest_in": sorted(set(self.rest_in))}

    def check(self) -> None:
        """Raises AskedWrong, EveryMonthRests."""
        declared = (self.income_minor, self.outgoings_minor, self.debts_minor)
        known = self.every in AgreedTerms.Every.values and set(self.rest_in) <= MONTHS
        if self.amount_minor <= 0 or self.payments < 1 or min(declared) < 0 or not known:
            raise AskedWrong
        if set(self.rest_in) == MONTHS:
            raise EveryMonthRests


@action("credit.application.send", for_self="member")
def send_application(*, actor: Actor, member: Member, asked: Asked, today: date) -> Application:
    """Ask for a loan; the office does it for one who signed on paper.

    Raises AskedWrong, EveryMonthRests, NotActive, Underage, AskedAlready.
    """
    asked.check()
    steps.refuse_who_cannot_sign(member, today)
    _refuse_open(member)
    application: Application = Application.objects.create(
        union_id=actor.union_id, member=member, workshop_id=member.workshop_id, asked_on=today, state=State.SENT,
        **asked.columns, **_yes(actor, member, today),
    )  # fmt: skip
    events.record(actor, "credit.application.sent", application, member=member.pk, amount_minor=asked.amount_minor,
                  on_paper=application.on_paper)  # fmt: skip
    return application


@action("credit.group.form", for_self="member")
def form_group(
    *, actor: Actor, member: Member, name: str, others: Mapping[int, int], asked: Asked, today: date
) -> Application:  # fmt: skip
    """Ask together: one's own application is sent, and each of `others` (member to centavos) is asked for his yes.

    Nothing is decided before everybody has said yes himself. Raises GroupTooSmall, AskedWrong, NotActive, Underage,
    AskedAlready.
    """
    asked.check()
    people = list(Member.objects.select_related("person").filter(pk__in=set(others) - {member.pk}).order_by("pk"))
    if not people or len(people) != len(set(others)):
        raise GroupTooSmall
    for each in (member, *people):
        steps.refuse_who_cannot_sign(each, today)
        _refuse_open(each)
    if min(others.values()) <= 0:
        raise AskedWrong
    group = Borrowers.objects.create(union_id=actor.union_id, name=plain(name), formed_on=today)
    common = {"union_id": actor.union_id, "group": group, "asked_on": today}
    own: Application = Application.objects.create(
        member=member, workshop_id=member.workshop_id, state=State.SENT, **asked.columns, **common,
        **_yes(actor, member, today),
    )  # fmt: skip
    Application.objects.bulk_create(
        Application(
            member=each, workshop_id=each.workshop_id, amount_minor=others[each.pk], payments=asked.payments,
            every=asked.every, rest_in=asked.columns["rest_in"], purpose=asked.purpose, product_id=asked.product_id,
            income_minor=0, outgoings_minor=0, debts_minor=0, **common,
        )
        for each in people
    )  # fmt: skip
    events.record(actor, "credit.group.formed", group, name=group.name, members=[member.pk, *(p.pk for p in people)])
    return own


@action("credit.application.confirm", for_self="member")
def confirm_application(
    *, actor: Actor, member: Member, application_id: int, asked: Asked, today: date
) -> Application:  # fmt: skip
    """Say yes to what one's group asked for, with one's own figures. Raises NotAsked, AskedWrong, Underage."""
    asked.check()
    steps.refuse_who_cannot_sign(member, today)
    application: Application = Application.objects.select_for_update().get(pk=application_id, member=member)
    if application.state != State.ASKED:
        raise NotAsked
    for column, value in (asked.columns | _yes(actor, member, today) | {"state": State.SENT}).items():
        setattr(application, column, value)
    application.save(update_fields=[*asked.columns, "said_yes_on", "on_paper", "taken_by", "state"])
    events.record(actor, "credit.application.confirmed", application, member=member.pk,
                  amount_minor=asked.amount_minor, on_paper=application.on_paper)  # fmt: skip
    return application


@action("credit.application.withdraw", for_self="member")
def withdraw_application(*, actor: Actor, member: Member, application_id: int) -> Application:
    """Take an application back, or say no to what one's group asked for. Raises NotAsked."""
    application: Application = Application.objects.select_for_update().get(pk=application_id, member=member)
    if not application.is_open:
        raise NotAsked
    application.state = State.WITHDRAWN
    application.save(update_fields=["state"])
    events.record(actor, "credit.application.withdrawn", application, member=member.pk)
    return application


@action("credit.application.decide")
def decide(*, actor: Actor, application_id: int, says_yes: bool, reason: str, today: date) -> Approval:
    """One person's yes or no, with the reason. The second yes of another person approves; one no refuses.

    Only people decide: nothing else in the program does. Raises NobodyDecides, ReasonTooShort, NotToDecide,
    GroupNotWhole, OwnLoan, SaidAlready.
    """
    if actor.user_id is None:
        raise NobodyDecides
    said = steps.reason_of(reason)
    application: Application = Application.objects.select_for_update().get(pk=application_id)
    if application.state != State.SENT:
        raise NotToDecide(state=application.get_state_display())
    if actor.member_id == application.member_id:
        raise OwnLoan
    _refuse_group_not_whole(application)
    approval: Approval = Approval.objects.create(
        union_id=actor.union_id, application=application, user_id=actor.user_id, name=actor.name, says_yes=says_yes,
        reason=said, given_on=today,
    )  # fmt: skip
    if not says_yes:
        application.state = State.REFUSED
    elif Approval.objects.filter(application=application, says_yes=True).count() >= YES_NEEDED:
        application.state = State.APPROVED
    application.save(update_fields=["state"])
    events.record(actor, "credit.application.decided", application, says_yes=says_yes, reason=said,
                  state=application.state)  # fmt: skip
    return approval


def _yes(actor: Actor, member: Member, today: date) -> dict[str, Any]:
    himself = actor.member_id == member.pk
    return {"said_yes_on": today, "on_paper": not himself, "taken_by": "" if himself else actor.name}


def _refuse_open(member: Member) -> None:
    if Application.objects.filter(member=member, state__in=(State.ASKED, State.SENT, State.APPROVED)).exists():
        raise AskedAlready(name=member.name)


def _refuse_group_not_whole(application: Application) -> None:
    if application.group_id is None:
        return
    missing = Application.objects.filter(group_id=application.group_id, state=State.ASKED).order_by("pk")
    names = [each.member.name for each in missing.select_related("member__person")]
    if names:
        raise GroupNotWhole(names=", ".join(names))
