"""How one payment to a workshop comes about: from the pieces that were accepted to what it received. Reads only."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from tequio.members.models import Member
from tequio.sales.models import Advance, AdvanceReturn, Payout, Ticket, Withholding


@dataclass(frozen=True, slots=True)
class Statement:
    """`tickets` carry `good`, their accepted pieces. `before` are earlier payments for the same order."""

    payout: Payout
    tickets: tuple[Ticket, ...]
    before: tuple[Payout, ...]
    advances: tuple[Advance, ...]
    returns: tuple[AdvanceReturn, ...]
    withheld: tuple[Withholding, ...]

    @property
    def rows(self) -> list[tuple[Ticket, int, int]]:
        """Ticket, good pieces, what they earned."""
        return [(ticket, ticket.good, ticket.good * ticket.price_minor) for ticket in self.tickets]

    @property
    def earned_minor(self) -> int:
        return sum(minor for _, _, minor in self.rows)

    @property
    def left_minor(self) -> int:
        """What the buyer has not paid yet of it."""
        return self.earned_minor - self.payout.gross_minor - sum(each.gross_minor for each in self.before)


def payouts() -> QuerySet[Payout]:
    return Payout.objects.select_related("order__union", "order__buyer", "maker__member__person")


def payouts_seen_by(member: Member) -> QuerySet[Payout]:
    return payouts().filter(maker__member=member)


def statement_of(payout: Payout) -> Statement:
    """One payment with every row behind it; five questions."""
    mine = {"order": payout.order_id, "maker": payout.maker_id}
    tickets = Ticket.objects.filter(**mine).select_related("line__item").annotate(good=Sum("inspections__accepted"))
    advances = Advance.objects.filter(ticket__order=payout.order_id, ticket__maker=payout.maker_id)
    return Statement(
        payout,
        tuple(tickets.filter(good__gt=0).order_by("line__number", "pk")),
        tuple(Payout.objects.filter(**mine, run__lt=payout.run).order_by("run")),
        tuple(advances.order_by("pk")),
        tuple(AdvanceReturn.objects.filter(**mine).order_by("pk")),
        tuple(payout.withholdings.order_by("pk")),
    )
