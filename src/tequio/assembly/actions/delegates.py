"""Above five hundred members each section meets, elects its delegates, and they go with the votes of the section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from tequio.assembly.actions.calling import Point, check_second, publish, set_points
from tequio.assembly.credentials import Row, credit, credit_members, new_code
from tequio.assembly.delegations import Delegation, delegations
from tequio.assembly.errors import (
    DelegatesMissing,
    NotByDelegates,
    NotOfSection,
    SectionElected,
    SectionsReady,
    SubstituteWrong,
)
from tequio.assembly.models import Assembly, Credential, Mark, Movement, Proxy, Substitute
from tequio.assembly.models.presence import Way
from tequio.assembly.queries import has_come
from tequio.assembly.steps import locked_assembly
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.engines import bylaws
from tequio.members.models import Member, Section
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
    lacking = [each for each in delegations(general) if each.wanted and each.meeting is None]
    if not lacking:
        raise SectionsReady
    is_share = bool(general.bylaws.number("delegates_total"))
    for part in lacking:
        section = part.section
        meeting = Assembly(
            union_id=actor.union_id, section=section, sends_to=general, form=general.form, own_rules=general.own_rules,
            title=(_("Sección %(section)s") % {"section": section.name})[:120], meets_at=meets_at, second_at=second_at,
            place=place, called_by=general.called_by, signers=general.signers,
            delegates=part.wanted if is_share else None,
        )  # fmt: skip
        check_second(meeting)
        meeting.save()
        set_points(meeting, [
            Point(_("Lista de asistencia y declaración de quórum")), Point(_("Elección de delegadas y delegados")),
        ])  # fmt: skip
    events.record(actor, "assembly.section.planned", general, sections=[part.section.pk for part in lacking])
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
    *, actor: Actor, assembly_id: int, delegates: Mapping[int, Sequence[int]], mandate: str = "",
    substitutes: Mapping[int, Sequence[int]] | None = None,
) -> Assembly:  # fmt: skip
    """Give credentials to the delegates of each section, with the votes of those they stand for.

    Who was elected here comes from that vote; `delegates` maps the other sections to the members they elected on
    paper, in the order of their election. Every section with members sends as many as the bylaws say. `substitutes`
    says in the same way who stands in for them.
    Raises NotNow, DelegatesMissing, NotOfSection, SectionElected, HasVoted.
    """
    assembly = locked_assembly(assembly_id, State.CALLED)
    rows: list[Row] = []
    stand_in: list[Substitute] = []
    for each in delegations(assembly):
        named = list(dict.fromkeys(delegates.get(each.section.pk, ())))
        rows += _typed(each, named, mandate) if each.vote is None else _elected(each, named)
        extra = list(dict.fromkeys((substitutes or {}).get(each.section.pk, ())))
        stand_in += _substitutes(assembly, each, extra, without=named)
    told = credit(assembly, rows)
    Substitute.objects.filter(assembly=assembly).delete()
    Substitute.objects.bulk_create(stand_in)
    events.record(actor, "assembly.credential.issued", assembly, **told, substitutes=len(stand_in))
    return assembly


@action("assembly.substitute.admit")
def admit_substitute(*, actor: Actor, assembly_id: int, substitute_id: int, credential_id: int) -> Credential:
    """Let a substitute in, in the place of a delegate of his section who did not come: with his credential and votes.

    The delegate's card opens nothing from then on. Raises NotNow, SubstituteWrong.
    """
    assembly = locked_assembly(assembly_id, State.CALLED, State.OPEN)
    substitute = Substitute.objects.select_related("member__person", "section").get(pk=substitute_id, assembly=assembly)
    card = Credential.objects.select_for_update(of=("self",)).filter(pk=credential_id, assembly=assembly).first()
    if why := _why_not(substitute, card):
        raise SubstituteWrong(name=substitute.member.name, why=why)
    assert card is not None  # or there is a reason
    card.instead_of, card.member, card.code = card.member, substitute.member, new_code()
    card.is_present = True
    card.save(update_fields=["instead_of", "member", "code", "is_present"])
    Movement.objects.create(union_id=actor.union_id, credential=card, comes_in=True, way=Way.LIST, noted_by=actor.name)
    events.record(actor, "assembly.substitute.admitted", card, assembly=assembly.pk, member=substitute.member_id,
                  instead_of=card.instead_of_id)  # fmt: skip
    return card


def _why_not(substitute: Substitute, card: Credential | None) -> str:
    """Why he does not get this credential, in words; empty when he does."""
    if card is None or card.section_id != substitute.section_id:
        return _("escoge a una delegada o delegado de %(section)s.") % {"section": substitute.section.name}
    if substitute.member.state != Member.State.ACTIVE:
        return _("no es socia o socio activo.")
    if Credential.objects.filter(assembly_id=substitute.assembly_id, member=substitute.member).exists():
        return _("ya entró.")
    if card.instead_of_id is not None:
        return _("ese lugar ya lo ocupa otra persona suplente.")
    if card.is_present or Mark.objects.filter(credential=card).exists() or has_come(card):
        return _("quien tiene ese lugar ya llegó.")
    if Proxy.objects.filter(Q(giver=card) | Q(holder=card)).exists():
        return _("en ese lugar hay una carta poder.")
    return ""


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


def _substitutes(
    assembly: Assembly, part: Delegation, named: Sequence[int], *, without: Sequence[int]
) -> list[Substitute]:
    """Those of the section's vote, or those that it elected on paper. Raises SectionElected, NotOfSection."""
    if part.vote is None:
        _check_of_section(part.section, named)
        members = [pk for pk in named if pk not in without]
    elif named:
        raise SectionElected(section=part.section.name)
    else:
        members = [member.pk for member in part.substitutes]
    return [
        Substitute(union_id=assembly.union_id, assembly=assembly, section=part.section, member_id=pk, place=place,
                   elected_in=part.vote)
        for place, pk in enumerate(members, start=1)
    ]  # fmt: skip


def _check_of_section(section: Section, named: Sequence[int]) -> None:
    """Raises NotOfSection for whoever is not an active member of it."""
    active = Member.objects.filter(pk__in=named, section=section, state=Member.State.ACTIVE)
    known = set(active.values_list("pk", flat=True))
    for pk in named:
        if pk not in known:
            other = Member.objects.select_related("person").filter(pk=pk).first()
            raise NotOfSection(name=other.name if other else pk, section=section.name)


def _typed(part: Delegation, named: Sequence[int], mandate: str) -> list[Row]:
    section = part.section
    if len(named) != part.wanted:
        raise DelegatesMissing(section=section.name, wanted=part.wanted, named=len(named))
    _check_of_section(section, named)
    weights = bylaws.delegate_weights(part.members, len(named))
    return [(pk, section.pk, weight, mandate, None) for pk, weight in zip(named, weights, strict=True)]
