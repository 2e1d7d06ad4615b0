"""Other counting programs with the same ballots, each in an environment of its own under the cache of the bench.

Their time to build their ballot objects and to count is taken inside their own process; reading the file is not.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

CACHE = Path(os.environ.get("TEQUIO_BENCH_CACHE", "~/.cache/tequio-bench")).expanduser()
PEERS = {"pyrankvote": ("pyrankvote==2.0.*",), "votekit": ("votekit==3.5.*",)}
WORKER = Path(__file__).with_name("_stv_worker.py")


class NotMeasured(Exception):
    """The peer cannot run here; the text says why."""


@dataclass(frozen=True)
class Measured:
    """Seconds to build the ballots and to count, and who was elected (candidate numbers)."""

    build: float
    count: float
    elected: frozenset[int]


def measure(peer: str, ballots: Path, seats: int) -> Measured:
    """Raises NotMeasured."""
    python = _installed(peer)
    told = json.loads(_run(python, WORKER, peer, ballots, str(seats)).strip().splitlines()[-1])
    return Measured(told["build"], told["count"], frozenset(told["elected"]))


def _installed(peer: str) -> Path:
    folder = CACHE / f"stv-{peer}"
    python = folder / "bin" / "python"
    if not python.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        _run(sys.executable, "-m", "venv", folder)
        try:
            _run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEERS[peer])
        except NotMeasured:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    return python


def _run(*command: object) -> str:
    # Nothing of our own environment but where programs are and what pip was told; one thread for everybody.
    ours = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME") or name.startswith("PIP_")}
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, env=ours | {"OMP_NUM_THREADS": "1"}
    )
    if done.returncode:
        raise NotMeasured(((done.stderr or done.stdout).strip().splitlines() or ["no answer"])[-1][:160])
    return done.stdout
