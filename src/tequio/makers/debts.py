"""Who may be paid out of what a workshop earns: the debts that there are, and how each is paid.

Each joins with one line in `joining.py`. It says what its members agreed may be taken of a pay, and is told what was
taken; it books that part itself, out of the account on which the union owes the workshop. How much all of them together
may take is the union's to say (`pay.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.books.queries import member_balances
from tequio.books.steps import EntryDraft, LegDraft, post_entry
from tequio.core import scope
from tequio.core.actors import Actor
from tequio.credit.models import Loan
from tequio.credit.queries import deductions_agreed
from tequio.credit.steps import deduction_leg, keep_deduction, lock_credit
from tequio.dues.roles import DUES, PURCHASES
from tequio.dues.steps import receive_from_pay
from tequio.engines.dues import Applied
from tequio.engines.selling import Asked
from tequio.guarantee.queries.taking import open_sales
from tequio.guarantee.settings import SALE_BP
from tequio.guarantee.steps import keep_from_pay, lock_fund
from tequio.makers.models import WHOLE_BP, Consent
from tequio.sales.withholding import PAID_FROM, Taken
from tequio.ui.numbers import percent
from tequio.unions.queries import ruling

NAME_MOST = 120  # letters in the name of what was withheld
Parts = Mapping[tuple[int, str], int]  # by member and what asked, in centavos


class Debt(Protocol):
    def asks(self, nets: Mapping[int, int], on: date) -> Iterator[tuple[int, Asked]]:
        """What may be taken of these members' pay, by member: no more than they agreed to in writing."""

    def pay(
        self, actor: Actor, taken: Parts, nets: Mapping[int, int], on: date, text: str
    ) -> Iterator[tuple[int, Taken]]:
        """Book what was taken of what this debt asked, and say so, by member. `taken` may hold others' parts too."""


class ByConsent:
    """What a member agrees to on this app's page, by a `Consent`: a part of each pay, and an amount if he likes."""

    code: str
    name: Any

    def owed_by(self, member_ids: Collection[int]) -> Mapping[int, int]:
        """What these members owe today, in centavos; who owes nothing may be left out."""
        raise NotImplementedError

    def owed(self, member_id: int) -> int:
        return max(0, self.owed_by([member_id]).get(member_id, 0))

    def note(self, on: date) -> str:
        """What a member has to know of it before he agrees."""
        return ""

    def is_asked(self, on: date) -> bool:
        """Whether the union asks it of anybody."""
        return True

    def standing(self, member_ids: Collection[int]) -> QuerySet[Consent]:
        mine = Consent.objects.filter(debt=self.code, withdrawn_on__isnull=True)
        return mine.filter(member__in=list(member_ids)).order_by("member_id")

    def asks(self, nets: Mapping[int, int], on: date) -> Iterator[tuple[int, Asked]]:
        agreed = list(self.standing(nets).filter(given_on__lte=on))
        owed = self.owed_by([each.member_id for each in agreed]) if agreed else {}
        for each in agreed:
            yield each.member_id, Asked(self.code, owed.get(each.member_id, 0), each.share_bp, each.most_minor)


class OnAccount(ByConsent):
    """What stands on one of the two accounts that members pay at the counter; it makes the same receipts."""

    def __init__(self, code: str, name: Any, role: str) -> None:
        self.code, self.name, self.role = code, name, role

    def owed_by(self, member_ids: Collection[int]) -> Mapping[int, int]:
        return member_balances(self.role)

    def pay(
        self, actor: Actor, taken: Parts, nets: Mapping[int, int], on: date, text: str
    ) -> Iterator[tuple[int, Taken]]:
        mine = {member: minor for (member, code), minor in taken.items() if code == self.code}
        applied = {
            member: Applied(minor, 0) if self.role == DUES else Applied(0, minor) for member, minor in mine.items()
        }
        for member, entry in receive_from_pay(actor, applied, PAID_FROM, on, text).items():
            yield member, Taken(self.code, str(self.name), mine[member], entry)


class PartOfSales(ByConsent):
    """The part of his sales that goes to the guarantee fund, on his own account. What is kept of a pay is not charged
    again, and who signed no cap owes none.
    """

    code, name = "guarantee.sales", gettext_lazy("Tu parte del fondo de garantía, de lo que vendes")

    def who_agreed(self, member_ids: Collection[int]) -> set[int]:
        return {each.member_id for each in self.standing(member_ids)}

    def owed_by(self, member_ids: Collection[int]) -> Mapping[int, int]:
        owed: dict[int, int] = defaultdict(int)
        for sale in open_sales(member_ids):
            owed[sale.member_id] += sale.minor
        return owed

    def note(self, on: date) -> str:
        part = percent(Decimal(ruling(SALE_BP, on)) / WHOLE_BP, 2)
        return _(
            "La asamblea decidió que %(part)s de lo que ganas vendiendo en común va a tu parte del fondo, si firmaste "
            "tu tope. Con tu acuerdo sale de tu pago; sin él se suma a lo que debes."
        ) % {"part": part}

    def is_asked(self, on: date) -> bool:
        return bool(ruling(SALE_BP, on))

    def asks(self, nets: Mapping[int, int], on: date) -> Iterator[tuple[int, Asked]]:
        lock_fund(scope.required())  # after credit's lock and before the books': nobody charges what is kept here
        yield from super().asks(nets, on)

    def pay(
        self, actor: Actor, taken: Parts, nets: Mapping[int, int], on: date, text: str
    ) -> Iterator[tuple[int, Taken]]:
        mine = {member: minor for (member, code), minor in taken.items() if code == self.code}
        for each in keep_from_pay(actor, mine, on):
            name = _("Fondo de garantía: %(text)s") % {"text": each.sale.text}
            code = f"{self.code}.{each.sale.entry_id}"
            yield each.sale.member_id, Taken(code, name[:NAME_MOST], each.minor, each.entry_id)


class Loans:
    """Instalments that are due. Consents are credit's own, one for each loan; so are the payment and its receipt."""

    PREFIX = "credit.loan."

    def asks(self, nets: Mapping[int, int], on: date) -> Iterator[tuple[int, Asked]]:
        lock_credit(scope.required())  # before the fund and the books are
        for each in deductions_agreed(dict(nets), on):
            yield each.member_id, Asked(f"{self.PREFIX}{each.loan_id}", each.minor)

    def pay(
        self, actor: Actor, taken: Parts, nets: Mapping[int, int], on: date, text: str
    ) -> Iterator[tuple[int, Taken]]:
        mine = [(member, code, minor) for (member, code), minor in taken.items() if code.startswith(self.PREFIX)]
        if not mine:
            return
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
PART_OF_SALES = PartOfSales()
BY_CONSENT: tuple[ByConsent, ...] = (FEES, MATERIALS, PART_OF_SALES)  # what is agreed on this app's own page

DEBTS: list[Debt] = []  # in the order in which they are paid


def named(code: str) -> ByConsent | None:
    return next((debt for debt in BY_CONSENT if debt.code == code), None)
