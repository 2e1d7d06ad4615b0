"""Settling a round: every member charged and every supplier booked in one transaction, against the floor and a peer."""

import statistics
import time

import psycopg

import bench._installation  # noqa: F401 - opens the database before anything asks for it
from bench._floor import floor_seconds
from bench._rounds import TODAY, Place, make_handed_out_round, make_place
from bench.peers import tryton
from bench.table import show
from tequio.core import postgres
from tequio.core.database import make_database
from tequio.purchasing import actions

BAR_SECONDS, BAR_FLOOR, BAR_TRYTON = 1.2, 4.0, 300.0
TRYTON_CHARGES = 201  # the first warms Tryton up and is not counted


def main(quick: bool = False) -> None:
    members, runs = (1000, 2) if quick else (4000, 5)
    server = postgres.embedded()
    make_database(server.url(database="postgres"), "floor", owner="floor")
    peer_missing = _prepare_peer()
    place = make_place(members)
    floors, settlements, undone, peers = [], [], [], []
    # In turns, so that whatever else the machine does falls on all of them alike.
    with psycopg.connect(server.url(database="floor"), autocommit=True) as connection:
        for turn in range(runs):
            floors.append(floor_seconds(connection, members))
            settlements.append(settle(place, undone))
            if not peer_missing and turn < 3:
                peers.append(tryton.charges_a_second(TRYTON_CHARGES))
    seconds, floor = statistics.median(settlements), statistics.median(floors)
    rows = [
        (f"settle {members} members, three lines each", _seconds(settlements), f"{BAR_SECONDS} s",
         f"{seconds / BAR_SECONDS:.2f}" if members == 4000 else ""),
        ("COPY of as many bare rows: the floor", _seconds(floors), "", ""),
        ("settlement / floor", f"{seconds / floor:.1f}", f"{BAR_FLOOR}", f"{seconds / floor / BAR_FLOOR:.2f}"),
        ("undo such a settlement", _seconds(undone), "", ""),
    ]  # fmt: skip
    if peers:
        ratio = members / seconds / statistics.median(peers)
        rows += [
            ("Tryton, 100 invoices of three lines a transaction", f"{statistics.median(peers):.1f} /s", "", ""),
            ("charges a second / Tryton's", f"{ratio:.0f}", f"{BAR_TRYTON:.0f}", f"{BAR_TRYTON / ratio:.2f}"),
        ]
    else:
        rows.append((f"Tryton: not measured ({peer_missing})", "", "", ""))
    show("Settling a round", rows)
    if not quick:
        growth()


def growth() -> None:
    """The time for ten times the members: ten times, not more."""
    sizes = {1000: 5, 4000: 5, 40000: 2}
    seconds = {}
    for members, runs in sizes.items():
        place = make_place(members)
        seconds[members] = statistics.median(settle(place, []) for _ in range(runs))
    rows = [
        (f"{before} -> {after} members ({seconds[before]:.2f} s -> {seconds[after]:.2f} s)",
         f"x{seconds[after] / seconds[before]:.1f}", f"x{after // before}",
         f"{seconds[after] / seconds[before] / (after / before):.2f}")
        for before, after in ((1000, 4000), (4000, 40000))
    ]  # fmt: skip
    show("How settling grows", rows)


def settle(place: Place, undone: list[float]) -> float:
    """Seconds for one fresh round; it is undone afterwards, timed too."""
    round_id = make_handed_out_round(place)
    begun = time.perf_counter()
    actions.settle_round(actor=place.actor, round_id=round_id, today=TODAY)
    settled = time.perf_counter()
    actions.undo_settlement(actor=place.actor, round_id=round_id, today=TODAY, reason="medida")
    undone.append(time.perf_counter() - settled)
    return settled - begun


def _prepare_peer() -> str:
    """Why the peer cannot be measured; empty when it can."""
    try:
        tryton.prepare()
    except (tryton.NotMeasured, OSError) as reason:
        return str(reason)
    return ""


def _seconds(runs: list[float]) -> str:
    return f"{statistics.median(runs):.2f} s [{min(runs):.2f}-{max(runs):.2f}]"
