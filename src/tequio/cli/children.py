"""The processes that `tequio serve` starts, keeps alive and stops."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO

from tequio.cli.orphans import PARENT

PATIENCE = 12.0  # seconds a child has to finish what it is doing
CALM = 60.0  # a child that lived this long may be started again at once
GONE = 2.0  # seconds the system may take to clear away what was killed


@dataclass
class Child:
    """One process, started again when it ends by itself, more slowly the more often it does."""

    name: str
    command: list[str]
    environment: dict[str, str]
    output: IO[str] | None
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    falls: int = field(default=0)

    def start(self) -> None:
        # A session of its own: Ctrl-C in the terminal reaches the parent alone, which stops its children in order.
        self.process = subprocess.Popen(
            [sys.executable, *self.command],
            env=os.environ | self.environment | {PARENT: str(os.getpid())},
            stdin=subprocess.DEVNULL, stdout=self.output, stderr=self.output, start_new_session=True,
        )  # fmt: skip
        self.started = time.monotonic()

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def keep_alive(self) -> bool:
        """Start it again when it has ended and its pause is over; True when it was started."""
        lived = time.monotonic() - self.started
        if self.is_alive():
            if lived > CALM:
                self.falls = 0
            return False
        if lived < min(2.0**self.falls, 30.0):
            return False
        self._clear_away()
        self.falls += 1
        self.start()
        return True

    def ask_to_stop(self) -> None:
        if self.is_alive() and self.process:
            self.process.terminate()

    def wait(self, until: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._clear_away()

    def _clear_away(self) -> None:
        """Kill what the child itself started and left behind; its workers would go on answering at the port."""
        if self.process is None:
            return
        until = time.monotonic() + GONE
        with suppress(ProcessLookupError):
            while time.monotonic() < until:
                os.killpg(self.process.pid, signal.SIGKILL)
                time.sleep(0.01)


def stop_all(children: list[Child]) -> None:
    for child in children:
        child.ask_to_stop()
    until = time.monotonic() + PATIENCE
    for child in children:
        child.wait(until)
