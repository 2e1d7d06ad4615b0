"""What deeds about members share. Steps open no transaction and check no permission."""

from datetime import date

from django.db import connection
from django.db.models import Max

from tequio.members.errors import (
    CurpTaken,
    LeavesBeforeJoining,
    MemberUnknown,
    NumberTaken,
    SectionExists,
    SectionUnknown,
    StateChangeRefused,
)
from tequio.members.models import Member, Person, Section
from tequio.members.persons import PersonDetails


def lock_roster(union_id: int) -> None:
    """One deed at a time gives numbers and matches persons in a union; the second sees what the first wrote."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('members.roster', %s))", [union_id])


def next_number() -> int:
    return (Member.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def add_person(union_id: int, details: PersonDetails) -> Person:
    """Write down a human being who is no member, such as a guest."""
    made: Person = Person.objects.create(union_id=union_id, **details.fields())
    return made


def section(section_id: int) -> Section:
    """The section. Raises SectionUnknown."""
    found = Section.objects.filter(pk=section_id).first()
    if found is None:
        raise SectionUnknown
    return found


def member(member_id: int) -> Member:
    """The member, with his person and workshop, locked. Raises MemberUnknown."""
    found = Member.objects.select_for_update(of=("self",)).select_related("person", "workshop", "household", "section")
    member_ = found.filter(pk=member_id).first()
    if member_ is None:
        raise MemberUnknown
    return member_


def change_state(member: Member, state: str, on: date) -> None:
    """Take a locked member from one state to the next. Raises StateChangeRefused, LeavesBeforeJoining."""
    before = Member.State(member.state)
    if not member.may_become(state):
        raise StateChangeRefused(before=before.label, after=Member.State(state).label)
    if state in Member.GONE and on < member.joined_on:
        raise LeavesBeforeJoining(joined_on=member.joined_on)
    if (before, state) == (Member.State.APPLICANT, Member.State.ACTIVE):
        member.joined_on = on
    member.left_on = on if state in Member.GONE else None
    member.state = state
    member.save(update_fields=["state", "joined_on", "left_on"])


def refuse_taken_village(name: str, municipality: str, section: Section | None = None) -> None:
    taken = Section.objects.filter(name=name, municipality=municipality)
    if (taken.exclude(pk=section.pk) if section else taken).exists():
        raise SectionExists(name=name, municipality=municipality)


def refuse_taken_number(number: int) -> None:
    taken = Member.objects.select_related("person").filter(number=number).first()
    if taken:
        raise NumberTaken(number=number, name=taken.person.full_name)


def refuse_taken_curp(curp: str, person: Person | None = None) -> None:
    if not curp:
        return
    taken = Member.objects.select_related("person").filter(person__curp=curp)
    other = taken.exclude(person=person).first() if person else taken.first()
    if other:
        raise CurpTaken(number=other.number, name=other.person.full_name)
