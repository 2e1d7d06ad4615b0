"""Union, its dated settings, offices, rights and terms."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.unions.powers import CATALYST_MAY


class Union(models.Model):
    """An organisation of producers. Every other row of its life carries its key."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=160)
    trade = models.CharField(max_length=40)  # the trade pack it opened with
    founded_on = models.DateField()
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Setting(UnionOwned):
    """One value from a date on, with its source; the newest that has begun rules."""

    key = models.CharField(max_length=80)
    value = models.JSONField()
    valid_from = models.DateField()
    source = models.CharField(max_length=240)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="setting_once_a_day", fields=["union", "key", "valid_from"])]

    def __str__(self) -> str:
        return f"{self.key} {self.valid_from}"


class Office(UnionOwned):
    """A task of the union, such as treasurer or buyer, with the rights it carries."""

    class Kind(models.TextChoices):
        ELECTED = "elected", _("cargo elegido")
        STAFF = "staff", _("oficina")
        CATALYST = "catalyst", _("asesor externo")

    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="office_code_once", fields=["union", "code"])]

    def __str__(self) -> str:
        return self.name

    @property
    def is_outside(self) -> bool:
        """Whether who holds it is no part of the union."""
        return self.kind == self.Kind.CATALYST

    def may_carry(self, right: str) -> bool:
        """A catalyst's office carries no right that votes, elects, pays, admits, signs or rules."""
        return not self.is_outside or right in CATALYST_MAY


class OfficeRight(UnionOwned):
    """An action that the holders of an office may do."""

    office = UnionForeignKey(Office, related_name="rights")
    right = models.CharField(max_length=80)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="office_right_once", fields=["union", "office", "right"])]

    def __str__(self) -> str:
        return self.right


class Term(UnionOwned):
    """A person holds an office from a date until a date (excluded); without an end, until he is relieved.

    A catalyst's term always has an end: the database sees to it.
    """

    office = UnionForeignKey(Office, related_name="terms")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="term_once", fields=["union", "office", "user", "begins_on"]),
            models.CheckConstraint(
                name="term_ends_after_it_begins", condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("begins_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.begins_on}"

    def has_begun(self, day: date) -> bool:
        return self.begins_on <= day

    def runs_on(self, day: date) -> bool:
        return self.begins_on <= day and (self.ends_on is None or day < self.ends_on)

    def is_to_end(self, day: date) -> bool:
        """Whether relieving the person on that day still takes something away."""
        return self.ends_on is None or day < self.ends_on
