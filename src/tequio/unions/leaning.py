"""How much the union still leans on its outside adviser: what he does of what is done, and who else could.

What is done is told by the events of office work. What a member does for himself (pledge, vote, seat) is left out,
and so is what the program does by itself: neither shows who carries the union.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import CharField, Count, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf, TruncDate
from django.utils import timezone

from tequio.core.action import REGISTRY
from tequio.core.models import Event
from tequio.unions.models import Office, Term

DAYS = 91  # thirteen weeks, so that both periods have the same days of the week
ENOUGH = 2  # people who can carry an office: with one, it stands still when she is ill


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to before `end`."""

    first: date
    end: date

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)


def spans(today: date) -> tuple[Span, Span]:
    """The thirteen weeks that end today, and the thirteen before them."""
    end = today + timedelta(days=1)
    middle = end - timedelta(days=DAYS)
    return Span(middle, end), Span(middle - timedelta(days=DAYS), middle)


@dataclass(frozen=True, slots=True)
class Share:
    """Deeds of one process, or of all: how many, and how many of them by the adviser."""

    process: str
    all: int
    his: int
    all_before: int
    his_before: int

    @property
    def ratio(self) -> float | None:
        return self.his / self.all if self.all else None

    @property
    def ratio_before(self) -> float | None:
        return self.his_before / self.all_before if self.all_before else None


def deeds_of(span: Span) -> QuerySet[Event]:
    """Office work of some days; `process` is the app, `is_his` whether the one who did it was adviser on that day."""
    advised = Term.objects.filter(
        office__kind=Office.Kind.CATALYST, user_id=OuterRef("user_id"), begins_on__lte=OuterRef("day"),
        ends_on__gt=OuterRef("day"),
    )  # fmt: skip
    own = [each.right for each in REGISTRY.values() if each.for_self]
    name = Coalesce(NullIf("deed", Value("")), F("kind"))
    return (
        Event.objects.filter(at__gte=_midnight(span.first), at__lt=_midnight(span.end), user_id__isnull=False)
        .exclude(deed__in=own)
        .annotate(
            day=TruncDate("at"), is_his=Exists(advised),
            process=Func(name, Value("."), Value(1), function="split_part", output_field=CharField()),
        )
    )  # fmt: skip


def shares(today: date) -> list[Share]:
    """Each process with its share by the adviser, now and before; the most of his first. One query."""
    now, before = spans(today)
    is_now = Q(at__gte=_midnight(now.first))
    rows = (
        deeds_of(Span(before.first, now.end))
        .values("process")
        .annotate(
            now=Count("pk", filter=is_now), his_now=Count("pk", filter=is_now & Q(is_his=True)),
            before=Count("pk", filter=~is_now), his_before=Count("pk", filter=~is_now & Q(is_his=True)),
        )
    )  # fmt: skip
    found = [Share(r["process"], r["now"], r["his_now"], r["before"], r["his_before"]) for r in rows]
    return sorted(found, key=lambda share: (-(share.ratio or 0), -(share.ratio_before or 0), share.process))


def together(found: Iterable[Share]) -> Share:
    rows = list(found)
    return Share(
        "", sum(r.all for r in rows), sum(r.his for r in rows),
        sum(r.all_before for r in rows), sum(r.his_before for r in rows),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trained:
    """Somebody who can carry an office, and why that is known; `user_id` where he signs in."""

    office: str  # its code
    name: str
    user_id: int | None = None


# Who counts as able to carry an office. Whoever holds or held it, here; an app that knows more (certificates of courses
# for an office, say) adds its own source in its `apps.ready`.
Source = Callable[[date], Iterable[Trained]]
SOURCES: list[Source] = []


def who_held(today: date) -> Iterable[Trained]:
    """Whoever has begun a term of an office of the union, now or earlier."""
    terms = Term.objects.filter(begins_on__lte=today).exclude(office__kind=Office.Kind.CATALYST)
    for code, name, user_id in terms.order_by("begins_on", "pk").values_list("office__code", "user__name", "user_id"):
        yield Trained(code, name, user_id)


SOURCES.append(who_held)


@dataclass(frozen=True, slots=True)
class Manned:
    """An office with who holds it and who could."""

    pk: int
    name: str
    holders: list[str]
    trained: list[str]

    @property
    def is_thin(self) -> bool:
        return len(self.trained) < ENOUGH


def offices(today: date) -> list[Manned]:
    """The union's own offices with the people who can carry them, those with the fewest first."""
    known: dict[str, dict[int | str, str]] = defaultdict(dict)
    for source in SOURCES:
        for each in source(today):
            known[each.office].setdefault(each.user_id or each.name, each.name)
    running = Term.objects.filter(begins_on__lte=today).exclude(ends_on__lte=today)
    held: dict[int, list[str]] = defaultdict(list)
    for office_id, name in running.order_by("begins_on", "pk").values_list("office_id", "user__name"):
        held[office_id].append(name)
    found = [
        Manned(office.pk, office.name, held[office.pk], list(known[office.code].values()))
        for office in Office.objects.exclude(kind=Office.Kind.CATALYST).order_by("name", "pk")
    ]
    return sorted(found, key=lambda each: len(each.trained))


def advisers(today: date) -> list[Term]:
    """Who advises from outside today."""
    running = Term.objects.filter(office__kind=Office.Kind.CATALYST, begins_on__lte=today, ends_on__gt=today)
    return list(running.select_related("user").order_by("begins_on", "pk"))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
