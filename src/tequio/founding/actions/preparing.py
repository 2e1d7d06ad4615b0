"""The promoters prepare the union: its form, its bylaws, its founders, and the assembly that founds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.engines import bylaws
from tequio.engines import founding as engine
from tequio.founding import queries
from tequio.founding.drafting import draft_founding_assembly, lost
from tequio.founding.errors import (
    AnswersUnfit,
    CountsWrong,
    FormNotCarried,
    FormUnknown,
    FounderUnfit,
    OutOfTurn,
    PromotersWrong,
)
from tequio.founding.models import Answer, Founder, Founding, Promoter
from tequio.founding.queries import DESK
from tequio.founding.steps import locked, move_to, refuse_missing
from tequio.founding.words import answer_fault_said, said
from tequio.members import steps as roster
from tequio.members.models import Member
from tequio.unions.models import Office
from tequio.unions.steps import begin_term, terms_over

Stage = Founding.Stage


@action("founding.promoter.name")
def name_promoters(*, actor: Actor, people: Sequence[tuple[int, str]], today: date) -> Founding:
    """Name the whole committee that prepares the union, as (member, task); until the form is chosen, named anew.

    Who signs in already keeps the forum from now on. Raises OutOfTurn, PromotersWrong, CatalystHoldsNothingElse.
    """
    founding = locked(Stage.PROMOTERS, Stage.FORM)
    least = engine.needs_on(today).promoters
    constant = {each.member.pk: each.member for each in queries.attenders(founding, today) if each.is_constant}
    ids = [pk for pk, _task in people]
    if len(set(ids)) != len(ids):
        raise PromotersWrong(why=_("una persona está dos veces."))
    if len(ids) < least:
        raise PromotersWrong(why=_("hacen falta al menos %(least)s personas.") % {"least": least})
    if any(pk not in constant for pk in ids):
        raise PromotersWrong(why=_("alguien no ha venido seguido al foro."))
    if [task for _pk, task in people].count(Promoter.Task.COORDINATION) != 1:
        raise PromotersWrong(why=_("coordina una sola persona."))
    Promoter.objects.all().delete()
    Promoter.objects.bulk_create(
        Promoter(union_id=actor.union_id, member_id=pk, task=task, named_on=today) for pk, task in people
    )
    _let_keep(actor, [constant[pk] for pk in ids], today)
    if founding.stage == Stage.PROMOTERS:
        move_to(founding, Stage.FORM)
    events.record(actor, "founding.promoters.named", founding,
                  people=[[constant[pk].number, task] for pk, task in people])  # fmt: skip
    return founding


def _let_keep(actor: Actor, members: Sequence[Member], today: date) -> None:
    office = Office.objects.select_for_update().get(code=DESK)
    for member in members:
        if member.user is not None and not terms_over(member.user, today, None).filter(office=office).exists():
            begin_term(actor, office, member.user, today, None)


@action("founding.form.choose")
def choose_form(*, actor: Actor, legal_form: str, reason: str, in_favour: int, present: int, today: date) -> Founding:
    """Note which legal form the forum chose, with its vote; until the assembly is prepared, chosen anew.

    Raises OutOfTurn, FormUnknown, CountsWrong, FormNotCarried.
    """
    founding = locked(Stage.FORM, Stage.BYLAWS)
    if legal_form not in {each.code for each in engine.legal_forms(today)}:
        raise FormUnknown
    if not 0 <= in_favour <= present or not present:
        raise CountsWrong
    verdict = bylaws.carried(
        bylaws.bylaws_of("forum", today), "ordinary", yes=in_favour, no=0, abstained=0, present=present,
        entitled=present,
    )  # fmt: skip
    if not verdict.holds:
        raise FormNotCarried(have=in_favour, needed=verdict.needed, source=verdict.source)
    founding.form, founding.form_reason, founding.form_chosen_on = legal_form, plain(reason), today
    founding.form_in_favour, founding.form_present = in_favour, present
    founding.save(update_fields=["form", "form_reason", "form_chosen_on", "form_in_favour", "form_present"])
    if founding.stage == Stage.FORM:
        move_to(founding, Stage.BYLAWS)
    events.record(actor, "founding.form.chosen", founding, form=legal_form, in_favour=in_favour, present=present)
    return founding


@action("founding.answer.draft")
def draft_answers(*, actor: Actor, answers: Mapping[str, str], today: date) -> Founding:
    """Note answers to the plain questions; an empty one takes its answer back. Raises OutOfTurn, AnswersUnfit."""
    founding = locked(Stage.BYLAWS)
    asked = {each.code: each for each in engine.questions_of(founding.form, today)}
    given = {code: plain(value) for code, value in answers.items() if code in asked}
    faults = [
        f"{said(asked[code].ask)} {answer_fault_said(asked[code], fault)}"
        for code, value in given.items()
        if value and (fault := engine.answer_faults(asked[code], value, founding.form, today))
    ]
    if faults:
        raise AnswersUnfit(what=" ".join(faults))
    for code, value in given.items():
        if value:
            Answer.objects.update_or_create(union_id=actor.union_id, code=code, defaults={"value": value})
        else:
            Answer.objects.filter(code=code).delete()
    events.record(actor, "founding.answers.drafted", founding, answers=given)
    return founding


@action("founding.founder.enlist")
def enlist_founder(*, actor: Actor, member_id: int, paper: str, today: date) -> Founder:
    """Sign somebody up as founder, with the paper she shows; told again, the new paper counts.

    From then on she belongs, and is called to the founding assembly. Raises OutOfTurn, FounderUnfit, MemberUnknown.
    """
    locked(Stage.BYLAWS)
    roster.lock_roster(actor.union_id)
    member = roster.member(member_id)
    if member.state == Member.State.APPLICANT:
        roster.change_state(member, Member.State.ACTIVE, today)
    elif member.state != Member.State.ACTIVE:
        raise FounderUnfit(name=member.name, why=_("está %(state)s.") % {"state": member.get_state_display()})
    founder, _new = Founder.objects.update_or_create(
        union_id=actor.union_id, member=member, defaults={"paper": paper}, create_defaults={
            "paper": paper, "enlisted_on": today,
        },
    )  # fmt: skip
    events.record(actor, "founding.founder.enlisted", founder, member=member.number, paper=paper)
    return founder


@action("founding.founder.strike")
def strike_founder(*, actor: Actor, member_id: int) -> Founding:
    """Take somebody off the list of founders; she stays in the roster. Raises OutOfTurn."""
    founding = locked(Stage.BYLAWS)
    gone, _all = Founder.objects.filter(member_id=member_id).delete()
    events.record(actor, "founding.founder.struck", founding, member_id=member_id, gone=gone)
    return founding


@action("founding.assembly.prepare")
def prepare_assembly(
    *, actor: Actor, meets_at: datetime, second_at: datetime, place: str, now: datetime
) -> Founding:  # fmt: skip
    """Draft the founding assembly, with its agenda, motions and the text of the bylaws.

    It is called and held like any other. Raises OutOfTurn, StillMissing, DayTooSoon, PaperHasGaps.
    """
    founding = locked(Stage.BYLAWS)
    refuse_missing(founding, now)
    drafted = draft_founding_assembly(founding, meets_at, second_at, plain(place), timezone.localdate(now))
    founding.assembly, founding.constitution, founding.adoption, founding.fee = drafted
    move_to(founding, Stage.ASSEMBLY, "assembly", "constitution", "adoption", "fee")
    events.record(actor, "founding.assembly.prepared", founding, assembly=founding.assembly.pk, meets_at=meets_at)
    return founding


@action("founding.assembly.give_up")
def return_to_bylaws(*, actor: Actor) -> Founding:
    """Go back to the bylaws after an assembly that was called off or that founded nothing. Raises OutOfTurn."""
    founding = locked(Stage.ASSEMBLY)
    if not lost(founding):
        raise OutOfTurn(stage=founding.get_stage_display())
    move_to(founding, Stage.BYLAWS)
    events.record(actor, "founding.assembly.given_up", founding, assembly=founding.assembly_id)
    return founding
