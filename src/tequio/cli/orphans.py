"""A child of `tequio serve` leaves when its parent is gone, so that kill -9 of the server frees the port."""

import os
import signal
import threading
import time

EVERY = 0.5  # seconds
GRACE = 10.0  # seconds to finish the request at hand

PARENT = "TEQUIO_PARENT"


def leave_with_parent() -> None:
    """Watch the parent from a thread; without one that was named (or a process pool's), do nothing."""
    named = os.environ.get(PARENT)
    if named:
        threading.Thread(target=_watch, args=(int(named), os.getppid()), daemon=True).start()


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
