"""Serving: taken ports, two at once, a clean stop, and what a kill at any moment leaves behind."""

import os
import pwd
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.installation import Installation, free_port, status_of_page, wait_until

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def test_a_taken_port_is_told(installation):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = installation.run("serve", "--port", str(port))

    assert done.returncode == 1
    assert f"Port {port} is taken: another program answers there." in done.stderr
    assert f"tequio serve --port {port + 1}" in done.stderr
    assert not (installation.home / "database").exists()


@pytest.mark.slow
def test_serving_stopping_and_being_killed(migrated):
    """One long story, because each of its starts costs seconds."""
    port = free_port()
    server = migrated.serve(port=port)
    assert status_of_page(port) == 200

    # A second one, with the same data and with other data.
    again = migrated.run("serve", "--port", str(free_port()))
    assert (again.returncode, f"process {server.pid}" in again.stderr) == (1, True)
    other = Installation()
    taken = other.run("serve", "--port", str(port))
    other.remove()
    assert (taken.returncode, "another Tequio answers there" in taken.stderr) == (1, True)
    refused = migrated.run("restore", "x", "--yes")
    assert refused.returncode == 1

    # PostgreSQL is killed while deeds are done: the server starts it again, and every deed that was said is there.
    said = write_until_killed(migrated, "first", migrated.kill_postgres)
    wait_until(lambda: status_of_page(port) == 200)
    must_hold(migrated, said)

    # The server and PostgreSQL are killed at once.
    def kill_both():
        server.kill()
        migrated.kill_postgres()

    said += write_until_killed(migrated, "second", kill_both)
    server.wait()
    server = migrated.serve(port=port)
    must_hold(migrated, said)
    assert migrated.run("doctor").returncode == 0

    # The server alone is killed: its workers leave the port, PostgreSQL stays, and the next one takes over.
    postmaster = migrated.postmaster()
    server.kill()
    server.wait()
    server = migrated.serve(port=port)
    assert migrated.postmaster() == postmaster
    assert status_of_page(port) == 200

    # Asked politely, it stops everything that it started.
    server.send_signal(signal.SIGTERM)
    assert server.wait(30) == 0
    assert status_of_page(port) is None
    assert not migrated.postgres.is_running()


def write_until_killed(installation, name, kill):
    """Do deeds, kill in the middle of them, and return those that were said to be done."""
    environment = installation.environment | {
        "DJANGO_SETTINGS_MODULE": "tequio.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    said = []
    with subprocess.Popen(
        [sys.executable, HERE / "writer.py", name],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as writer:  # fmt: skip
        for line in writer.stdout:
            said.append(line.strip())
            if len(said) == 40:
                kill()
    assert len(said) >= 40
    return said


def must_hold(installation, said):
    with installation.owner() as owner:
        held = {key for (key,) in owner.execute("SELECT key FROM unions_setting")}
        (events,) = owner.execute("SELECT count(*) FROM core_event WHERE kind = 'tests.written'").fetchone()
    assert set(said) <= held
    # A deed whose answer was lost may be there too, whole: at most one for each kill.
    assert len(held) == events <= len(said) + 2


@pytest.mark.slow
def test_two_first_starts_at_once_make_one_database_for_a_normal_user():
    """Under root they are somebody else's; every other test here runs under the user of this run."""
    made = as_nobody() if os.geteuid() == 0 else Installation()
    if made is None:
        pytest.skip("no interpreter here may be run by the user nobody")
    try:
        both = [made.start("migrate") for _ in range(2)]
        assert [(each.communicate()[1], each.returncode) for each in both] == [(b"", 0), (b"", 0)]
        assert len({entry.owner() for entry in made.home.rglob("*")}) == 1
        assert made.run("migrate").returncode == 0
    finally:
        made.remove()


def test_a_stale_pid_of_a_living_stranger_is_seen_through(migrated):
    assert migrated.run("migrate").returncode == 0
    migrated.postgres.stop()
    (migrated.postgres.data / "postmaster.pid").write_text(f"{os.getpid()}\n{migrated.postgres.data}\n")

    assert migrated.run("migrate").returncode == 0


def as_nobody():
    """An installation of the user nobody, with an interpreter he may run; None if there is none."""
    packages = next(path for path in sys.path if path.endswith("site-packages"))
    path = {"PYTHONPATH": f"{ROOT / 'src'}:{packages}", "HOME": "/nonexistent"}
    python = next((name for name in (sys.executable, "/usr/bin/python3") if may_run(name, path)), None)
    return Installation(user="nobody", python=python, environment=path) if python else None


def may_run(python, environment):
    nobody = pwd.getpwnam("nobody")
    try:
        done = subprocess.run(
            [python, "-c", f"import tequio.cli, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"],
            env=os.environ | environment, user=nobody.pw_uid, group=nobody.pw_gid, extra_groups=[], cwd="/",
            capture_output=True,
        )  # fmt: skip
    except OSError:
        return False
    return done.returncode == 0
