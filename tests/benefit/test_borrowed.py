"""The third kind of gain: interest spared, from dated evidence, to the centavo, line by line and for everybody."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from tequio.benefit import actions, jobs, queries
from tequio.benefit.actions import OutsideDraft
from tequio.benefit.borrowed import borrowed_of
from tequio.benefit.errors import CostAbsurd, EvidenceUnknown, NoCost, NothingToProve
from tequio.benefit.models import OutsideLoan, SparedLine
from tequio.benefit.spans import Span
from tequio.books.errors import DayToCome
from tequio.core.models import Event
from tequio.core.scope import in_union
from tequio.engines import lending
from tequio.engines.borrowing import spared
from tequio.unions import daily
from tests import factories
from tests.benefit.conftest import book_fee
from tests.guarantee import world as worlds
from tests.guarantee.world import HANDED_OUT, TODAY

EVER = Span(date(2025, 1, 1), date(2026, 12, 31), "x", "x")
MICRO = OutsideDraft("micro", "Financiera de la plaza", "B", percent=Decimal("106.4"))


@pytest.fixture
def fund(union):
    world = worlds.build(union)
    world.buyer = world.rosa  # for book_fee
    return world


def note(world, draft=MICRO, on=HANDED_OUT - timedelta(days=30)):
    return actions.note_outside(actor=world.rosa, draft=draft, observed_on=on, today=TODAY)


def prove(world, today=TODAY):
    return actions.prove_loans(actor=world.rosa, today=today)


def engine_gain(loan, cat, today=TODAY):
    plan = lending.schedule(loan.agreements.get(version=1).agreed)
    return sum(line.gain_minor for line in spared(plan, cat) if line.due_on <= today)


def test_what_came_due_is_proven_by_itself_and_a_day_without_anything_leaves_no_trace(live, monkeypatch):
    monkeypatch.setattr(daily, "WORKS", [jobs.prove])
    union = factories.make_union()
    with in_union(union.pk):
        fund = worlds.build(union)
        fund.buyer = fund.rosa
        loan = fund.lend(fund.ana)
        note(fund)
    for day in (TODAY, TODAY, TODAY + timedelta(days=1)):
        daily.do_todays_work(datetime(day.year, day.month, day.day, 9), set())  # noqa: DTZ001

    with in_union(union.pk):
        lines = SparedLine.objects.filter(loan=loan)
        due = loan.agreements.get(version=1).agreed.due
        assert lines.count() == sum(each.on <= TODAY for each in due) > 0
        assert sum(each.alone_minor - each.cost_minor for each in lines) == engine_gain(loan, Decimal("1.064"))
        (event,) = Event.objects.filter(kind="benefit.loans.proven")
        assert (event.actor, event.data["lines"]) == ("Tequio", lines.count())


def test_a_cat_is_told_or_reckoned_from_the_offer(fund):
    """The vector of the domain file: 10,000 in 16 weekly payments of 701.96 are 106.46 % a year."""
    offer = OutsideDraft("micro", "Financiera", "A", got_minor=10_000_00, each_minor=701_96, payments=16, every="week")
    told, reckoned = note(fund), note(fund, offer)

    assert (told.cat, reckoned.cat) == (Decimal("1.064"), Decimal("1.065"))
    assert Event.objects.filter(kind="benefit.outside.noted").count() == 2


@pytest.mark.parametrize(
    ("draft", "on", "refusal"),
    [
        (OutsideDraft("micro", "X", "A", got_minor=10_000_00, each_minor=100_00, payments=16), TODAY, NoCost),
        (OutsideDraft("micro", "X", "A", got_minor=10_000_00), TODAY, NoCost),
        (OutsideDraft("micro", "X", "A", percent=Decimal(0)), TODAY, CostAbsurd),
        (OutsideDraft("micro", "X", "A", percent=Decimal(5_000)), TODAY, CostAbsurd),
        (MICRO, TODAY + timedelta(days=1), DayToCome),
    ],
)
def test_what_proves_nothing_is_refused(fund, draft, on, refusal):
    with pytest.raises(refusal):
        note(fund, draft, on)

    assert not OutsideLoan.objects.exists()


def test_sql_and_engine_say_the_same_to_the_centavo(fund):
    ana, beto = fund.lend(fund.ana), fund.lend(fund.beto, 7_345_67, on=date(2025, 10, 9))
    note(fund)
    book_fee(fund, fund.ana, 120_00)
    assert prove(fund) == 6 + 5  # from October on, and from November on
    worth = {row.member_id: row for row in queries.worth_of_all(EVER)}

    for member, loan in ((fund.ana, ana), (fund.beto, beto)):
        expected = engine_gain(loan, Decimal("1.064"))
        proof = queries.proof_of(member.pk, EVER)
        assert proof.benefit.gains_minor == worth[member.pk].gains_minor == expected > 0
        assert proof.benefit.interest_gain_minor == sum(line.saved_minor for line in proof.borrowed)
        assert len(proof.borrowed) == worth[member.pk].lines
    assert queries.proof_of(fund.ana.pk, EVER).benefit.net_minor == worth[fund.ana.pk].net_minor
    assert queries.proof_of(fund.ana.pk, EVER).verdict == "black"


def test_a_line_by_hand(fund):
    """12,000 for 30 days at 106.4 %: 12,000 x (2.064^(30/365) - 1) = 736.43; here 300.00 at 2.5 % a month."""
    fund.lend(fund.ana)
    note(fund)
    prove(fund)
    line = borrowed_of([fund.ana.pk], EVER)[fund.ana.pk][0]

    assert (line.number, line.on, line.cost_minor) == (1, date(2025, 10, 1), 300_00)
    assert line.alone_minor == 736_43
    assert line.saved_minor == line.alone_minor - 300_00
    assert (line.cat, line.grade, line.place) == (Decimal("1.064"), "B", "Financiera de la plaza")


def test_the_surest_evidence_of_the_loans_own_day_counts_and_of_those_the_cheapest(fund):
    fund.lend(fund.ana)
    note(fund, OutsideDraft("lender", "Don Chucho", "C", percent=Decimal(240)))
    cheap = note(fund, OutsideDraft("card", "Banco", "B", percent=Decimal(60)))
    note(fund)
    note(fund, OutsideDraft("card", "Otro banco", "A", percent=Decimal(30)), on=HANDED_OUT + timedelta(days=1))
    note(fund, OutsideDraft("card", "Viejo", "A", percent=Decimal(30)), on=HANDED_OUT - timedelta(days=366))
    prove(fund)

    assert {line.evidence_id for line in borrowed_of(None, EVER)[fund.ana.pk]} == {cheap.pk}


def test_withdrawn_evidence_turns_exactly_its_lines_to_without_proof(fund):
    fund.lend(fund.ana)
    first = note(fund)
    prove(fund)
    fund.lend(fund.beto, on=date(2025, 11, 1))
    other = note(fund, OutsideDraft("card", "Banco", "A", percent=Decimal(60)), on=date(2025, 10, 1))
    prove(fund)
    before = borrowed_of(None, EVER)
    actions.withdraw_outside(actor=fund.rosa, outside_id=first.pk, reason="era de otra plaza")
    after = borrowed_of(None, EVER)

    assert [line.evidence_id for line in before[fund.ana.pk]] == [first.pk] * 6
    assert all(not line.is_proven and line.saved_minor == 0 for line in after[fund.ana.pk])
    assert after[fund.beto.pk] == before[fund.beto.pk]
    assert {line.evidence_id for line in after[fund.beto.pk]} == {other.pk}
    assert queries.proof_of(fund.ana.pk, EVER).verdict == "unproven"
    assert {row.member_id: row.unproven for row in queries.worth_of_all(EVER)} == {fund.ana.pk: 6, fund.beto.pk: 0}
    with pytest.raises(EvidenceUnknown):
        actions.withdraw_outside(actor=fund.rosa, outside_id=first.pk, reason="otra vez")
    # Another evidence of the time may stand for them.
    again = note(fund, OutsideDraft("lender", "Don Chucho", "B", percent=Decimal(120)))
    assert prove(fund) == 6
    assert {line.evidence_id for line in borrowed_of(None, EVER)[fund.ana.pk]} == {again.pk}


def test_nothing_is_proven_twice_or_before_its_day(fund):
    fund.lend(fund.ana)
    with pytest.raises(NothingToProve):
        prove(fund)
    note(fund)
    assert prove(fund, date(2025, 11, 1)) == 2
    assert prove(fund) == 4
    with pytest.raises(NothingToProve):
        prove(fund)

    assert SparedLine.objects.count() == 6


def test_what_was_reckoned_stays(fund):
    fund.lend(fund.ana)
    note(fund)
    prove(fund)
    for change in (lambda: SparedLine.objects.update(alone_minor=1), lambda: SparedLine.objects.all().delete(),
                   lambda: OutsideLoan.objects.update(cat=9)):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

    assert SparedLine.objects.filter(alone_minor=1).count() == 0


def test_the_screens_note_prove_and_show(fund):
    fund.lend(fund.ana)
    office, ana = Client(), Client()
    office.force_login(factories.make_staff(fund.union, "*"))
    ana.force_login(fund.ana.user)
    sent = {"kind": "micro", "place": "Financiera", "observed_on": "2025-08-15", "grade": "A", "got_minor": "10,000",
            "each_minor": "701.96", "payments": "16", "every": "week", "once": "a"}  # fmt: skip
    assert office.post("/tlayacapan/beneficio/creditos/anotar/", sent | {"payments": ""}).status_code == 422
    assert office.post("/tlayacapan/beneficio/creditos/anotar/", sent).status_code == 302
    assert office.post("/tlayacapan/beneficio/creditos/probar/", {"once": "b"}).status_code == 302
    seen = OutsideLoan.objects.get()
    page = ana.get("/tlayacapan/beneficio/?periodo=2025").content.decode()

    assert "Lo que pediste prestado" in page
    assert f"#p{seen.pk}" in page
    assert "106.5" in ana.get("/tlayacapan/beneficio/creditos/").content.decode()
    assert ana.post("/tlayacapan/beneficio/creditos/anotar/", sent).status_code == 403
