"""What a dossier says of a member, subject by subject. Each file tells what one part of the house knows.

`all_told` builds the dossiers of many applications on one day and asks the database as often as for one of them
(`histories`); `told_of` is that one. They are in the language of the union: a bank's paper does not change with who
looks at the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.utils import translation

from tequio.credit.models import Application
from tequio.engines.dossier import Dossier
from tequio.tenders.sections.asked import asked, declared, repaying
from tequio.tenders.sections.histories import Histories
from tequio.tenders.sections.money import dues, loans, purchases, sales
from tequio.tenders.sections.subject import Subject
from tequio.tenders.sections.who import identity
from tequio.tenders.sections.work import costs, making, orders, workshop

SECTIONS = (identity, workshop, making, sales, orders, costs, purchases, dues, loans, declared, asked, repaying)


AT_ONCE = 500  # whose rows are in memory together


def all_told(applications: Sequence[Application], today: date) -> list[Dossier]:
    """Their dossiers, in their order and for no bank, as `queries.applications` loads them: a number of queries that
    does not grow with them, for each five hundred.
    """
    with translation.override(settings.LANGUAGE_CODE):
        found = []
        for first in range(0, len(applications), AT_ONCE):
            part = applications[first : first + AT_ONCE]
            known = Histories(part, today)
            found += [_told(Subject(each, known)) for each in part]
        return found


def told_of(application: Application, today: date) -> Dossier:
    return all_told([application], today)[0]


def _told(subject: Subject) -> Dossier:
    application = subject.application
    return Dossier(
        number=application.pk, union=application.union.name, member=application.member.person.full_name, lender="",
        purpose=purpose_of(application), made_on=subject.today, demo=application.union.is_demo,
        sections=tuple(section(subject) for section in SECTIONS),
    )  # fmt: skip


def purpose_of(application: Application) -> str:
    """What for, as the member said it."""
    return f"{application.get_purpose_display()}: {application.purpose_said}"


__all__ = ["SECTIONS", "Subject", "all_told", "purpose_of", "told_of"]
