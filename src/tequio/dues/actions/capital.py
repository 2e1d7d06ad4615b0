"""Certificates of capital: subscribing them, and paying what is missing of them."""

from datetime import date

from django.db.models import Max

from tequio.books.steps import open_entry, post_last
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.bulk import insert_rows
from tequio.dues import steps
from tequio.dues.actions.payments import receipt_text
from tequio.dues.errors import HasLeft, NoCertificateValue, NothingPaidIn, TooLittlePaid, TooMuchPaid
from tequio.dues.law import certificate_least_paid_bp
from tequio.dues.models import Certificate, Receipt
from tequio.dues.postings import receipt_entry
from tequio.dues.queries import certificates_of
from tequio.dues.roles import CAPITAL
from tequio.dues.settings import CERTIFICATE_VALUE
from tequio.engines.dues import WHOLE_BP
from tequio.members.models import Member
from tequio.ui.numbers import money
from tequio.unions.queries import ruling


@action("dues.certificate.subscribe")
def subscribe(*, actor: Actor, member_id: int, count: int, minor: int, into: str, on: date, today: date) -> Receipt:
    """Issue certificates to a member, who pays `minor` towards them at once. Returns the receipt.

    Raises NoCertificateValue, TooLittlePaid, TooMuchPaid, HasLeft, AmountAbsurd, DayToCome, PeriodClosed.
    """
    steps.check_money(minor, on, today)
    value = ruling(CERTIFICATE_VALUE, on)
    if not value:
        raise NoCertificateValue
    steps.lock_dues(actor.union_id)
    member = _belongs(member_id)
    # Rounded up: the law says at least.
    least = -(-value * count * certificate_least_paid_bp(on) // WHOLE_BP)
    if minor < least:
        raise TooLittlePaid(least=money(least))
    _refuse_more_than(_missing(member_id) + value * count, minor)
    first = (Certificate.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    insert_rows(
        Certificate, ("union_id", "number", "member_id", "value_minor", "subscribed_on"),
        ((actor.union_id, first + place, member_id, value, on) for place in range(count)),
    )  # fmt: skip
    receipt = _receive(actor, member_id, minor, into, on)
    events.record(actor, "dues.certificates.subscribed", receipt, member=member.number, count=count, value_minor=value,
                  first=first, paid_minor=minor)  # fmt: skip
    return receipt


@action("dues.certificate.pay")
def pay_capital(*, actor: Actor, member_id: int, minor: int, into: str, on: date, today: date) -> Receipt:
    """Note a payment towards certificates that are not paid yet. Raises NothingPaidIn, TooMuchPaid, HasLeft."""
    steps.check_money(minor, on, today)
    steps.lock_dues(actor.union_id)
    member = _belongs(member_id)
    missing = _missing(member_id)
    if missing <= 0:
        raise NothingPaidIn
    _refuse_more_than(missing, minor)
    receipt = _receive(actor, member_id, minor, into, on)
    events.record(actor, "dues.capital.paid", receipt, number=receipt.number, member=member.number, minor=minor)
    return receipt


def _receive(actor: Actor, member_id: int, minor: int, into: str, on: date) -> Receipt:
    opened = open_entry(actor, accounts={into, CAPITAL}, member_id=member_id)
    (receipt_id,) = steps.new_ids(Receipt._meta.db_table, 1)
    receipt = Receipt.objects.create(
        pk=receipt_id, union_id=actor.union_id, number=steps.next_receipt_number(), member_id=member_id,
        capital_minor=minor, into=into, received_on=on, received_by=actor.name, entry_id=opened.entry_id,
    )  # fmt: skip
    text = receipt_text(receipt.number)
    post_last(actor, opened, receipt_entry(receipt_id, on, text, member_id, into, {CAPITAL: minor}))
    return receipt


def _belongs(member_id: int) -> Member:
    member = steps.member(member_id)
    if member.state in Member.GONE:
        raise HasLeft(name=member.name)
    return member


def _missing(member_id: int) -> int:
    return sum(each.missing_minor for each in certificates_of(member_id))


def _refuse_more_than(most: int, minor: int) -> None:
    if minor > most:
        raise TooMuchPaid(most=money(most))
