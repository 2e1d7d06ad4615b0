"""A minority stands up at the board's election, to name the vigilance council."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tequio.assembly.errors import MinorityWrong, NoMinorityHere, NotPresent
from tequio.assembly.minorities import may_form, minority_of, won
from tequio.assembly.models import Credential, Dissenter, Vote
from tequio.assembly.steps import locked_vote
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.refusals import NotAllowed
from tequio.members.models import Member


@action("assembly.minority.note")
def note_minority(*, actor: Actor, vote_id: int, members: Sequence[Member]) -> Vote:
    """Note who stood up for the minority, in the place of what was noted before.

    Raises NoMinorityHere, MinorityWrong, NotPresent.
    """
    vote = _held(vote_id)
    Dissenter.objects.filter(vote=vote).exclude(credential__member__in=members).delete()
    for member in members:
        _stand_up(vote, member, actor.name)
    return _told(actor, vote)


@action("assembly.minority.join", for_self="member")
def join_minority(*, actor: Actor, vote_id: int, member: Member) -> Vote:
    """Stand up for the minority by telephone. Only for oneself.

    Raises NotAllowed, NoMinorityHere, MinorityWrong, NotPresent.
    """
    if actor.member_id != member.pk:
        raise NotAllowed
    vote = _held(vote_id)
    _stand_up(vote, member, "")
    return _told(actor, vote)


def _held(vote_id: int) -> Vote:
    vote = locked_vote(vote_id)
    if not may_form(vote):
        raise NoMinorityHere(source=vote.assembly.bylaws.source("minority_council"))
    return vote


def _stand_up(vote: Vote, member: Member, noted_by: str) -> None:
    """With the votes he holds: his own, and those of who is absent and gave him a proxy."""
    card = Credential.objects.filter(assembly_id=vote.item.assembly_id, member=member).first()
    if card is None or not card.is_present:
        raise NotPresent(name=member.name)
    if member.pk in won(vote):
        raise MinorityWrong(why=_("%(name)s ganó esta elección.") % {"name": member.name})
    Dissenter.objects.bulk_create(
        [Dissenter(union_id=vote.union_id, vote=vote, credential=each, noted_by=noted_by) for each in (
            card, *Credential.objects.filter(given__holder=card, is_present=False))],
        ignore_conflicts=True,
    )  # fmt: skip


def _told(actor: Actor, vote: Vote) -> Vote:
    found = minority_of(vote)
    if found.is_most and found.people:
        raise MinorityWrong(
            why=_("con %(votes)s de %(present)s votos ya no es minoría, y nadie nombra así la vigilancia.")
            % {"votes": found.verdict.have, "present": found.verdict.votes}
        )
    events.record(actor, "assembly.minority.noted", vote, people=found.people, votes=found.verdict.have,
                  needed=found.verdict.needed)  # fmt: skip
    return vote
