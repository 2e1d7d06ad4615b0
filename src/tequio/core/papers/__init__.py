"""Printed papers: a typst template and its figures in, one tagged PDF out. No Django needed."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

LETTERHEAD = Path(__file__).with_name("letterhead.typ")


@cache
def _fonts() -> typst.Fonts:
    """Those of the package and of the system, looked for once and not for every paper."""
    return typst.Fonts()


def render(template: Path, figures: Mapping[str, Any]) -> bytes:
    """The PDF of one paper. `figures` is plain JSON that the template reads as `figures`; text in it is never code."""
    source = 'import "/letterhead.typ": *\n'
    files: Any = {  # a dict of files works, though the package's types do not say so
        "main": ("#" + source + "#let figures = json(bytes(sys.inputs.figures))\n" + template.read_text()).encode(),
        "letterhead.typ": LETTERHEAD.read_bytes(),
    }
    told = {"figures": json.dumps(figures, ensure_ascii=False, default=str)}
    return bytes(typst.compile(files, format="pdf", sys_inputs=told, font_paths=_fonts(), pdf_standards="ua-1"))
