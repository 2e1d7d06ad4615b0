"""A PDF of scanned sheets as pictures, one for each page.

Who draws the pages is typst, which is here anyway for printing. A PDF may come from anybody, and one made with malice
can ask for more memory than there is, so it is opened in a process of its own, with limits: what dies is that process.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tequio.engines.omr.model import Problem, ProblemKind
from tequio.engines.omr.photo import MAX_BYTES, PhotoRefused

MOST_PAGES = 30
TOO_MANY = 3  # exit code
SECONDS = 120
LETTER = (215.9, 279.4)  # millimetres; a page of any size is fitted in
PER_INCH = 150  # about six pixels to the millimetre, twice what the reader needs
BEGINS = b"%PDF-"


def is_pdf(data: bytes) -> bool:
    """By its first bytes; some programs put a line before them."""
    return BEGINS in data[:1024]


def pages_of(data: bytes) -> list[bytes]:
    """Each page as a PNG, in their order. Raises PhotoRefused: too large, too many pages, or no PDF that opens."""
    if len(data) > MAX_BYTES:
        raise PhotoRefused(Problem(ProblemKind.TOO_LARGE, {"bytes": str(len(data)), "most": str(MAX_BYTES)}))
    with TemporaryDirectory() as folder:
        (Path(folder) / "scan.pdf").write_bytes(data)
        try:
            done = subprocess.run(
                [sys.executable, "-m", "tequio.engines.omr.scan_pages", folder], capture_output=True, timeout=SECONDS,
                check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as slow:
            raise PhotoRefused(Problem(ProblemKind.TOO_LARGE, {"seconds": str(SECONDS)})) from slow
        if done.returncode != 0:
            kind = ProblemKind.TOO_LARGE if done.returncode == TOO_MANY else ProblemKind.NOT_AN_IMAGE
            raise PhotoRefused(Problem(kind, {"most": str(MOST_PAGES)}))
        return [path.read_bytes() for path in sorted(Path(folder).glob("page-*.png"))]
