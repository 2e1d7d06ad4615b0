"""Run as a process of its own: `python -m tequio.engines.omr.scan_pages FOLDER` draws FOLDER/scan.pdf page by page.

Exit code 0 with a page-001.png for each page; TOO_MANY when there are more than are drawn; otherwise it is no PDF.
"""

import resource
import sys
from contextlib import suppress
from pathlib import Path

import typst

from tequio.engines.omr.scans import LETTER, MOST_PAGES, PER_INCH, TOO_MANY

MEMORY = 3_000_000_000  # bytes of addresses, of which a page takes about a twentieth
PAGE = """#set page(width: {width}mm, height: {height}mm, margin: 0pt)
#image("scan.pdf", page: {number}, width: 100%, height: 100%, fit: "contain")
"""


def main(folder: Path) -> int:
    """How many pages there are is told by the first that is not there."""
    limit_memory()
    source = folder / "main.typ"
    for number in range(1, MOST_PAGES + 2):
        source.write_text(PAGE.format(width=LETTER[0], height=LETTER[1], number=number))
        try:
            drawn = typst.compile(source, root=folder, format="png", ppi=float(PER_INCH), ignore_system_fonts=True)
        except typst.TypstError as failure:
            return 0 if number > 1 and "does not exist" in str(failure) else 1
        if number > MOST_PAGES:
            return TOO_MANY
        (folder / f"page-{number:03}.png").write_bytes(bytes(drawn or b""))
    return 1


def limit_memory() -> None:
    """Where the system lets itself be limited so."""
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
