"""The sealed urn: nothing lost, nothing told, and no order but chance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines import urn
from tequio.engines.tally.receipts import LETTERS

KEY = urn.key_of("secret of the house", b"s" * 32)
codes = st.text(LETTERS, min_size=12, max_size=12)
rankings = st.lists(st.integers(1, 51), unique=True, max_size=51).map(tuple)
ballots = st.lists(st.builds(urn.SealedBallot, codes, rankings), max_size=12)


@given(ballots, ballots)
def test_what_goes_in_comes_out(first, second):
    sealed = urn.put_in(urn.put_in(b"", first, KEY), second, KEY)

    assert urn.how_many(sealed) == len(first) + len(second)
    assert urn.take_out(sealed, KEY) == sorted([*first, *second], key=lambda each: (each.code, each.ranking))


@given(rankings, rankings)
def test_records_are_of_one_length_and_equal_ballots_look_unlike(one, other):
    code = "7K3QXW0M92FD"
    first, second = (urn.put_in(b"", [urn.SealedBallot(code, ranking)], KEY) for ranking in (one, other))

    assert len(first) == len(second) == urn.RECORD
    assert first != second


def test_records_lie_in_the_order_of_their_random_bytes():
    sealed = b""
    for _ in range(40):
        sealed = urn.put_in(sealed, [urn.SealedBallot(urn.new_code(), (1,))], KEY)
    records = [sealed[at : at + urn.RECORD] for at in range(0, len(sealed), urn.RECORD)]
    assert records == sorted(records)


def test_another_key_a_changed_byte_and_a_torn_record_do_not_open():
    sealed = urn.put_in(b"", [urn.SealedBallot("7K3QXW0M92FD", (1,))], KEY)
    for bad, key in (
        (sealed, urn.key_of("secret of the house", b"t" * 32)),
        (sealed, urn.key_of("another", b"s" * 32)),
        (sealed[:-1] + bytes([sealed[-1] ^ 1]), KEY),
        (sealed[:-1], KEY),
    ):
        with pytest.raises(urn.UrnBroken):
            urn.take_out(bad, key)


@pytest.mark.parametrize("ballot", [("short", (1,)), ("7K3QXW0M92FD", (0,)), ("7K3QXW0M92FD", tuple(range(1, 53)))])
def test_what_has_no_place_in_a_record_is_refused(ballot):
    with pytest.raises(ValueError, match="no place"):
        urn.put_in(b"", [urn.SealedBallot(*ballot)], KEY)


@given(codes, st.integers(1, 60))
def test_a_receipt_leads_to_all_of_a_voters_codes_and_to_no_other(receipt, votes):
    found = urn.codes_of(receipt, votes)
    assert len(set(found)) == votes
    assert all(urn.is_code(code) for code in found)
    assert urn.found_in({*found, urn.new_code()}, receipt) == list(found)
    assert urn.found_in({urn.new_code()}, receipt) == []


@given(codes, st.integers(2, 60))
def test_no_listed_code_leads_to_another(receipt, votes):
    """Otherwise anyone would see how many votes belong together, and so whose they are."""
    listed = set(urn.codes_of(receipt, votes))
    assert receipt not in listed
    for code in listed:
        assert urn.found_in(listed - {code}, code) == []
        assert not {*urn.codes_of(code, votes)} & listed


def test_a_code_is_shown_in_groups():
    assert urn.shown("7K3QXW0M92FD") == "7K3Q-XW0M-92FD"
    assert urn.is_code(urn.new_code())
