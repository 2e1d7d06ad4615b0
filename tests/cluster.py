"""Gives a test run a home and a database server of its own before Django's settings are read."""

import atexit
import os
import shutil
import tempfile
import warnings

HOME = tempfile.mkdtemp(prefix="tequio-test-")
os.environ.pop("DATABASE_APP_URL", None)
os.environ |= {
    "TEQUIO_HOME": HOME,
    "TEQUIO_SECRET_KEY": "a secret for tests alone",
    "TEQUIO_DEMO": "1",
    "DJANGO_SETTINGS_MODULE": "tequio.settings",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}
os.environ.setdefault("XDG_RUNTIME_DIR", HOME)

SERVER_URL = os.environ.pop("TEQUIO_TEST_SERVER_URL", None)  # a superuser's address: test against that server instead


def start() -> None:
    """An empty database for this process, on a server of its own or on the one named."""
    from tequio.core import database, postgres

    if SERVER_URL:
        name = f"tequio_test_{os.getpid()}"
        database.make_database(SERVER_URL, name, owner="tequio")
        os.environ["DATABASE_URL"] = SERVER_URL.rsplit("/", 1)[0] + "/" + name
        return
    server = postgres.EmbeddedPostgres(database.postgres.embedded().folder, durable=False)
    server.start()
    atexit.register(_remove, server)
    database.provision()


def _remove(server: object) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server.stop()  # type: ignore[attr-defined]
        shutil.rmtree(HOME, ignore_errors=True)


start()
