"""Four thousand loans that run: what the office's pages about them cost, and that no figure on them is off."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import bench._installation  # noqa: F401 - opens the database before anything asks for it
from bench._clock import spending
from bench._loans import Lent, make_loans
from bench._rounds import analyse
from bench.table import show
from tequio.core.action import REGISTRY
from tequio.core.scope import in_union
from tequio.core.users import User
from tequio.credit import queries
from tequio.unions.models import Office, OfficeRight, Term

BAR_OF_PROCESSOR = 1.0  # seconds for a page
BAR_KB = 50
TIMES = 3  # the least counts: other work on the machine only adds


def main(quick: bool = False) -> None:
    today = timezone.localdate()
    count = 400 if quick else 4_000
    lent = make_loans(count, today)
    analyse()
    with in_union(lent.place.union.pk):
        client = _rosa(lent)
        kept = queries.up_to_date(today).count()
        told = queries.owed_on(queries.loans_owed(), today)
        with spending() as each_one:
            every = queries.stood(queries.loans_owed(), today)
    off = abs(told.balance_minor - sum(each.balance_minor for each in every)) + abs(
        told.overdue_minor - sum(each.overdue_minor for each in every if each.days_late)
    )
    show(f"Portfolio, {count:,} loans that run, {told.late} of them late", [
        *(row for path, name in _pages(lent) for row in _measured(client, path, name, full=not quick)),
        ("each loan worked out anew instead", f"{each_one}", "", ""),
        ("loans of which it is kept that nothing is overdue", f"{kept:,}", "", f"{kept / count:.2f}"),
        ("centavos between the page's sums and each loan worked out", f"{off}", "0", ""),
    ])  # fmt: skip


def _rosa(lent: Lent) -> Client:
    union = lent.place.union
    user = User.objects.create_user(name="Rosa", email="rosa@bench.example", password="x")
    office = Office.objects.create(union=union, code="medida", name="Medida", kind=Office.Kind.STAFF)
    OfficeRight.objects.bulk_create(OfficeRight(union=union, office=office, right=right) for right in REGISTRY)
    Term.objects.create(union=union, office=office, user=user, begins_on=union.founded_on)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def _pages(lent: Lent) -> list[tuple[str, str]]:
    credit, guarantee = (f"/{lent.place.union.slug}/{part}" for part in ("credito", "garantias"))
    return [
        (f"{credit}/", "credit desk"), (f"{credit}/atrasos/", "who is late"), (f"{credit}/pueblos/", "villages"),
        (f"{credit}/bancos/{lent.lender.pk}/", "one lender"),
        (f"{guarantee}/cartera/", "portfolio: PAR, ageing, vintages, provisions"),
        (f"{guarantee}/cartera/?dias=par30", "portfolio, the loans of PAR30"),
        (f"{guarantee}/", "what the fund carries"),
    ]  # fmt: skip


def _measured(client: Client, path: str, name: str, *, full: bool) -> list[tuple[str, str, str, str]]:
    client.get(path)  # templates are compiled once
    times = []
    for _ in range(TIMES):
        with spending() as once, CaptureQueriesContext(connection) as asked:
            page = client.get(path)
        assert page.status_code == 200, path
        times.append(once)
    spent = min(times, key=lambda each: each.processor)
    ratio = f"{spent.processor / BAR_OF_PROCESSOR:.2f}" if full else ""
    size = len(page.content) / 1_000
    return [
        (f"{name}, in {len(asked)} queries", f"{spent}", f"{BAR_OF_PROCESSOR:.0f} s", ratio),
        ("  its size", f"{size:.0f} kB", f"{BAR_KB} kB", f"{size / BAR_KB:.2f}"),
    ]
