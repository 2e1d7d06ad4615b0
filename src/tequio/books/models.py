"""Account, period, entry, leg and what is kept of them. A leg is one signed amount in centavos: debit positive."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tequio.core.models import UnionForeignKey, UnionOwned


def _checked_union() -> models.ForeignKey[Any, Any]:
    """A union that the triggers check as a set: a foreign key would ask again for each of thousands of rows."""
    return models.ForeignKey(
        "unions.Union", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )


class Account(UnionOwned):
    """A line of the chart. `role` is how postings find it; `by_member`: every leg on it names a member."""

    class Kind(models.TextChoices):
        ASSET = "asset", pgettext_lazy("account", "activo")
        LIABILITY = "liability", _("pasivo")
        EQUITY = "equity", _("capital")
        INCOME = "income", _("ingreso")
        EXPENSE = "expense", _("gasto")

    code = models.CharField(_("cuenta"), max_length=20)
    name = models.CharField(_("nombre"), max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    role = models.CharField(max_length=40, null=True, blank=True)
    by_member = models.BooleanField(default=False)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="account_code_once", fields=["union", "code"]),
            models.UniqueConstraint(name="account_role_once", fields=["union", "role"]),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def grows_by_debit(self) -> bool:
        """Whether people show a debit on this account as a positive balance."""
        return self.kind in (self.Kind.ASSET, self.Kind.EXPENSE)


class Period(UnionOwned):
    """A month of the books, named by its first day. Once closed, nothing is booked in it; without a row it is open."""

    month = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="period_once", fields=["union", "month"]),
            models.CheckConstraint(name="period_is_a_first_day", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class Entry(UnionOwned):
    """One booked fact (póliza): legs that add up to zero. `source` and `source_id` lead to the fact itself.

    `number` counts a union's entries from 1 without gaps, in the order in which they were booked.
    """

    union = _checked_union()
    number = models.BigIntegerField(_("póliza"))
    on = models.DateField(_("fecha"))
    text = models.CharField(_("concepto"), max_length=240)
    source = models.CharField(max_length=60)
    source_id = models.BigIntegerField(null=True, blank=True)
    reverses = UnionForeignKey("self", null=True, blank=True, related_name="reversed_by", db_index=False)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="entry_number_once", fields=["union", "number"]),
            models.UniqueConstraint(
                name="entry_reversed_once", fields=["union", "reverses"], condition=Q(reverses__isnull=False)
            ),
            models.CheckConstraint(name="entry_says_what", condition=~Q(text="") & ~Q(source="")),
        ]
        indexes = [
            models.Index(name="entry_by_day", fields=["union", "on", "number"]),
            models.Index(name="entry_by_source", fields=["union", "source", "source_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"

    def get_absolute_url(self) -> str:
        return reverse("books:entry", kwargs={"union": self.union.slug, "entry_id": self.pk})


class Leg(UnionOwned):
    """One side of an entry: `amount_minor` centavos on one account, debit positive, credit negative.

    `on` repeats the entry's day, so that a ledger is read without its history.
    """

    union = _checked_union()
    entry = UnionForeignKey(Entry, related_name="legs", db_index=False)
    position = models.PositiveSmallIntegerField()
    account = UnionForeignKey(Account, related_name="legs", db_index=False)
    member = UnionForeignKey("members.Member", null=True, blank=True, related_name="+", db_index=False)
    on = models.DateField()
    amount_minor = models.BigIntegerField()

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="leg_position_once", fields=["entry", "position"]),
            models.CheckConstraint(name="leg_is_not_zero", condition=~Q(amount_minor=0)),
        ]
        indexes = [
            models.Index(name="leg_by_account", fields=["union", "account", "on", "id"]),
            models.Index(
                name="leg_by_member", fields=["union", "member", "on", "id"], condition=Q(member__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.position} {self.amount_minor}"

    @property
    def debit_minor(self) -> int:
        return max(self.amount_minor, 0)

    @property
    def credit_minor(self) -> int:
        return max(-self.amount_minor, 0)


class Balance(UnionOwned):
    """All debits and credits of one account (and member) so far, kept by the database as legs come.

    Reading what somebody owes is reading one row, however long the history. The row without a member is the whole
    account, also of an account by member.
    """

    union = _checked_union()
    account = UnionForeignKey(Account, related_name="balances", db_index=False)
    member = UnionForeignKey("members.Member", null=True, related_name="+", db_index=False)
    debit_minor = models.BigIntegerField()
    credit_minor = models.BigIntegerField()

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="balance_once", fields=["union", "account", "member"], nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.member_id}"


class MonthTotal(UnionOwned):
    """The debits and credits of one account (and member) in one month, kept likewise: statements start from these."""

    union = _checked_union()
    month = models.DateField()
    account = UnionForeignKey(Account, related_name="month_totals", db_index=False)
    member = UnionForeignKey("members.Member", null=True, related_name="+", db_index=False)
    debit_minor = models.BigIntegerField()
    credit_minor = models.BigIntegerField()

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="month_total_once", fields=["union", "account", "month", "member"], nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.month:%Y-%m}"
