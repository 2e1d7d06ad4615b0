"""What the union promised lenders, what each member signed, and his money in and out of the fund."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.credit.models import Loan
from tequio.engines import guarantee as engine


class Deal(UnionOwned):
    """The written guarantee that the union gave a lender, for loans handed out from a day on until it ends."""

    class Cover(models.TextChoices):
        PARI_PASSU = "pari_passu", _("una parte de cada pérdida")
        FIRST_LOSS = "first_loss", _("las primeras pérdidas, hasta una parte de lo prestado")

    lender = UnionForeignKey("credit.Lender", related_name="deals")
    cover = models.CharField(_("cómo se reparte la pérdida"), max_length=12, choices=Cover.choices)
    part = models.DecimalField(_("qué parte"), max_digits=7, decimal_places=6)
    valid_from = models.DateField(_("rige desde"))
    ends_on = models.DateField(_("hasta antes de"), null=True, blank=True)
    source = models.CharField(_("contrato y acuerdo"), max_length=240)
    signed_by = models.CharField(max_length=160)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="deal_one_open", fields=["union", "lender"], condition=Q(ends_on__isnull=True)
            ),
            models.CheckConstraint(name="deal_of_a_part", condition=Q(part__gt=0, part__lte=1)),
            models.CheckConstraint(name="deal_says_where", condition=~Q(source="")),
            models.CheckConstraint(
                name="deal_ends_after_it_begins", condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lender_id} {self.cover} {self.part}"

    @property
    def engine(self) -> engine.Deal:
        return engine.Deal(engine.Cover(self.cover), self.part)

    def covers(self, lender_id: int, handed_out_on: date) -> bool:
        is_on = self.valid_from <= handed_out_on and (self.ends_on is None or handed_out_on < self.ends_on)
        return is_on and self.lender_id == lender_id


class Cap(UnionOwned):
    """The most that a member can lose there, in writing. It binds him from the day on which he says yes.

    For his own loan, for one of his solidarity group, or for the pool. `text` is the sentence that he was shown.
    """

    class Layer(models.TextChoices):
        BORROWER = "borrower", _("su propio préstamo")
        GROUP = "group", _("un préstamo de su grupo")
        POOL = "pool", _("el fondo de todas y todos")

    member = UnionForeignKey("members.Member", related_name="+")
    layer = models.CharField(_("de qué responde"), max_length=8, choices=Layer.choices)
    loan = UnionForeignKey(Loan, null=True, blank=True, related_name="+")
    most_minor = models.BigIntegerField(_("tope"))
    text = models.CharField(max_length=400)
    offered_on = models.DateField()
    offered_by = models.CharField(max_length=160)
    said_yes_on = models.DateField(null=True, blank=True)
    on_paper = models.BooleanField(default=False)
    ended_on = models.DateField(null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="cap_one_for_the_pool", fields=["union", "member"],
                condition=Q(layer="pool", ended_on__isnull=True),
            ),
            models.UniqueConstraint(
                name="cap_one_for_a_loan", fields=["union", "member", "loan"],
                condition=Q(loan__isnull=False, ended_on__isnull=True),
            ),
            models.CheckConstraint(
                name="cap_of_a_loan_or_of_the_pool",
                condition=Q(layer="pool", loan__isnull=True) | (~Q(layer="pool") & Q(loan__isnull=False)),
            ),
            models.CheckConstraint(name="cap_is_something", condition=Q(most_minor__gt=0) & ~Q(text="")),
        ]  # fmt: skip
        indexes = [models.Index(name="cap_by_loan", fields=["union", "loan", "layer"])]

    def __str__(self) -> str:
        return f"{self.member_id} {self.layer} {self.most_minor}"

    @property
    def is_signed(self) -> bool:
        return self.said_yes_on is not None

    @property
    def waits(self) -> bool:
        """Whether the member has still to say yes."""
        return self.said_yes_on is None and self.ended_on is None

    @property
    def binds(self) -> bool:
        return self.is_signed and self.ended_on is None


class FundMove(UnionOwned):
    """A member's money into the fund, or out of it when he leaves; what claims take stands with them.

    `of_entry` is the purchase or sale of which a part was taken. Charged to his account it is taken whole and once;
    kept of his pay it may come in several moves, of which the last `completes` it: nothing more is taken after that.
    """

    class Kind(models.TextChoices):
        DEPOSIT = "deposit", _("lo que trajo")
        PURCHASE = "purchase", _("parte de una compra")
        SALE = "sale", _("parte de una venta")
        REFUND = "refund", _("lo que se le devolvió")

    TAKEN = (Kind.PURCHASE, Kind.SALE)

    class Into(models.TextChoices):
        CASH = "cash", _("caja")
        BANK = "bank", _("banco")

    PAY = "pay"  # `into` of what was kept of a workshop's pay

    member = UnionForeignKey("members.Member", related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    minor = models.BigIntegerField(_("cuánto"))
    moved_on = models.DateField(_("fecha"))
    into = models.CharField(max_length=4, choices=(*Into.choices, (PAY, _("de su pago"))), blank=True)
    completes = models.BooleanField(default=True)
    done_by = models.CharField(max_length=160)
    of_entry = UnionForeignKey("books.Entry", null=True, blank=True, related_name="+")
    entry = UnionForeignKey("books.Entry", related_name="+")
    cancelled_on = models.DateField(null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="fund_move_once_of_an_entry", fields=["union", "member", "of_entry", "kind"],
                condition=Q(of_entry__isnull=False, cancelled_on__isnull=True, completes=True),
            ),
            models.CheckConstraint(name="fund_move_is_something", condition=Q(minor__gt=0)),
            models.CheckConstraint(
                name="fund_move_of_cash_or_of_an_entry",
                condition=Q(kind__in=("purchase", "sale"), of_entry__isnull=False, into="", completes=True)
                | Q(kind="sale", of_entry__isnull=False, into="pay")
                | Q(kind__in=("deposit", "refund"), of_entry__isnull=True, into__in=("cash", "bank"), completes=True),
            ),
        ]  # fmt: skip
        indexes = [models.Index(name="fund_move_by_member", fields=["union", "member", "-id"])]

    def __str__(self) -> str:
        return f"{self.member_id} {self.kind} {self.minor}"

    @property
    def is_from_pay(self) -> bool:
        return self.into == self.PAY
