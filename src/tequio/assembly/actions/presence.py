"""Members' credentials, arrivals and departures, proxies, and whether the assembly may begin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.assembly.credentials import credit_members
from tequio.assembly.errors import (
    HasQuorum,
    NoCredential,
    NoQuorum,
    ProxyWrong,
    StillVoting,
)
from tequio.assembly.models import Assembly, Credential, Movement, Proxy, Vote
from tequio.assembly.models.presence import Way
from tequio.assembly.queries import quorum_of
from tequio.assembly.steps import locked_assembly, move_to
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.bulk import insert_rows
from tequio.core.refusals import NotAllowed
from tequio.engines import bylaws
from tequio.members.models import Member

State = Assembly.State


@action("assembly.credential.issue")
def issue_credentials(*, actor: Actor, assembly_id: int) -> Assembly:
    """Give every active member a credential, with one vote or with those of his contribution.

    Raises NotNow, HasVoted, NobodyHasPaidIn, TooManyVotes.
    """
    assembly = locked_assembly(assembly_id, State.CALLED)
    told = credit_members(assembly)
    events.record(actor, "assembly.credential.issued", assembly, **told)
    return assembly


@action("assembly.presence.record")
def record_movement(
    *, actor: Actor, assembly_id: int, credential_id: int, comes_in: bool, way: str = Way.LIST
) -> Credential:
    """Note that somebody came in or went out; what is so already is noted once. Raises NotNow, NoCredential."""
    return _move(actor, assembly_id, credential_id, comes_in=comes_in, way=way)


@action("assembly.presence.own", for_self="member")
def check_in(*, actor: Actor, assembly_id: int, member: Member, comes_in: bool) -> Credential:
    """Say by telephone that one is there, or leaves. Only for oneself. Raises NotAllowed, NotNow, NoCredential."""
    if actor.member_id != member.pk:
        raise NotAllowed
    own = Credential.objects.filter(assembly_id=assembly_id, member=member).values_list("pk", flat=True).first()
    return _move(actor, assembly_id, own or 0, comes_in=comes_in, way=Way.PHONE)


def _move(actor: Actor, assembly_id: int, credential_id: int, *, comes_in: bool, way: str) -> Credential:
    assembly = locked_assembly(assembly_id, State.CALLED, State.OPEN)
    found = Credential.objects.select_for_update(of=("self",)).filter(assembly=assembly, pk=credential_id)
    credential = found.select_related("member__person").first()
    if credential is None:
        raise NoCredential(title=assembly.title)
    if credential.is_present != comes_in:
        credential.is_present = comes_in
        credential.save(update_fields=["is_present"])
        Movement.objects.create(
            union_id=actor.union_id, credential=credential, comes_in=comes_in, way=way, noted_by=actor.name
        )
    events.record(actor, "assembly.presence.recorded", credential, assembly=assembly.pk, comes_in=comes_in, way=way)
    return credential


PROXY_FAULTS = {
    bylaws.ProxyFault.NOT_ALLOWED: gettext_lazy("las bases de la unión no autorizan cartas poder"),
    bylaws.ProxyFault.TOO_MANY: gettext_lazy("esa persona ya representa a las que puede"),
    bylaws.ProxyFault.NOT_A_MEMBER: gettext_lazy("solo puede representar otra socia o socio"),
    bylaws.ProxyFault.HIMSELF: gettext_lazy("nadie se representa a sí mismo"),
    bylaws.ProxyFault.FEW_WITNESSES: gettext_lazy("faltan testigos"),
    bylaws.ProxyFault.PASSED_ON: gettext_lazy("quien dio su voto no puede representar a otra persona"),
}


@action("assembly.proxy.record")
def record_proxy(*, actor: Actor, assembly_id: int, giver_id: int, holder_id: int, witnesses: Sequence[str]) -> Proxy:
    """Note a letter by which somebody absent lets another vote for him. Raises NotNow, NoCredential, ProxyWrong."""
    assembly = locked_assembly(assembly_id, State.CALLED, State.OPEN)
    both = {each.pk: each for each in Credential.objects.filter(assembly=assembly, pk__in=(giver_id, holder_id))}
    if giver_id not in both or holder_id not in both:
        raise NoCredential(title=assembly.title)
    giver, holder = both[giver_id], both[holder_id]
    if Proxy.objects.filter(giver=giver).exists() or Proxy.objects.filter(holder=giver).exists():
        raise ProxyWrong(why=_("ya dio o ya recibió una carta poder"), source=assembly.bylaws.source("proxies"))
    names = [name.strip() for name in witnesses if name.strip()]
    faults = bylaws.proxy_faults(
        assembly.bylaws, held=Proxy.objects.filter(holder=holder).count(), witnesses=len(set(names)),
        is_himself=giver_id == holder_id, holder_gave=Proxy.objects.filter(giver=holder).exists(),
    )  # fmt: skip
    if faults:
        raise ProxyWrong(why=str(PROXY_FAULTS[faults[0]]), source=assembly.bylaws.source("proxies_cap"))
    proxy = Proxy.objects.create(union_id=actor.union_id, giver=giver, holder=holder, witnesses=", ".join(names))
    events.record(actor, "assembly.proxy.recorded", proxy, giver=giver.member_id, holder=holder.member_id)
    return proxy


@action("assembly.assembly.open")
def open_assembly(
    *, actor: Actor, assembly_id: int, presides: str, keeps_minutes: str, tellers: str, now: datetime
) -> Assembly:
    """Declare the assembly open, when those present are enough for the call that stands. Raises NotNow, NoQuorum."""
    assembly = locked_assembly(assembly_id, State.CALLED)
    quorum = quorum_of(assembly)
    if not quorum.holds:
        raise NoQuorum(have=quorum.have, needed=quorum.needed, source=quorum.source)
    assembly.presides, assembly.keeps_minutes, assembly.tellers = presides, keeps_minutes, tellers
    assembly.began_at, assembly.present_at_opening = now, quorum.have
    move_to(assembly, State.OPEN, "presides", "keeps_minutes", "tellers", "began_at", "present_at_opening")
    events.record(actor, "assembly.assembly.opened", assembly, present=quorum.have, needed=quorum.needed)
    return assembly


@action("assembly.assembly.note_lack")
def note_lack_of_quorum(*, actor: Actor, assembly_id: int) -> Assembly:
    """Note that too few came to the first call; a second may follow. Raises NotNow, HasQuorum."""
    assembly = locked_assembly(assembly_id, State.CALLED)
    quorum = quorum_of(assembly)
    if quorum.holds:
        raise HasQuorum(have=quorum.have)
    # Who came has gone home; at the second call everybody arrives anew.
    here = Credential.objects.filter(assembly=assembly, is_present=True)
    now = timezone.now()
    insert_rows(
        Movement, ("union_id", "credential_id", "comes_in", "way", "at", "noted_by"),
        [(actor.union_id, pk, False, Way.LIST.value, now, actor.name)
         for pk in here.order_by("pk").values_list("pk", flat=True)],
    )  # fmt: skip
    here.update(is_present=False)
    move_to(assembly, State.LACKED)
    events.record(actor, "assembly.assembly.lacked", assembly, present=quorum.have, needed=quorum.needed)
    return assembly


@action("assembly.assembly.close")
def close_assembly(*, actor: Actor, assembly_id: int, now: datetime) -> Assembly:
    """End the assembly, when nothing is left to count. Raises NotNow, StillVoting."""
    assembly = locked_assembly(assembly_id, State.OPEN)
    waiting = Vote.objects.filter(item__assembly=assembly, state__in=(Vote.State.OPEN, Vote.State.CLOSED)).first()
    if waiting is not None:
        raise StillVoting(title=waiting.title)
    assembly.ended_at = now
    move_to(assembly, State.CLOSED, "ended_at")
    events.record(actor, "assembly.assembly.closed", assembly)
    return assembly
