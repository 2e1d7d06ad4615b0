"""The sign-in sheet: one row per person with code, name and a box to sign, to cross, or for a thumbprint."""

from collections.abc import Sequence
from dataclasses import dataclass

from tequio.engines.omr import frame
from tequio.engines.omr.model import LETTER, Box, BoxKind, Layout, Paper, Rule, Text

PITCH, BOX_WIDTH, BOX_HEIGHT, CODE_WIDTH, TITLES = 10.0, 66.0, 7.6, 24.0, 7.0


@dataclass(frozen=True, slots=True)
class Row:
    """One person. `code` is what the union calls him by; an empty name leaves a line to write on."""

    key: str
    code: str
    name: str


def lay_out_sign_in(
    *,
    title: str,
    note: str,
    headings: tuple[str, str, str],
    rows: Sequence[Row],
    hint: str = "",
    paper: Paper = LETTER,
) -> list[Layout]:
    """Pages with a box for each row; at least one row. Raises ValueError for none or for two rows of one key."""
    if not rows:
        raise ValueError("A sign-in sheet needs at least one row.")
    if len({row.key for row in rows}) != len(rows):
        raise ValueError("Two rows of a sign-in sheet have the same key.")
    per_page = int((frame.body(paper).height - TITLES) // PITCH)
    parts = [rows[start : start + per_page] for start in range(0, len(rows), per_page)]
    return [
        _page(title, note, headings, part, hint, paper, f"{number} / {len(parts)}" if len(parts) > 1 else "")
        for number, part in enumerate(parts, 1)
    ]


def _page(
    title: str,
    note: str,
    headings: tuple[str, str, str],
    rows: Sequence[Row],
    hint: str,
    paper: Paper,
    number: str,
) -> Layout:
    body = frame.body(paper)
    signed = body.x + body.width - BOX_WIDTH
    named = body.x + CODE_WIDTH
    name_width = signed - named - 4
    texts = framing(title, note, hint, number, paper)
    for x, width, words in zip((body.x, named, signed), (CODE_WIDTH - 2, name_width, BOX_WIDTH), headings, strict=True):
        texts.append(Text(x, body.y, width, TITLES - 2.5, words, 9, bold=True))
    boxes, rules = [], []
    for place, row in enumerate(rows):
        top = body.y + TITLES + place * PITCH
        boxes.append(Box(row.key, signed, top, BOX_WIDTH, BOX_HEIGHT, BoxKind.SIGNATURE))
        texts.append(Text(body.x, top, CODE_WIDTH - 2, BOX_HEIGHT, row.code, 10, bold=True))
        texts.append(Text(named, top, name_width, BOX_HEIGHT, row.name, 11))
        rules.append(Rule(body.x, top + BOX_HEIGHT + 0.9, signed - body.x - 4))
    return Layout(paper, tuple(boxes), (), tuple(texts), tuple(rules), title)


def framing(title: str, note: str, hint: str, number: str, paper: Paper) -> list[Text]:
    """Title, note, hint and page number, where every sheet has them."""
    head, foot = frame.heading(paper), frame.footing(paper)
    return [
        Text(head.x, head.y, head.width, 9, title, 16, bold=True),
        Text(head.x, head.y + 10, head.width, 12, note, 10),
        Text(foot.x, foot.y + 3, foot.width, 11, hint, 9),
        Text(foot.x, foot.y + 14, 20, 5, number, 9),
    ]
