"""An order's money as it stands: what was paid, what is owed, what each workshop earned. Reads only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum

from tequio.engines.selling import Owed, part_of
from tequio.sales.models import Advance, AdvanceReturn, BuyerPayment, Inspection, Order, Payout


@dataclass(frozen=True, slots=True)
class Accepted:
    """Accepted pieces: of each maker, what they earn; and what they come to for the buyer, in his currency."""

    pieces: int
    earned: dict[int, int]
    billed_minor: int

    @property
    def earned_minor(self) -> int:
        return sum(self.earned.values())


def accepted_of(order: Order) -> Accepted:
    rows = (
        Inspection.objects.filter(ticket__order=order)
        .values("ticket__maker_id", "ticket__price_minor", "ticket__line__price_minor")
        .annotate(good=Sum("accepted"))
        .order_by("ticket__maker_id")
    )
    earned: dict[int, int] = defaultdict(int)
    pieces = billed = 0
    for row in rows:
        pieces += row["good"]
        billed += row["good"] * row["ticket__line__price_minor"]
        if row["good"]:
            earned[row["ticket__maker_id"]] += row["good"] * row["ticket__price_minor"]
    return Accepted(pieces, dict(earned), billed)


@dataclass(frozen=True, slots=True)
class BuyersAccount:
    """`paid` and `advanced` (the part of it that came before anything was his) in his currency, `..._mxn` as it came;
    `debt` is what was left to pay when the order was closed, and what that was in pesos."""

    paid_minor: int
    paid_mxn_minor: int
    advanced_minor: int
    advanced_mxn_minor: int
    billed_minor: int
    billed_mxn_minor: int

    @property
    def used_mxn_minor(self) -> int:
        """What the advances cleared of the bill; more than the bill stays the buyer's."""
        return part_of(self.advanced_mxn_minor, self.billed_minor, self.advanced_minor) if self.advanced_minor else 0

    @property
    def debt_minor(self) -> int:
        return max(0, self.billed_minor - self.advanced_minor)

    @property
    def debt_mxn_minor(self) -> int:
        return self.billed_mxn_minor - self.used_mxn_minor

    @property
    def left_minor(self) -> int:
        return self.billed_minor - self.paid_minor


def buyers_account(order: Order, billed_minor: int | None = None) -> BuyersAccount:
    """As booked; before anything is billed, against `billed_minor`."""
    paid = paid_mxn = advanced = advanced_mxn = 0
    for amount, received, is_advance in BuyerPayment.objects.filter(order=order).values_list(
        "amount_minor", "received_minor", "is_advance"
    ):
        paid, paid_mxn = paid + amount, paid_mxn + received
        if is_advance:
            advanced, advanced_mxn = advanced + amount, advanced_mxn + received
    billed = order.billed_minor if order.billed_minor is not None else billed_minor or 0
    return BuyersAccount(paid, paid_mxn, advanced, advanced_mxn, billed, order.billed_mxn_minor or 0)


def advanced_to(order: Order) -> dict[int, int]:
    """By maker, what it was advanced in an order and has not given back yet; who owes nothing is left out."""
    given = Advance.objects.filter(ticket__order=order).values_list("ticket__maker_id").annotate(Sum("amount_minor"))
    left: dict[int, int] = defaultdict(int, given)
    for rows in (
        Payout.objects.filter(order=order).values_list("maker_id").annotate(Sum("advance_minor")),
        AdvanceReturn.objects.filter(order=order).values_list("maker_id").annotate(Sum("amount_minor")),
    ):
        for maker, back in rows:
            left[maker] -= back
    return {maker: minor for maker, minor in left.items() if minor}


def owed_to(order: Order, earned: dict[int, int]) -> dict[int, Owed]:
    """By maker: earned, paid so far, fee kept, and advances not yet given back."""
    advanced = advanced_to(order)
    paid = {
        row["maker_id"]: row for row in Payout.objects.filter(order=order).values("maker_id").annotate(
            gross=Sum("gross_minor"), fee=Sum("fee_minor"))
    }  # fmt: skip
    nothing = {"gross": 0, "fee": 0}
    return {
        maker: Owed(minor, of["gross"], of["fee"], advanced.get(maker, 0))
        for maker, minor in sorted(earned.items())
        if (of := paid.get(maker, nothing))
    }


def available_for(order: Order, account: BuyersAccount, earned_minor: int) -> int:
    """What may be paid to makers now: of what they earned the part that the buyer has paid, less what they had."""
    if not account.billed_minor:
        return 0
    paid = Payout.objects.filter(order=order).aggregate(sum=Sum("gross_minor"))["sum"] or 0
    return part_of(earned_minor, min(account.paid_minor, account.billed_minor), account.billed_minor) - paid
