"""The published list: it reads back, recounts to the stated result, finds a voter's own ballot, and shows every lie."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines.tally import (
    BadBallots,
    Ballot,
    Doubt,
    Published,
    Rule,
    count_as_plain,
    digest,
    plain_code,
    read_blt,
    read_published,
    receipt_code,
    verify,
    write_published,
)

EXAMPLE = Path(__file__).parents[2] / "examples" / "eleccion"
TEXT = (EXAMPLE / "publicada.json").read_text("utf-8")


def changed(**fields):
    return json.dumps({**json.loads(TEXT), **fields})


def doubts(text):
    return [(d.doubt, d.stage, d.stated, d.counted) for d in verify(read_published(text)).differences]


def flaws(text):
    with pytest.raises(BadBallots) as bad:
        read_published(text)
    return [(flaw.fault.value, flaw.place, flaw.found) for flaw in bad.value.flaws]


def test_the_example_is_what_its_ballots_give():
    checked = verify(read_published(TEXT))

    assert checked.differences == ()
    assert [checked.count.name(n) for n in checked.count.winners] == ["Ana", "Carmen"]
    assert (checked.count.valid, checked.count.blank) == (31, 1)


def test_the_example_holds_the_ballots_of_the_other_file():
    election = read_blt((EXAMPLE / "consejo.blt").read_bytes())
    ballots = read_published(TEXT).gathered()
    assert list(ballots.rows()) == list(election.ballots.rows())
    assert ballots.blank == election.ballots.blank


def test_a_written_file_reads_back_and_is_sorted_by_receipt():
    published = read_published(TEXT)
    assert write_published(published) == TEXT
    backwards = replace(published, ballots=published.ballots[::-1])
    assert write_published(backwards, published.recount()) == TEXT


def test_a_delegate_speaks_for_many():
    ballots = (Ballot("A", (1,), 30), Ballot("B", (2,), 41))
    published = Published("Delegadas", Rule.PLURALITY, 1, ("Ana", "Beto"), ballots)
    text = write_published(published, published.recount())
    assert read_published(text).recount().winners == (2,)
    assert verify(read_published(text)).differences == ()


def test_a_ballot_changed_in_the_list_shows():
    told = json.loads(TEXT)
    row = next(row for row in told["ballots"] if row["ranking"] == [2])
    row["ranking"] = [3]

    assert doubts(json.dumps(told))[0] == (
        Doubt.STAGE, 1,
        'votes: ["16.00000", "6.00000", "5.00000", "2.00000", "2.00000"]',
        'votes: ["16.00000", "5.00000", "6.00000", "2.00000", "2.00000"]',
    )  # fmt: skip


def test_every_lie_about_the_result_is_named():
    result = json.loads(TEXT)["result"]

    assert doubts(changed(result=None)) == [(Doubt.NO_RESULT, 0, "", "")]
    assert doubts(changed(result={**result, "valid": 32})) == [(Doubt.VALID, 0, "32", "31")]
    assert doubts(changed(result={**result, "blank": 0})) == [(Doubt.BLANK, 0, "0", "1")]
    assert doubts(changed(result={**result, "quota": "10"})) == [(Doubt.QUOTA, 0, "10", "11.00000")]
    assert doubts(changed(result={**result, "stages": result["stages"][:4]})) == [(Doubt.STAGES, 0, "4", "5")]
    assert doubts(changed(result={**result, "stages": ["none"]}))[0][:3] == (Doubt.STAGE, 1, "none")
    others = [{"candidate": 1}, {"candidate": 2}]
    assert doubts(changed(result={**result, "elected": others})) == [(Doubt.ELECTED, 0, "[1, 2]", "[1, 3]")]
    assert doubts(changed(result={**result, "second_ballot": [1, 2]})) == [(Doubt.SECOND_BALLOT, 0, "[1, 2]", "")]
    stages = json.loads(json.dumps(result["stages"]))
    stages[3]["votes"][1] = "9.87500"
    told = doubts(changed(result={**result, "stages": stages}))
    assert [(what, stage) for what, stage, _, _ in told] == [(Doubt.STAGE, 4)]


def test_another_seed_shows_in_the_draw():
    seeds = [f"semilla {n}" for n in range(20)]
    found = {doubt for seed in seeds for doubt in doubts(changed(seed=seed))}
    assert any(doubt is Doubt.STAGE and stage == 3 for doubt, stage, _, _ in found)


@pytest.mark.parametrize("copied", ["1S26-1PKJ-HW8B", "1s261pkjhw8b", " ls26 ipkj hw8b"])
def test_a_receipt_is_found_however_it_is_copied(copied):
    published = read_published(TEXT)
    assert published.ballot_of(copied) == Ballot("1S26-1PKJ-HW8B", (1, 2))
    assert published.ballot_of("0000-0000-0000") is None


@given(st.binary(min_size=8, max_size=16))
def test_a_receipt_code_is_sixty_bits_that_nobody_misreads(random):
    code = receipt_code(random)
    assert len(plain_code(code)) == 12
    assert not set(code) & set("ILOU")
    number = sum("0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(c) << 5 * i for i, c in enumerate(plain_code(code)))
    assert number == int.from_bytes(random[:8], "big") % 2**60


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{", [("not_json", 1, "")]),
        (TEXT[: len(TEXT) // 2], [("not_json", 126, "")]),
        ("[" * 100_000, [("not_json", 1, "")]),
        ('{"seats": ' + "9" * 5000 + "}", [("not_json", 1, "")]),
        ("[]", [("wrong_format", 1, "")]),
        (changed(format="other"), [("wrong_format", 1, "")]),
        (changed(rule="dice"), [("bad_field", 0, "rule")]),
        (changed(seats="2"), [("bad_field", 0, "seats")]),
        (changed(seats=True), [("bad_field", 0, "seats")]),
        (changed(candidates=[1, 2]), [("bad_field", 0, "candidates")]),
        (changed(seed=3, order="x"), [("bad_field", 0, "seed"), ("bad_field", 0, "order")]),
        (changed(ballots={}), [("bad_field", 0, "ballots")]),
        (changed(ballots=[{"receipt": "A", "ranking": [1]}, {"receipt": "B"}]), [("bad_field", 2, "ballots")]),
        (changed(ballots=[{"receipt": "", "ranking": [1]}]), [("bad_field", 1, "ballots")]),
        (changed(ballots=[{"receipt": "A", "ranking": ["1"]}]), [("bad_field", 1, "ballots")]),
        (
            changed(ballots=[{"receipt": "AB", "ranking": [1]}, {"receipt": "a-b", "ranking": [2]}]),
            [("same_receipt", 2, "a-b")],
        ),
    ],
)
def test_a_bad_file_is_refused_by_field_and_ballot(text, expected):
    found = flaws(text)
    if expected[0][0] == "not_json":
        assert [f[0] for f in found] == ["not_json"]
    else:
        assert found == expected


def test_a_ballot_for_nobody_is_named_by_its_place():
    ballots = json.loads(TEXT)["ballots"]
    with pytest.raises(BadBallots) as bad:
        verify(read_published(changed(ballots=[*ballots, {"receipt": "ZZZ", "ranking": [9]}])))
    assert [(f.fault.value, f.place, f.found) for f in bad.value.flaws] == [("unknown_candidate", 33, "9")]


def test_numbers_beyond_measure_are_refused_and_break_nothing():
    def told(**fields):
        with pytest.raises(BadBallots) as bad:
            verify(read_published(changed(**fields)))
        return [(f.fault.value, f.place) for f in bad.value.flaws]

    assert told(ballots=[{"receipt": "A", "ranking": [10**30]}]) == [("unknown_candidate", 1)]
    assert told(ballots=[{"receipt": "A", "ranking": [1], "papers": 10**30}]) == [("no_papers", 1)]
    assert told(ballots=[{"receipt": "A", "ranking": [1] * 10**5}]) == [("twice", 1)]
    assert told(withdrawn=[10**30]) == [("bad_withdrawn", 0)]


def test_a_statement_may_say_less_but_not_without_what_decides():
    told = json.loads(TEXT)
    for stage in told["result"]["stages"]:
        stage.pop("parcels", None)
        stage.pop("transfers", None)
    assert doubts(json.dumps(told)) == []
    told["result"]["stages"][2].pop("votes")
    assert [(what, stage) for what, stage, _, _ in doubts(json.dumps(told))] == [(Doubt.STAGE, 3)]


def test_the_plain_count_loses_no_digit():
    told = count_as_plain(read_published(TEXT).recount())
    assert told["quota"] == "11.00000"
    assert told["stages"][1]["votes"] == ["11.00000", "7.87500", "8.12500", "2.00000", "2.00000"]
    assert told["stages"][1]["parcels"] == [{"papers": 16, "received": "1.00000", "passed": "0.31250"}]
    assert told["stages"][2]["tie"]["settled"] == "lot"
    assert json.loads(json.dumps(told)) == told


def test_substitutes_come_from_the_same_ballots_without_the_elected():
    """The example by hand: without Ana and Carmen, Beto has 6 + 6 + 4 ballots of 20; Delfino and Eulalia two each."""
    published = read_published(TEXT)

    assert published.recount().winners == (1, 3)
    assert published.substitutes(1) == (2,)
    by_lot = min(("Delfino", "Eulalia"), key=lambda name: digest("barro y fuego", 3, name))  # drawn first, excluded
    assert published.substitutes(2) == (2, 5 if by_lot == "Delfino" else 4)
    assert set(published.substitutes(9)) == {2, 4, 5}
    assert published.substitutes(0) == ()


def test_where_nobody_else_has_a_vote_nobody_stands_in():
    one = Published("x", Rule.PLURALITY, 1, ("Ana", "Beto"), (Ballot("a", (1,)), Ballot("b", (1,))), seed="x")
    assert one.substitutes(1) == ()
    all_of_them = replace(one, seats=2, ballots=(Ballot("a", (1,)), Ballot("b", (2,))))
    assert all_of_them.substitutes(2) == ()


@given(
    st.lists(st.permutations([1, 2, 3, 4, 5]), min_size=1, max_size=12), st.integers(1, 3), st.integers(1, 4),
    st.sampled_from([Rule.PLURALITY, Rule.APPROVAL, Rule.SCOTTISH, Rule.MEEK]),
)  # fmt: skip
def test_a_substitute_is_never_elected_as_well_and_the_first_does_not_depend_on_how_many(rankings, seats, most, rule):
    ballots = tuple(Ballot(f"{n}", tuple(ranking)) for n, ranking in enumerate(rankings))
    published = Published("x", rule, seats, ("A", "B", "C", "D", "E"), ballots, seed="barro")
    elected, found = set(published.recount().winners), published.substitutes(most)

    assert not elected & set(found)
    assert len(found) == len(set(found)) <= most
    assert found == replace(published, ballots=tuple(reversed(ballots))).substitutes(most)
    if rule is Rule.APPROVAL:
        assert len(found) == min(most, 5 - len(elected))
