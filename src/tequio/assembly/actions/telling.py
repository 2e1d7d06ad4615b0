"""Who was told of the call and how: by the texts sent from here, or noted by whoever told them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from tequio.assembly.errors import EverybodyTold
from tequio.assembly.models import Assembly, Dispatch, Notice
from tequio.assembly.queries import summoned
from tequio.assembly.steps import locked_assembly
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.bulk import insert_rows
from tequio.core.later import put_off
from tequio.members.models import Member

Way, State = Notice.Way, Dispatch.State


@action("assembly.notice.record")
def tell_members(
    *, actor: Actor, assembly_id: int, way: str, today: date, section_id: int | None = None,
    member_ids: Sequence[int] | None = None,
) -> Assembly:  # fmt: skip
    """Note that members were told of the call that stands: all of them, one section's, or those named.

    Who was told in this way before is not noted twice. Raises NotNow.
    """
    assembly = locked_assembly(assembly_id, Assembly.State.CALLED)
    told = Notice.objects.filter(assembly=assembly, call=assembly.call, way=way).values("member_id")
    members = summoned(assembly).exclude(pk__in=told)
    if section_id is not None:
        members = members.filter(section_id=section_id)
    if member_ids is not None:
        members = members.filter(pk__in=member_ids)
    ids = list(members.order_by("pk").values_list("pk", flat=True))
    _note(assembly, assembly.call, way, today, [(pk, actor.name) for pk in ids])
    events.record(actor, "assembly.notice.recorded", assembly, way=way, members=len(ids), call=assembly.call)
    return assembly


@action("assembly.notice.send")
def send_call(*, actor: Actor, assembly_id: int) -> Assembly:
    """Have the call sent by text to everyone called whom no text of it has left for. Raises NotNow, EverybodyTold.

    The texts leave after this deed is kept, one after another, in the background.
    """
    assembly = locked_assembly(assembly_id, Assembly.State.CALLED)
    known = dict(Dispatch.objects.filter(assembly=assembly, call=assembly.call).values_list("member_id", "state"))
    phones = summoned(assembly).order_by("pk").values_list("pk", "person__phone")
    states = {
        pk: State.WAITING if phone else State.PHONELESS for pk, phone in phones
        if known.get(pk) in (None, *Dispatch.UNSENT)
    }  # fmt: skip
    if State.WAITING not in states.values() and not states.keys() - known.keys():
        raise EverybodyTold
    new = [(actor.union_id, assembly.pk, pk, assembly.call, state, actor.name)
           for pk, state in states.items() if pk not in known]  # fmt: skip
    insert_rows(Dispatch, ("union_id", "assembly_id", "member_id", "call", "state", "asked_by"), new)
    again = [pk for pk, state in states.items() if pk in known and state == State.WAITING]
    Dispatch.objects.filter(assembly=assembly, call=assembly.call, member_id__in=again).update(
        state=State.WAITING, asked_by=actor.name
    )
    # Deferred inside this transaction, and named because its job ends with a deed of this file.
    put_off("assembly.send_call", union_id=actor.union_id, assembly_id=assembly.pk)
    waiting = sum(state == State.WAITING for state in states.values())
    events.record(actor, "assembly.notice.sent", assembly, call=assembly.call, waiting=waiting)
    return assembly


@action("assembly.notice.deliver")
def record_sent(*, actor: Actor, assembly_id: int, states: Mapping[int, str], today: date) -> Assembly:
    """Note how the texts on their way ended, by dispatch; who was sent one has been told. Done by the system."""
    assembly = Assembly.objects.get(pk=assembly_id)
    ended = list(Dispatch.objects.filter(assembly=assembly, pk__in=states, state=State.SENDING).order_by("pk"))
    for each in ended:
        each.state = states[each.pk]
    Dispatch.objects.bulk_update(ended, ["state"])
    sent = [each for each in ended if each.state == State.SENT]
    for call in {each.call for each in sent}:
        of_call = [each for each in sent if each.call == call]
        noted = set(
            Notice.objects.filter(assembly=assembly, call=call, way=Way.TEXT).values_list("member_id", flat=True)
        )
        told = [(each.member_id, each.asked_by) for each in of_call if each.member_id not in noted]
        _note(assembly, call, Way.TEXT, today, told)
    events.record(actor, "assembly.notice.delivered", assembly, sent=len(sent), unsent=len(ended) - len(sent))
    return assembly


def _note(assembly: Assembly, call: int, way: str, today: date, told: Sequence[tuple[int, str]]) -> None:
    columns = ("union_id", "assembly_id", "member_id", "call", "way", "told_on", "told_by")
    insert_rows(Notice, columns, ((assembly.union_id, assembly.pk, pk, call, way, today, by) for pk, by in told))


def claim(assembly_id: int, many: int) -> list[tuple[int, Member]]:
    """Take so many waiting texts: from now on they count as on their way. Outside any deed, in a union's scope."""
    waiting = Dispatch.objects.filter(assembly_id=assembly_id, state=State.WAITING).order_by("pk")
    with transaction.atomic():
        # Two workers share what waits; neither takes what the other holds.
        held = waiting.select_for_update(of=("self",), skip_locked=True).select_related("member__person")[:many]
        taken = [(each.pk, each.member) for each in held]
        Dispatch.objects.filter(pk__in=[pk for pk, _member in taken]).update(state=State.SENDING)
    return taken
