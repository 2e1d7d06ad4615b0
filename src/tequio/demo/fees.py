"""Ten pesos a month, charged to everybody who belongs; a few have paid all they owe."""

from datetime import date

from django.db.models import F, Sum

from tequio.books.actions import charge_fees, record_member_payment
from tequio.books.models import Balance, Entry
from tequio.core.actors import Actor
from tequio.demo.house import FEE_MINOR
from tequio.members.models import Member

MONTHS = 12
PAYERS = 60
NAMES = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
         "diciembre")  # fmt: skip


def charge_a_year(actor: Actor, today: date) -> None:
    """The fee of each of the last twelve months that was not charged yet; one deed a month."""
    charged = set(Entry.objects.filter(source="dues.fee").order_by("on").values_list("on", flat=True).distinct())
    for back in range(MONTHS - 1, -1, -1):
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        on = date(year, month + 1, 1)
        if on not in charged:
            members = Member.objects.filter(state=Member.State.ACTIVE, joined_on__lte=on).order_by("number")
            charge_fees(
                actor=actor, member_ids=list(members.values_list("pk", flat=True)), minor=FEE_MINOR, on=on, today=today,
                text=f"Cuota de {NAMES[month]} de {year}",
            )  # fmt: skip


def pay_some(actor: Actor, today: date) -> None:
    """The first members of the roster, whose pages visitors open, bring what they owe; every fifth a part of it."""
    owed = (
        Balance.objects.filter(account__role="member_receivable", member__number__lte=PAYERS)
        .values_list("member_id", "member__number")
        .annotate(minor=Sum(F("debit_minor") - F("credit_minor")))
        .order_by("member__number")
    )
    for member_id, number, minor in owed:
        if minor > 0:
            record_member_payment(
                actor=actor, member_id=member_id, minor=minor // 2 if number % 5 == 0 else minor, into="cash", on=today,
                today=today, key=f"demo payment {number}",
            )  # fmt: skip
