"""Members ask for a point or for an assembly, and sign; what has its signatures cannot be left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tequio.assembly.errors import (
    AlreadySigned,
    NothingToNote,
    NotSigned,
    OnlyActiveSign,
    PetitionNotOpen,
    TooManyPetitions,
)
from tequio.assembly.models import AgendaItem, Petition, Signature
from tequio.assembly.petitioning import settle
from tequio.assembly.steps import own_rules
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.refusals import NotAllowed
from tequio.members.models import Member

MOST_OPEN = 3  # of one member at a time, so that a list stays one that people read


@action("assembly.petition.propose", for_self="member")
def propose_petition(
    *, actor: Actor, member: Member, kind: str, title: str, reason: str, today: date,
    matter: str = AgendaItem.Matter.ORDINARY,
) -> Petition:  # fmt: skip
    """Ask for something to be decided, with the first signature; an office may note it for a member.

    Raises OnlyActiveSign, TooManyPetitions, BylawsUnlawful.
    """
    _check_active(member)
    # Held, so that two of his sent at once do not both pass.
    Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if Petition.objects.filter(proposed_by=member, state=Petition.State.OPEN).count() >= MOST_OPEN:
        raise TooManyPetitions(most=MOST_OPEN)
    form, own = own_rules(today)
    petition = Petition.objects.create(
        union_id=actor.union_id, kind=kind, title=title, matter=matter, reason=reason, proposed_by=member,
        proposed_on=today, form=form, own_rules=own,
    )  # fmt: skip
    _sign(petition, [member.pk], today, "" if actor.member_id == member.pk else actor.name)
    events.record(actor, "assembly.petition.proposed", petition, kind=kind, title=title, member=member.pk)
    return petition


@action("assembly.petition.sign", for_self="member")
def sign_petition(*, actor: Actor, petition_id: int, member: Member, today: date) -> Petition:
    """Ask for it too, once. Only for oneself. Raises NotAllowed, PetitionNotOpen, OnlyActiveSign, AlreadySigned."""
    _check_own(actor, member)
    petition = _held(petition_id)
    _check_active(member)
    if Signature.objects.filter(petition=petition, member=member).exists():
        raise AlreadySigned(name=member.name)
    reached = _sign(petition, [member.pk], today, "")
    events.record(actor, "assembly.petition.signed", petition, member=member.pk, reached=reached)
    return petition


@action("assembly.petition.unsign", for_self="member")
def withdraw_signature(*, actor: Actor, petition_id: int, member: Member) -> Petition:
    """Take one's signature back while it still collects them. Raises NotAllowed, PetitionNotOpen, NotSigned."""
    _check_own(actor, member)
    petition = _held(petition_id)
    gone, _rows = Signature.objects.filter(petition=petition, member=member).delete()
    if not gone:
        raise NotSigned
    events.record(actor, "assembly.petition.unsigned", petition, member=member.pk)
    return petition


@action("assembly.petition.withdraw", for_self="member")
def withdraw_petition(*, actor: Actor, petition_id: int, member: Member) -> Petition:
    """Take back what one asked for, before it has its signatures. Raises NotAllowed, PetitionNotOpen."""
    _check_own(actor, member)
    petition = _held(petition_id)
    if petition.proposed_by_id != member.pk:
        raise NotAllowed
    petition.state = Petition.State.WITHDRAWN
    petition.save(update_fields=["state"])
    events.record(actor, "assembly.petition.withdrawn", petition)
    return petition


@action("assembly.petition.note")
def note_signatures(*, actor: Actor, petition_id: int, members: Sequence[Member], today: date) -> Petition:
    """Note signatures that were given on paper; who has signed already is not noted twice.

    Raises PetitionNotOpen, OnlyActiveSign, NothingToNote.
    """
    petition = _held(petition_id)
    for member in members:
        _check_active(member)
    known = set(Signature.objects.filter(petition=petition).values_list("member_id", flat=True))
    new = list(dict.fromkeys(member.pk for member in members if member.pk not in known))
    if not new:
        raise NothingToNote
    reached = _sign(petition, new, today, actor.name)
    events.record(actor, "assembly.petition.noted", petition, members=new, reached=reached)
    return petition


def _held(petition_id: int) -> Petition:
    petition: Petition = Petition.objects.select_for_update().get(pk=petition_id)
    if not petition.is_open:
        raise PetitionNotOpen(title=petition.title, state=petition.get_state_display())
    return petition


def _sign(petition: Petition, members: Sequence[int], today: date, noted_by: str) -> bool:
    """Write the signatures; whether they were the last that were missing."""
    Signature.objects.bulk_create(
        Signature(union_id=petition.union_id, petition=petition, member_id=pk, signed_on=today, noted_by=noted_by)
        for pk in members
    )
    return bool(settle([petition], today))


def _check_own(actor: Actor, member: Member) -> None:
    if actor.member_id != member.pk:
        raise NotAllowed


def _check_active(member: Member) -> None:
    if member.state != Member.State.ACTIVE:
        raise OnlyActiveSign(name=member.name)
