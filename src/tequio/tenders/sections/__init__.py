"""What a dossier says of a member, subject by subject. Each file reads what one part of the house knows.

`told_of` builds all of it for one application on one day, in the language of the union: a bank's paper does not change
with who looks at the screen.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import translation

from tequio.credit.models import Application
from tequio.engines.dossier import Dossier
from tequio.tenders.sections.asked import asked, declared, repaying
from tequio.tenders.sections.money import dues, loans, purchases, sales
from tequio.tenders.sections.subject import Subject
from tequio.tenders.sections.who import identity
from tequio.tenders.sections.work import costs, making, orders, workshop

SECTIONS = (identity, workshop, making, sales, orders, costs, purchases, dues, loans, declared, asked, repaying)


def told_of(application: Application, today: date, lender: str = "") -> Dossier:
    """The dossier of an application, its member and section and union being loaded; for no bank unless one is named."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = Subject(application, today)
        return Dossier(
            number=application.pk, union=application.union.name, member=application.member.person.full_name,
            lender=lender, purpose=purpose_of(application), made_on=today, demo=application.union.is_demo,
            sections=tuple(section(subject) for section in SECTIONS),
        )  # fmt: skip


def purpose_of(application: Application) -> str:
    """What for, as the member said it."""
    return f"{application.get_purpose_display()}: {application.purpose_said}"


__all__ = ["SECTIONS", "Subject", "purpose_of", "told_of"]
