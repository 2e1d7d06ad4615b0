"""A weekly series as people say it: from a day on, at an hour, not on holidays nor on these days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.engines.days import mexico
from tequio.engines.series import Series, weekly
from tequio.training.errors import NoDays


@dataclass(frozen=True, slots=True)
class Weeks:
    """When a series meets. `except_on`: days without a session beside the holidays that the law names."""

    first_on: date
    at_time: time
    every: int = 1
    except_on: frozenset[date] = field(default_factory=frozenset)
    on_holidays: bool = False

    def days(self, count: int) -> Series:
        """The days of `count` sessions. Raises NoDays."""
        try:
            return weekly(self.first_on, count, self._closed, every=self.every)
        except (ValueError, OverflowError) as fault:
            raise NoDays from fault

    def at(self, day: date) -> datetime:
        return timezone.make_aware(datetime.combine(day, self.at_time))

    def _closed(self, day: date) -> str | None:
        if day in self.except_on:
            return _("ese día no hay")
        return None if self.on_holidays else mexico().holiday_on(day)
