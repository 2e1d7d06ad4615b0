"""Who may be paid out of what a workshop earns: the debts that there are, and how each is paid.

Each joins with one line in `joining.py`. It is asked what members owe, and told what was taken of their pay; it books
that part itself, out of the account on which the union owes the workshop. How much may be taken is not its business:
that is the member's consent and the union's limit (`pay.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from tequio.books.queries import member_balances
from tequio.core.actors import Actor
from tequio.dues.roles import DUES, PURCHASES
from tequio.dues.steps import receive_from_pay
from tequio.engines.dues import Applied


class Debt(Protocol):
    code: str
    name: Any  # as members read it

    def owed(self, member_ids: Collection[int], on: date) -> Mapping[int, int]:
        """What these members owe and may pay now, by member."""

    def pay(self, actor: Actor, taken: Mapping[int, int], paid_from: str, on: date, text: str) -> Mapping[int, int]:
        """Book what was taken; returns the entries, by member."""


class OnAccount:
    """What stands on one of the two accounts that members pay at the counter; it makes the same receipts."""

    def __init__(self, code: str, name: Any, role: str) -> None:
        self.code, self.name, self.role = code, name, role

    def owed(self, member_ids: Collection[int], on: date) -> Mapping[int, int]:
        wanted = set(member_ids)
        return {member: minor for member, minor in member_balances(self.role).items() if member in wanted}

    def pay(self, actor: Actor, taken: Mapping[int, int], paid_from: str, on: date, text: str) -> Mapping[int, int]:
        applied = {
            member: Applied(minor, 0) if self.role == DUES else Applied(0, minor) for member, minor in taken.items()
        }
        return receive_from_pay(actor, applied, paid_from, on, text)


FEES = OnAccount("dues.fees", _("Cuotas que debes"), DUES)
MATERIALS = OnAccount("dues.purchases", _("Material que debes"), PURCHASES)

DEBTS: list[Debt] = []  # in the order in which they are paid


def named(code: str) -> Debt | None:
    return next((debt for debt in DEBTS if debt.code == code), None)
