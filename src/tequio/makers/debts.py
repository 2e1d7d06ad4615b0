"""Who may be paid out of what a workshop earns: the debts that there are, and how each is paid.

Each joins with one line in `joining.py`. It says what its members agreed may be taken of a pay, and is told what was
taken; it books that part itself, out of the account on which the union owes the workshop. How much all of them together
may take is the union's to say (`pay.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.books.queries import member_balances
from tequio.books.steps import EntryDraft, LegDraft, post_entry
from tequio.core.actors import Actor
from tequio.credit.models import Loan
from tequio.credit.queries import deductions_agreed
from tequio.credit.steps import deduction_leg, keep_deduction, lock_credit
from tequio.dues.roles import DUES, PURCHASES
from tequio.dues.steps import receive_from_pay
from tequio.engines.dues import Applied
from tequio.engines.selling import Asked
from tequio.makers.models import Consent
from tequio.sales.withholding import PAID_FROM, Taken

Parts = Mapping[tuple[int, str], int]  # by member and what asked, in centavos


class Debt(Protocol):
    def asks(self, nets: Mapping[int, int], on: date) -> Iterator[tuple[int, Asked]]:
        """What may be taken of these members' pay, by member: no more than they agreed to in writing."""

    def pay(
        self, actor: Actor, taken: Parts, nets: Mapping[int, int], on: date, text: str
    ) -> Iterator[tuple[int, Taken]]:
        """Book what was taken of what this debt asked, and say so, by member. `taken` may hold others' parts too."""


class OnAccount:
    """What stands on one of the two accounts that members pay at the counter; it makes the same receipts.

    A member's consent for it is a `Consent`, given on the page of this app.
    """

    def __init__(self, code: str, name: Any, role: str) -> None:
        self.code, self.name, self.role = code, name, role

    def owed(self, member_id: int) -> int:
        return max(0, member_balances(self.role).get(member_id, 0))

    def asks(self, nets: Mapping[int, int], on: date) -> Iterator[tuple[int, Asked]]:
        agreed = Consent.objects.filter(
            member__in=list(nets), debt=self.code, withdrawn_on__isnull=True, given_on__lte=on
        ).order_by("member_id")  # fmt: skip
        owed = member_balances(self.role) if agreed else {}
        for each in agreed:
            yield each.member_id, Asked(self.code, owed.get(each.member_id, 0), each.share_bp, each.most_minor)

    def pay(
        self, actor: Actor, taken: Parts, nets: Mapping[int, int], on: date, text: str
    ) -> Iterator[tuple[int, Taken]]:
        mine = {member: minor for (member, code), minor in taken.items() if code == self.code}
        applied = {
            member: Applied(minor, 0) if self.role == DUES else Applied(0, minor) for member, minor in mine.items()
        }
        for member, entry in receive_from_pay(actor, applied, PAID_FROM, on, text).items():
            yield member, Taken(self.code, str(self.name), mine[member], entry)


class Loans:
    """Instalments that are due. Consents are credit's own, one for each loan; so are the payment and its receipt."""

    PREFIX = "credit.loan."

    def asks(self, nets: Mapping[int, int], on: date) -> Iterator[tuple[int, Asked]]:
        for each in deductions_agreed(dict(nets), on):
            yield each.member_id, Asked(f"{self.PREFIX}{each.loan_id}", each.minor)

    def pay(
        self, actor: Actor, taken: Parts, nets: Mapping[int, int], on: date, text: str
    ) -> Iterator[tuple[int, Taken]]:
        mine = [(member, code, minor) for (member, code), minor in taken.items() if code.startswith(self.PREFIX)]
        if not mine:
            return
        lock_credit(actor.union_id)  # before the books are
        numbers = dict(Loan.objects.filter(member__in={member for member, _, _ in mine}).values_list("pk", "number"))
        for member, code, minor in mine:
            loan_id = int(code.removeprefix(self.PREFIX))
            legs = (LegDraft(PAID_FROM, minor, member), deduction_leg(member, minor))
            entry = post_entry(actor, EntryDraft(on, text, "credit.payment", None, legs))
            keep_deduction(
                actor, loan_id=loan_id, minor=minor, payout_minor=nets[member], on=on, entry_id=entry.pk
            )  # fmt: skip
            name = _("Parcialidad del préstamo %(number)s") % {"number": numbers[loan_id]}
            yield member, Taken(code, name, minor, entry.pk)


FEES = OnAccount("dues.fees", gettext_lazy("Cuotas que debes"), DUES)
MATERIALS = OnAccount("dues.purchases", gettext_lazy("Material que debes"), PURCHASES)
ON_ACCOUNT = (FEES, MATERIALS)  # what is agreed on this app's own page

DEBTS: list[Debt] = []  # in the order in which they are paid


def named(code: str) -> OnAccount | None:
    return next((debt for debt in ON_ACCOUNT if debt.code == code), None)
