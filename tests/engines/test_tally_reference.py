"""Real elections, published ties, the Reference Meek Rule and official apportionments, figure by figure."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from tequio.engines.tally import (
    Deed,
    Lot,
    Method,
    Rule,
    Settled,
    apportion,
    count,
    gather,
    over_threshold,
    read_blt,
)

ELECTIONS = Path(__file__).parents[1] / "reference" / "elections"
WARDS = json.loads((ELECTIONS / "scotland" / "expected.json").read_text("utf-8"))
DUMBARTON = json.loads((ELECTIONS / "scotland" / "official_dumbarton_2017.json").read_text("utf-8"))
SMALL = json.loads((ELECTIONS / "ties_and_meek.json").read_text("utf-8"))
APPORTIONED = json.loads((ELECTIONS / "apportionment.json").read_text("utf-8"))["cases"]
DEEDS = {"surplus": Deed.SURPLUS, "exclude": Deed.EXCLUSION}


def ward(name):
    return read_blt((ELECTIONS / "scotland" / f"{name}.blt").read_bytes())


def small(name):
    case = SMALL[name]
    papers, rankings = zip(*case["ballots"], strict=True)
    return gather(case["candidates"], rankings, papers=papers), case["seats"]


def test_all_wards_are_here():
    assert len(WARDS) == 23


@pytest.mark.parametrize("name", WARDS)
def test_a_scottish_ward_comes_out_stage_by_stage(name):
    expected, election = WARDS[name], ward(name)
    names = [candidate["name"] for candidate in expected["candidates"]]

    result = count(election.ballots, election.seats, Rule.SCOTTISH)

    assert (election.seats, result.valid, result.quota) == (
        expected["seats"], expected["valid_ballots"], expected["quota"],
    )  # fmt: skip
    told = [
        {
            "stage": stage.number,
            "action": stage.candidate and {"type": stage.deed, "candidate": names[stage.candidate - 1]},
            "votes": dict(zip(names, map(str, stage.votes), strict=True)),
            "non_transferable": str(stage.non_transferable + stage.lost),
        }
        for stage in result.stages
    ]
    wanted = [
        {**stage, "action": stage["action"] and {**stage["action"], "type": DEEDS[stage["action"]["type"]]}}
        for stage in expected["stages"]
    ]
    assert told == wanted
    assert [names[number - 1] for number in result.winners] == expected["elected_in_order"]
    assert not any(stage.tie and stage.tie.settled is Settled.LOT for stage in result.stages)


def test_dumbarton_equals_the_official_table():
    result = count(ward("west_dunbartonshire_2017_ward3").ballots, 4, Rule.SCOTTISH)

    assert result.quota == DUMBARTON["quota"]
    official = list(DUMBARTON["votes"].values())
    for place, stage in enumerate(result.stages[: len(DUMBARTON["columns"])]):
        told = [round(float(v), 2) for v in (*stage.votes, stage.non_transferable + stage.lost)]
        assert told == [row[place] for row in official]


def test_the_latest_stage_that_differs_breaks_a_tie():
    ballots, seats = small("weak-defeat")

    result = count(ballots, seats, Rule.SCOTTISH)

    case = SMALL["weak-defeat"]
    out = [stage for stage in result.stages if stage.deed is Deed.EXCLUSION]
    assert [result.name(stage.candidate) for stage in out] == case["exclusions_in_order"]
    tie = out[1].tie
    assert (tie.candidates, tie.chosen, tie.settled, tie.stage) == ((2, 3), (2,), Settled.EARLIER, 1)
    assert result.quota == case["quota"]
    assert {result.name(n) for n in result.winners} == set(case["elected"])


@pytest.mark.parametrize("name", ["42", "513"])
def test_the_reference_meek_rule_to_nine_digits(name):
    ballots, seats = small(name)
    expected = SMALL[name]["meek_reference_9_digits"]

    result = count(ballots, seats, Rule.MEEK, Lot(seed="not needed"))

    last = result.stages[-1]
    assert [result.name(n) for n in result.winners] == expected["elected"]
    assert str(result.quota) == expected["final_quota"]
    assert str(last.keep[0]) == expected["castor_keep"]
    assert {n: f"{v:f}" for n, v in zip(result.names, last.votes, strict=True) if v} == expected["votes"]
    if "defeated" in expected:
        assert [result.name(s.candidate) for s in result.stages if s.deed is Deed.EXCLUSION] == expected["defeated"]


def test_of_several_earlier_stages_the_latest_decides():
    """A has 4, 6, 6 and B 5, 5, 6: stage 2 decides, where B had fewer, not stage 1, where A had."""
    names = ("A", "B", "C", "D", "E", "F")
    rows = {(1,): 4, (2,): 5, (3,): 10, (4, 2): 1, (4,): 2, (5, 1): 2, (6,): 10}

    result = count(gather(names, list(rows), papers=list(rows.values())), 1, Rule.SCOTTISH, Lot("barro y fuego"))

    assert [stage.votes[:2] for stage in result.stages[:3]] == [(4, 5), (6, 5), (6, 6)]
    tie = result.stages[3].tie
    assert (tie.candidates, tie.chosen, tie.settled, tie.stage) == ((1, 2), (2,), Settled.EARLIER, 2)


def test_in_meek_who_is_no_further_up_than_the_surplus_counts_as_tied():
    """Castor keeps 0.500000001 of six; Pollux has 1.999999996, Dion 1.999999998, Helen 2; five billionths are left."""
    names = ("Castor", "Pollux", "Dion", "Helen")
    rows = {(1, 2): 4, (1, 3): 2, (3,): 1, (4,): 2}

    result = count(gather(names, list(rows), papers=list(rows.values())), 2, Rule.MEEK, Lot("barro y fuego"))

    shared, out = result.stages[1:3]
    assert [str(v) for v in shared.votes] == ["3.000000006", "1.999999996", "1.999999998", "2.000000000"]
    assert out.tie.candidates == (2, 3, 4)


def test_meek_ends_where_rounding_lets_the_surplus_fall_no_further():
    """Four thousand ballots for Castor: the ninth decimal of his factor is worth 0.000004 votes, above the limit."""
    names = ("Castor", "Pollux", "Helen")
    result = count(gather(names, [(1, 2), (3,)], papers=[4000, 2000]), 2, Rule.MEEK)

    shared = result.stages[1]
    assert (str(shared.keep[0]), str(shared.votes[0]), str(shared.quota)) == (
        "0.500000001", "2000.000004000", "2000.000000001",
    )  # fmt: skip
    assert shared.rounds == 3
    assert [result.name(n) for n in result.winners] == ["Castor", "Helen"]


def test_the_scottish_quota_of_castor_and_helen():
    ballots, seats = small("42")
    assert count(ballots, seats, Rule.SCOTTISH).quota == SMALL["42"]["scottish"]["quota"]


@pytest.mark.parametrize("case", APPORTIONED, ids=[case["id"] for case in APPORTIONED])
def test_published_apportionments(case):
    held = case.get("electorate_seats", {})
    votes = over_threshold(case["votes"], Fraction(5, 100), frozenset(held)) if held else case["votes"]

    parts = apportion(votes, case["seats"], Method(case["method"]), most=case.get("max_per_party"), least=held)

    expected = case.get("expected") or case["expected_total_seats"]
    assert {name: seats for name, seats in parts.seats.items() if seats} == expected
    assert parts.overhang == sum(expected.values()) - case["seats"]


def test_hare_and_the_largest_remainders_by_hand():
    """100 votes, 5 seats: quota 20. Whole quotas 2, 1, 0, 0 leave 7, 10, 16, 7; the two seats left go to C and B."""
    parts = apportion({"A": 47, "B": 30, "C": 16, "D": 7}, 5, Method.LARGEST_REMAINDER)

    assert (parts.quota, parts.whole) == (Fraction(20), (2, 1, 0, 0))
    assert parts.seats == {"A": 2, "B": 2, "C": 1, "D": 0}
    assert [(award.group, award.figure) for award in parts.awards] == [(3, 16), (2, 10)]
    assert sum(parts.seats.values()) == Decimal(5)
