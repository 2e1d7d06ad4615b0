"""Work that outlasts a request, done by the worker beside the server: splitting an order, telling workshops by text.

Progress is written while a search runs, outside any deed; its end is a deed of the system.
"""

from __future__ import annotations

from datetime import date
from itertools import product

from django.utils import timezone
from procrastinate.contrib.django import app

from tequio.core.outbox import try_text
from tequio.core.scope import in_union
from tequio.core.searching import FAULT, Teller
from tequio.engines.splitting.model import BadOrder, Infeasible
from tequio.engines.splitting.solve import solve
from tequio.sales import said, splitting
from tequio.sales.actions import Outcome, claim_texts, record_split, record_texts
from tequio.sales.documents import text_message
from tequio.sales.models import Order, Split, Ticket
from tequio.sales.steps import system

WEEKS_IN_HAND = 1
AT_ONCE = 50  # texts between two looks at the database; a crash leaves at most so many in doubt


@app.task(name="sales.solve_split")
def solve_split(*, union_id: int, split_id: int) -> None:
    """Search one split. Doing it again after a crash is harmless: a finished one is left alone."""
    with in_union(union_id):
        split: Split = Split.objects.select_related("order").get(pk=split_id)
        if not split.is_searching:
            return
        mine = Split.objects.filter(pk=split_id)
        mine.update(state=Split.State.RUNNING)
        try:
            outcome = search(split, timezone.localdate(), Teller(mine, "total_minor"))
        except Exception:
            # Whoever waits is told; the fault itself goes to the log.
            _record(union_id, split_id, Outcome(problem_found=str(FAULT)))
            raise
    _record(union_id, split_id, outcome)


def _record(union_id: int, split_id: int, outcome: Outcome) -> None:
    record_split(actor=system(union_id, "sales.split.record"), split_id=split_id, outcome=outcome)


def search(split: Split, today: date, on_progress: Teller | None = None) -> Outcome:
    """The best split among workshops that have no ticket of the line yet; if they cannot, among all. Who fires alone
    gets whole loads if it can be done so, else fills up its kiln with other ware.

    A first split keeps the last week in hand where it can, so that what is declined later still finds a place.
    """
    ways = [
        splitting.order_of(split, today, spare=spare, whole_loads=whole) for spare in (True, False)
        for whole in (True, False)
    ]  # fmt: skip
    different = [way for number, way in enumerate(ways) if way not in ways[:number]]
    mark = splitting.fingerprint(ways[0])
    is_first = not Ticket.objects.filter(order=split.order).exists()
    problem = ""
    for way, in_hand in product(different, (WEEKS_IN_HAND, 0) if is_first else (0,)):
        try:
            found = solve(way, seconds=split.seconds_allowed, on_progress=on_progress, in_hand=in_hand)
        except Infeasible as lack:
            problem = "\n".join(said.lacks(lack))
        except BadOrder as bad:
            problem = "\n".join(said.flaws(bad))
        except TimeoutError:
            problem = str(said.TOO_SHORT)
        else:
            return Outcome(
                mark, found.total_minor, found.bound_minor, round(found.gap, 6), found.seconds,
                splitting.as_json(found),
            )  # fmt: skip
    return Outcome(mark, problem_found=problem)


@app.task(name="sales.send_texts")
def send_texts(*, union_id: int, order_id: int) -> None:
    """Send what waits. Doing it again after a crash sends nothing twice: what was on its way stays so."""
    while True:
        with in_union(union_id):
            order = Order.objects.select_related("union").get(pk=order_id)
            taken = [(each.pk, each.maker.member.person.phone, text_message(order, each)) for each in
                     claim_texts(order_id, AT_ONCE)]  # fmt: skip
        if not taken:
            return
        # The outbox is closed while a union is in scope.
        states = {pk: try_text(phone, text) for pk, phone, text in taken}
        record_texts(actor=system(union_id, "sales.ticket.deliver"), order_id=order_id, states=states)
