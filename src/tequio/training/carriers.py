"""Who can carry an office because she has the certificate of a course that prepares for it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Subquery

from tequio.members.models import Member
from tequio.training.models import Certificate
from tequio.unions.leaning import SOURCES, Trained


def who_is_certified(today: date) -> Iterable[Trained]:
    """Certificates that stand, of people who are still with the union."""
    members = Member.objects.exclude(state__in=Member.GONE)
    own = members.filter(person_id=OuterRef("person_id")).order_by("pk")
    certificates = Certificate.objects.filter(
        revoked_on__isnull=True, awarded_on__lte=today, course__prepares__isnull=False,
        person_id__in=members.values("person_id"),
    ).annotate(user_id=Subquery(own.values("user_id")[:1]))  # fmt: skip
    rows = certificates.order_by("awarded_on", "pk").values_list("course__prepares__code", "name", "user_id")
    for code, name, user_id in rows:
        yield Trained(code, name, user_id)


SOURCES.append(who_is_certified)
