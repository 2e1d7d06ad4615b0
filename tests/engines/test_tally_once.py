"""Majorities, approval, motions, the lot: one stage each, by hand."""

from fractions import Fraction
from hashlib import sha256

import numpy as np
import pytest

from tequio.engines.tally import (
    ABSOLUTE,
    SIMPLE,
    TWO_THIRDS,
    BadBallots,
    Base,
    CannotCount,
    Decision,
    Fault,
    Flaw,
    How,
    Lot,
    Majority,
    Method,
    Rule,
    Settled,
    Vote,
    apportion,
    apportionment_as_plain,
    count,
    count_as_plain,
    decide,
    digest,
    from_table,
    gather,
)

NAMES = ("Ana", "Beto", "Carmen")


def ballots(*rows):
    return gather(NAMES, [ranking for _, ranking in rows], papers=[papers for papers, _ in rows])


def refused(reason, *arguments, **more):
    with pytest.raises(CannotCount) as cannot:
        count(*arguments, **more)
    assert cannot.value.reason is CannotCount.Reason(reason)
    return cannot.value


def test_by_simple_majority_most_first_preferences_win():
    result = count(ballots((4, (1,)), (3, (2, 3)), (2, (3, 2)), (1, ())), 2, Rule.PLURALITY)

    assert (result.winners, result.valid, result.blank, result.quota) == ((1, 2), 9, 1, None)
    assert result.stages[0].votes == (4, 3, 2)
    assert {elected.how for elected in result.elected} == {How.MOST}


def test_nobody_is_elected_without_a_vote():
    result = count(ballots((4, (1,))), 2, Rule.PLURALITY)
    assert (result.winners, result.seats) == ((1,), 2)


@pytest.mark.parametrize(
    ("votes", "winners", "second"),
    [((6, 3, 2), (1,), ()), ((5, 3, 2), (), (1, 2)), ((5, 4, 1), (), (1, 2)), ((1, 0, 0), (1,), ())],
)
def test_an_absolute_majority_is_more_than_half_or_the_best_two_go_on(votes, winners, second):
    rows = [(papers, (number,)) for number, papers in enumerate(votes, 1) if papers]
    result = count(ballots(*rows), 1, Rule.MAJORITY)
    assert (result.winners, result.second_ballot) == (winners, second)


def test_by_approval_every_mark_counts():
    result = count(ballots((4, (1, 2)), (3, (2,)), (2, (3, 1, 2))), 1, Rule.APPROVAL)
    assert (result.stages[0].votes, result.winners, result.valid) == ((6, 9, 2), (2,), 9)


def test_the_lot_decides_only_the_last_seat_and_can_be_recomputed():
    result = count(ballots((5, (1,)), (3, (2,)), (3, (3,))), 2, Rule.PLURALITY, Lot("barro y fuego"))

    by_hand = {name: sha256(f"barro y fuego/1/{name}".encode()).hexdigest() for name in ("Beto", "Carmen")}
    drawn = min(by_hand, key=by_hand.__getitem__)
    tie = result.stages[0].tie
    assert [result.name(n) for n in result.winners] == ["Ana", drawn]
    assert (tie.candidates, tie.settled) == ((2, 3), Settled.LOT)
    assert {result.name(d.candidate): d.digest for d in tie.draws} == by_hand
    assert digest(" barro y fuego ", 1, "Beto") == by_hand["Beto"]


def test_another_seed_another_draw():
    tied = ballots((1, (1,)), (1, (2,)), (1, (3,)))
    drawn = {count(tied, 1, Rule.PLURALITY, Lot(f"semilla {n}")).winners for n in range(40)}
    assert drawn == {(1,), (2,), (3,)}


def test_an_accent_written_in_two_ways_is_one_name():
    assert digest("café", 2, "Íñigo") == digest("cafe\u0301", 2, "I\u0301n\u0303igo")


def test_an_order_drawn_by_hand_comes_before_the_seed():
    tied = ballots((1, (1,)), (1, (2,)), (1, (3,)))
    result = count(tied, 1, Rule.PLURALITY, Lot("barro y fuego", order=(3, 1, 2)))
    assert (result.winners, result.stages[0].tie.settled) == ((3,), Settled.ORDER)


@pytest.mark.parametrize("seed", [None, "", "  "])
@pytest.mark.parametrize("rule", [Rule.PLURALITY, Rule.APPROVAL, Rule.SCOTTISH, Rule.MEEK, Rule.MAJORITY])
def test_a_tie_without_a_seed_gives_no_result(rule, seed):
    tied = ballots((1, (1,)), (1, (2,)), (1, (3,)))
    assert refused("lot_needed", tied, 1, rule, Lot(seed)).tied == (1, 2, 3)


def test_one_voter_alone_elects():
    for rule in Rule:
        assert count(ballots((1, (2, 1))), 1, rule, Lot("x")).winners[0] in (1, 2)
    assert count(ballots((1, (2, 1))), 1, Rule.SCOTTISH).winners == (2,)


def test_what_cannot_be_counted_is_refused():
    one = ballots((1, (1,)))
    assert refused("too_many_seats", one, 4, Rule.SCOTTISH).standing == 3
    refused("no_seats", one, 0, Rule.SCOTTISH)
    refused("no_ballots", ballots((7, ())), 1, Rule.MEEK)
    refused("one_seat_only", one, 2, Rule.MAJORITY)
    refused("too_many_ballots", ballots((9 * 10**9, (1,)), (1, (2,))), 1, Rule.MEEK)
    assert refused("too_many_seats", gather(NAMES, [(1,)], withdrawn=[1, 2]), 2, Rule.SCOTTISH).standing == 1


@pytest.mark.parametrize(
    ("rankings", "papers", "flaws"),
    [
        ([(1, 2), (1, 4)], None, [Flaw(Fault.UNKNOWN_CANDIDATE, 2, "4")]),
        ([(1, 0)], None, [Flaw(Fault.UNKNOWN_CANDIDATE, 1, "0")]),
        ([(-1,)], None, [Flaw(Fault.UNKNOWN_CANDIDATE, 1, "-1")]),
        ([(2, 1, 2), (3,), (3, 3)], None, [Flaw(Fault.TWICE, 1, "2"), Flaw(Fault.TWICE, 3, "3")]),
        ([(1,), (2,)], [1, 0], [Flaw(Fault.NO_PAPERS, 2, "0")]),
    ],
)
def test_bad_rankings_are_named(rankings, papers, flaws):
    with pytest.raises(BadBallots) as bad:
        gather(NAMES, rankings, papers=papers)
    assert list(bad.value.flaws) == flaws


def test_a_bad_table_is_named_by_row():
    def told(*rows):
        with pytest.raises(BadBallots) as bad:
            from_table(NAMES, np.array(rows))
        return list(bad.value.flaws)

    assert told((1, 2), (0, 4), (-1, 0)) == [
        Flaw(Fault.UNKNOWN_CANDIDATE, 2, "4"), Flaw(Fault.UNKNOWN_CANDIDATE, 3, "-1"),
    ]  # fmt: skip
    assert told((1, 2), (3, 3)) == [Flaw(Fault.TWICE, 2, "3")]


def test_gaps_in_a_table_close():
    assert list(from_table(NAMES, np.array([(0, 2, 0, 1), (2, 1, 0, 0)])).rows()) == [((2, 1), 2)]


def test_no_ballots_at_all_are_no_ballots():
    assert (gather(NAMES, []).valid, gather(NAMES, [(), ()]).blank) == (0, 2)


@pytest.mark.parametrize(
    ("names", "withdrawn", "fault"),
    [(("Ana", "Ana "), (), "same_name"), (("Ana", " "), (), "empty_name"), (("Ana",), (2,), "bad_withdrawn")],
)
def test_bad_names_are_named(names, withdrawn, fault):
    with pytest.raises(BadBallots) as bad:
        gather(names, [(1,)], withdrawn=withdrawn)
    assert [flaw.fault for flaw in bad.value.flaws] == [Fault(fault)]


@pytest.mark.parametrize(
    ("majority", "of", "needed"),
    [
        (SIMPLE, 10, 6), (SIMPLE, 11, 6), (SIMPLE, 0, 1),
        (TWO_THIRDS, 9, 6), (TWO_THIRDS, 10, 7), (TWO_THIRDS, 1, 1),
        (Majority(Fraction(2, 3), Base.ALL, more_than=True), 9, 7),
        (Majority(Fraction(1), Base.ALL, more_than=False), 5, 5),
    ],
)  # fmt: skip
def test_votes_that_a_majority_needs(majority, of, needed):
    assert max(1, majority.needed(of)) == needed


@pytest.mark.parametrize(
    ("majority", "decision"),
    [
        (SIMPLE, Decision(True, 21, 40)),  # 21 of the 40 who voted for or against
        (ABSOLUTE, Decision(False, 26, 50)),  # 21 of the 50 present
        (TWO_THIRDS, Decision(False, 34, 50)),
        (Majority(Fraction(1, 5), Base.ALL, more_than=False), Decision(True, 20, 100)),
    ],
)
def test_the_same_vote_is_carried_or_not_by_whom_the_majority_is_of(majority, decision):
    assert decide(Vote(in_favour=21, against=19, abstained=4, present=50, entitled=100), majority) == decision


def test_an_empty_hall_carries_nothing():
    assert decide(Vote(0, 0, 0, 0, 10), SIMPLE) == Decision(False, 1, 0)


@pytest.mark.parametrize("vote", [Vote(-1, 2, 0, 5, 5), Vote(3, 2, 1, 5, 9), Vote(3, 2, 0, 9, 8)])
def test_figures_that_cannot_be_are_refused(vote):
    with pytest.raises(ValueError, match=r"negative|more"):
        decide(vote, SIMPLE)


def test_equal_sections_draw_the_last_delegate():
    parts = apportion({"Tlayacapan": 10, "Amayuca": 10}, 3, Method.DHONDT, lot=Lot("barro y fuego"))
    assert sorted(parts.seats.values()) == [1, 2]
    assert parts.ties[0].settled is Settled.LOT
    with pytest.raises(CannotCount):
        apportion({"Tlayacapan": 10, "Amayuca": 10}, 3, Method.LARGEST_REMAINDER)


def test_caps_leave_seats_empty_and_say_so():
    for method in Method:
        parts = apportion({"A": 9, "B": 1}, 6, method, most=2)
        assert (parts.seats, parts.vacant) == ({"A": 2, "B": 2}, 2)


def test_nothing_to_share_is_refused():
    for votes, seats in (({"A": 0}, 3), ({}, 3), ({"A": 4}, 0)):
        with pytest.raises(CannotCount):
            apportion(votes, seats, Method.SAINTE_LAGUE)
    with pytest.raises(ValueError, match="negative"):
        apportion({"A": -1, "B": 2}, 3, Method.SAINTE_LAGUE)


def test_plain_results_for_programs():
    parts = apportionment_as_plain(apportion({"A": 47, "B": 30, "C": 16, "D": 7}, 5, Method.LARGEST_REMAINDER))
    assert parts["seats"] == {"A": 2, "B": 2, "C": 1, "D": 0}
    assert parts["awards"] == [{"seat": 4, "group": 3, "figure": "16"}, {"seat": 5, "group": 2, "figure": "10"}]
    assert (parts["quota"], parts["whole"], parts["overhang"], parts["vacant"]) == ("20", [2, 1, 0, 0], 0, 0)

    none = count_as_plain(count(ballots((4, (1,)), (3, (2,)), (2, (3,))), 1, Rule.MAJORITY))
    assert (none["elected"], none["second_ballot"], none["quota"]) == ([], [1, 2], None)
