"""Counting a million ballots, 12 candidates, 5 seats, exact to the rule's decimals, against STV packages of PyPI.

The ratio of a bar says how much of it was used: below 1 it is met. That of a peer says how many times as long it took.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

from bench.peers import stv
from bench.table import show
from tequio.engines.tally import Election, Lot, Rule, count, from_table, read_blt, write_blt

CANDIDATES, SEATS, BAR, TIMES = 12, 5, 0.5, 5
Result = TypeVar("Result")


def main(quick: bool = False) -> None:
    papers = 20_000 if quick else 1_000_000
    table = invented(papers)
    names = [f"Candidata {n}" for n in range(1, CANDIDATES + 1)]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ballots.blt"
        path.write_bytes(single(table, names))

        reading, election = timed(lambda: read_blt(path.read_bytes()))
        gathering, ballots = timed(lambda: from_table(names, table))
        counting, result = timed(lambda: count(ballots, SEATS, Rule.SCOTTISH, Lot("bench")))
        meek, _ = timed(lambda: count(ballots, SEATS, Rule.MEEK, Lot("bench")))
        writing, _ = timed(lambda: write_blt(Election("", SEATS, ballots)))
        assert list(election.ballots.papers) == list(ballots.papers)

        what = f"{papers:,} ballots"
        rows.append((f"read a BLT file, {what}, {len(ballots.papers):,} different", f"{reading:.2f} s", "", ""))
        rows.append((f"gather a table in memory, {what}", f"{gathering:.2f} s", "", ""))
        rows.append(
            (f"count, Scottish rule, {len(result.stages)} stages", f"{counting:.3f} s", f"{BAR} s",
             f"{counting / BAR:.2f}")
        )  # fmt: skip
        rows.append(("count, Meek", f"{meek:.2f} s", "", ""))
        rows.append(("write a BLT file", f"{writing:.2f} s", "", ""))
        for peer in stv.PEERS:
            try:
                other = stv.measure(peer, path, SEATS)
            except stv.NotMeasured as why:
                rows.append((f"{peer}: not measured ({why})", "", "", ""))
                continue
            same = "the same five" if other.elected == frozenset(result.winners) else "OTHER WINNERS"
            rows.append(
                (f"{peer}, count ({same})", f"{other.count:.2f} s", f"x {TIMES}", f"x {other.count / counting:.0f}")
            )
            both = other.build + other.count
            rows.append(
                (f"{peer}, build ballots and count, against gather and count", f"{both:.2f} s", f"x {TIMES}",
                 f"x {both / (gathering + counting):.1f}")
            )  # fmt: skip
    show("Counting ballots", rows)


def invented(papers: int) -> np.ndarray:
    """Rankings of 1 to 12 preferences, candidates of nearly equal strength (Plackett-Luce), the same for a seed."""
    chance = np.random.default_rng(7)
    strength = 1 / (1 + np.arange(CANDIDATES) * 0.06)
    ranking = np.argsort(-np.log(chance.random((papers, CANDIDATES))) / strength, axis=1) + 1
    lengths = chance.integers(1, CANDIDATES + 1, papers)
    ranking[np.arange(CANDIDATES)[None, :] >= lengths[:, None]] = 0
    return ranking


def single(table: np.ndarray, names: list[str]) -> bytes:
    """A file with a line for each paper, as it comes from scanning."""
    lines = (" ".join(map(str, ["1", *filter(None, row), "0"])) for row in table.tolist())
    return "\n".join([f"{CANDIDATES} {SEATS}", *lines, "0", *names, ""]).encode()


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """The median of three turns, and the last result."""
    seconds = []
    for _ in range(3):
        begun = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds), result
