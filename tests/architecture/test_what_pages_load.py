"""What is heavy is loaded where it is used: the compiler of the purchase engine takes a second and eighty megabytes."""

import subprocess
import sys

import pytest

PAGES = (
    "import tequio.web.wsgi; from django.urls import get_resolver; get_resolver().url_patterns;"
    "from tequio.core.later import put_off"
)
COMMANDS = "import tequio.cli.main"
WORK = "import tequio.web.wsgi, tequio.core.work"


@pytest.mark.parametrize(("what", "loads"), [(PAGES, False), (COMMANDS, False), (WORK, True)])
def test_only_a_worker_loads_the_compiler(what, loads):
    told = f"{what}; import sys; print('numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", told], capture_output=True, text=True, timeout=60)

    assert done.stdout.split() == [str(loads)], done.stderr[-500:]
