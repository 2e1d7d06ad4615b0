"""Reading members: who may see whom, and finding them by name, number or telephone."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from tequio.core.actors import Actor
from tequio.core.text import search_key
from tequio.core.users import User
from tequio.members.models import Member, Section

# PostgreSQL's integer; a longer row of digits is a telephone.
LARGEST_NUMBER = 2**31 - 1


def member_of(user: User) -> Member | None:
    """The user's membership of the union in scope, or None."""
    return Member.objects.select_related("person", "section").filter(user=user).first()


def may_see(actor: Actor, member: Member) -> bool:
    """Whoever holds an office sees everyone; a member sees himself."""
    return may_see_everyone(actor) or actor.member_id == member.pk


def may_see_everyone(actor: Actor) -> bool:
    return bool(actor.rights)


def members() -> QuerySet[Member]:
    """Members as pages show them, in the order of their surnames."""
    return Member.objects.select_related("person", "section").order_by("person__sort_key", "pk")


def found_members(search: str = "", section_id: int | None = None, state: str = "") -> QuerySet[Member]:
    """Members whose number is the text, whose telephone begins with it, or whose names hold all of its words."""
    found = members()
    if section_id:
        found = found.filter(section_id=section_id)
    if state:
        found = found.filter(state=state)
    if search.strip(" ()+-.0123456789") == "" and (digits := "".join(filter(str.isdigit, search))):
        return found.filter(_number_or_phone(digits))
    for word in search_key(search).split():
        found = found.filter(person__search_key__contains=word)
    return found


def _number_or_phone(digits: str) -> Q:
    phone = Q(person__phone__startswith=f"+52{digits}")
    return phone | Q(number=int(digits)) if int(digits) <= LARGEST_NUMBER else phone


def member_detail(member_id: int) -> QuerySet[Member]:
    return Member.objects.select_related("person", "section", "workshop", "household", "user").filter(pk=member_id)


def sections() -> QuerySet[Section]:
    """Villages with the number of members who belong today."""
    belong = Count("members", filter=~Q(members__state__in=Member.GONE))
    return Section.objects.annotate(member_count=belong).order_by("municipality", "name", "pk")
