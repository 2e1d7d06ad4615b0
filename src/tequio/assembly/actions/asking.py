"""Preparing a question: what is on the ballot, and for how many places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from tequio.assembly.bodies import renewal_of
from tequio.assembly.delegations import delegates_wanted
from tequio.assembly.errors import (
    CouncilUnlawful,
    MoreSeatsThanCandidates,
    NotOfSection,
    NotRenewedNow,
    OptionsWrong,
    TermUnlawful,
)
from tequio.assembly.models import AgendaItem, Assembly, Motion, Option, Vote
from tequio.assembly.steps import locked_assembly
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.engines import bylaws, urn
from tequio.members.models import Member
from tequio.unions.models import Office


@action("assembly.vote.prepare")
def draft_vote(
    *, actor: Actor, item_id: int, title: str, method: str, seats: int = 1, is_secret: bool = True,
    motion_id: int | None = None, candidates: Sequence[Member] = (), office_id: int | None = None, term_years: int = 0,
    elects_delegates: bool = False, declared: Mapping[int, str] | None = None, body: str = "",
) -> Vote:  # fmt: skip
    """Prepare a question: a motion, or an election among members. A section's delegates are as many as the bylaws say.

    `declared`: what candidates say of themselves ("f", "m") by their ids, kept only where the bylaws ask for parity.
    `body`: the board or the vigilance council, of which the bylaws have something of their own to say.
    Raises NotNow, OptionsWrong, MoreSeatsThanCandidates, TermUnlawful, NotRenewedNow, NotOfSection, CouncilUnlawful.
    """
    item = AgendaItem.objects.select_related("assembly").get(pk=item_id)
    assembly = locked_assembly(item.assembly_id, Assembly.State.CALLED, Assembly.State.LACKED, Assembly.State.OPEN)
    vote = Vote(
        union_id=actor.union_id, item=item, title=title, method=method, seats=seats, is_secret=is_secret,
        term_years=term_years, elects_delegates=elects_delegates, body=body if method != Vote.Method.MOTION else "",
    )  # fmt: skip
    if elects_delegates:
        seats = vote.seats = _delegates_seats(assembly, method, candidates)
    if vote.is_motion:
        vote.motion = Motion.objects.filter(pk=motion_id, item=item, state=Motion.State.PROPOSED).first()
        if vote.motion is None:
            raise OptionsWrong(why=_("falta decir qué moción se vota."))
        options: list[tuple[str, Member | None]] = [(_("A favor"), None), (_("En contra"), None)]
        vote.seats = 1
    else:
        options = _candidates(candidates)
        if seats < 1 or seats > len(options):
            raise MoreSeatsThanCandidates(seats=seats, candidates=len(options))
        if method == Vote.Method.MAJORITY and seats != 1:
            raise OptionsWrong(why=_("por más de la mitad se elige un solo cargo."))
        if office_id is not None:
            vote.office = Office.objects.get(pk=office_id, kind=Office.Kind.ELECTED)
            if bylaws.term_fault(assembly.bylaws, term_years):
                cap = assembly.bylaws.number("term_years_cap")
                raise TermUnlawful(most=cap or 99, source=assembly.bylaws.source("term_years_cap"))
            vote.is_staggered = _renews(assembly, vote.office, seats) and seats > 1 and term_years > 1
        if body == Vote.Body.VIGILANCE:
            _check_council(assembly, vote)
    vote.save()
    said = (declared or {}) if assembly.bylaws.says("parity") else {}
    Option.objects.bulk_create(
        Option(
            union_id=actor.union_id,
            vote=vote,
            place=place,
            name=name,
            member=member,
            declares=said.get(member.pk, "") if member else "",
        )
        for place, (name, member) in enumerate(options, start=1)
    )
    events.record(actor, "assembly.vote.prepared", vote, title=title, method=method, seats=vote.seats)
    return vote


def _renews(assembly: Assembly, office: Office, seats: int) -> bool:
    """Where the bylaws renew a body in parts, only the places whose term ends are filled. Raises NotRenewedNow.

    Whether it is elected whole under that rule, so that its first terms are staggered.
    """
    if not assembly.bylaws.says("partial_renewal"):
        return False
    now = renewal_of(assembly, office)
    if now.stays and seats > len(now.ends):
        raise NotRenewedNow(
            office=office.name,
            ends=len(now.ends),
            stays=len(now.stays),
            source=assembly.bylaws.source("partial_renewal"),
        )
    return not now.stays


def _check_council(assembly: Assembly, vote: Vote) -> None:
    """With those who stay it has a lawful size. Raises CouncilUnlawful."""
    stays = len(renewal_of(assembly, vote.office).stays) if vote.office else 0
    size, rules = vote.seats + stays, assembly.bylaws
    if bylaws.body_faults(rules, "vigilance", size=size, members=assembly.entitled):
        raise CouncilUnlawful(size=size, most=rules.number("vigilance_most"), source=rules.source("vigilance_most"))


def _delegates_seats(assembly: Assembly, method: str, candidates: Sequence[Member]) -> int:
    """How many delegates this section elects, once. Raises OptionsWrong, NotOfSection."""
    if assembly.section is None:
        raise OptionsWrong(why=_("solo la asamblea de una sección elige delegadas y delegados."))
    if method in (Vote.Method.MOTION, Vote.Method.MAJORITY):
        raise OptionsWrong(why=_("de esa forma no se eligen delegadas y delegados; escoge otra."))
    if not assembly.entitled:
        raise OptionsWrong(why=_("faltan las credenciales de la sección: de ellas depende cuántos se eligen."))
    others = Vote.objects.filter(item__assembly=assembly, elects_delegates=True).exclude(state=Vote.State.ANNULLED)
    if others.exists():
        raise OptionsWrong(why=_("la sección ya tiene su elección de delegadas y delegados."))
    for member in candidates:
        if member.section_id != assembly.section_id:
            raise NotOfSection(name=member.name, section=assembly.section.name)
    return delegates_wanted(assembly, assembly.entitled)


def _candidates(members: Sequence[Member]) -> list[tuple[str, Member | None]]:
    """Names as they stand on the ballot; two people of one name get their numbers along."""
    names = [member.name for member in members]
    if len({member.pk for member in members}) != len(members):
        raise OptionsWrong(why=_("una persona está dos veces."))
    if len(members) > urn.MOST_OPTIONS:
        raise OptionsWrong(why=_("caben hasta %(most)s candidaturas.") % {"most": urn.MOST_OPTIONS})
    for member in members:
        if member.state != Member.State.ACTIVE:
            raise OptionsWrong(why=_("%(name)s no es socia o socio activo.") % {"name": member.name})
    return [
        (name if names.count(name) == 1 else f"{name} ({member.number})", member)
        for name, member in zip(names, members, strict=True)
    ]
