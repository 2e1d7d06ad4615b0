"""Optical mark recognition: paper that the program lays out, prints and reads back from a photo.

Two kinds of sheet, one reader. No handwriting is read: only whether a printed box holds ink. What is not plain is
`UNCERTAIN` with its reasons, and a person decides; the reader never guesses.

Lay out
    pages = lay_out_sign_in(title=…, note=…, headings=("Número", "Nombre", "Firma"), rows=[Row(key, code, name), …])
    pages = lay_out_ballot(title=…, note=…, contests=[Contest(key, title, options=[Option(key, name)], choose=1)])
    pages = lay_out_ballot(…, contests=[Contest(key, title, options, ranks=5)])        # a rank grid for STV
    Each gives as many `Layout`s (pages) as are needed, on LETTER, A4 or HALF_LETTER. A layout depends on its
    arguments only: keep those, frozen, with the page, to lay it out again when it
    comes home.

Sign and draw
    key = key_for(secret, union_id)                   secret: core.home.secret().encode()
    code = sign(key, Kind.BALLOT, page)               page: 0 … PAGES-1, the caller's; once in a union
    pdf = draw([(layout, code), …])                   half-letter sheets go two to a page, with a line to cut
    A ballot's page number is drawn at random (`secrets.randbelow(PAGES)`) and stored without its voter. A page
    counts once: the caller keeps read pages under a unique constraint.

Read
    reading = read(data, key=key, layout_of=layout_of)
    A PDF of scans becomes pictures first, one a page: `pages_of(data)` where `is_pdf(data)`. Raises PhotoRefused.
    `data`: bytes of a JPEG, PNG or WebP. `layout_of(code) -> Layout | Elsewhere`: the caller's own pages; give
    `Elsewhere.UNKNOWN` for a page never printed and `Elsewhere.OTHER_SHEET` for one of another session or election.
    It never raises for what a person may photograph: look at `reading.problem` (None: the marks may be used).

    reading.code        PageCode | None
    reading.problem     Problem | None: nothing was read (see `ProblemKind`), with the facts to say it
    reading.marks       {box key: Mark(state, reasons, ink_mm2, confidence)}; the state is MARKED, EMPTY or UNCERTAIN
    reading.answers     {group key: Answer(chosen, unsure)}; with `unsure` empty, `chosen` may be counted
    reading.is_certain  no problem and no uncertain mark
    Keys of boxes: the row's key on a sign-in sheet; `box_key(contest, option[, rank])` on a ballot. Keys of groups:
    the contest's key; on a rank grid one `box_key(contest, option)` per row and `rank_key(contest, rank)` per
    column, and `ranking(reading, contest)` gives {option key: rank}, or None while anything is unsure.

Show a box to the person who decides: `crop(data, reading, layout, box_key) -> bytes` (a small PNG, upright).

Type a code by hand when it cannot be read: `parse_code(key, text) -> PageCode`, raises `ForgedCode`.
"""

from tequio.engines.omr.ballots import Contest, Option, box_key, lay_out_ballot, rank_key, ranking
from tequio.engines.omr.codes import PAGES, ForgedCode, Kind, PageCode, key_for, parse_code, sign
from tequio.engines.omr.draw import draw, draw_pixels
from tequio.engines.omr.model import (
    A4,
    HALF_LETTER,
    LETTER,
    PAPERS,
    Answer,
    Box,
    BoxKind,
    Elsewhere,
    Group,
    Layout,
    Mark,
    Paper,
    Problem,
    ProblemKind,
    Reading,
    Reason,
    State,
)
from tequio.engines.omr.photo import PhotoRefused
from tequio.engines.omr.reading import crop, read
from tequio.engines.omr.scans import is_pdf, pages_of
from tequio.engines.omr.signin import Row, lay_out_sign_in

__all__ = [
    "A4",
    "HALF_LETTER",
    "LETTER",
    "PAGES",
    "PAPERS",
    "Answer",
    "Box",
    "BoxKind",
    "Contest",
    "Elsewhere",
    "ForgedCode",
    "Group",
    "Kind",
    "Layout",
    "Mark",
    "Option",
    "PageCode",
    "Paper",
    "PhotoRefused",
    "Problem",
    "ProblemKind",
    "Reading",
    "Reason",
    "Row",
    "State",
    "box_key",
    "crop",
    "draw",
    "draw_pixels",
    "is_pdf",
    "key_for",
    "lay_out_ballot",
    "lay_out_sign_in",
    "pages_of",
    "parse_code",
    "rank_key",
    "ranking",
    "read",
    "sign",
]
