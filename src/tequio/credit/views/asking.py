"""What the credit desk's pages ask before they show themselves."""

from __future__ import annotations

from typing import Any

from tequio.credit import rights
from tequio.ui.asking import office_of

AREA = rights.SEE.partition(".")[0]


def office_only(request: Any) -> None:
    """Go on only for whoever has any right about credit."""
    office_of(request, AREA)
