"""A whole installation of Tequio in a folder of its own, driven from outside as a person would."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from tequio.core.postgres import EmbeddedPostgres
from tests import migrated

OURS = ("TEQUIO_", "DATABASE_", "DJANGO_")
PATIENCE = 300.0  # a machine that does other work too


class Installation:
    def __init__(self, *, user=None, python=sys.executable, environment=None):
        # A short path in the open: sockets have short names, and under root PostgreSQL runs as somebody else.
        self.home = Path(tempfile.mkdtemp(prefix="tequio-cli-"))
        self.python = python
        self.as_user = {"user": user, "group": "nogroup", "extra_groups": []} if user else {}
        if user:
            shutil.chown(self.home, user)
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(OURS)}
        self.environment |= {"TEQUIO_HOME": str(self.home), **(environment or {})}
        self.servers = []

    @classmethod
    def migrated(cls, **how):
        """One whose tables are made already."""
        made = cls(**how)
        migrated.fill(made.home)
        return made

    def run(self, *arguments, timeout=PATIENCE, **environment):
        return subprocess.run(
            [self.python, "-m", "tequio", *arguments],
            env=self.environment | environment, capture_output=True, text=True, timeout=timeout, cwd="/",
            **self.as_user,
        )  # fmt: skip

    def start(self, *arguments):
        """The same without waiting; what it complains of can be read."""
        return subprocess.Popen(
            [self.python, "-m", "tequio", *arguments], env=self.environment, stderr=subprocess.PIPE, cwd="/",
            **self.as_user,
        )  # fmt: skip

    def serve(self, *arguments, port):
        """Start the server and wait until it says that it is ready."""
        said = self.home / "said.log"
        with said.open("w") as out:
            server = subprocess.Popen(
                [self.python, "-m", "tequio", "serve", "--no-demo", "--port", str(port), *arguments],
                env=self.environment, stdout=out, stderr=subprocess.STDOUT, cwd="/", **self.as_user,
            )  # fmt: skip
        self.servers.append(server)
        wait_until(lambda: "Tequio is ready" in said.read_text() or server.poll() is not None)
        assert "Tequio is ready" in said.read_text(), said.read_text()
        return server

    @property
    def postgres(self):
        return EmbeddedPostgres(self.home / "database")

    def owner(self):
        return psycopg.connect(self.postgres.url(user="tequio"), autocommit=True)

    def postmaster(self):
        return int((self.postgres.data / "postmaster.pid").read_text().split()[0])

    def kill_postgres(self):
        os.kill(self.postmaster(), signal.SIGKILL)

    def remove(self):
        for server in self.servers:
            if server.poll() is None:
                server.kill()
            server.wait()
        if self.as_user:
            subprocess.run(["kill", "-QUIT", str(self.postmaster())], check=False)
        else:
            self.postgres.stop()
        shutil.rmtree(self.home, ignore_errors=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status_of_page(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/salud/")
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


def wait_until(condition, patience=PATIENCE):
    until = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < until, "It took too long."
        time.sleep(0.05)
