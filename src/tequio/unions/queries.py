"""Who may do what in a union, and what was set when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from tequio.core.users import User
from tequio.unions.models import Office, OfficeRight, Setting, Term


@dataclass(frozen=True, slots=True)
class OfficeShown:
    """An office with who holds it today and what it may do."""

    pk: int
    name: str
    get_kind_display: str
    running: list[Term]
    does: list[str]


def offices_with_terms(today: date) -> list[OfficeShown]:
    """Every office: those that the assembly elects first, the catalyst's last."""
    running = Term.objects.filter(begins_on__lte=today).exclude(ends_on__lte=today).select_related("user")
    offices = Office.objects.order_by("name", "pk").prefetch_related(
        Prefetch("terms", running.order_by("begins_on", "pk"), to_attr="running"),
        Prefetch("rights", OfficeRight.objects.order_by("right"), to_attr="does"),
    )
    return [
        OfficeShown(each.pk, each.name, each.get_kind_display(), each.running, [row.right for row in each.does])
        for each in sorted(offices, key=lambda office: Office.Kind.values.index(office.kind))
    ]


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
