"""Deeds about members and their villages. The roster as a whole is in `roster`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.members import steps
from tequio.members.models import Household, Member, Person, Section, Workshop
from tequio.members.persons import PersonDetails, SectionDetails, WorkshopDetails, changes


@action("members.section.add")
def add_section(
    *,
    actor: Actor,
    name: str,
    municipality: str,
    point_name: str,
    point_address: str = "",
    locality_code: str = "",
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
) -> Section:
    """Open a section: a village with the point where its members fetch their goods. Raises SectionExists."""
    steps.lock_roster(actor.union_id)
    details = SectionDetails(name, municipality, point_name, point_address, locality_code, latitude, longitude)
    fields = details.fields()
    steps.refuse_taken_village(fields["name"], fields["municipality"])
    section = Section.objects.create(union_id=actor.union_id, **fields)
    events.record(actor, "members.section.added", section, name=section.name, municipality=section.municipality)
    return section


@action("members.section.update")
def update_section(*, actor: Actor, section_id: int, section: SectionDetails) -> Section:
    """Correct a section, or move its point of delivery. Raises SectionUnknown, SectionExists."""
    steps.lock_roster(actor.union_id)
    stored = steps.section(section_id)
    fields = section.fields()
    steps.refuse_taken_village(fields["name"], fields["municipality"], stored)
    changed = changes({name: getattr(stored, name) for name in fields}, fields)
    for name, value in fields.items():
        setattr(stored, name, value)
    stored.save()
    events.record(actor, "members.section.updated", stored, name=stored.name, changed=changed)
    return stored


@action("members.member.admit")
def admit_member(
    *,
    actor: Actor,
    person: PersonDetails,
    section_id: int,
    today: date,
    number: int | None = None,
    state: str = Member.State.APPLICANT,
    workshop: WorkshopDetails | None = None,
    household: str = "",
) -> Member:
    """Write a person into the roster, with the next number unless one is given. Raises NumberTaken, CurpTaken."""
    steps.lock_roster(actor.union_id)
    section = steps.section(section_id)
    steps.refuse_taken_curp(person.curp)
    if number is not None:
        steps.refuse_taken_number(number)

    member = Member.objects.create(
        union_id=actor.union_id,
        number=number or steps.next_number(),
        person=Person.objects.create(union_id=actor.union_id, **person.fields()),
        section=section,
        workshop=_new_workshop(actor, section, workshop) if workshop else None,
        household=_household(actor, section, plain(household)),
        state=state,
        joined_on=today,
    )
    events.record(actor, "members.member.admitted", member, number=member.number, state=state, section=section.name)
    return member


@action("members.member.update")
def update_member(
    *,
    actor: Actor,
    member_id: int,
    person: PersonDetails,
    section_id: int,
    workshop: WorkshopDetails | None = None,
    household: str = "",
) -> Member:
    """Correct what is written about a member, his workshop and his household. Raises CurpTaken."""
    steps.lock_roster(actor.union_id)
    member = steps.member(member_id)
    section = steps.section(section_id)
    steps.refuse_taken_curp(person.curp, member.person)

    fields = person.fields()
    changed = changes({name: getattr(member.person, name) for name in fields}, fields)
    changed |= changes({"section": member.section.name}, {"section": section.name})
    Person.objects.filter(pk=member.person_id).update(**fields)
    if workshop:
        changed |= _write_workshop(actor, member, section, workshop)
    member.household = _household(actor, section, plain(household))
    member.section = section
    member.save(update_fields=["section", "household", "workshop"])
    # What follows from the names says nothing new in the history.
    told = {name: value for name, value in changed.items() if name not in ("search_key", "sort_key")}
    events.record(actor, "members.member.updated", member, number=member.number, changed=told)
    return steps.member(member_id)


@action("members.member.change_state")
def change_member_state(*, actor: Actor, member_id: int, state: str, today: date, reason: str = "") -> Member:
    """Take a member from one state to the next that the bylaws allow. Raises StateChangeRefused."""
    steps.lock_roster(actor.union_id)
    member = steps.member(member_id)
    before = Member.State(member.state)
    steps.change_state(member, state, today)
    events.record(
        actor, "members.member.state_changed", member, number=member.number, before=before, after=state, reason=reason
    )
    return member


def _new_workshop(actor: Actor, section: Section, details: WorkshopDetails) -> Workshop:
    return Workshop.objects.create(union_id=actor.union_id, section=section, **asdict(details))


def _write_workshop(actor: Actor, member: Member, section: Section, details: WorkshopDetails) -> dict[str, object]:
    """Change the member's workshop, or open his first one; returns what changed."""
    if member.workshop is None:
        if details != WorkshopDetails():
            member.workshop = _new_workshop(actor, section, details)
            return {"workshop": [None, details.name]}
        return {}
    before = {name: getattr(member.workshop, name) for name in asdict(details)}
    Workshop.objects.filter(pk=member.workshop_id).update(**asdict(details))
    return changes(before, asdict(details))


def _household(actor: Actor, section: Section, name: str) -> Household | None:
    if not name:
        return None
    known = Household.objects.filter(section=section, name=name).order_by("pk").first()
    return known or Household.objects.create(union_id=actor.union_id, section=section, name=name)
