"""Ballot files in the BLT format that other counting programs read and write.

    4 2                 candidates and seats
    -3                  who withdrew, if anybody
    [tie 2 1 4 3]       the order drawn by hand for ties, if there is one
    12 1 3 0            twelve papers: first 1, then 3; every ballot closed by 0
    0                   the end of the ballots
    "Ana"               the candidates' names, one a line, in order
    ...
    "Consejo 2026"      the title, if there is one

`#` begins a comment; `# ALTERNATIVE NAME 1: Ana` names a candidate where the names are not in lines of their own. Names
may stand in quotes, doubled inside. A million ballots are read as one block of numbers; only a file with a flaw, blank
lines or comments among the ballots is gone through line by line.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tequio.engines.tally.ballots import MOST_CANDIDATES, Ballots, from_table, wrong_ranking
from tequio.engines.tally.flaws import MOST_FLAWS, BadBallots, Fault, Flaw

END = re.compile(rb"^[ \t]*0[ \t]*(?:#[^\n]*)?\r?$", re.MULTILINE)
TIE = re.compile(r"\[tie((?:\s+\d+)+)\s*\]", re.IGNORECASE)
ALTERNATIVE = re.compile(r"#\s*ALTERNATIVE NAME\s+(\d+)\s*:\s*(.+)", re.IGNORECASE)
DIGITS = b"0123456789 \n"
TOO_LONG = 10**12  # no number of a ballot has more than twelve digits


@dataclass(frozen=True, slots=True)
class Election:
    """What a ballot file holds; `order` is empty unless the file says in which order ties were drawn."""

    title: str
    seats: int
    ballots: Ballots
    order: tuple[int, ...] = ()


def read_blt(content: bytes) -> Election:
    """Read a ballot file. Raises BadBallots with every flaw found and its line."""
    content = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    if not content.strip():
        raise BadBallots([Flaw(Fault.EMPTY_FILE, 1)])
    candidates, seats, withdrawn, order, begin, line = _heading(content)
    end = END.search(content, begin)
    if end is None:
        raise BadBallots([Flaw(Fault.NO_END, content.count(b"\n") + 1)])
    names, title = _names(_text(content[end.end() :]), candidates, line + content.count(b"\n", begin, end.end()) + 1)
    table, papers, lines = _ballots(content[begin : end.start()], line, candidates)
    try:
        ballots = from_table(names, table, papers=papers, withdrawn=withdrawn)
    except BadBallots as bad:
        raise BadBallots(Flaw(f.fault, int(lines[f.place - 1]) if f.place else 1, f.found) for f in bad.flaws) from None
    return Election(title, seats, ballots, order)


def _heading(content: bytes) -> tuple[int, int, tuple[int, ...], tuple[int, ...], int, int]:
    """Candidates, seats, who withdrew, the order for ties; where the ballots begin and in which line."""
    place, line, numbers = 0, 0, None
    withdrawn: list[int] = []
    order: tuple[int, ...] = ()
    while place < len(content):
        stop = content.find(b"\n", place)
        stop = len(content) if stop < 0 else stop
        text = _text(content[place:stop]).partition("#")[0].strip()
        line += 1
        if numbers is None and text:
            numbers = _first_line(text, line)
        elif text.startswith("["):
            order = _order(text, line, numbers[0]) if numbers else ()
        elif text.startswith("-"):
            withdrawn += _withdrawn(text, line, numbers[0]) if numbers else []
        elif text:
            line -= 1
            break
        place = stop + 1
    if numbers is None:
        raise BadBallots([Flaw(Fault.BAD_HEADING, 1)])
    return *numbers, tuple(withdrawn), order, place, line


def _first_line(text: str, line: int) -> tuple[int, int]:
    words = text.split()
    if len(words) != 2 or not all(re.fullmatch(r"\d{1,9}", word) for word in words) or int(words[0]) < 1:
        raise BadBallots([Flaw(Fault.BAD_HEADING, line, text[:40])])
    candidates, seats = map(int, words)
    if candidates > MOST_CANDIDATES:
        raise BadBallots([Flaw(Fault.TOO_MANY_CANDIDATES, line, words[0])])
    if seats < 1:
        raise BadBallots([Flaw(Fault.NO_SEATS, line)])
    if seats > candidates:
        raise BadBallots([Flaw(Fault.TOO_MANY_SEATS, line, text)])
    return candidates, seats


def _order(text: str, line: int, candidates: int) -> tuple[int, ...]:
    found = TIE.fullmatch(text)
    order = tuple(map(int, found[1].split())) if found else ()
    if sorted(order) != list(range(1, candidates + 1)):
        raise BadBallots([Flaw(Fault.BAD_ORDER, line, text[:60])])
    return order


def _withdrawn(text: str, line: int, candidates: int) -> list[int]:
    if not re.fullmatch(r"-\d{1,9}(\s+-\d{1,9})*", text):
        raise BadBallots([Flaw(Fault.BAD_WITHDRAWN, line, text[:40])])
    numbers = [-int(word) for word in text.split()]
    if flaws := [Flaw(Fault.BAD_WITHDRAWN, line, str(n)) for n in numbers if not 1 <= n <= candidates]:
        raise BadBallots(flaws)
    return numbers


def _ballots(body: bytes, line: int, candidates: int) -> tuple[NDArray[Any], NDArray[np.int64], NDArray[np.int64]]:
    """The rankings as a table, how many papers each has, and the line of each. `line` is the one before the first."""
    count = body.count(b"\n")
    lines: NDArray[np.int64] = np.arange(line + 1, line + 1 + count)
    numbers = _numbers(body)
    if numbers is None or not (int((numbers == 0).sum()) == body.count(b" 0\n") == count):
        body, lines = _line_by_line(body, line)
        numbers = _numbers(body)
        assert numbers is not None
    ends = np.flatnonzero(numbers == 0)
    begins = np.r_[0, ends[:-1] + 1] if ends.size else ends
    lengths = ends - begins - 1
    if lengths.max(initial=0) > candidates:
        # Such a ballot names somebody twice or nobody who stands; found before it makes a table of its width.
        long = np.flatnonzero(lengths > candidates)[:MOST_FLAWS].tolist()
        rankings = ((row, numbers[begins[row] + 1 : ends[row]].tolist()) for row in long)
        raise BadBallots(f for row, r in rankings if (f := wrong_ranking(r, candidates, int(lines[row]))))
    papers, numbers[begins] = numbers[begins], 0
    if numbers.max(initial=0) < 256:
        numbers = numbers.astype(np.uint8)
    table = np.zeros((ends.size, int(lengths.max(initial=0)) + 1), dtype=numbers.dtype)
    for column in range(table.shape[1] - 1):
        # A shorter ballot shows its closing 0 again.
        table[:, column] = numbers[np.minimum(begins + 1 + column, ends)]
    return table, papers, lines


def _numbers(body: bytes) -> NDArray[Any] | None:
    """All numbers of a block that holds nothing else, otherwise None."""
    if body.translate(None, DIGITS):
        return None
    numbers = np.fromstring(body, dtype=np.int64, sep=" ") if body.strip() else np.empty(0, np.int64)
    return None if numbers.max(initial=0) >= TOO_LONG else numbers


def _line_by_line(body: bytes, line: int) -> tuple[bytes, NDArray[np.int64]]:
    """The ballots without comments and odd spaces, and the line of each. Raises BadBallots for every line at fault."""
    flaws: list[Flaw] = []
    clean: list[str] = []
    lines: list[int] = []
    for number, row in enumerate(body.split(b"\n"), line + 1):
        words = _text(row).partition("#")[0].split()
        if not words:
            continue
        if flaw := _flaw(words, number):
            flaws.append(flaw)
        clean.append(" ".join(words) + "\n")
        lines.append(number)
    if flaws:
        raise BadBallots(flaws)
    return "".join(clean).encode(), np.array(lines, dtype=np.int64)


def _flaw(words: Sequence[str], line: int) -> Flaw | None:
    for word in words:
        if re.fullmatch(r"\d+(=\d+)+", word):
            return Flaw(Fault.EQUAL_RANKS, line, word[:40])
        if not re.fullmatch(r"[0-9]{1,12}", word):
            return Flaw(Fault.NOT_A_NUMBER, line, word[:40])
    if int(words[-1]) != 0:
        return Flaw(Fault.NO_ZERO, line)
    if len(words) < 2 or int(words[0]) == 0:
        return Flaw(Fault.NO_PAPERS, line, words[0])
    if any(int(word) == 0 for word in words[1:-1]):
        return Flaw(Fault.AFTER_ZERO, line)
    return None


def _names(text: str, candidates: int, line: int) -> tuple[list[str], str]:
    """The names and the title below the ballots; `line` is the one that closed the ballots."""
    other: dict[int, str] = {}
    told: list[tuple[int, str]] = []
    for number, row in enumerate(text.split("\n")[1:], line + 1):
        if found := ALTERNATIVE.match(row.strip()):
            other[int(found[1])] = found[2].strip()
        elif row.strip() and not row.strip().startswith("#"):
            told.append((number, _unquoted(row)))
    if sorted(other) == list(range(1, candidates + 1)) and len(told) < candidates:
        told = [(line, other[n]) for n in range(1, candidates + 1)] + told
    if len(told) < candidates:
        raise BadBallots([Flaw(Fault.MISSING_NAMES, text.count("\n") + line, f"{len(told)}/{candidates}")])
    if len(told) > candidates + 1:
        raise BadBallots([Flaw(Fault.TOO_MANY_NAMES, told[candidates + 1][0], told[candidates + 1][1][:40])])
    names = [name for _, name in told[:candidates]]
    flaws = [Flaw(Fault.EMPTY_NAME, number) for number, name in told[:candidates] if not name]
    flaws += [
        Flaw(Fault.SAME_NAME, number, name)
        for place, (number, name) in enumerate(told[:candidates])
        if name and name in names[:place]
    ]
    if flaws:
        raise BadBallots(flaws)
    return names, told[candidates][1] if len(told) > candidates else ""


def _unquoted(row: str) -> str:
    row = row.strip()
    if len(row) > 1 and row[0] == row[-1] == '"':
        row = row[1:-1].replace('""', '"').strip()
    return row


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def write_blt(election: Election) -> bytes:
    """The file that `read_blt` reads back to the same; blank papers stand as rows without a preference."""
    ballots = election.ballots
    return "\n".join(_lines(election, ballots)).encode() + b"\n"


def _lines(election: Election, ballots: Ballots) -> Iterable[str]:
    yield f"{ballots.candidates} {election.seats}"
    if ballots.withdrawn:
        yield " ".join(f"-{number}" for number in ballots.withdrawn)
    if election.order:
        yield f"[tie {' '.join(map(str, election.order))}]"
    for ranking, papers in ballots.rows():
        yield " ".join(map(str, (papers, *ranking, 0)))
    if ballots.blank:
        yield f"{ballots.blank} 0"
    yield "0"
    for text in (*ballots.names, *([election.title] if election.title else [])):
        escaped = text.replace('"', '""')
        yield f'"{escaped}"'
