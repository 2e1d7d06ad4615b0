"""How long a piece of work takes: by the clock, and of processors, where other work on the machine does not count."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection


@dataclass
class Spent:
    """Seconds. `processor` is that of this process and of the server's that answers it, where the system tells."""

    clock: float = 0.0
    processor: float = 0.0

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.clock + other.clock, self.processor + other.processor)

    def __str__(self) -> str:
        return f"{self.processor:.2f} s of processor, {self.clock:.1f} s"


@contextmanager
def spending() -> Iterator[Spent]:
    """`with spending() as spent:` fills it at the end of the block."""
    spent = Spent()
    clock, processor = time.perf_counter(), time.process_time() + _of_the_server()
    yield spent
    spent.clock = time.perf_counter() - clock
    spent.processor = time.process_time() + _of_the_server() - processor


def _of_the_server() -> float:
    connection.ensure_connection()
    told = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
    if not told.exists():
        return 0.0
    # What follows the name in brackets; the name itself may hold spaces.
    user, system = told.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
