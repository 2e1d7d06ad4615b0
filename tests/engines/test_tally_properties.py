"""What holds for every election: both rules equal slow plain counters, votes are conserved, order has no effect."""

import random
from collections import Counter
from decimal import Decimal

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.engines.tally import Deed, How, Lot, Method, Rule, Settled, apportion, count, from_table, gather
from tests.engines import slow_count

NAMES = ("Ana", "Beto", "Carmen", "Delfino", "Eulalia", "Fidel", "Güera", "Hilario")
SEED = "barro y fuego"


@st.composite
def elections(draw, rules=tuple(Rule)):
    """Names, rankings with their papers, seats, rule: small and full of ties."""
    candidates = draw(st.integers(1, 7))
    ranking = st.permutations(range(1, candidates + 1)).flatmap(
        lambda order: st.integers(0, candidates).map(lambda length: tuple(order[:length]))
    )
    rows = draw(st.lists(st.tuples(ranking, st.integers(1, 12)), min_size=1, max_size=18))
    if not any(ranking for ranking, _ in rows):
        rows.append(((1,), 1))
    rule = draw(st.sampled_from(rules))
    seats = 1 if rule is Rule.MAJORITY else draw(st.integers(1, candidates))
    return NAMES[:candidates], rows, seats, rule


def counted(names, rows, seats, rule):
    ballots = gather(names, [r for r, _ in rows], papers=[p for _, p in rows])
    return count(ballots, seats, rule, Lot(SEED))


def one_by_one(rows):
    return [ranking for ranking, papers in rows for _ in range(papers)]


@settings(max_examples=400)
@given(elections([Rule.SCOTTISH]))
def test_the_scottish_count_equals_a_slow_one(election):
    names, rows, seats, _rule = election

    result = counted(*election)
    quota, table, elected = slow_count.scottish(names, one_by_one(rows), seats, SEED)

    assert result.quota == quota
    told = [(dict(enumerate(s.votes, 1)), s.non_transferable + s.lost) for s in result.stages]
    assert told == table
    assert set(result.winners) == elected


@settings(max_examples=200)
@given(elections([Rule.MEEK]))
def test_meek_equals_a_slow_one_to_nine_decimals(election):
    names, rows, seats, _rule = election

    result = counted(*election)
    quota, table, elected = slow_count.meek(names, one_by_one(rows), seats, SEED)

    assert result.quota == quota
    assert [(dict(enumerate(s.votes, 1)), dict(enumerate(s.keep, 1))) for s in result.stages] == table
    assert set(result.winners) == elected


@settings(max_examples=300)
@given(elections())
def test_no_vote_appears_or_is_lost(election):
    _names, rows, _seats, rule = election
    result = counted(*election)

    assert result.valid + result.blank == sum(papers for _, papers in rows)
    marks = sum(len(ranking) * papers for ranking, papers in rows)
    for stage in result.stages:
        total = sum(stage.votes) + stage.non_transferable + stage.lost
        assert total == (marks if rule is Rule.APPROVAL else result.valid)
        assert min(*stage.votes, stage.non_transferable, stage.lost) >= 0
        assert stage.lost < Decimal("0.00001") * (result.valid * len(result.stages) + 1)


@settings(max_examples=200)
@given(elections([Rule.SCOTTISH]))
def test_what_moves_is_what_the_votes_say(election):
    result = counted(*election)

    for before, stage in zip(result.stages, result.stages[1:], strict=False):
        moved = sum(transfer.votes for transfer in stage.transfers)
        gone = before.votes[stage.candidate - 1] - stage.votes[stage.candidate - 1]
        assert gone == moved + stage.lost - before.lost
        assert sum(t.papers for t in stage.transfers) == sum(p.papers for p in stage.parcels)
        for transfer in stage.transfers:
            if transfer.to:
                assert stage.votes[transfer.to - 1] == before.votes[transfer.to - 1] + transfer.votes
        if stage.deed is Deed.SURPLUS:
            later = result.stages[stage.number - 1 :]
            assert {s.votes[stage.candidate - 1] for s in later} == {result.quota}


@settings(max_examples=200)
@given(elections())
def test_seats_are_filled_once_and_by_who_stands(election):
    _names, _rows, seats, rule = election
    result = counted(*election)

    assert len(set(result.winners)) == len(result.winners) <= seats
    if rule in (Rule.SCOTTISH, Rule.MEEK):
        assert len(result.winners) == seats
    for elected in result.elected:
        stage = result.stages[elected.stage - 1]
        assert elected.candidate in stage.elected
        if elected.how is How.QUOTA:
            assert stage.votes[elected.candidate - 1] >= stage.quota


@settings(max_examples=200)
@given(elections(), st.randoms(use_true_random=False))
def test_order_and_bundling_of_ballots_have_no_effect(election, chance):
    names, rows, seats, rule = election
    single = [(ranking, 1) for ranking in one_by_one(rows)]
    chance.shuffle(single)

    assert counted(names, single, seats, rule) == counted(names, rows, seats, rule)


@settings(max_examples=200)
@given(elections(), st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_has_no_effect(election, chance):
    """Even ties come out alike, because the lot looks at names and not at numbers."""
    names, rows, seats, rule = election
    places = list(range(1, len(names) + 1))
    chance.shuffle(places)
    moved = [(tuple(places[n - 1] for n in ranking), papers) for ranking, papers in rows]
    names_moved = tuple(name for _, name in sorted(zip(places, names, strict=True)))

    first, second = counted(*election), counted(names_moved, moved, seats, rule)

    assert {first.name(n) for n in first.winners} == {second.name(n) for n in second.winners}
    assert len(first.stages) == len(second.stages)
    for one, other in zip(first.stages, second.stages, strict=True):
        assert dict(zip(names, one.votes, strict=True)) == dict(zip(names_moved, other.votes, strict=True))


@settings(max_examples=150)
@given(elections())
def test_other_names_change_nothing_without_a_lot(election):
    names, rows, seats, rule = election
    result = counted(*election)
    if any(stage.tie and stage.tie.settled is Settled.LOT for stage in result.stages):
        return

    other = counted(tuple(f"nombre {n}" for n in range(len(names))), rows, seats, rule)

    assert (other.winners, other.stages) == (result.winners, result.stages)


@settings(max_examples=100)
@given(elections(), st.data())
def test_who_withdraws_is_as_if_never_named(election, data):
    names, rows, _seats, _rule = election
    if len(names) == 1:
        return
    gone = data.draw(st.integers(1, len(names)))
    rankings, papers = zip(*rows, strict=True)
    without = [tuple(n for n in ranking if n != gone) for ranking in rankings]

    told = gather(names, rankings, papers=papers, withdrawn=[gone])
    plain = gather(names, without, papers=papers)

    assert (list(told.rows()), told.blank) == (list(plain.rows()), plain.blank)
    assert gone not in told.standing


def test_a_large_table_adds_up_like_a_counter():
    """More candidates than bits in a word, more papers than one bundle."""
    chance = random.Random(3)
    rankings = [tuple(chance.sample(range(1, 91), chance.randint(0, 30))) for _ in range(500)] * 2
    table = [[*ranking, *[0] * (30 - len(ranking))] for ranking in rankings]
    names = [f"c{n}" for n in range(90)]

    ballots = from_table(names, np.array(table))

    assert dict(ballots.rows()) == Counter(filter(None, rankings))
    assert ballots.blank == sum(not ranking for ranking in rankings)


votes = st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(0, 40), min_size=1).filter(lambda v: any(v.values()))


@settings(max_examples=300)
@given(votes, st.integers(1, 30), st.sampled_from(list(Method)), st.randoms(use_true_random=False))
def test_seats_in_proportion_are_all_given_and_never_by_the_order(of, seats, method, chance):
    parts = apportion(of, seats, method, lot=Lot(SEED))

    assert sum(parts.seats.values()) == seats
    assert all(parts.seats[a] <= parts.seats[b] + 1 for a in of for b in of if of[a] <= of[b])
    assert all(parts.seats[a] <= parts.seats[b] for a in of for b in of if of[a] < of[b])
    assert not any(parts.seats[name] for name in of if not of[name])
    names = list(of)
    chance.shuffle(names)
    assert apportion({name: of[name] for name in names}, seats, method, lot=Lot(SEED)).seats == parts.seats
    if method is Method.LARGEST_REMAINDER:
        for name in of:
            exact = of[name] * seats
            assert exact // sum(of.values()) <= parts.seats[name] <= exact // sum(of.values()) + 1
