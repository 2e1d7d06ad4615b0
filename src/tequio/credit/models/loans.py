"""A loan: what was agreed (again when it is restructured), what falls due, and what was paid."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.credit.models.applications import Application
from tequio.credit.models.lenders import Lender
from tequio.credit.models.terms import AgreedTerms
from tequio.engines import lending as engine


class Loan(UnionOwned):
    """What a lender lends one member; `version` is the agreement that holds now.

    What is owed on a day is worked out from the agreement and the payments: `queries.standing_of`.
    """

    class State(models.TextChoices):
        AGREED = "agreed", _("por entregar")
        RUNNING = "running", _("corriendo")
        PAID = "paid", _("pagado")
        WRITTEN_OFF = "written_off", _("castigado")
        CALLED_OFF = "called_off", _("no se entregó")

    CHANGES = {
        State.AGREED: (State.RUNNING, State.CALLED_OFF),
        State.RUNNING: (State.PAID, State.WRITTEN_OFF),
        State.PAID: (State.RUNNING,),  # a payment was taken back
        State.WRITTEN_OFF: (State.PAID,),
        State.CALLED_OFF: (),
    }
    TONES = {State.AGREED: "info", State.RUNNING: "info", State.PAID: "good", State.WRITTEN_OFF: "bad"}

    class Through(models.TextChoices):
        DIRECT = "direct", _("el banco se lo da a la persona")
        UNION = "union", _("pasa por la unión")

    number = models.PositiveBigIntegerField(_("préstamo"))
    application = UnionForeignKey(Application, related_name="loans")
    member = UnionForeignKey("members.Member", related_name="+")
    lender = UnionForeignKey(Lender, related_name="loans")
    principal_minor = models.BigIntegerField(_("préstamo"))
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State.choices, default=State.AGREED)
    agreed_on = models.DateField()
    disbursed_on = models.DateField(null=True, blank=True)
    through = models.CharField(_("cómo llega el dinero"), max_length=6, choices=Through.choices, blank=True)
    handed_over_on = models.DateField(null=True, blank=True)
    reference = models.CharField(_("número del contrato con el banco"), max_length=80, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    written_off_on = models.DateField(null=True, blank=True)
    written_off_minor = models.BigIntegerField(default=0)
    written_off_why = models.CharField(_("por qué se castiga"), max_length=600, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="loan_number_once", fields=["union", "number"]),
            models.UniqueConstraint(
                name="loan_of_one_application", fields=["union", "application"], condition=~Q(state="called_off")
            ),
            models.CheckConstraint(name="loan_is_something", condition=Q(principal_minor__gt=0)),
            models.CheckConstraint(
                name="loan_runs_since_a_day",
                condition=Q(state__in=("agreed", "called_off"), disbursed_on__isnull=True)
                | (~Q(state__in=("agreed", "called_off")) & Q(disbursed_on__isnull=False) & ~Q(through="")),
            ),
            models.CheckConstraint(
                name="loan_written_off_with_a_reason",
                condition=Q(written_off_on__isnull=True, written_off_minor=0, written_off_why="")
                | (Q(written_off_on__isnull=False, written_off_minor__gt=0) & ~Q(written_off_why="")),
            ),
        ]
        indexes = [
            models.Index(name="loan_by_state", fields=["union", "state", "id"]),
            models.Index(name="loan_by_member", fields=["union", "member", "-id"]),
            models.Index(name="loan_by_lender", fields=["union", "lender", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def tone(self) -> str:
        return self.TONES.get(Loan.State(self.state), "")

    @property
    def is_owed(self) -> bool:
        """Whether payments are still taken: written off is not forgiven."""
        return self.state in (self.State.RUNNING, self.State.WRITTEN_OFF)

    def get_absolute_url(self) -> str:
        return reverse("credit:loan", kwargs={"union": self.union.slug, "loan_id": self.pk})


class Agreement(AgreedTerms):
    """What lender and member signed: version 1 is the contract, each later one a restructure. A row never changes."""

    loan = UnionForeignKey(Loan, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    principal_minor = models.BigIntegerField()
    starts_on = models.DateField()
    first_on = models.DateField(null=True, blank=True)  # the first day of payment, where it is not a period later
    payments = models.PositiveSmallIntegerField()
    reason = models.CharField(_("por qué se reestructura"), max_length=600, blank=True)
    agreed_by = models.CharField(max_length=160)

    class Meta(AgreedTerms.Meta):
        constraints = [
            *AgreedTerms.Meta.constraints,
            models.UniqueConstraint(name="agreement_version_once", fields=["union", "loan", "version"]),
            models.CheckConstraint(
                name="agreement_of_something", condition=Q(principal_minor__gt=0, payments__gte=1, version__gte=1)
            ),
            models.CheckConstraint(name="restructure_says_why", condition=Q(version=1) | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.loan_id} v{self.version}"

    @property
    def agreed(self) -> engine.Terms:
        """The whole of it, as the engine takes it."""
        return self.terms(
            self.principal_minor, self.starts_on, self.days(self.starts_on, self.payments, self.first_on)
        )  # fmt: skip


class Instalment(UnionOwned):
    """One day of payment as agreed (parcialidad). A row never changes; a restructure writes a new version."""

    loan = UnionForeignKey(Loan, related_name="instalments")
    version = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    periods = models.PositiveSmallIntegerField(default=1)
    principal_minor = models.BigIntegerField()
    interest_minor = models.BigIntegerField()
    iva_minor = models.BigIntegerField()
    fees_minor = models.BigIntegerField()

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="instalment_once", fields=["union", "loan", "version", "number"]),
            models.CheckConstraint(
                name="instalment_of_amounts",
                condition=Q(principal_minor__gte=0, interest_minor__gte=0, iva_minor__gte=0, fees_minor__gte=0),
            ),
        ]
        indexes = [models.Index(name="instalment_by_day", fields=["union", "due_on", "loan"])]

    def __str__(self) -> str:
        return f"{self.loan_id} v{self.version} {self.number}"

    @property
    def minor(self) -> int:
        return self.principal_minor + self.interest_minor + self.iva_minor + self.fees_minor

    @property
    def besides_minor(self) -> int:
        """IVA and charges."""
        return self.iva_minor + self.fees_minor

    @property
    def due(self) -> engine.DueDay:
        return engine.DueDay(self.due_on, self.periods)


class Payment(UnionOwned):
    """Money that came in for a loan, with its receipt. Where it went follows from all payments of the same agreement:
    the amounts `…_to_minor` are worked out again whenever one enters, for a receipt of a village may come in late.

    `slip` is the key that the phone gave a receipt made without signal: the same one is never taken twice.
    """

    class Into(models.TextChoices):
        CASH = "cash", _("caja")
        BANK = "bank", _("banco de la unión")
        LENDER = "lender", _("pagó directo al banco")
        SETTLEMENT = "settlement", _("de su liquidación")

    number = models.PositiveBigIntegerField(_("recibo"))
    loan = UnionForeignKey(Loan, related_name="payments")
    version = models.PositiveSmallIntegerField()
    minor = models.BigIntegerField()
    paid_on = models.DateField()
    into = models.CharField(max_length=10, choices=Into.choices)
    received_by = models.CharField(max_length=160)
    slip = models.CharField(max_length=40, blank=True)
    is_recovery = models.BooleanField(default=False)  # after the loan was written off
    entry = UnionForeignKey("books.Entry", null=True, blank=True, related_name="+")
    fees_to_minor = models.BigIntegerField(default=0)
    penalty_to_minor = models.BigIntegerField(default=0)
    iva_to_minor = models.BigIntegerField(default=0)
    late_interest_to_minor = models.BigIntegerField(default=0)
    interest_to_minor = models.BigIntegerField(default=0)
    principal_to_minor = models.BigIntegerField(default=0)
    left_over_minor = models.BigIntegerField(default=0)
    remitted_on = models.DateField(null=True, blank=True)  # when the union passed it on to the lender
    cancelled_on = models.DateField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=240, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="loan_payment_number_once", fields=["union", "number"]),
            models.UniqueConstraint(name="loan_payment_slip_once", fields=["union", "slip"], condition=~Q(slip="")),
            models.CheckConstraint(name="loan_payment_is_something", condition=Q(minor__gt=0)),
            models.CheckConstraint(
                name="loan_payment_adds_up",
                condition=Q(cancelled_on__isnull=False)
                | Q(
                    minor=F("fees_to_minor") + F("penalty_to_minor") + F("iva_to_minor") + F("late_interest_to_minor")
                    + F("interest_to_minor") + F("principal_to_minor") + F("left_over_minor")
                ),
            ),
            # What went straight to the lender never passed through the union's books.
            models.CheckConstraint(name="loan_payment_booked", condition=Q(into="lender") | Q(entry__isnull=False)),
        ]  # fmt: skip
        indexes = [
            models.Index(name="loan_payment_by_loan", fields=["union", "loan", "paid_on", "id"]),
            models.Index(name="loan_payment_to_remit", fields=["union", "remitted_on", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def stands(self) -> bool:
        return self.cancelled_on is None

    @property
    def besides_minor(self) -> int:
        """All but principal and what is left over."""
        return self.minor - self.principal_to_minor - self.left_over_minor

    def get_absolute_url(self) -> str:
        return reverse("credit:payment", kwargs={"union": self.union.slug, "payment_id": self.pk})
