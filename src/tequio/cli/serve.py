"""`tequio serve`: everything on this machine, from an empty folder to a page that answers."""

import argparse
import os
import signal
import time
from collections.abc import Callable
from contextlib import ExitStack
from types import FrameType
from typing import IO, Any

from tequio.cli import demo, port
from tequio.cli.children import Child, stop_all
from tequio.cli.lock import only_server
from tequio.cli.migrate import bring_up_to_date
from tequio.cli.output import Trouble, complain, say
from tequio.cli.places import log_file
from tequio.cli.rescue import clear_corpse
from tequio.core import database, home, postgres

LOOK_EVERY = 0.5  # seconds between two looks at the children
LOOK_AT_DATABASE_EVERY = 5.0
PATIENCE = 180.0  # seconds for the first page
LARGEST_LOG = 10_000_000  # bytes; a larger one is set aside at the next start


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "serve",
        help="start everything on this machine",
        description="Starts the database, brings it up to date, loads the demo union once, and serves the pages and the"
        " jobs until Ctrl-C. Killed at any moment, it starts again where it was.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="web processes (default: %(default)s)")
    parser.add_argument("--no-demo", action="store_true", help="load no demo and show no one-time codes")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    address = f"http://{'localhost' if options.host in ('127.0.0.1', '0.0.0.0') else options.host}:{options.port}"
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    with ExitStack() as stack:
        try:
            was_killed = stack.enter_context(only_server(address))
            port.must_be_free(options.host, options.port, was_killed=was_killed)
            is_demo = prepare(with_demo=not options.no_demo)
            output = None if options.debug else stack.enter_context(open_log())
            children = make_children(options, is_demo=is_demo, output=output)
            stack.callback(stop_all, children)
            for child in children:
                child.start()
            wait_for_page(options.host, options.port, children[0])
            greet(address, options.host, is_demo=is_demo)
            keep_going(children)
        except KeyboardInterrupt:
            say("\nStopping…")
        # A second Ctrl-C must not leave half of them running.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stack.close()
        stop_database()
    say("Stopped. Everything is kept; `tequio serve` starts it again.")
    return 0


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def prepare(*, with_demo: bool) -> bool:
    """Database, migrations and demo; whether this installation is a demo, where codes may be shown on the page."""
    if database.is_embedded():
        if not (postgres.embedded().data / "PG_VERSION").exists():
            say("Making the database (this once)…")
        clear_corpse(postgres.embedded().data)
    applied = bring_up_to_date()
    if applied:
        say(f"The database was brought up to date ({applied} migrations).")
    # Where a real union lives nobody's code is ever shown, whatever was asked.
    if not with_demo or demo.has_real_unions():
        return False
    if not demo.has_demo():
        say("Loading the demo union (this once)…")
        try:
            demo.load_once()
        except Trouble as trouble:
            say(trouble.what)
    return True


def make_children(options: argparse.Namespace, *, is_demo: bool, output: IO[str] | None) -> list[Child]:
    environment = {"TEQUIO_DEMO": "1" if is_demo else "0"}
    web = ["-m", "tequio.cli.web_server", options.host, str(options.port), str(options.workers)]
    return [
        Child("web server", web, environment, output),
        Child("job worker", ["-m", "tequio", "jobs"], environment, output),
    ]


def open_log() -> IO[str]:
    path = log_file()
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_suffix(".log.1"))
    return path.open("a")


def wait_for_page(host: str, number: int, web: Child) -> None:
    until = time.monotonic() + PATIENCE
    while not port.answers(host, number):
        if not web.is_alive() or time.monotonic() > until:
            raise Trouble("The web server does not start.", f"What it said is in {log_file()}.", "Then:  tequio doctor")
        time.sleep(0.1)


def greet(address: str, host: str, *, is_demo: bool) -> None:
    say(f"\nTequio is ready:  {address}/")
    if is_demo:
        for line in demo.sign_ins():
            say(f"  {line}")
    if host in ("0.0.0.0", "::") and "TEQUIO_HOSTS" not in os.environ:
        say("Other machines reach it when TEQUIO_HOSTS names the address they use (names separated by commas).")
    say(f"Data: {home.home()}   Log: {log_file()}   Stop: Ctrl-C\n")


def keep_going(children: list[Child]) -> None:
    """Look after children and database until a signal ends it."""
    look_at_database = every(LOOK_AT_DATABASE_EVERY, revive_database)
    while True:
        time.sleep(LOOK_EVERY)
        look_at_database()
        for child in children:
            if child.keep_alive():
                complain(f"The {child.name} had stopped and was started again; see {log_file()}.")


def revive_database() -> None:
    if not database.is_embedded():
        return
    server = postgres.embedded()
    clear_corpse(server.data)
    if not server.is_running():
        complain("The database had stopped; starting it again.")
        try:
            server.start()
        except postgres.PostgresFailed as failure:
            complain(str(failure))


def stop_database() -> None:
    if database.is_embedded():
        postgres.embedded().stop()


def every(seconds: float, deed: Callable[[], None]) -> Callable[[], None]:
    last = time.monotonic()

    def maybe() -> None:
        nonlocal last
        if time.monotonic() - last >= seconds:
            last = time.monotonic()
            deed()

    return maybe
