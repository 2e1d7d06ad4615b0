"""How a founding stands, and what its pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.assembly.minutes import faults_of
from tequio.assembly.models import Movement, Vote
from tequio.assembly.queries import result_of
from tequio.engines import founding as engine
from tequio.founding import pack
from tequio.founding.attendance import sessions_held, times_of
from tequio.founding.models import Answer, Founder, Founding, Problem, Promoter, Ranking, Registration
from tequio.founding.words import said, vote_fault_said
from tequio.members.models import Member
from tequio.unions.models import Office, OfficeRight, Term

DESK = "foro"  # the office that keeps a forum until its union elects


def founding_here() -> Founding | None:
    """The founding of the union in scope; None where the union was opened whole."""
    found: Founding | None = Founding.objects.select_related("union", "course", "assembly").first()
    return found


@dataclass(frozen=True, slots=True)
class Attender:
    """Somebody of the forum, and how often she came."""

    member: Member
    times: int
    is_constant: bool


def attenders(founding: Founding, today: date) -> list[Attender]:
    """Everyone in the roster who came at least once, those who came most first."""
    times, needs = times_of(founding.course), engine.needs_on(today)
    members = belonging().filter(person_id__in=times)
    found = [Attender(each, times[each.person_id], times[each.person_id] >= needs.times) for each in members]
    return sorted(found, key=lambda each: (-each.times, each.member.person.sort_key, each.member.pk))


def belonging() -> QuerySet[Member]:
    """Who is in the forum's roster and has not gone, by name."""
    members = Member.objects.exclude(state__in=Member.GONE).select_related("person", "section", "workshop")
    return members.order_by("person__sort_key", "pk")


def problems() -> QuerySet[Problem]:
    """As they were told; once they are in order, in order."""
    return Problem.objects.select_related("told_by__person").order_by("place", "pk")


def rankings() -> QuerySet[Ranking]:
    return Ranking.objects.select_related("member__person").order_by("noted_on", "pk")


def promoters() -> QuerySet[Promoter]:
    return Promoter.objects.select_related("member__person", "member__section").order_by("pk")


def founders() -> QuerySet[Founder]:
    people = Founder.objects.select_related("member__person", "member__section", "member__workshop", "member__user")
    return people.order_by("member__person__sort_key", "pk")


def registrations() -> QuerySet[Registration]:
    return Registration.objects.order_by("pk")


def answers() -> dict[str, str]:
    return dict(Answer.objects.order_by("pk").values_list("code", "value"))


def lacks_of(founder: Founder) -> tuple[str, ...]:
    """What the act must say of a founder and is not known yet: LGSC art. 12."""
    return tuple(what for what, _of_the_roster in lacks_with_home(founder))


def lacks_with_home(founder: Founder) -> tuple[tuple[str, bool], ...]:
    """The same, each with whether it is written in the roster; the paper that was shown is not."""
    member = founder.member
    wanted = (
        (member.person.curp, _("CURP"), True),
        (member.workshop.address if member.workshop else "", _("domicilio"), True),
        (founder.paper != Founder.Paper.NONE, _("identificación"), False),
        (member.person.phone or member.user_id, _("teléfono"), True),
    )
    return tuple((what, of_the_roster) for is_there, what, of_the_roster in wanted if not is_there)


def unanswered(founding: Founding, given: dict[str, str], today: date) -> tuple[engine.Question, ...]:
    """The questions of the chosen form that have no answer, or one that may not stand."""
    if not founding.form:
        return ()
    return tuple(
        each for each in engine.questions_of(founding.form, today)
        if engine.answer_faults(each, given.get(each.code, ""), founding.form, today)
    )  # fmt: skip


def unranked(founding: Founding, today: date) -> list[Member]:
    """Who keeps coming and has not put the problems in order."""
    done = set(Ranking.objects.values_list("member_id", flat=True))
    return [each.member for each in attenders(founding, today) if each.is_constant and each.member.pk not in done]


@dataclass(frozen=True, slots=True)
class OwnOrder:
    """That the problems wait for somebody's own order, and whether she has given it."""

    is_given: bool


def own_order(member: Member, today: date) -> OwnOrder | None:
    """For one who keeps coming to a forum that is putting its problems in order; else None. One query elsewhere."""
    founding = Founding.objects.filter(stage=Founding.Stage.RANKING).select_related("course").first()
    if founding is None or times_of(founding.course).get(member.person_id, 0) < engine.needs_on(today).times:
        return None
    return OwnOrder(Ranking.objects.filter(member=member).exists())


def facts(founding: Founding, now: datetime) -> engine.Facts:
    """What is known on the way out of the present stage; what other stages ask is not looked up."""
    today = timezone.localdate(now)
    match founding.at:
        case engine.Stage.FORUM:
            return engine.Facts(
                sessions=sessions_held(founding.course, now), problems=Problem.objects.count(),
                attenders=sum(each.is_constant for each in attenders(founding, today)),
            )  # fmt: skip
        case engine.Stage.RANKING:
            constant = sum(each.is_constant for each in attenders(founding, today))
            waiting = tuple(each.name for each in unranked(founding, today))
            return engine.Facts(attenders=constant, rankings=constant - len(waiting), unranked=waiting)
        case engine.Stage.PROMOTERS:
            return engine.Facts(promoters=Promoter.objects.count())
        case engine.Stage.FORM:
            return engine.Facts(has_form=bool(founding.form))
        case engine.Stage.BYLAWS:
            people = list(founders())
            asked = unanswered(founding, answers(), today)
            return engine.Facts(
                unanswered=tuple(said(each.ask) for each in asked), founders=len(people),
                founders_least=engine.legal_form(founding.form, today).founders_least,
                # With the number: two founders may have one name, and both must be complete.
                papers={f"{each.member.name}, núm. {each.member.number}": lacks_of(each) for each in people},
            )  # fmt: skip
        case engine.Stage.ASSEMBLY:
            return engine.Facts(assembly_faults=_assembly_faults(founding), vote_faults=_vote_faults(founding, today))
        case engine.Stage.FOUNDED:
            return engine.Facts(empty_offices=empty_offices(founding, today))
        case engine.Stage.GOVERNED:
            return engine.Facts()


def missing(founding: Founding, now: datetime) -> tuple[engine.Missing, ...]:
    """Everything that keeps the present stage from ending."""
    return engine.missing(founding.at, facts(founding, now), engine.needs_on(timezone.localdate(now)))


def empty_offices(founding: Founding, today: date) -> tuple[str, ...]:
    """The first offices that nobody holds today."""
    codes = [first.code for first in pack.first_offices(founding.union.trade)]
    held = Term.objects.filter(begins_on__lte=today).exclude(ends_on__lte=today).values("office_id")
    offices = Office.objects.filter(code__in=codes).exclude(pk__in=held).order_by("pk")
    return tuple(offices.values_list("name", flat=True))


def founders_present(founding: Founding) -> QuerySet[Founder]:
    """Founders who came to the founding assembly: those who sign the act."""
    came = Movement.objects.filter(credential__assembly=founding.assembly_id, comes_in=True)
    return founders().filter(member_id__in=came.values("credential__member_id"))


def vote_on(motion_id: int | None) -> Vote | None:
    """The vote that decided a motion, or is about to."""
    votes = Vote.objects.select_related("item__assembly", "motion").filter(motion_id=motion_id)
    found: Vote | None = votes.exclude(state=Vote.State.ANNULLED).order_by("-pk").first()
    return found


def founding_vote(founding: Founding) -> engine.FoundingVote | None:
    """The counted vote by which the union is founded; None before it is counted."""
    vote = vote_on(founding.constitution_id)
    result = result_of(vote) if vote and vote.state == Vote.State.COUNTED else None
    if vote is None or result is None:
        return None
    yes, no = (int(votes) for _name, votes, _won in result.rows) if result.count else (0, 0)
    blank = result.outcome.blank
    present = max(vote.present_at_closing, yes + no + blank)
    return engine.FoundingVote(
        yes, no, blank, present, max(vote.item.assembly.entitled, present), founders_present(founding).count()
    )


def _assembly_faults(founding: Founding) -> tuple[str, ...]:
    assert founding.assembly is not None  # the database keeps it so in this stage
    found = faults_of(founding.assembly)
    elected = Vote.objects.filter(item__assembly=founding.assembly, state=Vote.State.COUNTED, office__isnull=False)
    won = set(elected.exclude(outcomes__winners=[]).values_list("office__code", flat=True))
    offices = Office.objects.filter(code__in=[each.code for each in pack.first_offices(founding.union.trade)])
    found += [
        _("no se eligió: %(office)s.") % {"office": office.name}
        for office in offices.order_by("pk") if office.code not in won
    ]  # fmt: skip
    return tuple(found)


def _vote_faults(founding: Founding, today: date) -> tuple[str, ...]:
    vote = founding_vote(founding)
    if vote is None:
        return (_("la constitución no está votada y contada."),)
    return (
        *(vote_fault_said(*fault) for fault in engine.vote_faults(founding.form, vote, today)),
        *(
            _("no se aprobó: «%(text)s».") % {"text": str(motion)}
            for motion in (founding.adoption, founding.fee)
            if motion is not None and motion.state != motion.State.CARRIED
        ),
    )


def holders(codes: list[str], day: date | None) -> list[Term]:
    """Who began to hold these offices on that day."""
    terms = Term.objects.filter(office__code__in=codes, begins_on=day).select_related("office", "user")
    return list(terms.order_by("office_id", "pk"))


def leaving(today: date) -> list[Term]:
    """Who loses an office at the handover: the forum's desk and the adviser."""
    terms = Term.objects.filter(Q(office__code=DESK) | Q(office__kind=Office.Kind.CATALYST), begins_on__lte=today)
    return list(terms.exclude(ends_on__lte=today).select_related("office", "user").order_by("office_id", "pk"))


def orphans(founding: Founding) -> tuple[Office, list[str]]:
    """The office that inherits, and the rights that no elected office carries: they pass to it at the handover."""
    of_those_leaving = Office.objects.filter(Q(code=DESK) | Q(kind=Office.Kind.CATALYST))
    carried = OfficeRight.objects.filter(office__kind=Office.Kind.ELECTED).values("right")
    found = OfficeRight.objects.filter(office__in=of_those_leaving).exclude(right__in=carried)
    heir: Office = Office.objects.get(code=pack.of_trade(founding.union.trade).heir)
    return heir, sorted(set(found.values_list("right", flat=True)))
