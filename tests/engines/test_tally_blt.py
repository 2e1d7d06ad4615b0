"""Ballot files: what other programs write is read, what is wrong is named with its line, and nothing is half read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.engines.tally import BadBallots, Election, Fault, Flaw, gather, read_blt, write_blt

GOOD = """\
4 2
-4
[tie 2 1 4 3]
# the first village
12 1 3 0
5\t2  1 0   # five of them

2 0
1 4 3 0
3 4 0
0
"Ana ""La Güera"" Ríos"
Beto
 "Carmen"
Delfino
"Consejo 2026"
"""


def read(text):
    return read_blt(text.encode())


def flaws(text):
    with pytest.raises(BadBallots) as bad:
        read(text)
    return [(flaw.fault.value, flaw.place, flaw.found) for flaw in bad.value.flaws]


def test_all_that_a_file_can_say():
    election = read(GOOD)
    ballots = election.ballots

    assert (election.title, election.seats, election.order) == ("Consejo 2026", 2, (2, 1, 4, 3))
    assert ballots.names == ('Ana "La Güera" Ríos', "Beto", "Carmen", "Delfino")
    assert list(ballots.rows()) == [((1, 3), 12), ((2, 1), 5), ((3,), 1)]
    # Two papers without a mark, and three only for one who withdrew.
    assert (ballots.valid, ballots.blank, ballots.withdrawn) == (18, 5, (4,))


@pytest.mark.parametrize(
    "change",
    [
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: content.rstrip(),
        lambda content: content.decode().encode("cp1252"),
    ],
)
def test_files_of_other_systems_read_the_same(change):
    plain, other = read(GOOD), read_blt(change(GOOD.encode()))
    assert list(other.ballots.rows()) == list(plain.ballots.rows())
    assert (other.ballots.names, other.title) == (plain.ballots.names, plain.title)


def test_equal_ballots_are_one_row():
    election = read("2 1\n3 1 2 0\n4 1 2 0\n1 2 0\n0\nAna\nBeto\n")
    assert list(election.ballots.rows()) == [((1, 2), 7), ((2,), 1)]
    assert election.title == ""


def test_names_can_stand_in_comments():
    text = "2 1\n1 1 0\n0\n# ALTERNATIVE NAME 1: Ana\n# ALTERNATIVE NAME 2: Beto\nPueblo\n"
    election = read(text)
    assert (election.ballots.names, election.title) == (("Ana", "Beto"), "Pueblo")


HEAD, TAIL = "3 2\n2 1 0\n", "0\nAna\nBeto\nCarmen\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("empty_file", 1, "")]),
        (" \n", [("empty_file", 1, "")]),
        ("# nothing\n", [("bad_heading", 1, "")]),
        ("three 2\n" + TAIL, [("bad_heading", 1, "three 2")]),
        ("3\n" + TAIL, [("bad_heading", 1, "3")]),
        ("3 4\n" + TAIL, [("too_many_seats", 1, "3 4")]),
        ("3 0\n" + TAIL, [("no_seats", 1, "")]),
        ("999999999 2\n" + TAIL, [("too_many_candidates", 1, "999999999")]),
        ("3 2\n-4\n" + TAIL, [("bad_withdrawn", 2, "4")]),
        ("3 2\n-1 x\n" + TAIL, [("bad_withdrawn", 2, "-1 x")]),
        ("3 2\n[tie 1 2]\n" + TAIL, [("bad_order", 2, "[tie 1 2]")]),
        ("3 2\n[nick a b c]\n" + TAIL, [("bad_order", 2, "[nick a b c]")]),
        (HEAD + "1 4 0\n" + TAIL, [("unknown_candidate", 3, "4")]),
        (HEAD + "1 300 0\n" + TAIL, [("unknown_candidate", 3, "300")]),
        (HEAD + "1 2 3 2 0\n" + TAIL, [("twice", 3, "2")]),
        (
            HEAD + "1" + " 2" * 90_000 + " 0\n" + "1 9 9 9 9 0\n" + TAIL,
            [("twice", 3, "2"), ("unknown_candidate", 4, "9")],
        ),
        (HEAD + "1 2\n" + TAIL, [("no_zero", 3, "")]),
        (HEAD + "1 2 0 3 0\n" + TAIL, [("after_zero", 3, "")]),
        (HEAD + "0 2 0\n" + TAIL, [("no_papers", 3, "0")]),
        (HEAD + "1 2=3 0\n" + TAIL, [("equal_ranks", 3, "2=3")]),
        (HEAD + "1 Ana 0\n" + TAIL, [("not_a_number", 3, "Ana")]),
        (HEAD + "1.5 2 0\n" + TAIL, [("not_a_number", 3, "1.5")]),
        (HEAD + "1 -2 0\n" + TAIL, [("not_a_number", 3, "-2")]),
        (HEAD + "99999999999999999999 2 0\n" + TAIL, [("not_a_number", 3, "99999999999999999999")]),
        (HEAD + "1 2 0\n\n1 2\n# x\n1 Z 0\n" + TAIL, [("no_zero", 5, ""), ("not_a_number", 7, "Z")]),
        (HEAD + "# x\n\n1 4 0\n1 2 2 0\n" + TAIL, [("unknown_candidate", 5, "4")]),
        (HEAD, [("no_end", 3, "")]),
        (HEAD + "0\nAna\nBeto\n", [("missing_names", 6, "2/3")]),
        (HEAD + "0\n", [("missing_names", 4, "0/3")]),
        (HEAD + TAIL + "Consejo\nUno más\n", [("too_many_names", 8, "Uno más")]),
        (HEAD + '0\nAna\n""\nCarmen\n', [("empty_name", 5, "")]),
        (HEAD + "0\nAna\nBeto\nAna\n", [("same_name", 6, "Ana")]),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text, expected):
    assert flaws(text) == expected


def test_a_hundred_flaws_are_enough():
    assert len(flaws("2 1\n" + "1 3 0\n" * 5000 + "0\nAna\nBeto\n")) == 100


def test_a_flaw_says_itself_for_a_log():
    assert str(BadBallots([Flaw(Fault.TWICE, 3, "2")])) == "3: twice 2"


texts = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)


@settings(max_examples=200)
@given(st.data())
def test_a_written_file_reads_back_to_the_same(data):
    names = data.draw(st.lists(texts, min_size=1, max_size=6, unique=True))
    numbers = range(1, len(names) + 1)
    rankings = data.draw(st.lists(st.lists(st.sampled_from(numbers), unique=True), max_size=12))
    papers = [data.draw(st.integers(1, 9)) for _ in rankings]
    gone = data.draw(st.lists(st.sampled_from(numbers), unique=True))
    order = tuple(data.draw(st.permutations(numbers))) if data.draw(st.booleans()) else ()
    election = Election(
        data.draw(st.just("") | texts),
        data.draw(st.integers(1, len(names))),
        gather(names, rankings, papers=papers, withdrawn=gone),
        order,
    )

    again = read_blt(write_blt(election))

    assert (again.title, again.seats, again.order) == (election.title, election.seats, election.order)
    before, after = election.ballots, again.ballots
    assert (after.names, after.withdrawn, after.blank) == (before.names, before.withdrawn, before.blank)
    assert list(after.rows()) == list(before.rows())


@settings(max_examples=300)
@given(st.text('0123456789 -\n#[]="atie', max_size=80) | st.binary(max_size=60).map(lambda b: b.decode("latin-1")))
def test_any_file_is_read_or_refused_with_a_line(text):
    try:
        read(text)
    except BadBallots as bad:
        assert bad.flaws
        assert all(flaw.place >= 1 for flaw in bad.flaws)
