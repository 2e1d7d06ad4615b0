"""A member leaves: what is his is set against what he owes, and the net is paid to him."""

from datetime import date

from django.utils.translation import gettext as _

from tequio.books.errors import DayToCome
from tequio.books.steps import post_entry
from tequio.books.writing import lock as lock_books
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.dues import steps
from tequio.dues.errors import FarewellMoved, FarewellPaid, GoneUnknown, HasLeft, NotAFund
from tequio.dues.models import Certificate, Farewell
from tequio.dues.postings import farewell_entry, farewell_payment
from tequio.dues.queries import accounts_of
from tequio.dues.roles import ADVANCE, CAPITAL, DUES, GUARANTEE, PURCHASES
from tequio.members import steps as members
from tequio.members.models import Member


@action("dues.farewell.settle")
def settle_farewell(
    *, actor: Actor, member_id: int, left_on: date, today: date, reason: str, seen: str
) -> Farewell:  # fmt: skip
    """Let a member go and settle his accounts, at once. `seen` is the digest of the accounts that were looked at.

    Raises HasLeft, FarewellMoved, NotAFund, DayToCome, LeavesBeforeJoining, PeriodClosed.
    """
    if left_on > today:
        raise DayToCome
    members.lock_roster(actor.union_id)
    steps.lock_dues(actor.union_id)
    member = members.member(member_id)
    if member.state in Member.GONE:
        raise HasLeft(name=member.name)
    members.change_state(member, Member.State.LEFT, left_on)
    lock_books(actor.union_id)
    accounts = accounts_of(member_id, left_on)
    if accounts.digest != seen:
        raise FarewellMoved
    if any(minor < 0 for minor in accounts.funds.values()):
        raise NotAFund

    net = accounts.net
    (farewell_id,) = steps.new_ids(Farewell._meta.db_table, 1)
    text = _("Liquidación por retiro de la socia o socio %(number)s") % {"number": member.number}
    draft = farewell_entry(farewell_id, left_on, text, member_id, accounts.funds, accounts.unused_minor, net.cleared,
                           net.pays_minor)  # fmt: skip
    farewell = Farewell.objects.create(
        pk=farewell_id, union_id=actor.union_id, member=member, left_on=left_on, reason=reason.strip(),
        capital_minor=accounts.funds[CAPITAL], guarantee_minor=accounts.funds[GUARANTEE],
        advance_minor=accounts.funds[ADVANCE], unused_minor=accounts.unused_minor, dues_minor=accounts.debts[DUES],
        purchases_minor=accounts.debts[PURCHASES], pays_minor=net.pays_minor, owing_minor=net.owing_minor,
        entry=post_entry(actor, draft) if draft else None,
    )  # fmt: skip
    Certificate.objects.filter(member=member, cancelled_on__isnull=True).update(
        cancelled_on=left_on, farewell_id=farewell_id
    )
    events.record(actor, "dues.farewell.settled", farewell, member=member.number, pays_minor=net.pays_minor,
                  owing_minor=net.owing_minor, reason=farewell.reason)  # fmt: skip
    return farewell


@action("dues.farewell.pay")
def pay_farewell(*, actor: Actor, farewell_id: int, from_: str, on: date, today: date) -> Farewell:
    """Pay one who left what the union owes him, from the "cash" or the "bank". Raises FarewellPaid, PeriodClosed."""
    if on > today:
        raise DayToCome
    steps.lock_dues(actor.union_id)
    farewell = Farewell.objects.select_related("member").filter(pk=farewell_id).first()
    if farewell is None:
        raise GoneUnknown
    if not farewell.is_to_pay:
        raise FarewellPaid
    text = _("Pago de la liquidación de la socia o socio %(number)s") % {"number": farewell.member.number}
    farewell.pay_entry = post_entry(
        actor, farewell_payment(farewell.pk, on, text, farewell.member_id, farewell.pays_minor, from_)
    )
    farewell.paid_on, farewell.paid_from = on, from_
    farewell.save(update_fields=["paid_on", "paid_from", "pay_entry"])
    events.record(actor, "dues.farewell.paid", farewell, member=farewell.member.number, minor=farewell.pays_minor,
                  from_account=from_)  # fmt: skip
    return farewell
