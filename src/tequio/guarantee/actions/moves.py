"""Money of members into the fund and out of it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tequio.books.steps import post_entries, post_entry, reverse_these
from tequio.books.writing import lock as lock_books
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.guarantee import steps
from tequio.guarantee.errors import NothingToTake, TakingMoved, TooMuchBack
from tequio.guarantee.models import FundMove
from tequio.guarantee.postings import deposit_entry, refund_entry, taken_entry
from tequio.guarantee.queries.fund import stake_of
from tequio.guarantee.queries.taking import Taking, taking
from tequio.ui.numbers import money


@action("guarantee.deposit.record")
def record_deposit(*, actor: Actor, member_id: int, minor: int, into: str, on: date, today: date) -> FundMove:
    """Note what a member brought for the fund. Raises AmountAbsurd, DayToCome, MemberUnknown, PeriodClosed."""
    steps.check_money(minor, on, today)
    steps.lock_fund(actor.union_id)
    member = steps.member(member_id)
    text = _("Aporte al fondo de garantía de la socia o socio %(number)s") % {"number": member.number}
    entry = post_entry(actor, deposit_entry(on, text, member_id, into, minor))
    move: FundMove = FundMove.objects.create(
        union_id=actor.union_id, member=member, kind=FundMove.Kind.DEPOSIT, minor=minor, moved_on=on, into=into,
        done_by=actor.name, entry_id=entry.pk,
    )  # fmt: skip
    events.record(actor, "guarantee.deposit.recorded", move, member=member.number, minor=minor, into=into)
    return move


@action("guarantee.contribution.take")
def take_contributions(*, actor: Actor, on: date, today: date, seen: str) -> int:
    """Take the part that the assembly decided of every purchase and sale since the last time, at once.

    Only of who signed a cap for the pool. What was taken of one that was reversed since is given back. `seen` is the
    digest of what was looked at. Returns how many were taken or given back. Raises NothingToTake, TakingMoved,
    PeriodClosed.
    """
    steps.lock_fund(actor.union_id)
    lock_books(actor.union_id)
    found = taking(today)
    if not found.rows and not found.undone:
        raise NothingToTake
    if found.digest != seen:
        raise TakingMoved
    _take(actor, found, on)
    given_back = found.undone
    reverse_these(actor, entry_ids=[move.entry_id for move in given_back], on=on)
    FundMove.objects.filter(pk__in=[move.pk for move in given_back]).update(cancelled_on=on)
    events.record(actor, "guarantee.contributions.taken", "guarantee.fundmove", rows=len(found.rows),
                  minor=sum(row.minor for row in found.rows), given_back=len(given_back))  # fmt: skip
    return len(found.rows) + len(given_back)


def _take(actor: Actor, found: Taking, on: date) -> None:
    said = {
        FundMove.Kind.PURCHASE: _("Aporte al fondo de garantía por compra: %(text)s"),
        FundMove.Kind.SALE: _("Aporte al fondo de garantía por venta: %(text)s"),
    }
    entries = post_entries(actor, [
        taken_entry(on, said[FundMove.Kind(row.kind)] % {"text": row.text}, row.member_id, row.minor)
        for row in found.rows
    ])  # fmt: skip
    FundMove.objects.bulk_create(
        FundMove(
            union_id=actor.union_id, member_id=row.member_id, kind=row.kind, minor=row.minor, moved_on=on,
            done_by=actor.name, of_entry_id=row.entry_id, entry_id=entry,
        )
        for row, entry in zip(found.rows, entries, strict=True)
    )  # fmt: skip


@action("guarantee.refund.pay")
def pay_refund(*, actor: Actor, member_id: int, minor: int, from_: str, on: date, today: date) -> FundMove:
    """Give a member back what of his part stands for no loan. Raises TooMuchBack, AmountAbsurd, DayToCome."""
    steps.check_money(minor, on, today)
    steps.lock_fund(actor.union_id)
    lock_books(actor.union_id)
    member = steps.member(member_id)
    if minor > (most := stake_of(member_id).free):
        raise TooMuchBack(most=money(most))
    text = _("Devolución del fondo de garantía a la socia o socio %(number)s") % {"number": member.number}
    entry = post_entry(actor, refund_entry(on, text, member_id, from_, minor))
    move: FundMove = FundMove.objects.create(
        union_id=actor.union_id, member=member, kind=FundMove.Kind.REFUND, minor=minor, moved_on=on, into=from_,
        done_by=actor.name, entry_id=entry.pk,
    )  # fmt: skip
    events.record(actor, "guarantee.refund.paid", move, member=member.number, minor=minor, from_account=from_)
    return move
