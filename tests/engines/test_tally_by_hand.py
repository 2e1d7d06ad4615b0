"""The worked example of the document is what the program counts: ballots, stages, quota, draws and delegates."""

import re
from decimal import Decimal
from pathlib import Path

from tequio.engines.tally import Lot, Method, Rule, apportion, count, digest, read_blt

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "explain" / "how-votes-are-counted.md").read_text("utf-8")
ELECTION = read_blt((ROOT / "examples" / "eleccion" / "consejo.blt").read_bytes())


def rows(heading):
    """The cells of the table under the row that begins with a heading."""
    table = TEXT[TEXT.index(f"| {heading} |") :].partition("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in (table[0], *table[2:])]


def counted():
    return count(ELECTION.ballots, 2, Rule.SCOTTISH, Lot("barro y fuego"))


def test_the_ballots_of_the_document_are_those_of_the_file():
    told = {tuple(ranking.split(", ")): int(ballots) for ballots, ranking in rows("ballots")[1:]}
    blank = told.pop(("",))
    names = ELECTION.ballots.names
    assert told == {tuple(names[n - 1] for n in ranking): papers for ranking, papers in ELECTION.ballots.rows()}
    assert blank == ELECTION.ballots.blank


def test_the_stages_of_the_document_are_those_of_the_count():
    result = counted()
    heading, *told = rows("stage")
    assert heading[1:-1] == list(result.names)
    assert [[Decimal(cell) for cell in row] for row in told] == [
        [stage.number, *stage.votes, stage.non_transferable + stage.lost] for stage in result.stages
    ]
    assert f"plus 1: **{result.quota:.0f}**" in TEXT
    assert str(result.stages[1].parcels[0].passed) == "0.31250"


def test_the_draw_of_the_document_is_that_of_the_count():
    drawn = dict(re.findall(r"'barro y fuego/3/(\w+)' \| sha256sum\n    (\w{64})", TEXT))
    assert drawn == {name: digest("barro y fuego", 3, name) for name in ("Delfino", "Eulalia")}
    assert counted().name(counted().stages[2].candidate) == min(drawn, key=drawn.__getitem__) == "Eulalia"


def test_the_delegates_of_the_document():
    names = {"Sainte-Laguë": Method.SAINTE_LAGUE, "D'Hondt": Method.DHONDT}
    for rule, _, seats in rows("rule | how | 4 seats for Amayuca 47, Zacualpan 30, Tlayacapan 23")[1:]:
        method = names.get(rule, Method.LARGEST_REMAINDER)
        parts = apportion({"Amayuca": 47, "Zacualpan": 30, "Tlayacapan": 23}, 4, method)
        assert list(parts.seats.values()) == [int(n) for n in seats.split(",")]
