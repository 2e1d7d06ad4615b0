"""The web server as a process of its own: `python -m tequio.cli.web_server HOST PORT WORKERS`."""

import os
import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from tequio.cli.orphans import leave_with_parent


def main(host: str, port: str, workers: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tequio.settings")
    leave_with_parent()
    # One blocking thread a worker: threads of one process only wait for each other in Python.
    Granian(
        "tequio.cli.web_app:application", address=host, port=int(port), interface=Interfaces.WSGI,
        workers=int(workers), blocking_threads=1, respawn_failed_workers=True, respawn_interval=1.0,
        workers_kill_timeout=10, websockets=False, log_level=LogLevels.warning,
    ).serve()  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:4])
