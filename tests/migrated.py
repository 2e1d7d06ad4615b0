"""A database with its tables made, kept as files: migrating takes a minute, copying a blink.

It is made by whoever asks first and holds as long as nothing that shapes the tables has changed. `python -m
tests.migrated` makes it ahead of the tests.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tequio.core.postgres import EmbeddedPostgres

ROOT = Path(__file__).parent.parent
KEPT = ROOT / ".venv" / "migrated"
SHAPES = ("src/tequio/*/migrations/**/*.*", "src/tequio/core/**/*.py", "src/tequio/settings.py", "requirements/run.txt")


def fill(folder: Path) -> None:
    """Puts an installation whose tables are made into `folder`: its database, not running, and its secret."""
    _copy(made(), folder)


def made() -> Path:
    """Where it is kept; made, if need be."""
    kept = KEPT / _fingerprint()
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            _make(kept)
    return kept


def _fingerprint() -> str:
    shapes = sorted(path for each in SHAPES for path in ROOT.glob(each) if path.suffix != ".pyc")
    told = hashlib.sha256(sys.version.encode())
    for path in shapes:
        told.update(bytes(path.relative_to(ROOT)) + path.read_bytes())
    return told.hexdigest()[:16]


def _make(kept: Path) -> None:
    for older in KEPT.glob("*/"):
        shutil.rmtree(older)
    # In the open and with a short name, as PostgreSQL needs it; what the run says of its own home does not count here.
    home = Path(tempfile.mkdtemp(prefix="tequio-made-"))
    # Nor are lines counted: that takes as long again.
    not_ours = ("TEQUIO_", "DATABASE_", "COVERAGE_")
    ours = {key: value for key, value in os.environ.items() if not key.startswith(not_ours)}
    subprocess.run(
        [sys.executable, "-m", "tequio", "migrate"], env=ours | {"TEQUIO_HOME": str(home)}, check=True, cwd="/"
    )
    EmbeddedPostgres(home / "database").stop()
    _copy(home, kept.with_suffix(".part"))
    kept.with_suffix(".part").rename(kept)
    shutil.rmtree(home)


def _copy(source: Path, target: Path) -> None:
    """Owners and rights included: under root the files belong to somebody else."""
    target.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", f"{source}/.", str(target)], check=True)


if __name__ == "__main__":
    made()
