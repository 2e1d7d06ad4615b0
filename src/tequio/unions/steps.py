"""What a founding deed does inside its own transaction: settings, offices and the rights they carry."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from tequio.core.actors import Actor
from tequio.core.users import User
from tequio.engines.bylaws import term_ends_on
from tequio.unions.errors import AlreadyHolds, CatalystHoldsNothingElse, CatalystTermEnds
from tequio.unions.models import Office, OfficeRight, Setting, Term
from tequio.unions.queries import ruling
from tequio.unions.settings import CATALYST_YEARS
from tequio.unions.trade import OfficeRow, SettingRow, matches

KNOWN_RIGHTS = "unions.known_rights"


def begin_term(actor: Actor, office: Office, user: User, begins_on: date, ends_on: date | None) -> Term:
    """Let a person hold an office from a day until a day (excluded). The office is held by the deed.

    A term that ends later than this one begins ends on that day. A catalyst's term without an end ends when the union
    must have asked itself again. Raises AlreadyHolds, CatalystHoldsNothingElse, CatalystTermEnds.
    """
    if office.is_outside:
        last = term_ends_on(begins_on, ruling(CATALYST_YEARS, begins_on))
        if ends_on is not None and ends_on > last:
            raise CatalystTermEnds
        ends_on = ends_on or last
    same_days = terms_over(user, begins_on, ends_on)
    if same_days.filter(office=office, begins_on__gte=begins_on).exists():
        raise AlreadyHolds(name=user.name)
    clash = same_days.filter(office__kind=Office.Kind.CATALYST)
    if (same_days.exclude(office__kind=Office.Kind.CATALYST) if office.is_outside else clash).exists():
        raise CatalystHoldsNothingElse
    same_days.filter(office=office).update(ends_on=begins_on)
    return Term.objects.create(union_id=actor.union_id, office=office, user=user, begins_on=begins_on, ends_on=ends_on)


def holds_office(office: Office, user: User, day: date) -> bool:
    """Whether the person holds it on the day before, so that holding it on would be a re-election."""
    before = day - timedelta(days=1)
    terms = Term.objects.filter(office=office, user=user, begins_on__lte=before)
    return terms.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=before)).exists()


def terms_over(user: User, begins_on: date, ends_on: date | None) -> QuerySet[Term]:
    """The person's terms that share a day with these days."""
    terms = Term.objects.filter(user=user).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=begins_on))
    return terms.filter(begins_on__lt=ends_on) if ends_on else terms


def open_offices(actor: Actor, offices: Iterable[OfficeRow]) -> int:
    """Make the offices that are missing; returns how many. One that is there keeps its name."""
    made = 0
    for row in offices:
        _, is_new = Office.objects.get_or_create(
            union_id=actor.union_id, code=row.code, defaults={"name": row.name, "kind": row.kind}
        )
        made += is_new
    return made


def grant_new_rights(actor: Actor, offices: Iterable[OfficeRow], rights: Iterable[str], today: date) -> list[str]:
    """Give the rights that the union has not met before to the offices whose patterns name them.

    A right that it knows is left alone: what the union took from an office or gave to another stays so.
    """
    known = set(_known())
    new = sorted(set(rights) - known)
    held = {office.code: office for office in Office.objects.all()}
    granted = []
    for row in offices:
        office = held[row.code]
        for right in new:
            if matches(right, row.rights) and office.may_carry(right):
                OfficeRight.objects.get_or_create(union_id=actor.union_id, office=office, right=right)
                granted.append(f"{row.code}: {right}")
    if new:
        set_value(actor, KNOWN_RIGHTS, sorted(known | set(new)), today, "Paquete del oficio")
    return granted


def set_value(actor: Actor, key: str, value: object, valid_from: date, source: str) -> Setting:
    """Let a value rule from a day on; told again for the same day, it replaces what was told."""
    row, _ = Setting.objects.update_or_create(
        union_id=actor.union_id, key=key, valid_from=valid_from, defaults={"value": value, "source": source}
    )
    return row


def open_settings(actor: Actor, settings: Iterable[SettingRow], founded_on: date) -> None:
    """Write the values that the union opens with, where it has none of its own."""
    for row in settings:
        if not Setting.objects.filter(key=row.key).exists():
            Setting.objects.create(
                union_id=actor.union_id, key=row.key, value=row.value, valid_from=founded_on, source=row.source
            )


def _known() -> list[str]:
    row = Setting.objects.filter(key=KNOWN_RIGHTS).order_by("-valid_from").first()
    return list(row.value) if row else []
