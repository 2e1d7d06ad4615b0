"""A month's fee charged to every member in one run, against the floor of COPY; the list of who owes after two years."""

import statistics
import time
from datetime import date

import psycopg

import bench._installation  # noqa: F401 - opens the database before anything asks for it
from bench._floor import TABLES
from bench._rounds import Place, make_place
from bench.table import show
from tequio.books.models import Account
from tequio.core import postgres
from tequio.core.database import make_database
from tequio.core.scope import in_union
from tequio.dues import actions, queries
from tequio.dues.plans import plan_run
from tequio.engines.dues import Cadence, Period

BAR_SECONDS = 3.0
FIRST, TODAY = date(2026, 4, 1), date(2028, 3, 31)


def main(quick: bool = False) -> None:
    members, runs = (1000, 2) if quick else (4000, 5)
    server = postgres.embedded()
    make_database(server.url(database="postgres"), "floor", owner="floor")
    place = make_place(members)
    with in_union(place.union.pk):
        measure(place, server, members, runs)


def measure(place: Place, server: postgres.EmbeddedPostgres, members: int, runs: int) -> None:
    for code, role, kind in (("105.02", "dues_receivable", "asset"), ("401.04", "dues_income", "income"),
                             ("101.01", "cash", "asset")):  # fmt: skip
        Account.objects.create(union=place.union, code=code, name=role, kind=kind, role=role,
                               by_member=role == "dues_receivable")  # fmt: skip
    actions.set_schedule(actor=place.actor, cadence="monthly", valid_from=FIRST, brackets=((1, 10_00), (4, 15_00)),
                         source="medida", grace_days=15)  # fmt: skip
    floors, previews, collected, undone, paid, lists = [], [], [], [], [], []
    with psycopg.connect(server.url(database="floor"), autocommit=True) as connection:
        for turn in range(runs):
            floors.append(floor_seconds(connection, members))
            period = Period(Cadence.MONTHLY, _month(turn))
            begun = time.perf_counter()
            seen = plan_run(period, TODAY).digest
            previews.append(time.perf_counter() - begun)
            collected.append(collect(place, period, seen, undone if turn == 0 else None))
            paid.append(pay_everybody(place))
            begun = time.perf_counter()
            queries.owing(TODAY)
            lists.append(time.perf_counter() - begun)
    seconds, floor = statistics.median(collected), statistics.median(floors)
    show("Charging a month", [
        (f"preview of a run, {members} members", _seconds(previews), "", ""),
        (f"charge {members} members", _seconds(collected), f"{BAR_SECONDS} s",
         f"{seconds / BAR_SECONDS:.2f}" if members == 4000 else ""),
        ("COPY of as many bare rows: the floor", _seconds(floors), "", ""),
        ("run / floor", f"{seconds / floor:.1f}", "", ""),
        ("undo such a run", _seconds(undone), "", ""),
        (f"{members} payments with receipts from lists", _seconds(paid), "", ""),
        ("who owes what since when", _seconds(lists), "", ""),
    ])  # fmt: skip


def collect(place: Place, period: Period, seen: str, undone: list[float] | None) -> float:
    """Seconds for one run; it is done twice where undoing it is measured too."""
    told = {"actor": place.actor, "cadence": "monthly", "period_on": period.first, "charged_on": TODAY, "today": TODAY}
    begun = time.perf_counter()
    run = actions.collect(**told, seen=seen)
    seconds = time.perf_counter() - begun
    if undone is not None:
        begun = time.perf_counter()
        actions.undo_run(actor=place.actor, run_id=run.pk, on=TODAY, today=TODAY, reason="medida")
        undone.append(time.perf_counter() - begun)
        actions.collect(**told, seen=plan_run(period, TODAY).digest)
    return seconds


def pay_everybody(place: Place) -> float:
    payments = [(each.member_id, each.owed_minor // 2 or 1) for each in queries.owing(TODAY)]
    begun = time.perf_counter()
    actions.record_payments(actor=place.actor, payments=payments, into="cash", on=TODAY, today=TODAY)
    return time.perf_counter() - begun


def floor_seconds(connection: psycopg.Connection, members: int) -> float:
    """One fee, one entry and two legs a member: COPY into plain tables with keys, in one transaction."""
    connection.execute(TABLES)
    connection.execute("INSERT INTO payer SELECT generate_series(0, %s)", [members])
    connection.execute("ANALYZE payer")
    people = range(1, members + 1)
    texts = {
        "charge": "".join(f"{i}\t{i}\t2026-03-10\t1000\n" for i in people),
        "entry": "".join(f"{i}\t2026-03-10\tCuota de marzo de 2026\n" for i in people),
        "leg": "".join(
            f"{2 * i}\t{i}\t{i}\t2026-03-10\t1000\n{2 * i + 1}\t{i}\t0\t2026-03-10\t-1000\n" for i in people
        ),
    }
    begun = time.perf_counter()
    with connection.transaction(), connection.cursor() as cursor:
        for table, text in texts.items():
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(text)
    return time.perf_counter() - begun


def _month(turn: int) -> date:
    return date(2026, 4 + turn, 1)


def _seconds(runs: list[float]) -> str:
    return f"{statistics.median(runs):.2f} s [{min(runs):.2f}-{max(runs):.2f}]"
