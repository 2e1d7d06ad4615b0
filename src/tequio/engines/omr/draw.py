"""Sheets on paper: a PDF to print. Every text goes in as data, so nothing a member wrote can be markup."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
import typst

from tequio.engines.omr import frame
from tequio.engines.omr.codes import PageCode
from tequio.engines.omr.model import Layout

TEMPLATE = Path(__file__).with_name("sheet.typ")
STROKE_MM = 0.5  # of a box's outline: thick enough to be seen at three pixels to the millimetre

Sheet = tuple[Layout, PageCode]


def draw(sheets: Sequence[Sheet], *, lang: str = "es") -> bytes:
    """The PDF of sheets on one kind of paper; small ones share a page. Raises ValueError for none or mixed paper."""
    return _compile(sheets, lang, "pdf")[0]


def draw_pixels(sheets: Sequence[Sheet], *, per_inch: float = 150) -> list[bytes]:
    """The same as PNG images, one per printed page, for the screen."""
    return _compile(sheets, "es", "png", ppi=per_inch)


def _compile(sheets: Sequence[Sheet], lang: str, form: Any, **options: Any) -> list[bytes]:
    papers = {layout.paper for layout, _ in sheets}
    if len(papers) != 1:
        raise ValueError("Sheets to draw are at least one, and all on the same paper.")
    (paper,) = papers
    told = {
        "title": sheets[0][0].title,
        "lang": lang,
        "width": paper.width_mm,
        "height": paper.height_mm * paper.up,
        "sheet_height": paper.height_mm,
        "stroke": STROKE_MM,
        "pages": [
            [_sheet(*sheet) for sheet in sheets[start : start + paper.up]] for start in range(0, len(sheets), paper.up)
        ],
    }
    files: Any = {"main": TEMPLATE.read_bytes()}  # a dict of files works, though the package's types do not say so
    made = typst.compile(files, format=form, sys_inputs={"told": json.dumps(told, ensure_ascii=False)}, **options)
    return [bytes(page) for page in made] if isinstance(made, list) else [bytes(made or b"")]


def _sheet(layout: Layout, code: PageCode) -> dict[str, Any]:
    half = frame.SQUARE_MM / 2
    foot = frame.footing(layout.paper)
    return {
        "code": str(code),
        "code_x": foot.x + foot.width - 46,
        "code_y": foot.y + foot.height - 4,
        "squares": [[x - half, y - half, frame.SQUARE_MM] for x, y in frame.squares(layout.paper).tolist()],
        "codes": [
            {"x": area.x, "y": area.y, "side": area.width, "svg": _qr(code.text + letter)}
            for letter, area in frame.qr_areas(layout.paper).items()
        ],
        "boxes": [asdict(box) for box in layout.boxes],
        "rules": [asdict(rule) for rule in layout.rules],
        "texts": [
            {"x": t.x, "y": t.y, "width": t.width, "height": t.height, "words": t.words, "size": t.size_pt}
            | {"bold": t.bold, "align": t.align}
            for t in layout.texts
            if t.words
        ],
    }


def _qr(text: str) -> str:
    """Version 1, error correction M: 18 characters fit exactly, and the modules are as large as can be."""
    made = BytesIO()
    segno.make(text, version=1, error="m", boost_error=False, micro=False).save(made, kind="svg", border=0)
    return made.getvalue().decode()
