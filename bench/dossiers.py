"""Five hundred dossiers from the rows of five hundred members, each as sealed PDF, xlsx and JSON; and their bundle."""

import random
from datetime import date, timedelta

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

import bench._installation  # noqa: F401 - opens the database before anything asks for it
from bench._clock import Spent, spending
from bench._rounds import Place, make_place
from bench.table import show
from tequio.core.scope import in_union
from tequio.core.users import User
from tequio.credit.models import Application, Approval
from tequio.engines.dossier import Verdict, check, crowd_of
from tequio.production.models import WeekNote
from tequio.tenders import rows
from tequio.tenders.papers import FORMS, file_of, key_of
from tequio.tenders.queries import applications
from tequio.tenders.sections import all_told

BAR_SECONDS = 300.0
BAR_OF_PROCESSOR = 120.0
TODAY = date(2026, 11, 20)
WEEKS = 40


def main(quick: bool = False) -> None:
    count = 50 if quick else 500
    place = make_place(count)
    with in_union(place.union.pk):
        asked(place, count)
        measure(place, count)


def asked(place: Place, count: int) -> None:
    """Everybody asks, two people say yes, and everybody has noted forty weeks."""
    chance = random.Random(20261126)
    two = [User.objects.create_user(name=name, email=f"{name}@bench.example", password="x") for name in ("uno", "dos")]
    union = place.union
    made = Application.objects.bulk_create(
        Application(
            union=union, member_id=member, amount_minor=chance.randint(10, 80) * 1_000_00, payments=12,
            purpose=chance.choice(Application.Purpose.values), purpose_said="Un horno", repaid_from="Ventas",
            income_minor=chance.randint(5, 15) * 1_000_00, outgoings_minor=4_000_00, debts_minor=300_00,
            asked_on=TODAY, said_yes_on=TODAY, state="sent",
        )
        for member in place.members[:count]
    )  # fmt: skip
    Approval.objects.bulk_create(
        Approval(union=union, application=each, user=user, name=user.name, says_yes=True, reason="Sí.", given_on=TODAY)
        for each in made for user in two
    )  # fmt: skip
    Application.objects.update(state="approved")
    monday = TODAY - timedelta(days=TODAY.weekday())
    WeekNote.objects.bulk_create(
        WeekNote(
            union=union, member_id=each.member_id, monday=monday - timedelta(weeks=week), product="taza", begun=60,
            good=chance.randint(40, 60), material_minor=300_00, fuel_minor=150_00, days=5, way="phone",
            noted_at=f"{TODAY}T12:00Z", noted_by="bench",
        )
        for each in made for week in range(WEEKS)
    )  # fmt: skip


def measure(place: Place, count: int) -> None:
    found = list(applications())
    with spending() as read, transaction.atomic(), CaptureQueriesContext(connection) as queries:  # as sending
        dossiers = all_told(found, TODAY)
    spent: dict[str, Spent] = {}
    files: list[bytes] = []
    for form in FORMS:
        with spending() as spent[form]:
            files += [file_of(each, place.union, form) for each in dossiers]
    key = key_of(place.union).public
    with spending() as checked:
        intact = sum(check(each, key).verdict is Verdict.INTACT for each in files)
    with spending() as hiding:
        hidden = rows.hidden([rows.facts_of(each, told) for each, told in zip(found, dossiers, strict=True)])
    whole = sum(spent.values(), read)
    full = count == 500
    show("Dossiers", [
        (f"{count} dossiers as PDF, xlsx and JSON, of processor", f"{whole.processor:.1f} s",
         f"{BAR_OF_PROCESSOR:.0f} s", f"{whole.processor / BAR_OF_PROCESSOR:.2f}" if full else ""),
        ("the same, by the clock", f"{whole.clock:.1f} s", f"{BAR_SECONDS:.0f} s",
         f"{whole.clock / BAR_SECONDS:.2f}" if full else ""),
        (f"of it, reading the rows, in {len(queries)} queries", f"{read}", "", ""),
        *((f"of it, {form}", f"{each}", "", "") for form, each in spent.items()),
        (f"seals that hold, of {len(files)}", f"{intact}", f"{len(files)}", f"{intact / len(files):.2f}"),
        ("checking them", f"{checked}", "", ""),
        (f"a bundle of {count} rows without names", f"{hiding}", "", ""),
        ("rows alike in any three fields, at least", f"{crowd_of(hidden.rows) if hidden else 0}", f"{rows.CROWD}", ""),
    ])  # fmt: skip
