"""Reading attendance: who came, who is expected, and finding somebody among members and guests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from tequio.core.text import search_key
from tequio.members.models import Member, Person
from tequio.members.queries import found_members
from tequio.training.models import Attendance, Doubt, Seat, Session, SignInPage

MOST_FOUND = 30


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody on a list: a member with number and village, or a guest without."""

    person_id: int
    name: str
    number: int | None
    village: str


def attendances_of(session: Session) -> QuerySet[Attendance]:
    return Attendance.objects.filter(session=session).select_related("person").order_by("person__sort_key", "pk")


def expected_at(session: Session) -> list[Known]:
    """Who keeps a seat, or came to an earlier session of the course, and is not noted yet."""
    came = Attendance.objects.filter(person=OuterRef("pk"))
    people = Person.objects.filter(
        Q(Exists(Seat.objects.filter(person=OuterRef("pk"), session=session)))
        | Q(Exists(came.filter(session__course_id=session.course_id)))
    ).exclude(Exists(came.filter(session=session)))
    return _known(people.order_by("sort_key", "pk"))


def found(search: str, session: Session) -> list[Known]:
    """Members by number, telephone or names, and guests of earlier sessions by names; those noted already left out."""
    here = Attendance.objects.filter(session=session).values("person_id")
    members = found_members(search).exclude(state__in=Member.GONE).exclude(person_id__in=here)[:MOST_FOUND]
    ids = [member.person_id for member in members]
    words = search_key(search).split()
    if words and not search.strip().isdecimal():
        guests = Person.objects.filter(memberships__isnull=True).exclude(pk__in=here)
        for word in words:
            guests = guests.filter(search_key__contains=word)
        ids += list(guests.order_by("sort_key", "pk").values_list("pk", flat=True)[:MOST_FOUND])
    return _known(Person.objects.filter(pk__in=ids).order_by("sort_key", "pk"))


def people_of_village(section_id: int) -> list[Known]:
    members = Member.objects.filter(section_id=section_id).exclude(state__in=Member.GONE)
    people = Person.objects.filter(pk__in=members.values("person_id"))
    return _known(people.order_by("sort_key", "pk"))


def _known(people: QuerySet[Person]) -> list[Known]:
    rows = list(people)
    belong = members_of(row.pk for row in rows)
    return [
        Known(row.pk, row.sorted_name, belong[row.pk].number if row.pk in belong else None,
              belong[row.pk].section.name if row.pk in belong else "")
        for row in rows
    ]  # fmt: skip


def members_of(person_ids: Iterable[int]) -> dict[int, Member]:
    """The memberships of these persons, by person."""
    found_ = Member.objects.filter(person_id__in=list(person_ids)).select_related("section")
    return {member.person_id: member for member in found_}


def pages_of(session: Session) -> QuerySet[SignInPage]:
    return SignInPage.objects.filter(session=session).order_by("position", "pk")


def doubts_of(session: Session) -> QuerySet[Doubt]:
    """Rows that wait for a person, in the order of the paper."""
    waiting = Doubt.objects.filter(page__session=session, decided_at__isnull=True)
    return waiting.select_related("person", "page").order_by("page__position", "pk")
