"""Who may do what in a union, and what was set when."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from tequio.core.actors import Limit
from tequio.core.models import Event
from tequio.core.users import User
from tequio.unions.errors import CatalystDecidesNothing
from tequio.unions.known import KNOWN, Known
from tequio.unions.models import Office, OfficeRight, Setting, Term, Union
from tequio.unions.offers import offers_of
from tequio.unions.powers import CATALYST_MAY
from tequio.unions.rights import said


@dataclass(frozen=True, slots=True)
class OfficeShown:
    """An office with who holds it today and what it may do."""

    pk: int
    name: str
    get_kind_display: str
    is_outside: bool
    running: list[Term]
    does: list[str]
    could: int  # rights that the trade pack gives it and the union has not


def offices_with_terms(union: Union, today: date) -> list[OfficeShown]:
    """Every office: those that the assembly elects first, the catalyst's last."""
    running = Term.objects.filter(begins_on__lte=today).exclude(ends_on__lte=today).select_related("user")
    offices = Office.objects.order_by("name", "pk").prefetch_related(
        Prefetch("terms", running.order_by("begins_on", "pk"), to_attr="running"),
        Prefetch("rights", OfficeRight.objects.order_by("right"), to_attr="does"),
    )
    return [
        OfficeShown(
            each.pk,
            each.name,
            each.get_kind_display(),
            each.is_outside,
            each.running,
            sorted(said(row.right) for row in each.does),
            len(offers_of(union, each, {row.right for row in each.does})),
        )
        for each in sorted(offices, key=lambda office: Office.Kind.values.index(office.kind))
    ]


def rights_held(office: Office) -> list[str]:
    """What an office may do, by the names of its rights."""
    return list(OfficeRight.objects.filter(office=office).order_by("right").values_list("right", flat=True))


# Somebody from outside goes no further, whatever rights reach him by mistake.
CATALYST_LIMIT = Limit(CATALYST_MAY, CatalystDecidesNothing)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is in the union by his offices of a day."""

    holds_an_office: bool
    rights: frozenset[str]
    limit: Limit | None


def standing_of(user: User, today: date) -> Standing:
    """The offices that the user holds today, in one question."""
    held = Term.objects.filter(user=user, begins_on__lte=today).exclude(ends_on__lte=today)
    rows = list(held.values_list("office__kind", "office__rights__right"))
    limit = CATALYST_LIMIT if any(kind == Office.Kind.CATALYST for kind, _right in rows) else None
    rights = frozenset(right for _kind, right in rows if right)
    return Standing(bool(rows), rights & CATALYST_MAY if limit else rights, limit)


def rights_of(user: User, today: date) -> frozenset[str]:
    """Rights of the offices the user holds today; empty when he holds none."""
    return standing_of(user, today).rights


WARNED_DAYS = 60  # before an elected office or advice ends, so that an assembly can still be called in time


def terms_ending(today: date) -> QuerySet[Term]:
    """Terms of elected offices and of advice that end within the days of warning, and nobody follows; soonest first."""
    follows = Term.objects.filter(
        office=OuterRef("office"), begins_on__gte=OuterRef("begins_on"), begins_on__lte=OuterRef("ends_on")
    ).exclude(pk=OuterRef("pk")).exclude(ends_on__lte=OuterRef("ends_on"))  # fmt: skip
    return (
        Term.objects.filter(
            office__kind__in=(Office.Kind.ELECTED, Office.Kind.CATALYST), begins_on__lte=today, ends_on__gt=today,
            ends_on__lte=today + timedelta(days=WARNED_DAYS),
        )
        .exclude(Exists(follows))
        .select_related("office", "user")
        .order_by("ends_on", "pk")
    )  # fmt: skip


def setting(key: str, today: date, default: Any = None) -> Any:
    """The value that rules on a day: the newest that has begun."""
    row = Setting.objects.filter(key=key, valid_from__lte=today).order_by("-valid_from").first()
    return default if row is None else row.value


def ruling(known: Known, today: date) -> Any:
    """What a setting is worth on a day: what the union decided, or else its default."""
    return setting(known.key, today, known.default)


@dataclass(frozen=True, slots=True)
class Ruled:
    """One value of a setting, as it is shown: since when, where it was decided, who noted it."""

    said: str
    valid_from: date
    source: str
    noted_by: str = ""


@dataclass(frozen=True, slots=True)
class SettingShown:
    """A setting with the value that rules, those that will, and those that ruled; newest first."""

    known: Known
    said: str  # what rules today, or the default
    now: Ruled | None
    coming: list[Ruled]
    past: list[Ruled]


def settings_shown(today: date) -> list[SettingShown]:
    """Every setting there is, in the order of their names; one query."""
    rows: dict[str, list[Setting]] = defaultdict(list)
    for row in Setting.objects.filter(key__in=KNOWN).order_by("-valid_from"):
        rows[row.key].append(row)
    shown = [_shown(known, rows[key], today, {}) for key, known in KNOWN.items()]
    return sorted(shown, key=lambda each: str(each.known.label))


def setting_shown(known: Known, today: date) -> SettingShown:
    """One setting with its whole history, and who noted each value."""
    rows = list(Setting.objects.filter(key=known.key).order_by("-valid_from"))
    noted = Event.objects.filter(subject=Setting._meta.label_lower, subject_id__in=[row.pk for row in rows])
    return _shown(known, rows, today, dict(noted.order_by("number").values_list("subject_id", "actor")))


def _shown(known: Known, rows: list[Setting], today: date, noted: dict[int, str]) -> SettingShown:
    ruled = [Ruled(known.said(row.value), row.valid_from, row.source, noted.get(row.pk, "")) for row in rows]
    begun = [each for each in ruled if each.valid_from <= today]
    now = begun[0] if begun else None
    coming = [each for each in ruled if each.valid_from > today]
    return SettingShown(known, now.said if now else known.said(known.default), now, coming, begun[1:])
