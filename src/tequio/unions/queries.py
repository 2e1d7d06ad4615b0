"""Who may do what in a union, and what was set when."""

from datetime import date
from typing import Any

from tequio.core.users import User
from tequio.unions.models import OfficeRight, Setting, Term


def rights_of(user: User, today: date) -> frozenset[str]:
    """Rights of the offices the user holds today; empty when he holds none."""
    return frozenset(
        OfficeRight.objects.filter(office__terms__user=user, office__terms__begins_on__lte=today)
        .exclude(office__terms__ends_on__lte=today)
        .values_list("right", flat=True)
    )


def holds_an_office(user: User, today: date) -> bool:
    return Term.objects.filter(user=user, begins_on__lte=today).exclude(ends_on__lte=today).exists()


def setting(key: str, today: date, default: Any = None) -> Any:
    """The value that rules on a day: the newest that has begun."""
    row = Setting.objects.filter(key=key, valid_from__lte=today).order_by("-valid_from").first()
    return default if row is None else row.value
