"""Schedule, bracket, relief, run, fee, receipt, certificate and farewell."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned, checked_union
from tequio.engines import dues as engine


class Cadence(models.TextChoices):
    MONTHLY = "monthly", _("cada mes")
    YEARLY = "yearly", _("cada año")


class Into(models.TextChoices):
    """Where money comes in or goes out: the role of an account."""

    CASH = "cash", _("caja")
    BANK = "bank", _("banco")


PAY = "pay"  # nothing came in: it was taken of what the union owed the member
CAME = [*Into.choices, (PAY, _("de lo que ganó con sus piezas"))]


class Schedule(UnionOwned):
    """What the union decided to ask, from a day on. The newest that has begun rules; a row never changes.

    `source` says where it was decided. A later row for the same day takes the place of the earlier one.
    """

    class Joining(models.TextChoices):
        WHOLE = "whole", _("paga el periodo completo")
        BY_DAY = "by_day", _("paga los días que faltan")
        NEXT = "next", _("empieza en el siguiente periodo")

    cadence = models.CharField(_("se cobra"), max_length=8, choices=Cadence.choices)
    valid_from = models.DateField(_("rige desde"))
    joining = models.CharField(_("quien entra a medio periodo"), max_length=8, choices=Joining.choices)
    due_day = models.PositiveSmallIntegerField(_("se paga hasta el día"))
    instalments = models.PositiveSmallIntegerField(_("en cuántas partes"), default=1)
    grace_days = models.PositiveSmallIntegerField(_("días de prórroga"), default=0)
    source = models.CharField(_("dónde se decidió"), max_length=240)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(
                name="schedule_begins_with_a_period",
                condition=Q(valid_from__day=1) & (Q(cadence="monthly") | Q(valid_from__month=1)),
            ),
            models.CheckConstraint(name="schedule_due_on_any_month", condition=Q(due_day__range=(1, 28))),
            models.CheckConstraint(
                name="schedule_in_parts",
                condition=Q(instalments=1) | (Q(cadence="yearly") & Q(instalments__range=(1, 12))),
            ),
            models.CheckConstraint(name="schedule_says_where", condition=~Q(source="")),
        ]
        indexes = [models.Index(name="schedule_by_day", fields=["union", "cadence", "valid_from", "id"])]

    def __str__(self) -> str:
        return f"{self.cadence} {self.valid_from}"

    def tariff(self) -> engine.Tariff:
        """The schedule as the engine takes it."""
        brackets = sorted((each.people_from, each.minor) for each in self.brackets.all())
        return engine.Tariff(
            engine.Cadence(self.cadence), tuple(brackets), engine.Joining(self.joining), self.due_day,
            self.instalments, self.grace_days,
        )  # fmt: skip


class Bracket(UnionOwned):
    """What a workshop of so many people or more pays for a whole period."""

    schedule = UnionForeignKey(Schedule, related_name="brackets")
    people_from = models.PositiveSmallIntegerField(_("personas, desde"))
    minor = models.BigIntegerField(_("cuota"))

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="bracket_once", fields=["union", "schedule", "people_from"]),
            models.CheckConstraint(name="bracket_asks_no_less_than_nothing", condition=Q(minor__gte=0)),
            models.CheckConstraint(name="bracket_of_people", condition=Q(people_from__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.people_from}: {self.minor}"


class Relief(UnionOwned):
    """A member pays a part less, from one day to another (excluded); without an end, until it is ended."""

    member = UnionForeignKey("members.Member", related_name="+")
    rate_bp = models.PositiveSmallIntegerField(_("apoyo"))
    begins_on = models.DateField(_("desde"))
    ends_on = models.DateField(_("hasta antes de"), null=True, blank=True)
    reason = models.CharField(_("motivo"), max_length=240)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(name="relief_of_a_part", condition=Q(rate_bp__range=(1, 10_000))),
            models.CheckConstraint(
                name="relief_ends_after_it_begins", condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("begins_on"))
            ),
            models.CheckConstraint(name="relief_says_why", condition=~Q(reason="")),
        ]
        indexes = [models.Index(name="relief_by_member", fields=["union", "member", "begins_on"])]

    def __str__(self) -> str:
        return f"{self.member_id} {self.rate_bp}"

    def runs_on(self, day: date) -> bool:
        return self.begins_on <= day and (self.ends_on is None or day < self.ends_on)

    @property
    def percent(self) -> int:
        return self.rate_bp // 100


class Run(UnionOwned):
    """One collection: a period charged to everybody who owed it, at once. Undone, every fee of it is cancelled."""

    schedule = UnionForeignKey(Schedule, related_name="runs")
    cadence = models.CharField(max_length=8, choices=Cadence.choices)
    period_on = models.DateField()
    charged_on = models.DateField()
    members = models.PositiveIntegerField()
    minor = models.BigIntegerField()
    done_by = models.CharField(max_length=160)
    done_at = models.DateTimeField(auto_now_add=True)
    undone_on = models.DateField(null=True, blank=True)

    class Meta(UnionOwned.Meta):
        indexes = [models.Index(name="run_by_period", fields=["union", "period_on", "id"])]

    def __str__(self) -> str:
        return f"{self.cadence} {self.period_on}"

    @property
    def period(self) -> engine.Period:
        return engine.Period(engine.Cadence(self.cadence), self.period_on)

    @property
    def stands(self) -> bool:
        return self.undone_on is None

    def get_absolute_url(self) -> str:
        return reverse("dues:run", kwargs={"union": self.union.slug, "run_id": self.pk})


class Skip(UnionOwned):
    """Somebody who belongs and was not charged in a run, and why."""

    run = UnionForeignKey(Run, related_name="skips", db_index=False)
    member = UnionForeignKey("members.Member", related_name="+", db_index=False)
    why = models.CharField(max_length=10)
    note = models.CharField(max_length=240, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="skip_once", fields=["union", "run", "member"])]

    def __str__(self) -> str:
        return f"{self.member_id} {self.why}"


class Fee(UnionOwned):
    """One part of what a member owes for a period, with how it was worked out; or a fee of its own (`single`).

    The parts of a period share one entry. `full_minor`, `outside_minor`, `relief_minor` and `days` are those of the
    whole period: full less outside less relief is what all parts add up to.
    """

    class Kind(models.TextChoices):
        MONTHLY = "monthly", _("cuota del mes")
        YEARLY = "yearly", _("cuota del año")
        SINGLE = "single", _("cuota aparte")

    union = checked_union()
    run = UnionForeignKey(Run, null=True, related_name="fees", db_index=False)
    member = UnionForeignKey("members.Member", related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    period_on = models.DateField()
    part = models.PositiveSmallIntegerField(default=1)
    parts = models.PositiveSmallIntegerField(default=1)
    minor = models.BigIntegerField()
    due_on = models.DateField()
    late_on = models.DateField()
    people = models.PositiveSmallIntegerField(default=1)
    full_minor = models.BigIntegerField()
    outside_minor = models.BigIntegerField(default=0)
    relief_minor = models.BigIntegerField(default=0)
    days = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=200)
    entry = UnionForeignKey("books.Entry", related_name="+", db_index=False)
    cancelled_on = models.DateField(null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            # Nobody is charged a period twice, whoever runs what at the same time.
            models.UniqueConstraint(
                name="fee_once_a_period", fields=["union", "member", "kind", "period_on", "part"],
                condition=Q(cancelled_on__isnull=True) & ~Q(kind="single"),
            ),
            models.CheckConstraint(name="fee_is_something", condition=Q(minor__gt=0)),
            models.CheckConstraint(name="fee_part_of_parts", condition=Q(part__gte=1, part__lte=F("parts"))),
            models.CheckConstraint(name="fee_late_after_it_is_due", condition=Q(late_on__gt=F("due_on"))),
            models.CheckConstraint(
                name="fee_no_more_than_asked", condition=Q(minor__lte=F("full_minor")) & Q(outside_minor__gte=0)
                & Q(relief_minor__gte=0),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(name="fee_by_member", fields=["union", "member", "due_on", "id"]),
            models.Index(name="fee_by_run", fields=["union", "run", "id"]),
            models.Index(name="fee_by_entry", fields=["union", "entry"]),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def period_minor(self) -> int:
        """What all parts of the period add up to."""
        return self.full_minor - self.outside_minor - self.relief_minor

    @property
    def stands(self) -> bool:
        return self.cancelled_on is None

    def get_absolute_url(self) -> str:
        return reverse("dues:fee", kwargs={"union": self.union.slug, "fee_id": self.pk})


class Receipt(UnionOwned):
    """A payment of a member, numbered without gaps within the union: for what he owes, or towards his certificates."""

    number = models.PositiveBigIntegerField(_("recibo"))
    member = UnionForeignKey("members.Member", related_name="+", db_index=False)
    dues_minor = models.BigIntegerField(default=0)
    purchases_minor = models.BigIntegerField(default=0)
    capital_minor = models.BigIntegerField(default=0)
    into = models.CharField(max_length=4, choices=CAME)
    received_on = models.DateField()
    received_by = models.CharField(max_length=160)
    note = models.CharField(max_length=200, blank=True)
    entry = UnionForeignKey("books.Entry", related_name="+", db_index=False)
    cancelled_on = models.DateField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=240, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="receipt_number_once", fields=["union", "number"]),
            models.UniqueConstraint(name="receipt_of_one_entry", fields=["union", "entry"]),
            models.CheckConstraint(
                name="receipt_is_for_something",
                condition=Q(dues_minor__gte=0, purchases_minor__gte=0, capital_minor__gte=0)
                & (Q(dues_minor__gt=0) | Q(purchases_minor__gt=0) | Q(capital_minor__gt=0)),
            ),
        ]
        indexes = [models.Index(name="receipt_by_member", fields=["union", "member", "received_on", "id"])]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def minor(self) -> int:
        return self.dues_minor + self.purchases_minor + self.capital_minor

    @property
    def stands(self) -> bool:
        return self.cancelled_on is None

    def get_absolute_url(self) -> str:
        return reverse("dues:receipt", kwargs={"union": self.union.slug, "receipt_id": self.pk})


class Farewell(UnionOwned):
    """The settlement of one who leaves: what was his, what he owed, and the net that is paid or still owed."""

    member = UnionForeignKey("members.Member", related_name="+")
    left_on = models.DateField()
    reason = models.CharField(max_length=240)
    capital_minor = models.BigIntegerField()
    guarantee_minor = models.BigIntegerField()
    advance_minor = models.BigIntegerField()
    unused_minor = models.BigIntegerField()
    dues_minor = models.BigIntegerField()  # owed for fees; negative: in his favour
    purchases_minor = models.BigIntegerField()
    pays_minor = models.BigIntegerField()
    owing_minor = models.BigIntegerField()
    entry = UnionForeignKey("books.Entry", null=True, related_name="+")
    paid_on = models.DateField(null=True, blank=True)
    paid_from = models.CharField(max_length=4, choices=Into.choices, blank=True)
    pay_entry = UnionForeignKey("books.Entry", null=True, related_name="+")

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="farewell_once", fields=["union", "member", "left_on"]),
            models.CheckConstraint(
                name="farewell_adds_up",
                condition=Q(
                    pays_minor=F("capital_minor") + F("guarantee_minor") + F("advance_minor") + F("unused_minor")
                    - F("dues_minor") - F("purchases_minor") + F("owing_minor")
                ),
            ),
            models.CheckConstraint(
                name="farewell_pays_or_owes",
                condition=Q(pays_minor__gte=0, owing_minor__gte=0) & (Q(pays_minor=0) | Q(owing_minor=0)),
            ),
            models.CheckConstraint(
                name="farewell_paid_once",
                condition=Q(paid_on__isnull=True, paid_from="", pay_entry__isnull=True)
                | Q(paid_on__isnull=False, pay_entry__isnull=False, pays_minor__gt=0, paid_from__in=("cash", "bank")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.member_id} {self.left_on}"

    @property
    def funds_minor(self) -> int:
        return self.capital_minor + self.guarantee_minor + self.advance_minor + self.unused_minor

    @property
    def is_to_pay(self) -> bool:
        return self.pays_minor > 0 and self.paid_on is None

    def get_absolute_url(self) -> str:
        return reverse("dues:farewell", kwargs={"union": self.union.slug, "farewell_id": self.pk})


class Certificate(UnionOwned):
    """A certificate of capital (certificado de aportación): nominative, of the value that the assembly set that day."""

    number = models.PositiveBigIntegerField(_("certificado"))
    member = UnionForeignKey("members.Member", related_name="+", db_index=False)
    value_minor = models.BigIntegerField()
    subscribed_on = models.DateField()
    cancelled_on = models.DateField(null=True, blank=True)
    farewell = UnionForeignKey(Farewell, null=True, related_name="certificates")

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="certificate_number_once", fields=["union", "number"]),
            models.CheckConstraint(name="certificate_is_worth_something", condition=Q(value_minor__gt=0)),
        ]
        indexes = [models.Index(name="certificate_by_member", fields=["union", "member", "number"])]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def stands(self) -> bool:
        return self.cancelled_on is None

    def get_absolute_url(self) -> str:
        return reverse("dues:certificate", kwargs={"union": self.union.slug, "certificate_id": self.pk})
