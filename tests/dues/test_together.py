"""Two treasurers at once, the same form from two tabs, and a death in the middle: a fee is never doubled."""

import os
import signal
import threading
from collections.abc import Callable

import pytest
from django.db import connection

from tequio.books.models import Entry
from tequio.books.queries import balance
from tequio.core.models import Event
from tequio.core.scope import in_union
from tequio.dues import actions, queries
from tequio.dues.errors import FarewellMoved, HasLeft, NobodyToCharge, PlanMoved, ReceiptCancelled
from tequio.dues.models import Farewell, Fee, Receipt, Run
from tests.books.conftest import wrongs
from tests.dues.conftest import TODAY


def together(house, *works: Callable[[], object]) -> list[object]:
    """Run each in a thread with a connection of its own; returns what each returned or raised."""
    start, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place: int) -> None:
        try:
            with in_union(house.union.pk):
                start.wait()
                results[place] = works[place]()
        except Exception as failure:
            results[place] = failure
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return results


def test_of_two_treasurers_who_charge_at_once_one_does(live_house):
    seen = live_house.plan().digest
    results = together(live_house, *[lambda: live_house.collect(seen=seen)] * 3)

    assert sorted(type(each).__name__ for each in results) == ["PlanMoved", "PlanMoved", "Run"]
    assert {type(each) for each in results} <= {Run, PlanMoved, NobodyToCharge}
    assert (Run.objects.count(), Fee.objects.count(), Entry.objects.count()) == (1, 3, 3)
    assert balance("dues_receivable") == 35_00
    assert Event.objects.filter(kind="dues.run.collected").count() == 1


def test_one_form_sent_from_two_tabs_charges_once_and_tells_both_the_same(live_house):
    seen = live_house.plan().digest
    results = together(live_house, *[lambda: live_house.collect(seen=seen, key="the form")] * 2)

    assert results[0] == results[1] == Run.objects.get()
    assert Fee.objects.count() == 3


def test_payments_at_once_have_receipts_numbered_in_a_row(live_house):
    live_house.collect()
    members = (live_house.ana, live_house.beto, live_house.ana)
    results = together(live_house, *(lambda who=who: [live_house.pay(who, 1_00) for _ in range(4)] for who in members))

    assert all(isinstance(each, list) for each in results), results
    assert list(Receipt.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 13))
    assert live_house.owes(live_house.ana) == 10_00 - 8_00
    assert wrongs() == []


def test_a_receipt_cancelled_by_two_is_reversed_once(live_house):
    receipt = live_house.pay(live_house.ana, 5_00)
    told = {"actor": live_house.actor, "receipt_id": receipt.pk, "on": TODAY, "today": TODAY, "reason": "x"}
    results = together(live_house, *[lambda: actions.cancel_receipt(**told)] * 2)

    assert sorted(type(each).__name__ for each in results) == ["Receipt", "ReceiptCancelled"]
    assert ReceiptCancelled in {type(each) for each in results}
    assert balance("cash") == 0


def test_one_who_leaves_while_he_is_charged_leaves_once_and_owes_what_he_saw(live_house):
    seen, accounts = live_house.plan().digest, queries.accounts_of(live_house.ana.pk, TODAY).digest
    told = {"actor": live_house.actor, "member_id": live_house.ana.pk, "left_on": TODAY, "today": TODAY, "reason": "x"}
    charge, leave, again = together(
        live_house, lambda: live_house.collect(seen=seen), *[lambda: actions.settle_farewell(seen=accounts, **told)] * 2
    )

    gone = [each for each in (leave, again) if isinstance(each, Farewell)]
    assert len(gone) <= 1
    assert all(isinstance(each, Farewell | FarewellMoved | HasLeft) for each in (leave, again))
    # Left on the tenth, he still belonged on the first: whoever comes first, the month stays his.
    assert isinstance(charge, Run)
    assert Farewell.objects.count() == len(gone)
    assert wrongs() == []


@pytest.mark.slow
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_before_any_statement_a_run_is_whole_or_nothing(live_house, when):
    """The process is killed (-9) at its 1st, 2nd, … statement, and just before and after COMMIT."""
    seen, at, pid = live_house.plan().digest, 0, 0
    while True:
        at += 1
        connection.close()
        pid = os.fork()
        if pid == 0:
            try:
                _collect_and_die(live_house, seen, at, after=when == "after")
            finally:
                os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        charged = Fee.objects.count()
        assert (charged, Entry.objects.count(), Run.objects.count()) in ((0, 0, 0), (3, 3, 1))
        assert wrongs() == []
        if charged or code != -signal.SIGKILL:
            break

    assert charged == 3
    assert at >= 8
    assert code == -signal.SIGKILL if when == "after" else code in (0, -signal.SIGKILL)


def _collect_and_die(house, seen, at, *, after):
    reached = 0

    def tick():
        nonlocal reached
        reached += 1
        if reached == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(execute, *arguments):
        if not after:
            tick()
        result = execute(*arguments)
        if after:
            tick()
        return result

    with in_union(house.union.pk), connection.execute_wrapper(statement):
        house.collect(seen=seen)
