"""The lists that papers carry: founders, those elected, promoters, problems, registrations."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tequio.assembly.models import Option, Outcome, Vote
from tequio.engines import founding as engine
from tequio.founding import queries
from tequio.founding.models import Founder, Founding
from tequio.founding.words import said
from tequio.ui.templatetags.tequio import day as written


def rows(founding: Founding, table: str, today: date) -> list[list[str]]:
    """The table with its heading as first row; empty for a part without one."""
    match table:
        case "founders":
            return [[_("Núm."), _("Nombre"), _("CURP"), _("Domicilio"), _("Identificación")], *_founders(founding)]
        case "offices":
            return [[_("Cargo"), _("Nombre")], *([office, name] for office, name in elected(founding))]
        case "promoters":
            people = queries.promoters()
            return [
                [_("Nombre"), _("Pueblo"), _("Encargo")],
                *([each.member.name, each.member.section.name, each.get_task_display()] for each in people),
            ]
        case "problems":
            return [[_("Lugar"), _("Qué pasa")], *([str(each.place or "—"), each.title] for each in queries.problems())]
        case "registrations":
            return [[_("Trámite"), _("Dónde"), _("Hasta cuándo"), _("Cómo va")], *_registrations(founding, today)]
        case _:
            return []  # fmt: skip


def gaps(founding: Founding, table: str) -> list[str]:
    """What is missing in a table, by name and person."""
    if table == "founders":
        return [
            _("%(what)s de %(name)s") % {"what": what, "name": each.member.name}
            for each in signing(founding) for what in queries.lacks_of(each)
        ]  # fmt: skip
    if table == "offices" and not elected(founding):
        return [_("a quiénes se eligió")]
    return []


def signing(founding: Founding) -> list[Founder]:
    """Those present at the founding assembly; before it ended, everybody who signed up."""
    was_held = founding.assembly is not None and founding.assembly.state == founding.assembly.State.CLOSED
    return list(queries.founders_present(founding) if was_held else queries.founders())


def signers(founding: Founding, who: str) -> list[str]:
    match who:
        case "founders":
            return [each.member.name for each in signing(founding)]
        case "promoters":
            return [each.member.name for each in queries.promoters()]
        case "officers":
            return [_("Presidencia"), _("Secretaría")]
        case _:
            return []


def elected(founding: Founding) -> list[tuple[str, str]]:
    """Who won which office in the founding assembly, in the order of the agenda."""
    votes = Vote.objects.filter(
        item__assembly=founding.assembly_id, state=Vote.State.COUNTED, office__isnull=False
    ).select_related("office").order_by("item__number", "pk")  # fmt: skip
    won = dict(Outcome.objects.filter(vote__in=votes).order_by("pk").values_list("vote_id", "winners"))
    return [
        (vote.office.name, option.name)
        for vote in votes
        for option in Option.objects.filter(vote=vote, place__in=won.get(vote.pk, ())).order_by("place")
    ]


def _founders(founding: Founding) -> list[list[str]]:
    return [
        [str(each.member.number), each.member.name, each.member.person.curp,
         each.member.workshop.address if each.member.workshop else "", each.get_paper_display()]
        for each in signing(founding)
    ]  # fmt: skip


def _registrations(founding: Founding, today: date) -> list[list[str]]:
    kept = {each.code: each for each in queries.registrations()}
    found = []
    for each in engine.registrations_of(founding.form, founding.founded_on or today):
        line = kept.get(each.code)
        due = written(line.due_on) if line and line.due_on else _("cuanto antes")
        if line and line.done_on:
            state = _("hecho el %(day)s") % {"day": written(line.done_on)}
        else:
            state = _("falta: %(papers)s") % {"papers": ", ".join(said(paper) for paper in each.papers)}
        found.append([said(each.what), said(each.where), str(due), f"{state} {line.number if line else ''}".strip()])
    return found
