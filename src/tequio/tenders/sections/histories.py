"""What the house knows of some members, read for all of them at once: one query for each kind of row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from tequio.books.models import Leg
from tequio.credit import queries as credit
from tequio.credit.models import Application, Approval, Instalment, Payment
from tequio.dues.models import Fee
from tequio.dues.roles import DUES, PURCHASES
from tequio.production.models import Batch, Kiln, Means, WeekNote
from tequio.production.queries import Costed, cards
from tequio.purchasing.models import Charge
from tequio.purchasing.queries import charges
from tequio.sales.models import Inspection, Order, Payout, Skill, Ticket
from tequio.tenders.settings import ON_TIME_DAYS
from tequio.unions.queries import ruling

MONTHS = 12
Row = TypeVar("Row")
Of = Mapping[int, list[Row]]  # by member, application, loan or ticket


class Histories:
    """The rows behind the dossiers of these applications on a day, each kind read when it is first asked for.

    Everything is by member but what says otherwise; who has no row is not among the keys.
    """

    def __init__(self, applications: Sequence[Application], today: date) -> None:
        self.today = today
        self._applications = [each.pk for each in applications]
        self._members = sorted({each.member_id for each in applications})

    @cached_property
    def months(self) -> list[date]:
        """The first days of the twelve months that a dossier looks back on, this one included."""
        last = self.today.year * 12 + self.today.month - 1
        return [date(month // 12, month % 12 + 1, 1) for month in range(last - MONTHS + 1, last + 1)]

    @property
    def since(self) -> date:
        return self.months[0]

    @cached_property
    def on_time(self) -> timedelta:
        """How long after the charge paying it is punctual."""
        return timedelta(days=int(ruling(ON_TIME_DAYS, self.today)))

    # --- the workshop -----------------------------------------------------------------------------------------------

    @cached_property
    def means(self) -> Of[Means]:
        return _by(_member, Means.objects.filter(member__in=self._members))

    @cached_property
    def kilns(self) -> Of[Kiln]:
        return _by(_member, Kiln.objects.filter(member__in=self._members, retired_on__isnull=True).order_by("pk"))

    @cached_property
    def skills(self) -> Of[Skill]:
        found = Skill.objects.filter(maker__member__in=self._members).select_related("maker", "item")
        return _by(_maker, found.order_by("item__name", "pk"))

    @cached_property
    def notes(self) -> Of[WeekNote]:
        found = WeekNote.objects.filter(member__in=self._members, monday__range=(self.since, self.today))
        return _by(_member, found.order_by("monday", "pk"))

    @cached_property
    def batches(self) -> Of[Batch]:
        found = Batch.objects.filter(member__in=self._members, finished_on__range=(self.since, self.today))
        return _by(_member, found.order_by("pk"))

    @cached_property
    def cards(self) -> Of[Costed]:
        found = cards(self.today, member_ids=self._members)
        return _by(_member, [found[key] for key in sorted(found)])

    # --- orders -----------------------------------------------------------------------------------------------------

    @cached_property
    def tickets(self) -> Of[Ticket]:
        """Work for buyers that was taken on and is not delivered."""
        found = Ticket.objects.filter(
            maker__member__in=self._members, state=Ticket.State.ACCEPTED,
            order__state__in=(Order.State.ORDERED, Order.State.MAKING),
        )  # fmt: skip
        return _by(_maker, found.select_related("maker", "line__item").order_by("due_on", "pk"))

    @cached_property
    def inspections(self) -> Of[Inspection]:
        """By ticket."""
        tickets = [ticket.pk for own in self.tickets.values() for ticket in own]
        return _by(lambda row: row.ticket_id, Inspection.objects.filter(ticket__in=tickets).order_by("pk"))

    @cached_property
    def payouts(self) -> Of[Payout]:
        found = Payout.objects.filter(maker__member__in=self._members, paid_on__range=(self.since, self.today))
        return _by(_maker, found.select_related("maker").order_by("paid_on", "pk"))

    # --- what was bought, paid and lent -----------------------------------------------------------------------------

    @cached_property
    def charges(self) -> Of[Charge]:
        return _by(_member, charges().filter(member__in=self._members, charged_on__range=(self.since, self.today)))

    @cached_property
    def fees(self) -> Of[Fee]:
        found = Fee.objects.filter(member__in=self._members, cancelled_on__isnull=True)
        return _by(_member, found.order_by("due_on", "pk"))

    @cached_property
    def purchase_legs(self) -> Of[Leg]:
        return self._legs(PURCHASES)

    @cached_property
    def dues_legs(self) -> Of[Leg]:
        return self._legs(DUES)

    def _legs(self, role: str) -> Of[Leg]:
        """What one account of a member saw until today, without what was booked and taken back."""
        found = Leg.objects.filter(
            account__role=role, member__in=self._members, on__lte=self.today, entry__reverses__isnull=True,
            entry__reversed_by__isnull=True,
        )  # fmt: skip
        return _by(_member, found.order_by("on", "pk"))

    @cached_property
    def approvals(self) -> Of[Approval]:
        """By application."""
        found = Approval.objects.filter(application__in=self._applications).order_by("pk")
        return _by(lambda row: row.application_id, found)

    @cached_property
    def loans(self) -> Of[credit.Stood]:
        found = credit.loans().filter(member__in=self._members, disbursed_on__isnull=False).order_by("number")
        return _by(lambda row: row.loan.member_id, credit.stood(found, self.today))

    @cached_property
    def payments(self) -> Of[Payment]:
        """By loan."""
        found = Payment.objects.filter(loan__in=self._loans, cancelled_on__isnull=True, paid_on__lte=self.today)
        return _by(_loan, found.order_by("paid_on", "pk"))

    @cached_property
    def instalments(self) -> Of[Instalment]:
        """By loan, of every version."""
        return _by(_loan, Instalment.objects.filter(loan__in=self._loans).order_by("due_on", "pk"))

    @property
    def _loans(self) -> list[int]:
        return [each.loan.pk for own in self.loans.values() for each in own]


def _by(key: Callable[[Row], int], rows: Iterable[Row]) -> Of[Row]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return dict(found)


def _member(row: Means | Kiln | WeekNote | Batch | Costed | Charge | Fee | Leg) -> int:
    return row.member_id


def _maker(row: Skill | Ticket | Payout) -> int:
    return row.maker.member_id


def _loan(row: Payment | Instalment) -> int:
    return row.loan_id
