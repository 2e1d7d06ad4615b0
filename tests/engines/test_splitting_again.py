"""After the answers: what was accepted stands, only what is open moves, and few see a change."""

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.engines.splitting import instances
from tequio.engines.splitting.model import BadOrder, Exclusion, Held, Infeasible
from tequio.engines.splitting.resplit import Answer, Reply, resplit
from tequio.engines.splitting.solve import solve
from tequio.engines.splitting.verify import verify
from tests.engines.splitting_cases import hand

GAP = Decimal("0.05")


def by_shop(parts):
    found = {}
    for part in parts:
        found.setdefault(part.workshop, {})[part.line, part.week] = part.pieces
    return found


@cache
def offered(seed):
    """An order whose tickets leave enough room for others, and its split."""
    order = instances.generate(seed, lines=3, workshops=120, places=6, total=2_400, free=0.5, history=False)
    return order, solve(order, gap=GAP)


def test_beto_declines_and_ana_takes_his_mugs():
    order, parts = hand(), solve(hand(), gap=Decimal(0)).parts
    again = resplit(order, parts, [Answer("tazas", "Beto", Reply.DECLINED)], gap=Decimal(0))
    assert [(p.workshop, p.week, p.pieces) for p in again.split.parts] == [("Ana", 1, 60), ("Ana", 2, 60)]
    # One untouched workshop in one: five in a hundred of it is none, and nobody else can make them.
    assert (again.untouched, again.changed, again.allowed, again.beyond) == (("Ana",), ("Ana",), 0, True)


def test_what_nobody_can_take_over_is_told():
    parts = solve(hand(), gap=Decimal(0)).parts
    with pytest.raises(Infeasible) as refusal:
        resplit(hand(), parts, [Answer("tazas", "Ana", Reply.SILENT)])
    assert [(s.line, s.missing) for s in refusal.value.shortages] == [("tazas", 80)]


def test_when_all_accept_or_still_may_nothing_moves():
    order, split = offered(1)
    line, code = split.parts[0].line, split.parts[0].workshop
    again = resplit(order, split.parts, [Answer(line, code, Reply.ACCEPTED)], first=2)
    assert again.split.parts == split.parts
    assert again.split.bill == split.bill
    assert again.changed == ()


def test_who_accepts_fewer_keeps_the_early_weeks():
    order, split = offered(2)
    ticket = max({(p.line, p.workshop) for p in split.parts}, key=lambda key: sum(
        1 for p in split.parts if (p.line, p.workshop) == key
    ))  # fmt: skip
    mine = sorted((p.week, p.pieces) for p in split.parts if (p.line, p.workshop) == ticket)
    first_week = mine[0][1]
    again = resplit(order, split.parts, [Answer(*ticket, Reply.FEWER, first_week)], gap=GAP)
    left = [(p.week, p.pieces) for p in again.split.parts if (p.line, p.workshop) == ticket]
    assert left == [mine[0]]
    assert faults(order, again.split, {ticket[1]}) == ()


def faults(order, split, touched):
    """The auditor's, but for least batches and whole loads of those who chose to make fewer."""
    told = [(f, f.split()[0]) for f in verify(order, split)]
    return tuple(f for f, code in told if code not in touched or not ("makes only" in f or "no whole loads" in f))


@pytest.mark.slow
@given(st.integers(0, 2), st.data())
@settings(max_examples=25, deadline=None)
def test_only_what_is_open_moves_and_few_see_a_change(seed, data):
    order, split = offered(seed)
    tickets = sorted({(p.line, p.workshop) for p in split.parts})
    picked = data.draw(st.lists(st.sampled_from(tickets), unique=True, max_size=max(1, len(tickets) // 10)))
    answers = []
    for line, code in picked:
        whole = sum(p.pieces for p in split.parts if (p.line, p.workshop) == (line, code))
        reply = data.draw(st.sampled_from([Reply.FEWER, Reply.DECLINED, Reply.SILENT]))
        answers.append(Answer(line, code, reply, data.draw(st.integers(0, whole - 1))))
    first = data.draw(st.integers(1, 2))
    again = resplit(order, split.parts, answers, first=first, gap=GAP)

    touched = {code for _, code in picked}
    before, after = by_shop(split.parts), by_shop(again.split.parts)
    changed = {code for code in before if code not in touched and before[code] != after.get(code)}
    assert set(again.changed) == changed
    assert set(again.untouched) == set(before) - touched
    assert again.allowed == len(again.untouched) * 5 // 100
    assert again.beyond is (len(changed) > again.allowed)
    # Nobody loses a piece that was not given back; who gave back gets nothing else.
    for code, mine in before.items():
        for place, pieces in mine.items():
            if (place[0], code) not in picked:
                assert after[code][place] >= pieces
    for code in touched:
        assert all(pieces <= before[code].get(place, 0) for place, pieces in after.get(code, {}).items())
    assert all(part.week >= first or before.get(part.workshop) for part in again.split.parts)
    assert faults(order, again.split, touched) == ()


@pytest.mark.slow
@pytest.mark.parametrize(("kept", "changed"), [(32, 2), (0, 3)])
def test_who_is_asked_for_more_lights_no_load_too_empty(kept, changed):
    """One of those asked has a load that is 81 % full; more than fits into it must fill a second one."""
    order, split = offered(1)
    given = [("plato-02", "taller-0014", kept), ("taza-01", "taller-0008", 12)]
    given += [("plato-02", f"taller-00{number}", 0) for number in (22, 23, 24)]
    again = resplit(order, split.parts, [Answer(line, code, Reply.FEWER, left) for line, code, left in given], gap=GAP)

    assert faults(order, again.split, {code for _, code, _ in given}) == ()
    # Where two of a hundred could not take it all, more are asked, and it is told.
    assert (len(again.changed), again.allowed, again.beyond) == (changed, 2, changed > 2)


def test_who_is_excluded_now_loses_his_tickets_and_who_lost_his_certificate_is_told():
    order, split = offered(0)
    code = split.parts[0].workshop
    out = replace(order, exclusions=(Exclusion(code, "no entregó la muestra"),))
    again = resplit(out, split.parts, [], gap=GAP)
    assert code not in {p.workshop for p in again.split.parts}
    assert again.changed == ()
    lapsed = tuple(
        replace(w, holds=tuple(Held(h.code, h.until) for h in w.holds if h.code != "sin_plomo"))
        for w in hand().workshops
    )
    with pytest.raises(BadOrder) as refusal:
        resplit(replace(hand(), workshops=lapsed), solve(hand()).parts, [])
    assert {f.why for f in refusal.value.flaws} == {"pin_lacks"}


def test_an_answer_without_a_ticket_twice_or_of_too_many_is_refused():
    parts = solve(hand(), gap=Decimal(0)).parts
    answers = [
        Answer("tazas", "Caro", Reply.ACCEPTED),
        Answer("tazas", "Ana", Reply.FEWER, 500),
        Answer("tazas", "Ana", Reply.DECLINED),
    ]
    with pytest.raises(BadOrder) as refusal:
        resplit(hand(), parts, answers)
    assert [(f.where, f.why) for f in refusal.value.flaws] == [
        ("answer 1", "no_ticket"), ("answer 2", "more_than_ticket"), ("answer 3", "duplicate"),
    ]  # fmt: skip
