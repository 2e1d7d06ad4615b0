"""Many people at once: real threads, real commits; nothing is lost, nothing is done twice, nobody waits forever."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tequio.books.actions import close_period
from tequio.books.errors import PeriodClosed
from tequio.books.models import Balance, Entry, Period
from tequio.core.models import DoneOnce, Event
from tequio.core.refusals import KeyUsedTwice, Refusal
from tequio.core.scope import in_union
from tequio.purchasing import actions
from tequio.purchasing.errors import AlreadyProposed, NotNow, RoundClosed, SecondPersonNeeded
from tequio.purchasing.models import Charge, Plan, Pledge, Round
from tests import factories
from tests.purchasing import world as worlds
from tests.purchasing.world import AFTER, World
from tests.scenarios.truth import assert_all_is_whole, assert_chain_is_whole

ROOM = 20  # threads: as many as a village meeting has telephones


@pytest.fixture
def world(live) -> Iterator[World]:
    with factories.union_in_scope() as union:
        yield worlds.build(union)


def all_at_once(union_id: int, deeds: Sequence[Callable[[], Any]]) -> list[Any]:
    """Start every deed at the same moment, each on a connection of its own; what each returned or was refused with."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        try:
            with in_union(union_id):
                connection.ensure_connection()
                start.wait(timeout=30)
                return deed()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds, timeout=60))


def test_closing_a_round_loses_no_pledge_and_takes_none_afterwards(world):
    crowd = [factories.make_member(world.union, f"Socia {i}", "Cruz", section=world.tlaya) for i in range(ROOM)]

    def keep_pledging(member: Any) -> Callable[[], int]:
        def pledge_until_closed() -> int:
            for quantity in range(1, 500):
                try:
                    world.pledge(member, world.clay, quantity)
                except RoundClosed:
                    return quantity - 1
            raise AssertionError("the round never closed")

        return pledge_until_closed

    def close() -> Round:
        while Pledge.objects.count() < ROOM // 2:
            pass
        return actions.close_round(actor=world.buyer, round_id=world.round.pk)

    *last, closed = all_at_once(world.union.pk, [*map(keep_pledging, crowd), close])

    assert closed.state == Round.State.CLOSED
    kept = {pledge.member_id: pledge.quantity for pledge in Pledge.objects.all()}
    assert kept == {member.pk: quantity for member, quantity in zip(crowd, last, strict=True) if quantity}
    placed = Event.objects.filter(kind="purchasing.pledge.placed")
    assert placed.count() == sum(last)
    assert Event.objects.order_by("-number").first().kind == "purchasing.round.closed"
    assert Event.objects.get(kind="purchasing.round.closed").data["pledges"] == len(kept)
    assert_chain_is_whole()


def test_pledges_for_many_materials_and_taking_them_back_never_stand_in_each_others_way(world):
    members = [world.ana, world.beto, world.caro]

    def mixed(seed: int) -> Callable[[], None]:
        def change_mind() -> None:
            choose = random.Random(seed)
            for _ in range(10):
                member, item = choose.choice(members), choose.choice([world.clay, world.frit])
                if choose.random() < 0.3:
                    actions.withdraw_pledge(
                        actor=world.buyer, round_id=world.round.pk, member=member, item_id=item.pk, today=worlds.DURING
                    )
                else:
                    world.pledge(member, item, choose.randint(1, 9))

        return change_mind

    answers = all_at_once(world.union.pk, [mixed(seed) for seed in range(12)])

    assert answers == [None] * 12
    kinds = Counter(Event.objects.filter(kind__startswith="purchasing.pledge.").values_list("kind", flat=True))
    assert sum(kinds.values()) == 120
    assert_chain_is_whole()


def test_of_two_who_propose_different_plans_one_wins_and_the_other_is_told(world):
    world.to_quoted()
    plans = [world.solved(), world.solved()]

    answers = all_at_once(world.union.pk, [
        lambda: actions.propose_award(actor=world.buyer, plan_id=plans[0].pk, today=AFTER),
        lambda: actions.propose_award(actor=world.chair, plan_id=plans[1].pk, today=AFTER),
    ])  # fmt: skip

    assert sorted(type(answer).__name__ for answer in answers) == [AlreadyProposed.__name__, Plan.__name__]
    assert Plan.objects.filter(proposed_by__isnull=False).count() == 1
    assert Event.objects.filter(kind="purchasing.award.proposed").count() == 1


def test_of_many_who_approve_at_once_one_wins_and_the_proposer_never_does(world):
    world.to_quoted()
    plan = world.solved()
    actions.propose_award(actor=world.buyer, plan_id=plan.pk, today=AFTER)

    answers = all_at_once(world.union.pk, [
        lambda actor=actor: actions.approve_award(actor=actor, plan_id=plan.pk, today=AFTER)
        for actor in (world.chair, world.buyer, world.chair, world.buyer)
    ])  # fmt: skip

    kinds = Counter(type(answer).__name__ for answer in answers)
    assert kinds["Round"] == 1
    assert kinds["Round"] + kinds[SecondPersonNeeded.__name__] + kinds[NotNow.__name__] == 4
    plan.refresh_from_db()
    assert plan.approved_by_id == world.chair.user_id
    assert Event.objects.filter(kind="purchasing.award.approved").count() == 1


def test_one_form_sent_ten_times_at_once_is_one_pledge(world):
    answers = all_at_once(world.union.pk, [lambda: world.pledge(world.ana, world.clay, 5, key="form-1")] * 10)

    assert {answer.pk for answer in answers} == {Pledge.objects.get().pk}
    assert Event.objects.filter(kind="purchasing.pledge.placed").count() == 1
    assert DoneOnce.objects.count() == 1


def test_one_key_with_two_contents_at_once_does_one_and_refuses_the_other(world):
    answers = all_at_once(
        world.union.pk, [lambda q=q: world.pledge(world.ana, world.clay, q, key="form-1") for q in (5, 6)]
    )

    assert sorted(type(answer).__name__ for answer in answers) == [KeyUsedTwice.__name__, Pledge.__name__]
    assert Event.objects.filter(kind="purchasing.pledge.placed").count() == 1


def test_two_settlements_at_once_charge_everybody_once(world):
    world.to_handed_out()

    answers = all_at_once(world.union.pk, [
        lambda actor=actor: actions.settle_round(actor=actor, round_id=world.round.pk, today=AFTER)
        for actor in (world.buyer, world.chair)
    ])  # fmt: skip

    assert sorted(type(answer).__name__ for answer in answers) == [NotNow.__name__, Round.__name__]
    assert Charge.objects.count() == 3
    assert Event.objects.filter(kind="purchasing.round.settled").count() == 1


@pytest.mark.parametrize("attempt", range(4))
def test_settling_while_the_month_closes_is_before_it_or_not_at_all(world, attempt):
    world.to_handed_out()

    def close_month() -> Period:
        time.sleep(0.05 * attempt)
        return close_period(actor=world.chair, month=AFTER, today=AFTER + timedelta(30))

    settled, period = all_at_once(world.union.pk, [
        lambda: actions.settle_round(actor=world.buyer, round_id=world.round.pk, today=AFTER), close_month,
    ])  # fmt: skip

    assert period.is_closed
    done = isinstance(settled, Round)
    assert done or isinstance(settled, PeriodClosed)
    assert Round.objects.get().state == (Round.State.SETTLED if done else Round.State.HANDED_OUT)
    assert Charge.objects.count() == (3 if done else 0)
    assert Entry.objects.count() == (4 if done else 0)
    assert_all_is_whole()


def test_settling_undoing_and_paying_at_once_end_without_a_deadlock(world):
    world.to_settled()

    def undo_and_settle(actor: Any) -> Callable[[], None]:
        def work() -> None:
            for _ in range(4):
                for deed, more in ((actions.undo_settlement, {"reason": "x"}), (actions.settle_round, {})):
                    try:
                        deed(actor=actor, round_id=world.round.pk, today=AFTER, **more)
                    except NotNow:
                        continue

        return work

    answers = all_at_once(world.union.pk, [undo_and_settle(world.buyer), undo_and_settle(world.chair)] * 2)

    assert answers == [None] * 4
    owed = Balance.objects.get(account__role="member_receivable", member=None)
    settled = Round.objects.get().state == Round.State.SETTLED
    assert owed.debit_minor - owed.credit_minor == (112400 if settled else 0)
    assert_all_is_whole()
