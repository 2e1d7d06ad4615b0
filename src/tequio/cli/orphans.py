"""A child of `tequio serve` leaves when its parent is gone, so that kill -9 of the server frees the port.

A web master that loses its workers starts others; one begun at that moment would share the port with the next server.
So a child without a parent does not even begin, and the next server takes away what is left of the last.
"""

import os
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

EVERY = 0.5  # seconds
GRACE = 10.0  # seconds to finish the request at hand

PARENT = "TEQUIO_PARENT"


def leave_with_parent() -> None:
    """Watch the parent from a thread; without one that was named (or a process pool's), do nothing."""
    named = os.environ.get(PARENT)
    if named and not _lives(int(named)):
        os._exit(1)
    if named:
        threading.Thread(target=_watch, args=(int(named), os.getppid()), daemon=True).start()


def clear_away(starter: int) -> None:
    """Kill what a server that was killed itself left behind, where the system tells (/proc)."""
    if _lives(starter):
        return
    mark = f"{PARENT}={starter}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (process / "environ").read_bytes().split(b"\0"):
                os.kill(int(process.name), signal.SIGKILL)


def _watch(starter: int, parent: int) -> None:
    while os.getppid() == parent and _lives(starter):
        time.sleep(EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
