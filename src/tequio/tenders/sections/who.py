"""Who asks: name, papers, village, membership, and the workshop's standing before the law."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tequio.engines.dossier import Section
from tequio.tenders.sections.subject import Subject, count, day, source, text


def identity(subject: Subject) -> Section:
    member, workshop = subject.member, subject.application.workshop or subject.member.workshop
    person = member.person
    page = subject.page("members:member_detail", member_id=member.pk)
    who, row = source([person], page), source([member], page)
    place = source([workshop], page) if workshop else ()
    status = str(workshop.get_legal_status_display()) if workshop else ""
    return Section("identity", _("Quién es"), (
        text("name", _("Nombre"), person.full_name, who),
        day("born_on", _("Nació el"), person.born_on, who),
        text("curp", _("CURP"), person.curp, who),
        text("rfc", _("RFC"), person.rfc, who),
        text("legal_status", _("Situación legal"), status, place),
        text("village", _("Pueblo"), member.section.name, row),
        text("municipality", _("Municipio"), member.section.municipality, row),
        text("number", _("Número en la unión"), str(member.number), row),
        day("joined_on", _("En la unión desde"), member.joined_on, row),
        text("state", _("En la unión está"), str(member.get_state_display()), row),
        count("years", _("Años completos en la unión"), years_between(member.joined_on, subject.today), row),
    ))  # fmt: skip


def years_between(first: date, last: date) -> int:
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))
