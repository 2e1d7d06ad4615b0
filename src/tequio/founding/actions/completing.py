"""From the vote to a union that governs itself: the act, the registrations, the handover."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.assembly import settings as of_assembly
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.dues.models import Cadence, Schedule
from tequio.dues.settings import CERTIFICATE_VALUE
from tequio.dues.steps import write_schedule
from tequio.engines import founding as engine
from tequio.founding import queries
from tequio.founding.errors import DayUnfit, RegistrationUnknown
from tequio.founding.models import Founding, Registration
from tequio.founding.paper_texts import refuse_gaps
from tequio.founding.queries import DESK
from tequio.founding.steps import decide, locked, move_to, refuse_missing
from tequio.unions.models import Office, OfficeRight, Term, Union

Stage = Founding.Stage


@action("founding.act.issue")
def issue_act(*, actor: Actor, now: datetime) -> Founding:
    """Found the union by what its assembly voted: name, form, rules, first fee, and the checklist of registrations.

    Raises OutOfTurn, StillMissing when the vote did not meet its own rule, PaperHasGaps.
    """
    founding = locked(Stage.ASSEMBLY)
    refuse_missing(founding, now)
    assembly, given = founding.assembly, queries.answers()
    assert assembly is not None and assembly.began_at is not None  # the minutes have no faults
    day = timezone.localdate(assembly.began_at)
    founding.founded_on = day
    refuse_gaps(founding, "act", day)
    Union.objects.filter(pk=actor.union_id).update(name=given["name"], founded_on=day)
    source = _("Asamblea constitutiva del %(day)s") % {"day": day.isoformat()}
    decide(actor, _settings(founding.form, given, day), day, source)
    _first_fee(actor, int(given["fee_minor"]), day, source)
    Registration.objects.bulk_create(
        Registration(union_id=actor.union_id, code=each.code, due_on=each.due_on(day))
        for each in engine.registrations_of(founding.form, day)
    )
    move_to(founding, Stage.FOUNDED, "founded_on")
    events.record(actor, "founding.union.founded", founding, name=given["name"], form=founding.form, founded_on=day,
                  founders=queries.founders_present(founding).count())  # fmt: skip
    return founding


@action("founding.registration.note")
def note_registration(*, actor: Actor, code: str, done_on: date | None, number: str, today: date) -> Registration:
    """Note that something is registered, or take that back. Raises OutOfTurn, RegistrationUnknown, DayUnfit."""
    founding = locked(Stage.FOUNDED, Stage.GOVERNED)
    line = Registration.objects.select_for_update().filter(code=code).first()
    if line is None:
        raise RegistrationUnknown
    if done_on is not None and (done_on > today or done_on < founding.begun_on):
        raise DayUnfit
    line.done_on, line.number = done_on, plain(number)[:80]
    line.noted_by = actor.name if done_on else ""
    line.save(update_fields=["done_on", "number", "noted_by"])
    events.record(actor, "founding.registration.noted", line, code=code, done_on=done_on, number=line.number)
    return line


@action("founding.handover.complete")
def hand_over(*, actor: Actor, now: datetime) -> Founding:
    """Give every right to those elected: the forum's desk and the adviser hold nothing from today on.

    A right that no elected office carries goes to the one that the pack names. Raises OutOfTurn, StillMissing.
    """
    founding = locked(Stage.FOUNDED)
    refuse_missing(founding, now)
    today = timezone.localdate(now)
    leaving = Office.objects.filter(code=DESK) | Office.objects.filter(kind=Office.Kind.CATALYST)
    list(leaving.order_by("pk").select_for_update())
    heir, given = queries.orphans(founding)
    OfficeRight.objects.bulk_create(OfficeRight(union_id=actor.union_id, office=heir, right=each) for each in given)
    relieved = []
    for term in Term.objects.filter(office__in=leaving).exclude(ends_on__lte=today).select_related("user", "office"):
        term.ends_on = max(today, term.begins_on + timedelta(days=1))
        term.save(update_fields=["ends_on"])
        relieved.append(f"{term.office.code}: {term.user.name}")
    founding.governed_on = today
    move_to(founding, Stage.GOVERNED, "governed_on")
    events.record(actor, "founding.handover.completed", founding, rights=given, relieved=sorted(relieved))
    return founding


def _settings(form: str, given: dict[str, str], day: date) -> dict[str, object]:
    """The decisions of the founding as settings: whole numbers where the setting is one."""
    rules = engine.own_rules(form, given, day)
    found: dict[str, object] = {
        known.key: rules[rule] if isinstance(known.default, str) else int(rules[rule])
        for known, rule in of_assembly.RULES if rule in rules
    }  # fmt: skip
    found[of_assembly.FORM.key] = form
    found[CERTIFICATE_VALUE.key] = int(given["certificate_minor"])
    return found


def _first_fee(actor: Actor, minor: int, day: date, source: str) -> None:
    """The fee begins with the month after the act, for workshops of every size."""
    if minor:
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        write_schedule(actor, Cadence.MONTHLY, following, [(1, minor)], source, Schedule.Joining.WHOLE)
