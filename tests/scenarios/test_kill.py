"""The program and the database are killed while they work: afterwards there is all of a deed or nothing of it."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

import psycopg
import pytest

from tests.cli.installation import Installation, wait_until

ROOT = Path(__file__).parents[2]
PLACES = 20  # a settlement asks the database at least so often
pytestmark = pytest.mark.slow


class Nursery:
    """Victims of one installation, and what they were told before they died."""

    def __init__(self) -> None:
        self.installation = Installation.migrated(
            environment={"TEQUIO_SECRET_KEY": "a secret for tests alone", "DJANGO_SETTINGS_MODULE": "tequio.settings"}
        )
        self.lines: list[list[str]] = []
        path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
        self.noise = (self.installation.home / "victims.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.scenarios.victim"], cwd=ROOT, text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=self.noise, env=self.installation.environment | {"PYTHONPATH": path},
        )  # fmt: skip
        self.listener = Thread(target=self._listen)
        self.listener.start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line.split())

    def heard(self, *words: str) -> list[list[str]]:
        return [line for line in list(self.lines) if line[: len(words)] == list(words)]

    def begin(self, *command: object) -> int:
        """Start a child; returns its process id."""
        before = len(self.heard("began"))
        assert self.process.stdin
        print(*command, file=self.process.stdin, flush=True)
        wait_until(lambda: len(self.heard("began")) > before)
        return int(self.heard("began")[before][1])

    def run(self, *command: object) -> int:
        """Run a child to its end; returns its exit code, negative for the signal that killed it."""
        child = str(self.begin(*command))
        wait_until(lambda: self.heard("ended", child))
        return int(self.heard("ended", child)[0][2])

    def look(self) -> dict[str, object]:
        """Everything that must be true is, and this is what stands."""
        self.lines = [line for line in self.lines if line[0] != "stands"]
        assert self.run("check") == 0, (self.installation.home / "victims.log").read_text()[-3000:]
        stands: dict[str, object] = {line[1]: line[2] for line in self.heard("stands") if line[1] != "pledge"}
        stands["pledges"] = {(line[2], line[3]): int(line[4]) for line in self.heard("stands", "pledge")}
        return stands

    def kill_database(self) -> None:
        """As a power cut would: the postmaster and every process of its at once, without a word to any."""
        postmaster = self.installation.postmaster()
        for process in [postmaster, *children_of(postmaster)]:
            kill(process)
        wait_until(lambda: not children_of(postmaster) and not Path(f"/proc/{postmaster}/cmdline").exists())

    def remove(self) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.listener.join()
        self.process.stdout.close()
        self.noise.close()
        self.installation.remove()


def children_of(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


@pytest.fixture(scope="module")
def nursery():
    nursery = Nursery()
    try:
        assert nursery.run("prepare") == 0, (nursery.installation.home / "victims.log").read_text()[-3000:]
        yield nursery
    finally:
        nursery.remove()


def test_killed_before_any_statement_of_a_settlement_there_is_nothing_of_it(nursery):
    """The last two places are just before and just after COMMIT: after it, all is there though nobody was told."""
    at = 0
    while (code := nursery.run("settle", at := at + 1)) == -signal.SIGKILL:
        if at % 5 and at < PLACES - 3:
            continue  # what a death left behind would still be there at the next look
        stands = nursery.look()
        if stands["state"] == "settled":
            break
        assert (stands["state"], stands["settled"]) == ("handed_out", "0")

    assert code == -signal.SIGKILL
    assert not nursery.heard("done", "settled")
    assert stands["settled"] == "1"
    assert at >= PLACES


def test_killed_at_any_moment_a_settlement_or_its_undoing_is_whole(nursery):
    choose = random.Random(8)
    for _ in range(6):
        before, told = nursery.look(), len(nursery.heard("done", "season"))
        child = nursery.begin("season")
        wait_until(lambda told=told: len(nursery.heard("done", "season")) > told)
        time.sleep(choose.random() * 0.15)
        kill(child)
        time.sleep(0.1)
        after, told = nursery.look(), len(nursery.heard("done", "season")) - told
        deeds = sum(int(after[kind]) - int(before[kind]) for kind in ("settled", "unsettled"))
        assert told <= deeds <= told + 1  # the last one may have been done without anybody being told


@pytest.mark.parametrize("victim", ["all of PostgreSQL", "one server process"])
def test_what_was_acknowledged_survives_the_death_of_the_database(nursery, victim):
    for attempt in range(2):
        before, told = nursery.look(), len(nursery.heard("done", "season"))
        doers = [nursery.begin("season"), *(nursery.begin("pledge", seed) for seed in range(3))]
        acknowledged = len(nursery.heard("done", "pledge"))
        wait_until(lambda told=told: len(nursery.heard("done", "season")) > told + 1)
        wait_until(lambda acknowledged=acknowledged: len(nursery.heard("done", "pledge")) > acknowledged + 20)
        if victim == "all of PostgreSQL":
            nursery.kill_database()
        else:
            with psycopg.connect(nursery.installation.postgres.url()) as server:
                busy = "SELECT pid FROM pg_stat_activity WHERE usename LIKE '%app' ORDER BY query_start DESC LIMIT 1"
                victim_process = server.execute(busy).fetchone()[0]
            # Only now: PostgreSQL ends every connection when one of its processes is killed, this one too.
            kill(victim_process)
        wait_until(lambda doers=doers: all(stopped(doer) for doer in doers))
        nursery.installation.postgres.start()
        wait_until(lambda: accepts(nursery))

        after = nursery.look()
        deeds = sum(int(after[kind]) - int(before[kind]) for kind in ("settled", "unsettled"))
        assert 0 <= deeds - (len(nursery.heard("done", "season")) - told) <= 1
        last = {}
        for line in nursery.heard("done", "pledge")[acknowledged:]:
            last[line[2], line[3]] = int(line[4])
        assert last
        ahead = [after["pledges"][place] - quantity for place, quantity in last.items()]
        assert set(ahead) <= {0, 1}  # never behind, and ahead only by what was done and could not be said
        assert sum(ahead) <= 3
        assert attempt < 2


def stopped(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def accepts(nursery: Nursery) -> bool:
    try:
        psycopg.connect(nursery.installation.postgres.url()).close()
    except psycopg.OperationalError:
        return False
    return True
