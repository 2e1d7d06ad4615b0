"""A fresh installation for one bench run, opened when this is imported: its own folder, its own durable database.

Import it before anything that reads Django's settings. At the end of the process server and folder are gone.
"""

import atexit
import os
import shutil
import tempfile

import django
from django.core.management import call_command

from tequio.core import database, postgres

HOME = tempfile.mkdtemp(prefix="tequio-bench-")
os.environ |= {"TEQUIO_HOME": HOME, "TEQUIO_SECRET_KEY": "bench", "DJANGO_SETTINGS_MODULE": "tequio.settings"}


def start() -> None:
    database.provision()
    atexit.register(shutil.rmtree, HOME, ignore_errors=True)
    if database.is_embedded():
        atexit.register(postgres.embedded().stop)
    django.setup()
    call_command("migrate", database="owner", verbosity=0)


start()
