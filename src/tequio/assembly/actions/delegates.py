"""Above five hundred members each section meets, elects its delegates, and they go with the votes of the section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from tequio.assembly.actions.calling import Point, check_second, publish, set_points
from tequio.assembly.credentials import Row, credit, credit_members
from tequio.assembly.delegations import Delegation, delegations
from tequio.assembly.errors import DelegatesMissing, NotByDelegates, NotOfSection, SectionElected, SectionsReady
from tequio.assembly.models import Assembly
from tequio.assembly.steps import locked_assembly
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.engines import bylaws
from tequio.members.models import Member
from tequio.ui.templatetags.tequio import day as written

State = Assembly.State


@action("assembly.section.plan")
def plan_sections(
    *, actor: Actor, assembly_id: int, meets_at: datetime, second_at: datetime, place: str
) -> Assembly:  # fmt: skip
    """Prepare a meeting of every section that has none yet, to elect its delegates; each can be changed by itself.

    Raises NotNow, NotByDelegates, SectionsReady, SecondTooSoon, SectionsTooLate.
    """
    general = _of_delegates(assembly_id)
    lacking = [each.section for each in delegations(general) if each.wanted and each.meeting is None]
    if not lacking:
        raise SectionsReady
    for section in lacking:
        meeting = Assembly(
            union_id=actor.union_id, section=section, sends_to=general, form=general.form, own_rules=general.own_rules,
            title=(_("Sección %(section)s") % {"section": section.name})[:120], meets_at=meets_at, second_at=second_at,
            place=place, called_by=general.called_by, signers=general.signers,
        )  # fmt: skip
        check_second(meeting)
        meeting.save()
        set_points(meeting, [
            Point(_("Lista de asistencia y declaración de quórum")), Point(_("Elección de delegadas y delegados")),
        ])  # fmt: skip
    events.record(actor, "assembly.section.planned", general, sections=[section.pk for section in lacking])
    return general


@action("assembly.section.call")
def call_sections(*, actor: Actor, assembly_id: int, today: date) -> Assembly:
    """Call every section whose meeting is prepared, and give its members their credentials: all of them, or none.

    Raises NotNow, NotByDelegates, SectionsReady and what `call_assembly` raises.
    """
    general = _of_delegates(assembly_id)
    meetings = list(
        general.of_sections.select_for_update(of=("self",)).select_related("section", "sends_to")
        .filter(state=State.DRAFT).order_by("pk")
    )  # fmt: skip
    if not meetings:
        raise SectionsReady
    for meeting in meetings:
        publish(meeting, today)
        credit_members(meeting)
    events.record(actor, "assembly.section.called", general, meetings=[meeting.pk for meeting in meetings])
    return general


@action("assembly.credential.name_delegates")
def name_delegates(
    *, actor: Actor, assembly_id: int, delegates: Mapping[int, Sequence[int]], mandate: str = ""
) -> Assembly:
    """Give credentials to the delegates of each section, with the votes of those they stand for.

    Who was elected here comes from that vote; `delegates` maps the other sections to the members they elected on
    paper, in the order of their election. Every section with members sends as many as the bylaws say.
    Raises NotNow, DelegatesMissing, NotOfSection, SectionElected, HasVoted.
    """
    assembly = locked_assembly(assembly_id, State.CALLED)
    rows: list[Row] = []
    for each in delegations(assembly):
        named = list(dict.fromkeys(delegates.get(each.section.pk, ())))
        rows += _typed(each, named, mandate) if each.vote is None else _elected(each, named)
    told = credit(assembly, rows)
    events.record(actor, "assembly.credential.issued", assembly, **told)
    return assembly


def _of_delegates(assembly_id: int) -> Assembly:
    general = locked_assembly(assembly_id, State.DRAFT, State.CALLED)
    if not general.by_delegates:
        raise NotByDelegates(title=general.title)
    return general


def _elected(part: Delegation, named: Sequence[int]) -> list[Row]:
    if named:
        raise SectionElected(section=part.section.name)
    assert part.vote is not None
    assert part.meeting is not None
    mandate = _("Elección de su sección, %(day)s") % {"day": written(part.meeting.began_at)}
    return [
        (member.pk, part.section.pk, weight, mandate, part.vote.pk)
        for member, weight in zip(part.elected, part.weights, strict=True)
    ]


def _typed(part: Delegation, named: Sequence[int], mandate: str) -> list[Row]:
    section = part.section
    if len(named) != part.wanted:
        raise DelegatesMissing(section=section.name, wanted=part.wanted, named=len(named))
    active = Member.objects.filter(pk__in=named, section=section, state=Member.State.ACTIVE)
    known = set(active.values_list("pk", flat=True))
    for pk in named:
        if pk not in known:
            other = Member.objects.select_related("person").filter(pk=pk).first()
            raise NotOfSection(name=other.name if other else pk, section=section.name)
    weights = bylaws.delegate_weights(part.members, len(named))
    return [(pk, section.pk, weight, mandate, None) for pk, weight in zip(named, weights, strict=True)]
