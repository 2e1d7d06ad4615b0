"""What the union was worth: from the books and the charge lines, to the centavo, and only with evidence."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal

import pytest

from tequio.benefit import queries
from tequio.benefit.spans import Span, chosen_span, spans
from tequio.books.steps import reverse_entry
from tequio.engines.benefit import member_benefit
from tequio.purchasing import actions
from tequio.stock.actions import withdraw_price
from tests.benefit.conftest import YEAR, book_fee, see
from tests.purchasing.world import AFTER


def figures(world, member):
    proof = queries.proof_of(member.pk, YEAR)
    return proof.benefit.fees_minor, proof.benefit.gains_minor, proof.unproven, proof.verdict


def test_a_members_proof_can_be_followed_to_its_rows(world):
    seen = see(world, world.clay, world.tlaya, "7.00")
    fee = book_fee(world, world.ana, 12_000)
    world.to_settled()

    proof = queries.proof_of(world.ana.pk, YEAR)

    assert [(f.entry_id, f.minor) for f in proof.fees] == [(fee.pk, 12_000)]
    clay, frit = proof.lines
    assert (clay.item, clay.quantity, clay.alone, clay.observation_id, clay.place, clay.grade) == (
        "Barro", Decimal(40), Decimal("7.0000"), seen.pk, "Tianguis, Tlayacapan", "A",
    )  # fmt: skip
    assert clay.alone_minor == 28_000
    assert clay.saved_minor == 28_000 - clay.paid_minor
    assert (frit.alone, frit.alone_minor, frit.saved_minor, frit.is_proven) == (None, None, 0, False)
    assert proof.benefit.net_minor == clay.saved_minor - 12_000
    charge = world.round.charges.get(member=world.ana)
    assert {(line.charge_id, line.entry_id, line.round_id) for line in proof.lines} == {
        (charge.pk, charge.entry_id, world.round.pk)
    }
    assert proof.paid_minor == charge.total_minor


def test_withdrawn_evidence_turns_exactly_its_lines_to_without_proof(world):
    here, there = see(world, world.clay, world.tlaya, "7.00"), see(world, world.clay, world.hueyapan, "30.00")
    see(world, world.frit, world.tlaya, "60.00")
    world.to_settled()
    before = {m: queries.proof_of(m.pk, YEAR).lines for m in (world.ana, world.beto, world.caro)}

    withdraw_price(actor=world.buyer, observation_id=here.pk, reason="el recibo era de otro año")

    after = {m: queries.proof_of(m.pk, YEAR).lines for m in before}
    changed = {line.line_id for m in before for line, now in zip(before[m], after[m], strict=True) if line != now}
    assert changed == {line.line_id for m in before for line in before[m] if line.observation_id == here.pk}
    assert len(changed) == 2
    assert all(not now.is_proven and now.saved_minor == 0 for m in after for now in after[m] if now.line_id in changed)
    assert any(line.observation_id == there.pk and line.is_proven for line in after[world.caro])


@pytest.mark.parametrize(
    ("fee", "price", "verdict"),
    [(0, "7.00", "black"), (12_000, "7.00", "red"), (12_000, "70.00", "black"), (12_000, None, "unproven")],
)
def test_the_verdict_is_honest(world, fee, price, verdict):
    if price:
        see(world, world.clay, world.tlaya, price)
    if fee:
        book_fee(world, world.beto, fee)
    world.to_settled()

    assert queries.proof_of(world.beto.pk, YEAR).verdict == verdict


def test_who_only_paid_waits_and_who_did_nothing_has_nothing(world):
    book_fee(world, world.ana, 500)

    assert figures(world, world.ana) == (500, 0, 0, "waiting")
    assert figures(world, world.beto) == (0, 0, 0, "nothing")


def test_a_reversed_fee_and_an_undone_round_count_for_nothing(world):
    see(world, world.clay, world.tlaya, "7.00")
    fee = book_fee(world, world.ana, 12_000)
    world.to_settled()
    reverse_entry(world.buyer, entry_id=fee.pk, on=AFTER)
    actions.undo_settlement(actor=world.chair, round_id=world.round.pk, today=AFTER, reason="precio mal puesto")

    assert figures(world, world.ana) == (0, 0, 0, "nothing")
    assert queries.worth_of_all(YEAR) == []
    assert queries.unproven(YEAR) == []


def test_a_round_settled_again_counts_once(world):
    world.to_settled()
    actions.undo_settlement(actor=world.chair, round_id=world.round.pk, today=AFTER, reason="precio mal puesto")
    world.round.refresh_from_db()
    actions.settle_round(actor=world.buyer, round_id=world.round.pk, today=AFTER)

    assert len(queries.proof_of(world.ana.pk, YEAR).lines) == 2
    assert sum(worth.lines for worth in queries.worth_of_all(YEAR)) == 5


def test_the_database_and_the_engine_say_the_same(world):
    """Prices of four places and odd fees: every rounding must agree."""
    see(world, world.clay, world.tlaya, "7.3333")
    see(world, world.frit, world.hueyapan, "31.4159")
    for member, minor in ((world.ana, 12_345), (world.caro, 1)):
        book_fee(world, member, minor)
    world.to_settled()

    worth = {row.member_id: row for row in queries.worth_of_all(YEAR)}

    assert worth.keys() == {world.ana.pk, world.beto.pk, world.caro.pk}
    for member_id, row in worth.items():
        proof = queries.proof_of(member_id, YEAR)
        engine = member_benefit("", row.fees_minor, map(queries.purchase_of, proof.lines))
        assert (row.fees_minor, row.gains_minor, row.net_minor) == (
            proof.benefit.fees_minor, engine.gains_minor, proof.benefit.net_minor,
        )  # fmt: skip
        assert (row.lines, row.unproven, row.paid_minor) == (len(proof.lines), proof.unproven, proof.paid_minor)
        assert row.proven_minor == sum(line.paid_minor for line in proof.lines if line.is_proven)
    assert [row.net_minor for row in worth.values()] == sorted(row.net_minor for row in worth.values())


def test_the_whole_union_costs_as_many_statements_as_one_member(world, django_assert_num_queries):
    see(world, world.clay, world.tlaya, "4.00")
    for member in (world.ana, world.beto, world.caro):
        book_fee(world, member, 50_000)
    world.to_settled()

    with django_assert_num_queries(1):
        everyone = queries.worth_of_all(YEAR)
    with django_assert_num_queries(2):  # purchases and loans
        out = queries.ways_out(everyone, YEAR)

    assert out.keys() == {row.member_id for row in everyone if row.in_the_red}
    assert all(out[row.member_id].missing_minor == -row.net_minor for row in everyone if row.in_the_red)


def test_materials_without_evidence_are_named_with_what_was_spent_on_them(world):
    see(world, world.clay, world.tlaya, "7.00")
    world.to_settled()

    (frit,) = queries.unproven(YEAR)

    assert (frit.item, frit.lines, frit.members, frit.quantity) == ("Frita", 2, 2, Decimal(8))


def test_another_period_says_nothing_of_this_one(world):
    book_fee(world, world.ana, 500)
    world.to_settled()

    before = Span(date(2025, 1, 1), date(2025, 12, 31), "2025", "2025")
    assert queries.proof_of(world.ana.pk, before).verdict == "nothing"
    assert queries.worth_of_all(before) == []


def test_the_usual_period_is_twelve_months_ending_with_this_one():
    usual = chosen_span("nonsense", date(2026, 11, 24))

    assert (usual.first, usual.last) == (date(2025, 12, 1), date(2026, 11, 24))
    assert chosen_span("12", date(2026, 12, 31)).first == date(2026, 1, 1)
    assert chosen_span("2025", date(2026, 11, 24)).last == date(2025, 12, 31)
    assert len({span.code for span in spans(date(2026, 1, 1))}) == 4


def test_another_unions_proof_is_not_there(world):
    world.to_settled()
    assert asdict(queries.proof_of(world.ana.pk + 10_000, YEAR))["lines"] == ()
