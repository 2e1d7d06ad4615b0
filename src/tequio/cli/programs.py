"""PostgreSQL's own programs, from the package that brings the embedded server, run against the owner's database."""

import os
import subprocess
from pathlib import Path

from tequio.cli.output import Trouble
from tequio.core import database
from tequio.core.postgres import shipped_programs

LIBPQ = {"dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD", "host": "PGHOST", "port": "PGPORT"}
LIBPQ |= {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "service": "PGSERVICE", "options": "PGOPTIONS"}


def call(program: str, *arguments: str | Path, then: str) -> None:
    """Run one of them as the owner. Raises Trouble with what it said; `then` is what to do about it."""
    # By environment, so that no password shows in the list of processes.
    environment = {LIBPQ[key]: str(value) for key, value in database.owner_parameters().items() if key in LIBPQ}
    done = subprocess.run(
        [shipped_programs() / "bin" / program, *arguments],
        env=os.environ | environment,
        text=True,
        capture_output=True,
    )
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines() or ["it said nothing"]
        raise Trouble(f"{program} could not do it: {said[0]}", *said[1:4], then)
