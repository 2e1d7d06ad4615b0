"""Deeds one by one, each durable: a pledge and a payment alone, and the hour before a round closes."""

import multiprocessing
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from django.db import connections

import bench._installation  # noqa: F401 - opens the database before anything asks for it
from bench import _pgbench
from bench._rounds import TODAY, Place, make_open_round, make_place
from bench.table import show
from tequio.books.actions import record_member_payment
from tequio.core.models import Event
from tequio.core.scope import in_union
from tequio.members.models import Member
from tequio.purchasing import actions
from tequio.purchasing.models import Pledge

BAR_SHARE, BAR_P95 = 0.40, 0.100
ARRIVALS, DOERS = 100, 4  # pledges a second, processes that take them


def main(quick: bool = False) -> None:
    _pgbench.prepare()
    place = make_place(400 if quick else 4000)
    alone(place, turns=3 if quick else 9)
    hour_before_closing(place, seconds=5 if quick else 25)


def alone(place: Place, turns: int) -> None:
    """One after another from one connection, as a share of pgbench's simple update in the same minute."""
    round_id, people = make_open_round(place), _members(place)

    def pledge(number: int) -> None:
        actions.place_pledge(
            actor=place.actor, round_id=round_id, member=people[number % len(people)], quantity=Decimal(3),
            item_id=place.items[number // len(people) % len(place.items)], today=TODAY,
        )  # fmt: skip

    def pay(number: int) -> None:
        record_member_payment(
            actor=place.actor, member_id=people[number % len(people)].pk, minor=100 + number, into="bank", on=TODAY,
            today=TODAY,
        )  # fmt: skip

    floor, pledges, payments = [], [], []
    for _ in range(turns):
        floor.append(_pgbench.transactions_a_second(2))
        pledges.append(rate(pledge, 2))
        payments.append(rate(pay, 2))
    bare = statistics.median(floor)
    rows = [("pgbench -N, one client, fsync on", f"{bare:.0f} /s", "", "")]
    for what, rates in (("one pledge", pledges), ("one payment", payments)):
        share = statistics.median(r / b for r, b in zip(rates, floor, strict=True))
        rows.append((f"{what} alone: {statistics.median(rates):.0f} /s", f"{share:.0%}", f"{BAR_SHARE:.0%}",
                     f"{BAR_SHARE / share:.2f}"))  # fmt: skip
    show("A deed alone, durable", rows)


def rate(deed: Callable[[int], None], seconds: float) -> float:
    number, begun = 0, time.perf_counter()
    while (now := time.perf_counter()) < begun + seconds:
        deed(number)
        number += 1
    return number / (now - begun)


def hour_before_closing(place: Place, seconds: int) -> None:
    """Members come at random moments whether or not those before them are done; each waits from when he came."""
    round_id = make_open_round(place)
    schedule = _schedule(place, seconds)
    connections.close_all()
    processes = multiprocessing.get_context("fork")
    answers = processes.Queue()
    begins = time.time() + 1.0
    doers = [
        processes.Process(target=take, args=(place, round_id, schedule[i::DOERS], begins, answers))
        for i in range(DOERS)
    ]
    for doer in doers:
        doer.start()
    waits = sorted(wait for _ in doers for wait in answers.get())
    for doer in doers:
        doer.join()
    with in_union(place.union.pk):
        placed = Event.objects.filter(kind="purchasing.pledge.placed", data__round=round_id)
        recorded = {int(quantity) for quantity in placed.values_list("data__quantity", flat=True)}
        kept = Pledge.objects.filter(round_id=round_id).count()
    lost = len({quantity for *_, quantity in schedule} - recorded) + len({arrival[1:3] for arrival in schedule}) - kept
    p50, p95, p99 = (waits[int(len(waits) * part)] for part in (0.50, 0.95, 0.99))
    show(f"The hour before closing: {ARRIVALS} pledges a second for {seconds} s, {DOERS} processes", [
        ("half of the members wait at most", f"{p50 * 1000:.0f} ms", "", ""),
        ("95 of 100 wait at most", f"{p95 * 1000:.0f} ms", f"{BAR_P95 * 1000:.0f} ms", f"{p95 / BAR_P95:.2f}"),
        ("99 of 100 wait at most", f"{p99 * 1000:.0f} ms", "", ""),
        (f"pledges lost of {len(schedule)}", str(lost), "0", ""),
    ])  # fmt: skip


Arrival = tuple[float, int, int, int]  # when, member, item, quantity


def _schedule(place: Place, seconds: int) -> list[Arrival]:
    choose, when, arrivals = random.Random(7), 0.0, []
    while (when := when + choose.expovariate(ARRIVALS)) < seconds:
        # No quantity comes twice, so that each pledge is found again.
        arrivals.append((when, choose.choice(place.members), choose.choice(place.items), len(arrivals) + 1))
    return arrivals


def take(place: Place, round_id: int, arrivals: list[Arrival], begins: float, answers: multiprocessing.Queue) -> None:
    """One process: take the pledges of its members in the order in which they come."""
    people = {member.pk: member for member in _members(place)}
    waited = []
    for when, member, item, quantity in arrivals:
        time.sleep(max(0.0, begins + when - time.time()))
        actions.place_pledge(
            actor=replace(place.actor, rights=frozenset(), member_id=member), round_id=round_id, member=people[member],
            item_id=item, quantity=Decimal(quantity), today=TODAY, key=f"form-{round_id}-{quantity}",
        )  # fmt: skip
        waited.append(time.time() - begins - when)
    answers.put(waited)
    connections.close_all()


def _members(place: Place) -> list[Member]:
    with in_union(place.union.pk):
        return list(Member.objects.select_related("person").order_by("pk"))
