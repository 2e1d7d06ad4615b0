"""PostgreSQL's own measure of small durable transactions on this machine: `pgbench -N`, one client."""

import re

from tequio.core import postgres
from tequio.core.database import make_database

DATABASE = "pgbench"


def prepare() -> None:
    server = postgres.embedded()
    make_database(server.url(database="postgres"), DATABASE, owner="pgbench")
    _pgbench("-i", "-q", "-s", "10")


def transactions_a_second(seconds: int) -> float:
    found = re.search(r"tps = ([\d.]+)", _pgbench("-N", "-n", "-M", "prepared", "-c", "1", "-T", str(seconds)))
    assert found
    return float(found[1])


def _pgbench(*arguments: str) -> str:
    server = postgres.embedded()
    # The server's own launcher, so that client and server run as the same unprivileged user.
    done = server._call("pgbench", "-h", server.socket_folder, "-U", postgres.SUPERUSER, *arguments, DATABASE)
    said = (server.folder / "last-command.log").read_text()
    if done.returncode:
        raise RuntimeError(said)
    return said
