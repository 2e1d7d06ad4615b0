"""The ballot: contests with a box per option, or with a grid of ranks for a single transferable vote."""

from collections.abc import Sequence
from dataclasses import dataclass

from tequio.engines.omr import frame
from tequio.engines.omr.model import LETTER, Box, Group, Layout, Paper, Reading, Rule, Text
from tequio.engines.omr.signin import framing

BOX_MM, PITCH, TITLE_MM, RANKS_MM, LEAST_NAME_MM, GAP_MM = 6.0, 10.5, 9.0, 5.0, 45.0, 6.0


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Contest:
    """One question. At most `choose` boxes may be marked; with `ranks`, each option gets at most one of so many."""

    key: str
    title: str
    options: tuple[Option, ...]
    choose: int = 1
    ranks: int = 0

    def __post_init__(self) -> None:
        if not self.options or self.choose < 1 or self.ranks < 0:
            raise ValueError("A contest has options, and at least one may be chosen.")
        if any(":" in key for key in (self.key, *(option.key for option in self.options))):
            raise ValueError("The key of a contest or an option has no colon.")


def box_key(contest: str, option: str, rank: int | None = None) -> str:
    """The key of an option's box; without rank on a rank grid, of the group that is the option's row."""
    return f"{contest}:{option}" if rank is None else f"{contest}:{option}:{rank}"


def rank_key(contest: str, rank: int) -> str:
    """The key of the group that is a rank's column."""
    return f"{contest}::{rank}"


def ranking(reading: Reading, contest: str) -> dict[str, int] | None:
    """The rank of each option that has one; None while a box of the contest is unsure. Ranks may have gaps."""
    answers = [answer for key, answer in reading.answers.items() if key.startswith(f"{contest}:")]
    if reading.problem is not None or not answers or any(answer.unsure for answer in answers):
        return None
    ranks = {}
    for answer in answers:
        for box in answer.chosen:
            _, option, rank = box.split(":")
            ranks[option] = int(rank)
    return dict(sorted(ranks.items(), key=lambda item: item[1]))


def lay_out_ballot(
    *, title: str, note: str, contests: Sequence[Contest], hint: str = "", paper: Paper = LETTER
) -> list[Layout]:
    """Pages with whole contests, in order. Raises ValueError for a contest that does not fit on one page."""
    if len({contest.key for contest in contests}) != len(contests) or not contests:
        raise ValueError("A ballot has contests, each with a key of its own.")
    body = frame.body(paper)
    pages: list[list[tuple[Contest, float]]] = [[]]
    top = body.y
    for contest in contests:
        height = _height(contest, paper)
        if height > body.height:
            raise ValueError(f"“{contest.title}” has too many options for {paper.name}: take larger paper.")
        if top + height > body.y + body.height:
            pages.append([])
            top = body.y
        pages[-1].append((contest, top))
        top += height + GAP_MM
    return [
        _page(title, note, hint, part, paper, f"{number} / {len(pages)}" if len(pages) > 1 else "")
        for number, part in enumerate(pages, 1)
    ]


def _columns(contest: Contest, paper: Paper) -> int:
    """One column of options, or two where one is too high."""
    return 1 if contest.ranks or TITLE_MM + len(contest.options) * PITCH <= frame.body(paper).height else 2


def _height(contest: Contest, paper: Paper) -> float:
    rows = -(-len(contest.options) // _columns(contest, paper))
    return TITLE_MM + (RANKS_MM + 1 if contest.ranks else 0) + rows * PITCH


def _page(
    title: str, note: str, hint: str, contests: Sequence[tuple[Contest, float]], paper: Paper, number: str
) -> Layout:
    boxes: list[Box] = []
    groups: list[Group] = []
    rules: list[Rule] = []
    texts = framing(title, note, hint, number, paper)
    body = frame.body(paper)
    for contest, top in contests:
        texts.append(Text(body.x, top, body.width, TITLE_MM - 2, contest.title, 13, bold=True))
        if contest.ranks:
            rules += _ranks(contest, top + TITLE_MM, paper, boxes, groups, texts)
        else:
            _options(contest, top + TITLE_MM, paper, boxes, groups, texts)
    return Layout(paper, tuple(boxes), tuple(groups), tuple(texts), tuple(rules), title)


def _options(
    contest: Contest, top: float, paper: Paper, boxes: list[Box], groups: list[Group], texts: list[Text]
) -> None:
    body, columns = frame.body(paper), _columns(contest, paper)
    rows, width = -(-len(contest.options) // columns), frame.body(paper).width / columns
    for place, option in enumerate(contest.options):
        column, row = divmod(place, rows)
        x, y = body.x + column * width + 3, top + row * PITCH
        boxes.append(Box(box_key(contest.key, option.key), x, y, BOX_MM, BOX_MM))
        texts.append(Text(x + BOX_MM + 4, y - 1, width - BOX_MM - 9, BOX_MM + 2, option.name, 12))
    keys = tuple(box_key(contest.key, option.key) for option in contest.options)
    groups.append(Group(contest.key, keys, contest.choose))


def _ranks(
    contest: Contest, top: float, paper: Paper, boxes: list[Box], groups: list[Group], texts: list[Text]
) -> list[Rule]:
    """The grid, and the lines that lead from a name to its row."""
    body, ranks = frame.body(paper), range(1, contest.ranks + 1)
    first = body.x + body.width - contest.ranks * PITCH
    if first - body.x < LEAST_NAME_MM:
        raise ValueError(f"“{contest.title}” has more ranks than fit on {paper.name}.")
    for rank in ranks:
        x = first + (rank - 1) * PITCH
        texts.append(Text(x, top - 1, BOX_MM, RANKS_MM - 1, str(rank), 10, bold=True, align="center"))
    top += RANKS_MM + 1
    rules = []
    for row, option in enumerate(contest.options):
        y = top + row * PITCH
        texts.append(Text(body.x, y - 1, first - body.x - 4, BOX_MM + 2, option.name, 12))
        rules.append(Rule(body.x, y + BOX_MM + 1.2, first - body.x - 4))
        for rank in ranks:
            key = box_key(contest.key, option.key, rank)
            boxes.append(Box(key, first + (rank - 1) * PITCH, y, BOX_MM, BOX_MM))
        keys = tuple(box_key(contest.key, option.key, rank) for rank in ranks)
        groups.append(Group(box_key(contest.key, option.key), keys, 1))
    for rank in ranks:
        keys = tuple(box_key(contest.key, option.key, rank) for option in contest.options)
        groups.append(Group(rank_key(contest.key, rank), keys, 1))
    return rules
