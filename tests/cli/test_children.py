"""What `tequio serve` starts goes with it, down to the processes that its children started themselves."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from tequio.cli.children import Child, stop_all
from tequio.cli.orphans import PARENT, clear_away

# A master that ends when asked and forgets its worker; the worker hears nothing and goes on listening. It is the worker
# that begins to: whoever finds the port open finds both there.
FORGETFUL = """
import os, signal, socket, sys, time
port = socket.socket()
port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
port.bind(("127.0.0.1", int(sys.argv[1])))
if os.fork() == 0:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    port.listen()
    time.sleep(600)
time.sleep(600)
"""


@pytest.fixture
def child():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    child = Child("web server", ["-c", FORGETFUL, str(port)], {}, None)
    child.start()
    child.port = port
    until = time.monotonic() + 60
    while not is_open(port):
        assert time.monotonic() < until
        time.sleep(0.02)
    yield child
    stop_all([child])


def test_a_worker_that_its_master_forgot_leaves_the_port(child):
    stop_all([child])

    assert not is_open(child.port)


def test_a_child_is_started_again_without_its_old_worker(child):
    child.process.terminate()
    child.process.wait()
    assert is_open(child.port)  # the worker that nobody asked

    child.started -= 100
    assert child.keep_alive()

    until = time.monotonic() + 60
    while not is_open(child.port):
        assert child.is_alive(), "The new master did not get the port."
        assert time.monotonic() < until
        time.sleep(0.02)


def test_what_a_killed_server_left_behind_is_taken_away(child):
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        pass
    left = Child("web server", ["-c", "import time; time.sleep(600)"], {}, None)
    left.process = subprocess.Popen(
        [sys.executable, *left.command], env=os.environ | {PARENT: str(gone.pid)}, start_new_session=True
    )

    clear_away(os.getpid())
    assert child.is_alive()  # its server lives
    clear_away(gone.pid)

    assert left.process.wait(10) == -signal.SIGKILL
    assert child.is_alive()


def test_a_child_whose_server_is_gone_does_not_begin():
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        pass
    began = subprocess.run(
        [sys.executable, "-c", "import tequio.cli.web_app; print('began')"],
        env=os.environ | {PARENT: str(gone.pid)}, capture_output=True, text=True,
    )  # fmt: skip

    assert (began.returncode, began.stdout) == (1, "")


def is_open(port):
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0
