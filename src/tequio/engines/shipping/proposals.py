"""What a trade proposes for the papers of its usual products. A person looks at each and saves or corrects it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tequio.engines.dated import number, read_plain
from tequio.engines.shipping.goods import Size

FILE = "articles.csv"
COLUMNS = ("code", "en", "tariff", "use", "depth_mm", "volume_ml", "tare_g", "length_mm", "width_mm", "height_mm")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is usual for a product; None and empty where nothing is."""

    name_en: str
    tariff: str
    use: str
    depth_mm: Decimal | None
    volume_ml: Decimal | None
    tare_g: int | None
    size: Size | None


def read_proposals(folder: Path) -> Mapping[str, Proposal]:
    """By the code of the product; none where the trade has no such file. Raises ValueError with file, row and fault."""
    path = folder / FILE
    return read_plain(path, COLUMNS, _proposal, key="code") if path.exists() else {}


def _proposal(row: Mapping[str, str]) -> Proposal:
    sides = [_whole(row[name]) for name in COLUMNS[-3:]]
    length, width, height = sides
    size = None if length is None or width is None or height is None else Size(length, width, height)
    if size is None and any(side is not None for side in sides):
        raise ValueError("a box has three sides or none")
    return Proposal(
        row["en"], row["tariff"], row["use"], number(row["depth_mm"]), number(row["volume_ml"]), _whole(row["tare_g"]),
        size,
    )  # fmt: skip


def _whole(value: str) -> int | None:
    found = number(value)
    if found is None:
        return None
    if found != int(found):
        raise ValueError(f"{value!r} is not a whole number")
    return int(found)
