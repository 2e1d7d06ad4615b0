"""Appointing and relieving, what an office may do, and the values that rule from a day on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tequio.core import events
from tequio.core.action import REGISTRY, action
from tequio.core.actors import Actor
from tequio.core.users import User
from tequio.unions.errors import (
    AlreadyHolds,
    CannotBeReached,
    CatalystMayNot,
    DayPassed,
    EndsBeforeItBegins,
    LastWhoAppoints,
    LastWhoGrants,
    RightUnknown,
    SettingUnknown,
    ValueUnfit,
)
from tequio.unions.known import KNOWN
from tequio.unions.models import Office, OfficeRight, Setting, Term
from tequio.unions.steps import begin_term, set_value, terms_over

APPOINT = "unions.term.appoint"
# What some office must always be able to do: without it nobody could give it back.
LAST_WHO = {APPOINT: LastWhoAppoints, "unions.office.grant": LastWhoGrants}


@action(APPOINT)
def appoint(
    *, actor: Actor, office_id: int, name: str, begins_on: date, ends_on: date | None = None, email: str = "",
    phone: str = "",
) -> Term:  # fmt: skip
    """Give an office to a person from a day on; a catalyst's always ends.

    Raises AlreadyHolds, CannotBeReached, EndsBeforeItBegins, CatalystHoldsNothingElse, CatalystIsNoMember,
    CatalystTermEnds.
    """
    office = Office.objects.select_for_update().get(pk=office_id)
    if not email and not phone:
        raise CannotBeReached
    if ends_on is not None and ends_on <= begins_on:
        raise EndsBeforeItBegins
    user = _person(name, email, phone)
    if terms_over(user, begins_on, ends_on).filter(office=office).exists():
        raise AlreadyHolds(name=user.name)
    term = begin_term(actor, office, user, begins_on, ends_on)
    events.record(actor, "unions.term.began", term, office=office.code, user=user.pk, name=user.name,
                  begins_on=begins_on, ends_on=term.ends_on)  # fmt: skip
    return term


@action("unions.term.relieve")
def relieve(*, actor: Actor, term_id: int, today: date) -> Term:
    """End a person's office today; one who takes office today still holds it until tomorrow. Raises LastWhoAppoints."""
    list(Office.objects.select_for_update().order_by("pk"))  # of two who relieve each other, the second waits
    term: Term = Term.objects.select_related("office", "user").get(pk=term_id)
    term.ends_on = max(today, term.begins_on + timedelta(days=1))
    if term.office.rights.filter(right=APPOINT).exists() and not _others_appoint(term):
        raise LastWhoAppoints
    term.save(update_fields=["ends_on"])
    events.record(actor, "unions.term.ended", term, office=term.office.code, user=term.user_id, name=term.user.name,
                  ends_on=term.ends_on)  # fmt: skip
    return term


@action("unions.office.grant")
def grant_right(*, actor: Actor, office_id: int, right: str) -> OfficeRight:
    """Let the holders of an office do something more. Raises CatalystMayNot, RightUnknown."""
    if right not in REGISTRY:
        raise RightUnknown(right=right)
    office: Office = Office.objects.select_for_update().get(pk=office_id)
    if not office.may_carry(right):
        raise CatalystMayNot(office=office.name)
    granted, _ = OfficeRight.objects.get_or_create(union_id=actor.union_id, office=office, right=right)
    events.record(actor, "unions.right.granted", office, office=office.code, right=right)
    return granted


@action("unions.office.withdraw")
def withdraw_right(*, actor: Actor, office_id: int, right: str) -> Office:
    """Take a right from an office. Raises LastWhoAppoints, LastWhoGrants."""
    list(Office.objects.select_for_update().order_by("pk"))  # of two who take the last two, the second waits
    office: Office = Office.objects.get(pk=office_id)
    last = LAST_WHO.get(right)
    if last is not None and not OfficeRight.objects.filter(right=right).exclude(office=office).exists():
        raise last
    OfficeRight.objects.filter(office=office, right=right).delete()
    events.record(actor, "unions.right.withdrawn", office, office=office.code, right=right)
    return office


@action("unions.setting.change")
def change_setting(
    *, actor: Actor, setting: str, value: Any, valid_from: date, source: str, today: date
) -> Setting:  # fmt: skip
    """Set a value that rules from a day on, with where it was decided. Raises SettingUnknown, ValueUnfit, DayPassed."""
    if setting not in KNOWN:
        raise SettingUnknown(setting=setting)
    if not KNOWN[setting].takes(value):
        raise ValueUnfit(setting=KNOWN[setting].label)
    if valid_from < today:
        raise DayPassed
    row = set_value(actor, setting, value, valid_from, source)
    events.record(actor, "unions.setting.changed", row, key=setting, value=value, valid_from=valid_from, source=source)
    return row


def _person(name: str, email: str, phone: str) -> User:
    """Who signs in with this e-mail or telephone; a new account where there is none."""
    email = email.strip().lower()
    user = User.objects.filter(email__iexact=email).first() if email else User.objects.filter(phone=phone).first()
    return user or User.objects.create_user(name=name, email=email or None, phone=None if email else phone)


def _others_appoint(leaving: Term) -> bool:
    """Whether somebody else can appoint on the day that this one can no more."""
    day = leaving.ends_on
    return bool(
        Term.objects.filter(office__rights__right=APPOINT, begins_on__lte=day)
        .exclude(ends_on__lte=day)
        .exclude(pk=leaving.pk)
        .exists()
    )
