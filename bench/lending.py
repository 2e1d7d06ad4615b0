"""A hundred thousand loans written out, and what must hold of every one of them."""

import time
from datetime import date
from decimal import Decimal
from random import Random

from bench.table import show
from tequio.engines.lending import DayCount, Every, Kind, Nearest, Terms, due_days, schedule

BAR_SECONDS = 10.0
SEED = 20261126


def main(quick: bool = False) -> None:
    count = 10_000 if quick else 100_000
    loans = [_loan(Random(f"{SEED} {at}")) for at in range(count)]
    begun = time.process_time()
    plans = [schedule(terms) for terms in loans]
    seconds = time.process_time() - begun
    whole = sum(sum(row.principal for row in plan.rows) == plan.terms.principal for plan in plans)
    closed = sum(plan.rows[-1].closing == 0 for plan in plans)
    rows = sum(len(plan.rows) for plan in plans)
    show("Loans written out, one core", [
        (f"{count:,} schedules, {rows:,} payments", f"{seconds:.2f} s", f"{BAR_SECONDS} s",
         f"{seconds / BAR_SECONDS:.2f}" if not quick else ""),
        ("payments a second", f"{rows / seconds:,.0f}", "", ""),
        ("principal adds up to the loan", f"{whole:,}", f"{count:,}", f"{whole / count:.2f}"),
        ("the last payment closes it", f"{closed:,}", f"{count:,}", f"{closed / count:.2f}"),
    ])  # fmt: skip


def _loan(random: Random) -> Terms:
    every = random.choice(list(Every))
    starts_on = date(2026, random.randint(1, 12), random.randint(1, 28))
    rest = random.choice([(), (), (), (6, 7, 8, 9)])
    payments = random.randint(1, 36)
    return Terms(
        principal=random.randint(10_000, 50_000_000),
        annual_rate=Decimal(random.randint(0, 15_000)) / 10_000,
        starts_on=starts_on,
        due=due_days(starts_on, every, payments, rest_in=rest),
        kind=random.choice(list(Kind)),
        count=random.choice(list(DayCount)),
        per_year=every.per_year,
        interest_only=random.randint(0, payments - 1) if random.random() < 0.2 else 0,
        round_to=random.choice([1, 50, 100]),
        rounding=random.choice(list(Nearest)),
        iva=random.choice([Decimal(0), Decimal("0.16")]),
    )
