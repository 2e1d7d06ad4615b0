"""The stylesheet: the files in `css/` joined, squeezed, and named by their contents.

One request instead of nine on a prepaid phone, and a name that changes with the contents may be kept for ever. A
member's page leaves out what only office pages have.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from django.conf import settings

FOLDER = Path(__file__).parent / "css"
ORDER = ("tokens", "base", "layout", "button", "form", "table", "card", "chart", "pledge", "vote", "office", "print")
MEMBER = tuple(name for name in ORDER if name != "office")


def stylesheet(files: tuple[str, ...] = ORDER) -> str:
    return _joined(files) if settings.DEBUG else _joined_once(files)


def version(files: tuple[str, ...] = ORDER) -> str:
    return hashlib.sha256(stylesheet(files).encode()).hexdigest()[:12]


def squeezed(css: str) -> str:
    """Without comments and needless space. Quoted text and spaces that mean something stay as they are."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    pieces = re.split(r"(\"[^\"]*\")", css)
    return "".join(piece if piece.startswith('"') else _squeeze(piece) for piece in pieces).strip()


def _squeeze(piece: str) -> str:
    piece = re.sub(r"\s+", " ", piece)
    piece = re.sub(r" ?([{};,>]) ?", r"\1", piece)
    piece = re.sub(r"([\w-]): (?=\S|$)", r"\1:", piece)
    return piece.replace(" !important", "!important").replace(";}", "}")


def _joined(files: tuple[str, ...]) -> str:
    return "\n".join(squeezed((FOLDER / f"{name}.css").read_text()) for name in files)


_joined_once = cache(_joined)
