"""Two people at once on one ticket, with transactions that really commit; and what the worker does."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from tequio.core.outbox import OutboxMessage
from tequio.core.scope import in_union
from tequio.members.models import Person
from tequio.sales import actions
from tequio.sales.errors import AnsweredAlready, MoreAcceptedThanAsked
from tequio.sales.models import Inspection, Split, Ticket, TicketText
from tests import factories
from tests.sales import world as worlds

WORKER = [sys.executable, "-W", "ignore", "manage.py", "procrastinate", "worker", "--one-shot"]


@pytest.fixture
def shop(live):
    union = factories.make_union()
    with in_union(union.pk):
        world = worlds.build(union)
        world.on(timezone.localdate())
        yield world


def at_once(union_id, *deeds):
    """What each deed gives when all begin together: its result's key or the class of its refusal."""
    gate = Barrier(len(deeds))

    def one(deed):
        try:
            with in_union(union_id):
                gate.wait()
                return deed().pk
        except Exception as refusal:
            return type(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


def test_of_two_inspectors_who_count_the_same_pieces_one_is_told(shop):
    ticket = shop.answer(max(shop.making(), key=lambda each: each.pieces))
    found = at_once(shop.union.pk, *[lambda: shop.inspect(ticket, ticket.pieces)] * 2)

    assert MoreAcceptedThanAsked in found
    assert sum(Inspection.objects.values_list("accepted", flat=True)) == ticket.pieces


def test_of_two_answers_one_counts(shop):
    ticket = shop.making()[0]
    found = at_once(shop.union.pk, lambda: shop.answer(ticket, 1), lambda: shop.answer(ticket, 0))

    assert AnsweredAlready in found
    ticket.refresh_from_db()
    assert ticket.state in (Ticket.State.ACCEPTED, Ticket.State.DECLINED)


@pytest.mark.slow
def test_the_worker_splits_and_tells(shop):
    shop.ordered()
    Person.objects.filter(memberships=shop.members["Ana"]).update(phone="+527771112233")
    split = actions.ask_for_split(actor=shop.seller, order_id=shop.order.pk, today=shop.today, seconds=5)
    work()
    split.refresh_from_db()
    assert (split.state, split.problem_found) == (Split.State.READY, "")
    actions.propose_split(actor=shop.seller, split_id=split.pk, today=shop.today)
    actions.approve_split(actor=shop.chair, split_id=split.pk, today=shop.today)
    actions.send_texts(actor=shop.seller, order_id=shop.order.pk)
    work()
    work()  # a second look sends nothing twice

    states = dict(TicketText.objects.values_list("maker__member__person__nombres", "state"))
    assert states.pop("Ana") == "kept"  # no gateway: the outbox shows it
    assert set(states.values()) == {"phoneless"}
    connections["default"].close()
    (message,) = outbox()
    assert message.startswith("Unión de Alfareros de Tlayacapan te ofrece trabajo: ")
    assert "Taza a $40.00, para el" in message and len(message) <= 480


def work():
    done = subprocess.run(WORKER, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]


def outbox():
    """Read outside any union, as the gateway does."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_texts).result()


def _texts():
    try:
        return list(OutboxMessage.objects.values_list("text", flat=True))
    finally:
        connections.close_all()
