"""Tryton's own way to charge many members: customer invoices of three lines, posted a hundred to a transaction.

`prepare` installs it once into ~/.cache/tequio-bench and keeps a dump of a set-up company there; `charges_a_second`
restores that and posts. Best case for Tryton: no tax, printing left to a worker, locks it asks for kept, and a hundred
invoices a transaction, its fastest size.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg

from tequio.core import postgres
from tequio.core.database import make_database

CACHE = Path(os.environ.get("TEQUIO_BENCH_CACHE", "~/.cache/tequio-bench")).expanduser()
PACKAGES = ("trytond==8.2.*", "trytond_account_invoice==8.2.*", "proteus==8.2.*", "psycopg[binary]", "psycopg-pool")
WORKER = Path(__file__).with_name("_tryton_worker.py")
NAME = "tryton"


class NotMeasured(Exception):
    """The peer cannot run here; the text says why."""


def prepare() -> None:
    """Install Tryton and set a company up. Raises NotMeasured."""
    _install()
    make_database(_url("postgres"), NAME, owner=NAME)
    dump = CACHE / f"tryton-{postgres.MAJOR}.dump"
    if not dump.exists():
        modules = ("--email", "a@b.example", "-u", "account_invoice", "--activate-dependencies")
        password = {"TRYTONPASSFILE": str(_password())}
        _run(_program("trytond-admin"), "-c", _configuration(), "-d", NAME, *modules, environment=password)
        _run(_program("python"), WORKER, "set-up", NAME, _configuration())
        _postgres("pg_dump", "-Fc", "-f", dump.name, NAME, keep=dump)
    else:
        _postgres("pg_restore", "--no-owner", "--role", NAME, "-d", NAME, dump.name, bring=dump)
    with psycopg.connect(_url(NAME), autocommit=True) as connection:
        connection.execute("ANALYZE")


def charges_a_second(charges: int) -> float:
    """Create and post `charges` invoices of three lines."""
    said = _run(_program("python"), WORKER, "post", NAME, _configuration(), str(charges))
    return float(said.strip().splitlines()[-1])


def _install() -> None:
    if _program("trytond-admin").exists():
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(CACHE / "tryton", ignore_errors=True)
    _run(sys.executable, "-m", "venv", CACHE / "tryton")
    try:
        _run(_program("pip"), "install", "--quiet", "--disable-pip-version-check", *PACKAGES)
    except NotMeasured:
        shutil.rmtree(CACHE / "tryton", ignore_errors=True)
        raise


def _configuration() -> Path:
    path = CACHE / "trytond.conf"
    server = _url("").partition("?host=")[2]
    path.write_text(
        f"[database]\nuri = postgresql:///?user={NAME}&host={server}\n[queue]\nworker = True\n"
        f"[cache]\nclean_timeout = 0\n"
    )
    return path


def _password() -> Path:
    path = CACHE / "password"
    path.write_text("barro-y-esmalte\n")
    return path


def _program(name: str) -> Path:
    return CACHE / "tryton" / "bin" / name


def _url(database: str) -> str:
    return postgres.embedded().url(database=database)


def _run(*command: object, environment: dict[str, str] | None = None) -> str:
    # Nothing of our own environment but where programs are and what pip was told.
    ours = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME") or name.startswith("PIP_")}
    ours["TRYTOND_CONFIG"] = str(CACHE / "trytond.conf")
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, env=ours | (environment or {})
    )
    if done.returncode:
        raise NotMeasured((done.stderr or done.stdout).strip().splitlines()[-1][:160])
    return done.stdout


def _postgres(program: str, *arguments: str, keep: Path | None = None, bring: Path | None = None) -> None:
    """A program of PostgreSQL as the user that it runs under, who may not enter our cache."""
    server = postgres.embedded()
    place = server.socket_folder / (keep or bring or Path()).name
    if bring:
        shutil.copy(bring, place)
        place.chmod(0o644)
    done = server._call(program, "-h", server.socket_folder, "-U", postgres.SUPERUSER,
                        *(str(place) if word == place.name else word for word in arguments))  # fmt: skip
    if done.returncode:
        raise NotMeasured((server.folder / "last-command.log").read_text()[-160:])
    if keep:
        shutil.move(place, keep)
