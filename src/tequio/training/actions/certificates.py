"""Awarding certificates to those who came enough, and annulling one that was a mistake."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.engines.tally import plain_code, receipt_code
from tequio.training.errors import CameTooLittle, NothingHeld, RevokedAlready
from tequio.training.models import Certificate, Course
from tequio.training.records import record_of
from tequio.training.settings import LEAST_PERCENT
from tequio.unions.queries import ruling


@action("training.certificate.award")
def award_certificates(
    *, actor: Actor, course_id: int, person_ids: Sequence[int], today: date, now: datetime
) -> Course:
    """Give certificates to people who came often enough; who has one keeps it. All of them, or none.

    Raises NothingHeld, CameTooLittle.
    """
    course: Course = Course.objects.select_for_update(of=("self",)).select_related("union").get(pk=course_id)
    percent = int(ruling(LEAST_PERCENT, today))
    record = record_of(course, now)
    if not record.held:
        raise NothingHeld(title=course.title)
    have = set(Certificate.objects.filter(course=course, revoked_on__isnull=True).values_list("person_id", flat=True))
    made = []
    for person_id in sorted(set(person_ids) - have):
        line = record.of(person_id)
        if line is None or not line.is_enough(percent):
            name, came = (line.name, line.came) if line else ("—", 0)
            raise CameTooLittle(name=name, came=came, held=record.held, percent=percent)
        made.append(Certificate(
            union_id=actor.union_id, course=course, person_id=person_id, code=_new_code(), name=line.name,
            title=course.title, topics=line.topics, came=line.came, held=record.held, minutes=line.minutes,
            awarded_on=today, awarded_at=now, awarded_by=actor.name,
        ))  # fmt: skip
    Certificate.objects.bulk_create(made)
    events.record(actor, "training.certificate.awarded", course, title=course.title,
                  people=[each.person_id for each in made], codes=[each.code for each in made])  # fmt: skip
    return course


def _new_code() -> str:
    """Twelve letters that nobody guesses: whoever has them may see the certificate."""
    return plain_code(receipt_code(secrets.token_bytes(8)))


@action("training.certificate.revoke")
def revoke_certificate(*, actor: Actor, certificate_id: int, reason: str, today: date) -> Certificate:
    """Annul a certificate; its page says so from then on. Raises RevokedAlready."""
    found: Certificate = (
        Certificate.objects.select_for_update(of=("self",)).select_related("union").get(pk=certificate_id)
    )
    if not found.stands:
        raise RevokedAlready
    found.revoked_on, found.revoke_reason = today, plain(reason)
    found.save(update_fields=["revoked_on", "revoke_reason"])
    events.record(actor, "training.certificate.revoked", found, code=found.code, reason=found.revoke_reason)
    return found
