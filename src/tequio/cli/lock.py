"""One server for one folder of data: a lock that dies with its holder, so nothing stale is ever left behind."""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tequio.cli.orphans import clear_away
from tequio.cli.output import Trouble
from tequio.cli.places import folder


@contextmanager
def only_server(address: str) -> Iterator[bool]:
    """Hold the folder for this server; gives whether the last one at this address was killed. Raises Trouble."""
    path = folder() / "serve.lock"
    with path.open("a+") as file:
        if not _take(file.fileno()):
            raise Trouble(
                f"Tequio already runs with the data in {path.parent}: {holder(path)}.",
                "Open that address, or stop it first (Ctrl-C in its window).",
                "For a second installation, name another folder:  TEQUIO_HOME=… tequio serve --port 8001",
            )
        before = path.read_text()
        was_killed = before.endswith(f", {address}")
        if starter := re.match(r"process (\d+),", before):
            clear_away(int(starter[1]))
        file.truncate(0)
        file.write(f"process {os.getpid()}, {address}")
        file.flush()
        yield was_killed
        file.truncate(0)


def server_runs() -> bool:
    """Whether a server holds the folder."""
    with (folder() / "serve.lock").open("a+") as file:
        return not _take(file.fileno())


def holder(path: Path) -> str:
    return path.read_text().strip() or "another process"


def _take(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
