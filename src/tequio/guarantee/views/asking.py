"""What the pages of the fund ask before they show themselves."""

from __future__ import annotations

from typing import Any

from tequio.guarantee import rights
from tequio.ui.asking import office_of

AREA = rights.SEE.partition(".")[0]


def office_only(request: Any) -> None:
    """Go on only for whoever has any right about the fund."""
    office_of(request, AREA)
