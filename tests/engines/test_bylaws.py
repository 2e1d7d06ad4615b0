"""Bylaws against a table made by hand from the law, and what holds for every assembly."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines import bylaws as engine
from tequio.engines.days import mexico

DAY = date(2026, 11, 25)
TABLE = list(csv.DictReader((Path(__file__).parent / "bylaws_truth.csv").read_text(encoding="utf-8").splitlines()))


def told(text):
    """ "a=1 b=x y" as a dict; whole numbers are read."""
    pairs, last = {}, ""
    for word in text.split():
        name, equals, value = word.partition("=")
        if equals and name.isidentifier():
            last, pairs[name] = name, value
        else:
            pairs[last] += f" {word}"
    return {name: int(value) if value.isdecimal() else value for name, value in pairs.items()}


def verdict(found):
    return f"{'yes' if found.holds else 'no'} needs {found.needed}"


def asked(form, asks, given):
    rules = engine.bylaws_of(form, DAY, {"proxies": str(given.pop("own"))} if "own" in given else None)
    match asks:
        case "quorum":
            return verdict(engine.quorum(rules, **given))
        case "carried":
            return verdict(engine.carried(rules, given.pop("matter"), **given))
        case "minority":
            return verdict(engine.minority_council(rules, **given))
        case "may_call":
            caller = engine.Caller(given["who"], given["signers"])
            return verdict(engine.may_call(rules, caller, entitled=given["entitled"]))
        case "capital":
            # What each has paid, in pesos; who voted yes and no, by place; everybody who voted was there.
            votes = [engine.votes_of(rules, int(pesos) * 100) for pesos in str(given["paid"]).split("|")]
            yes, no = (
                sum(votes[int(n) - 1] for n in str(given[side]).split("|") if n != "0") for side in ("yes", "no")
            )
            there = {"present": yes + no, "entitled": sum(votes)}
            found = engine.carried(rules, given["matter"], yes=yes, no=no, abstained=0, **there)
            return f"{verdict(found)} of {found.votes}"
        case "demand":
            return verdict(engine.may_demand(rules, given["what"], signed=given["signed"], entitled=given["entitled"]))
        case "call_demanded":
            return str(engine.call_demanded_by(rules, date.fromisoformat(given["complete"])))
        case "call_days":
            first, second = (date.fromisoformat(given[name]) for name in ("first", "second"))
            days = engine.call_days(rules, mexico(), first_on=first, second_on=second)
            return f"{days.first_by} {days.first_posted_by} {days.second_by} {days.second_earliest}"
        case "may_delegate":
            found = engine.may_send_delegates(rules, given["members"], live_elsewhere=given["elsewhere"] == "yes")
            return "yes" if found else "no"
        case "delegates":
            if "total" in given:
                own = {"delegates_total": str(given.pop("total")), "delegates_method": given.pop("by")}
                rules = engine.bylaws_of(form, DAY, own)
            return " ".join(str(count) for count in engine.delegates_of(rules, given, seed="x").values())
        case "weights":
            return " ".join(map(str, engine.delegate_weights(**given)))
        case "proxy":
            faults = engine.proxy_faults(
                rules, held=given["held"], witnesses=given["witnesses"], holder_is_member="outsider" not in given,
                is_himself="himself" in given, holder_gave="gave" in given,
            )  # fmt: skip
            return " ".join(faults) or "valid"
        case "own":
            return " ".join(engine.own_faults(rules, given["key"], str(given["value"]))).partition(": ")[2] or "lawful"
        case "term":
            return engine.term_fault(rules, given["years"]) or "lawful"
        case "first_terms":
            seats = int(given["seats"])
            names = [(f"P{place}", Decimal(seats - place)) for place in range(1, seats + 1)]
            own = engine.bylaws_of(form, DAY, {"first_stagger": given["by"]})
            return " ".join(map(str, engine.first_terms(own, names, given["years"], "barro")))
        case "body":
            return " ".join(engine.body_faults(rules, **given)) or "lawful"
    raise AssertionError(asks)


@pytest.mark.parametrize("row", TABLE, ids=[f"{n}-{row['asks']}-{row['form']}" for n, row in enumerate(TABLE, 2)])
def test_the_table_made_by_hand(row):
    assert asked(row["form"], row["asks"], told(row["given"])) == row["expect"], row["comment"]


def test_the_table_is_large_and_every_line_says_why():
    assert len(TABLE) >= 60
    assert all(row["comment"] for row in TABLE)


def test_every_form_has_every_rule_and_every_rule_its_source():
    keys = {form: set(engine.bylaws_of(form, DAY).rules) for form in engine.FORMS}

    assert all(found == keys["consumer_coop"] for found in keys.values())
    assert all(rule.source for form in engine.FORMS for rule in engine.bylaws_of(form, DAY).rules.values())


def test_before_the_law_and_without_a_known_form_there_are_no_rules():
    with pytest.raises(ValueError, match="no rules"):
        engine.bylaws_of("consumer_coop", date(1990, 1, 1))
    with pytest.raises(ValueError, match="no legal form"):
        engine.bylaws_of("kingdom", DAY)
    with pytest.raises(ValueError, match="fixed"):
        engine.bylaws_of("consumer_coop", DAY, {"delegates_above": "1"})


def test_terms_end_on_their_day_and_parts_are_renewed_in_turn():
    assert engine.term_ends_on(date(2026, 3, 1), 3) == date(2029, 3, 1)
    assert engine.term_ends_on(date(2028, 2, 29), 1) == date(2029, 3, 1)
    assert engine.renewed_each_year(5, 3) == (2, 2, 1)
    with pytest.raises(ValueError, match="over 0 years"):
        engine.renewed_each_year(5, 0)


def test_parity_is_asked_only_where_the_bylaws_ask_it():
    by_law = engine.bylaws_of("consumer_coop", DAY)
    own = engine.bylaws_of("consumer_coop", DAY, {"parity": "yes"})

    assert engine.parity_holds(by_law, ["m", "m", "m"])
    assert not engine.parity_holds(own, ["m", "m", "f", "m"])
    assert engine.parity_holds(own, ["m", "f", "m", ""])


forms = st.sampled_from(engine.FORMS)


@given(forms, st.integers(0, 5000), st.integers(0, 5000), st.sampled_from([1, 2]))
def test_one_more_present_never_breaks_a_quorum(form, present, more, call):
    rules, entitled = engine.bylaws_of(form, DAY), present + more
    here = engine.quorum(rules, call=call, present=present, entitled=entitled)
    if here.holds and more:
        assert engine.quorum(rules, call=call, present=present + 1, entitled=entitled).holds
    assert here.holds == (here.missing == 0)


@given(forms, st.sampled_from(["ordinary", "bylaws", "dissolution", "reelection", "object", "exclusion"]),
       st.integers(0, 900), st.integers(0, 900), st.integers(0, 900), st.integers(0, 900))  # fmt: skip
def test_a_motion_and_its_contrary_never_both_carry(form, matter, yes, no, abstained, absent):
    rules, present = engine.bylaws_of(form, DAY), yes + no + abstained
    there = {"abstained": abstained, "present": present, "entitled": present + absent}

    for_it = engine.carried(rules, matter, yes=yes, no=no, **there)
    against = engine.carried(rules, matter, yes=no, no=yes, **there)
    assert not (for_it.holds and against.holds)
    if for_it.holds:
        assert engine.carried(rules, matter, yes=yes + no, no=0, **there).holds


@given(forms, st.lists(st.integers(0, 10**9), min_size=1, max_size=20))
def test_whoever_pays_in_more_never_has_fewer_votes(form, paid):
    rules = engine.bylaws_of(form, DAY)
    votes = [engine.votes_of(rules, minor) for minor in sorted(paid)]

    assert votes == sorted(votes)
    if form != "sderl_mi":
        assert votes == [1] * len(paid)
    assert engine.votes_of(rules, -1) == (0 if form == "sderl_mi" else 1)


@given(st.integers(1, 12), st.integers(1, 6), st.sampled_from(["votes", "lot"]), st.text(min_size=1, max_size=9))
def test_first_terms_renew_a_part_every_year_and_the_last_part_serves_the_whole_term(seats, years, by, seed):
    rules = engine.bylaws_of("consumer_coop", DAY, {"first_stagger": by})
    terms = engine.first_terms(rules, [(f"Nombre {n}", Decimal(seats - n)) for n in range(seats)], years, seed)

    assert max(terms) == years
    each = [terms.count(year) for year in range(min(terms), years + 1)]
    assert sum(each) == seats
    assert max(each) - min(each) <= 1
    assert min(terms) == max(1, years - seats + 1)
    if by == "votes":
        assert list(terms) == sorted(terms, reverse=True)


def test_the_lot_of_terms_is_drawn_again_by_hand():
    rules = engine.bylaws_of("consumer_coop", DAY, {"first_stagger": "lot"})
    names = ["Ana", "Beto", "Carmen"]
    by_hand = sorted(names, key=lambda name: sha256(f"barro/0/{name}".encode()).hexdigest())
    votes = [(name, Decimal(place)) for place, name in enumerate(names)]
    terms = dict(zip(names, engine.first_terms(rules, votes, 3, "barro"), strict=True))

    assert [terms[name] for name in by_hand] == [1, 2, 3]
    # Where votes decide, the lot is left to equal votes; the order on the ballot is nothing.
    by_votes = engine.bylaws_of("consumer_coop", DAY)
    equal = dict(zip(names, engine.first_terms(by_votes, [(n, Decimal(4)) for n in names], 3, "barro"), strict=True))
    assert equal == terms
    assert engine.first_terms(rules, [], 3, "barro") == ()


@given(st.integers(0, 5000), st.data())
def test_the_votes_of_delegates_are_all_members_and_nearly_equal(members, data):
    delegates = data.draw(st.integers(1, members)) if members else 0
    weights = engine.delegate_weights(members, delegates)

    assert sum(weights) == members
    assert not weights or max(weights) - min(weights) <= 1


@given(forms, st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_calls_go_out_on_lawful_days(form, first_on, later):
    rules = engine.bylaws_of(form, DAY)
    days = engine.call_days(rules, mexico(), first_on=first_on, second_on=first_on + timedelta(days=later))

    assert (first_on - days.first_by).days == rules.number("notice_days")
    assert days.first_posted_by <= days.first_by
    assert mexico().is_business_day(days.first_posted_by)
    assert days.second_earliest >= first_on


def test_bad_numbers_are_refused():
    rules = engine.bylaws_of("consumer_coop", DAY)
    by_capital = engine.bylaws_of("sderl_mi", DAY, {"pesos_per_vote": "0"})
    with pytest.raises(ValueError, match="0 pesos a vote"):
        engine.votes_of(by_capital, 1)
    with pytest.raises(ValueError, match="sign of"):
        engine.may_demand(rules, "point", signed=5, entitled=4)
    with pytest.raises(ValueError, match="present of"):
        engine.quorum(rules, call=1, present=5, entitled=4)
    with pytest.raises(ValueError, match="votes"):
        engine.carried(rules, "ordinary", yes=3, no=3, abstained=0, present=5, entitled=9)
    with pytest.raises(ValueError, match="delegates for"):
        engine.delegate_weights(3, 4)
    with pytest.raises(ValueError, match="no delegates"):
        engine.delegates_of(engine.bylaws_of("sderl_mi", DAY), {"x": 3})
