"""Plans of ISO 2859-1 against the printed tables, the switching rules, and what a plan lets through, exactly."""

import csv
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines.sampling import (
    Defect,
    Level,
    Severity,
    Standing,
    aqls,
    code_letter,
    curve,
    inspection,
    judged,
    lets_through,
    next_standing,
    passes_of_lot,
    passes_of_process,
    plan,
    plan_one_step_tighter,
    point,
    read_custom,
    resumed,
    table,
    worst_that_passes,
)
from tequio.engines.sampling.tables import cell, rows
from tequio.unions import ware
from tequio.unions.trade import PACKS, PackBroken

D = Decimal
REFERENCE = Path(__file__).parents[1] / "reference" / "iso2859_single_plans.csv"
PAGE = (Path(__file__).parents[2] / "docs" / "explain" / "what-may-be-sold.md").read_text("utf-8")
lots = st.integers(1, 2_000_000)
any_aql = st.sampled_from(aqls())
any_level = st.sampled_from(Level)
any_severity = st.sampled_from(Severity)


@pytest.mark.parametrize(
    ("lot", "level", "letter"),
    [
        (1, Level.II, "A"), (2, Level.II, "A"), (8, Level.II, "A"), (9, Level.II, "B"), (90, Level.II, "E"),
        (91, Level.II, "F"), (500, Level.II, "H"), (501, Level.II, "J"), (1_200, Level.II, "J"), (3_000, Level.II, "K"),
        (3_200, Level.II, "K"), (3_201, Level.II, "L"), (10_000, Level.II, "L"), (35_000, Level.II, "M"),
        (500_001, Level.II, "Q"), (3_000, Level.I, "H"), (3_000, Level.III, "L"), (3_000, Level.S1, "C"),
        (3_000, Level.S2, "D"), (3_000, Level.S3, "E"), (3_000, Level.S4, "G"), (500_001, Level.III, "R"),
    ],
)  # fmt: skip
def test_the_letter_of_a_lot(lot, level, letter):
    assert code_letter(lot, level) == letter


# Lot, severity, AQL; then what the printed tables say: letter of the plan, pieces, passes with, fails from.
PUBLISHED = [
    (3_000, "normal", "2.5", "K", 125, 7, 8), (3_000, "normal", "4.0", "K", 125, 10, 11),
    (3_000, "normal", "1.0", "K", 125, 3, 4), (3_000, "normal", "6.5", "K", 125, 14, 15),
    (500, "normal", "2.5", "H", 50, 3, 4), (500, "normal", "4.0", "H", 50, 5, 6), (500, "normal", "1.0", "H", 50, 1, 2),
    (500, "normal", "0.65", "J", 80, 1, 2), (500, "normal", "0.40", "G", 32, 0, 1),
    (1_000, "normal", "1.5", "J", 80, 3, 4), (10_000, "normal", "4.0", "L", 200, 14, 15),
    (3_000, "tightened", "2.5", "K", 125, 5, 6), (3_000, "tightened", "4.0", "K", 125, 8, 9),
    (500, "tightened", "2.5", "H", 50, 2, 3), (500, "tightened", "1.0", "J", 80, 1, 2),
    (3_000, "reduced", "2.5", "K", 50, 5, 6), (3_000, "reduced", "1.0", "K", 50, 2, 3),
]  # fmt: skip


@pytest.mark.parametrize(("lot", "severity", "aql", "letter", "pieces", "accept", "reject"), PUBLISHED)
def test_published_plans(lot, severity, aql, letter, pieces, accept, reject):
    made = plan(lot, D(aql), severity=Severity(severity))
    assert (made.letter, made.pieces, made.accept, made.reject) == (letter, pieces, accept, reject)


def test_every_cell_agrees_with_a_transcription_of_the_printed_tables():
    """768 plans with the arrows resolved by hand, from GB/T 2828.1-2012: ISO 2859-1:1999 in another language."""
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        (_severity, _letter, *heading), *lines = csv.reader(file)
    compared = 0
    for severity, letter, *cells in lines:
        for aql, written in zip(heading, cells, strict=True):
            row, accept = cell(Severity(severity), letter, D(aql))
            assert f"{row.letter} {row.pieces} {accept}" == written, (severity, letter, aql)
            compared += 1
    assert compared == 768


def test_a_lot_smaller_than_its_sample_is_looked_at_whole():
    made = plan(40, D("0.10"))
    assert (made.letter, made.pieces, made.accept, made.is_whole) == ("K", 40, 0, True)
    assert plan(1, D("2.5")).pieces == 1


@given(lots, any_aql, any_level, any_severity)
def test_every_arrow_leads_to_a_plan(lot, aql, level, severity):
    made = plan(lot, aql, level=level, severity=severity)
    assert 1 <= made.pieces <= lot
    assert 0 <= made.accept < made.reject


@given(lots, any_aql, any_level)
def test_tightened_inspection_is_never_milder(lot, aql, level):
    normal, tight = (plan(lot, aql, level=level, severity=s) for s in (Severity.NORMAL, Severity.TIGHTENED))
    assert tight.pieces > normal.pieces or tight.accept <= normal.accept


@given(lots, any_level, any_severity)
def test_a_larger_aql_passes_no_less(lot, level, severity):
    """Along a letter's own cells; an arrow may change the letter."""
    made = [plan(lot, aql, level=level, severity=severity) for aql in aqls()]
    for letter in {each.letter for each in made}:
        accepts = [each.accept for each in made if each.letter == letter]
        assert accepts == sorted(accepts)


def test_cells_run_along_the_diagonals_of_the_printed_tables():
    """One letter further down and one AQL less is the same number: that is how the standard is built."""
    for severity in Severity:
        cells = [list(row.cells) for row in rows(severity) if row.letter != "S"]
        for above, below in pairwise(cells):
            for left, right in zip(below, above[1:], strict=False):
                if left not in "v^" and right not in "v^":
                    assert left == right


def test_tables_say_where_they_come_from():
    assert [table(name).certainty for name in ("letters", "normal", "tightened", "reduced")] == [
        "verified", "verified", "secondary", "secondary",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lot", "aql", "why"),
    [(0, "2.5", "a lot has"), (-3, "2.5", "a lot has"), (10**10, "2.5", "a lot has"), (50, "3", "no plans for AQL 3")],
)
def test_what_has_no_plan_is_refused(lot, aql, why):
    with pytest.raises(ValueError, match=why):
        plan(lot, D(aql))


# --- classes of defects ------------------------------------------------------------------------------------------

ASKED = {Defect.CRITICAL: D(0), Defect.MAJOR: D("2.5"), Defect.MINOR: D("4.0")}


def test_each_class_has_its_own_number_and_no_critical_defect_passes():
    made = inspection(3_000, ASKED)
    assert made.pieces == 125
    assert {each: p.accept for each, p in made.plans.items()} == {"critical": 0, "major": 7, "minor": 10}

    assert judged(made, {Defect.MAJOR: 7, Defect.MINOR: 10}).passes
    one = judged(made, {Defect.CRITICAL: 1})
    assert not one.passes
    assert [(each.defect, each.found, each.plan.reject) for each in one.failed] == [(Defect.CRITICAL, 1, 1)]
    assert [each.defect for each in judged(made, {Defect.MAJOR: 8, Defect.MINOR: 11}).failed] == ["major", "minor"]


def test_the_largest_sample_of_all_classes_is_drawn():
    made = inspection(500, {Defect.CRITICAL: D(0), Defect.MAJOR: D("0.65"), Defect.MINOR: D("4.0")})
    assert made.pieces == 80
    assert {each: p.pieces for each, p in made.plans.items()} == {"critical": 80, "major": 80, "minor": 50}
    assert inspection(500, {Defect.CRITICAL: D(0)}).pieces == 50


@pytest.mark.parametrize(
    "found",
    [{Defect.MAJOR: -1}, {Defect.MAJOR: 126}, {Defect.MAJOR: 70, Defect.MINOR: 70}],
)
def test_counts_that_cannot_be_are_refused(found):
    with pytest.raises(ValueError, match="defect"):
        judged(inspection(3_000, ASKED), found)


def test_a_class_that_is_not_looked_for_is_refused():
    made = inspection(3_000, {Defect.MAJOR: D("2.5")})
    with pytest.raises(ValueError, match="does not look for minor"):
        judged(made, {Defect.MINOR: 1})
    with pytest.raises(ValueError, match="one class of defect"):
        inspection(3_000, {})


# --- a trade's custom ----------------------------------------------------------------------------------------------

CUSTOM = ware.custom_of("pottery")
DAY = date(2026, 11, 26)


def test_what_potters_look_for_and_how_strictly():
    made = CUSTOM.inspection(3_000, DAY)
    assert made == inspection(3_000, ASKED)
    assert {each.defect for each in CUSTOM.faults.values()} == set(Defect)
    assert all(each.dated.source for each in CUSTOM.asked)
    tight = CUSTOM.inspection(3_000, DAY, severity=Severity.TIGHTENED)
    assert {each: p.accept for each, p in tight.plans.items()} == {"critical": 0, "major": 5, "minor": 8}


def test_faults_are_counted_in_their_class():
    made = CUSTOM.inspection(3_000, DAY)
    assert CUSTOM.judged(made, {"rajada": 4, "despostillada": 3, "esmalte": 10}).passes
    failed = CUSTOM.judged(made, {"rajada": 4, "despostillada": 4, "esmalte": 10}).failed
    assert [(each.defect, each.found, each.plan.accept) for each in failed] == [(Defect.MAJOR, 8, 7)]
    assert not CUSTOM.judged(made, {"filosa": 1}).passes
    # Every piece has both faults: they count twice, and the lot fails as it should.
    assert CUSTOM.judged(made, {"rajada": 125, "despostillada": 125}).by_class[1].found == 250


@pytest.mark.parametrize(
    ("found", "says"),
    [({"moth": 1}, "'moth' is no fault"), ({"rajada": -1}, "-1 pieces"), ({"rajada": 126}, "126 pieces with 'rajada'")],
)
def test_faults_that_cannot_be_are_refused(found, says):
    with pytest.raises(ValueError, match=says):
        CUSTOM.judged(CUSTOM.inspection(3_000, DAY), found)


def test_a_fault_of_a_class_that_nobody_asked_for_is_refused():
    with pytest.raises(ValueError, match="does not look for minor defects, such as 'esmalte'"):
        CUSTOM.judged(inspection(3_000, {Defect.MAJOR: D("2.5")}), {"esmalte": 1})
    with pytest.raises(ValueError, match="0 levels"):
        CUSTOM.inspection(3_000, date(2025, 12, 31))


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("asked.csv", "major,2.5", "major,3", "asked.csv, row 3: there are no plans for AQL '3'"),
        ("asked.csv", "major,2.5", "major,", "asked.csv, row 3: there are no plans for AQL ''"),
        ("asked.csv", "major,2.5,II", "major,2.5,IV", "asked.csv, row 3: 'IV'"),
        ("asked.csv", "major,2.5", "critical,2.5", "asked.csv, row 3: critical already stands above"),
        ("faults.csv", "Cracked,major", "Cracked,bad", "faults.csv, row 2: 'bad'"),
    ],
)
def test_a_broken_file_is_refused_by_file_and_row(tmp_path, file, old, new, says):
    for path in (PACKS / "pottery" / "inspection").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    told = (tmp_path / file).read_text()
    assert old in told
    (tmp_path / file).write_text(told.replace(old, new, 1))
    with pytest.raises(ValueError, match=says):
        read_custom(tmp_path)


def test_a_trade_without_the_files_says_so():
    with pytest.raises(PackBroken, match="weaving"):
        ware.custom_of("weaving")


# --- switching ---------------------------------------------------------------------------------------------------


def after(standing, *lots, may_reduce=True, is_steady=True):
    """The standing after lots of 3,000 at AQL 2.5, each with so many defective pieces found."""
    for defective in lots:
        seen = plan(3_000, D("2.5"), severity=standing.severity)
        tighter = plan_one_step_tighter(seen)
        standing = next_standing(standing, seen, defective, tighter=tighter, may_reduce=may_reduce, is_steady=is_steady)
    return standing


def test_two_failed_of_five_tighten():
    assert after(Standing(), 8, 0, 0, 0).severity is Severity.NORMAL
    assert after(Standing(), 8, 0, 0, 0, 8).severity is Severity.TIGHTENED
    assert after(Standing(), 8, 0, 0, 0, 0, 8).severity is Severity.NORMAL
    assert after(Standing(), 8, 8) == Standing(Severity.TIGHTENED)


def test_five_good_lots_in_a_row_end_tightened_inspection():
    tight = Standing(Severity.TIGHTENED)
    assert after(tight, 5, 5, 5, 5).severity is Severity.TIGHTENED
    assert after(tight, 5, 5, 5, 5, 5) == Standing()
    assert after(tight, 5, 5, 6, 5, 5, 5, 5).severity is Severity.TIGHTENED


def test_five_failed_under_tightened_inspection_stop_it():
    stopped = after(Standing(Severity.TIGHTENED), 6, 0, 6, 0, 6, 0, 6, 0, 6)
    assert stopped.has_stopped
    with pytest.raises(ValueError, match="stopped"):
        after(stopped, 0)
    assert after(resumed(), 0).severity is Severity.TIGHTENED


def test_ten_lots_better_than_the_next_step_reduce_when_somebody_wants_it():
    """Three points a lot while at most five are found, which AQL 1.5 would pass; six set it back."""
    assert after(Standing(), *[5] * 9).score == 27
    assert after(Standing(), *[5] * 10) == Standing(Severity.REDUCED)
    assert after(Standing(), *[5] * 9, 7).score == 0
    assert after(Standing(), *[5] * 12, may_reduce=False).severity is Severity.NORMAL
    assert after(Standing(), *[5] * 12, is_steady=False).severity is Severity.NORMAL


def test_small_plans_score_two_a_lot():
    standing = Standing()
    seen = plan(150, D("1.0"))
    assert seen.accept == 0
    for _lot in range(14):
        standing = next_standing(standing, seen, 0, may_reduce=True)
    assert standing.score == 28
    assert next_standing(standing, seen, 0, may_reduce=True).severity is Severity.REDUCED
    assert next_standing(standing, seen, 1).score == 0


def test_one_failed_lot_or_unsteady_work_ends_reduced_inspection():
    reduced = Standing(Severity.REDUCED)
    assert after(reduced, 5).severity is Severity.REDUCED
    assert after(reduced, 6) == Standing()
    assert after(reduced, 0, is_steady=False) == Standing()
    with pytest.raises(ValueError, match="seen under normal"):
        next_standing(reduced, plan(3_000, D("2.5")), 0)


@given(st.lists(st.integers(0, 12), max_size=60))
def test_the_standing_forgets_all_but_the_last_five(found):
    standing = Standing()
    for defective in found:
        if standing.has_stopped:
            break
        standing = after(standing, defective)
        assert len(standing.recent) <= 5
        assert standing.recent.count(False) < 2 or standing.severity is Severity.TIGHTENED


# --- what a plan lets through ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lot", "pieces", "accept"), [(10, 3, 0), (10, 3, 1), (8, 8, 2), (9, 4, 2), (7, 1, 0)])
def test_against_every_sample_there_is(lot, pieces, accept):
    for defective in range(lot + 1):
        samples = list(combinations(range(lot), pieces))
        passed = sum(sum(piece < defective for piece in sample) <= accept for sample in samples)
        assert passes_of_lot(lot, pieces, accept, defective) == Fraction(passed, len(samples))


def test_by_hand():
    """The worked example of docs/explain/what-may-be-sold.md."""
    assert passes_of_lot(10, 3, 0, 2) == Fraction(7, 15)
    assert "7/15" in PAGE
    assert passes_of_process(2, 0, Fraction(1, 10)) == Fraction(81, 100)


def test_published_points_of_letter_k():
    """MIL-STD-105E, table X-K, AQL 2.5: 95 % at 3.18, 50 % at 6.13, 10 % at 9.42 (computed there as Poisson)."""
    for share, least, most in (("3.18", "0.945", "0.955"), ("6.13", "0.49", "0.51"), ("9.42", "0.08", "0.10")):
        passed = passes_of_process(125, 7, Fraction(share) / 100)
        assert Fraction(least) <= passed <= Fraction(most)


def test_what_the_usual_plan_lets_through():
    seen = lets_through(plan(3_000, D("2.5")))
    figures = [seen.nineteen_of_twenty, seen.half, seen.one_of_ten]
    assert [each.defective for each in figures] == [98, 183, 274]
    for each in figures:
        assert f"{each.defective} of 3,000" in PAGE


@given(st.integers(1, 400), any_aql)
def test_more_bad_pieces_never_pass_more_often(lot, aql):
    made = plan(lot, aql)
    seen = [each.passes for each in curve(made)]
    assert seen[0] == 1
    assert seen == sorted(seen, reverse=True)


@given(st.integers(1, 400), any_aql, st.fractions(Fraction(1, 100), 1))
def test_the_worst_that_passes_is_the_last_one(lot, aql, share):
    made = plan(lot, aql)
    worst = worst_that_passes(made, share)
    assert worst.passes >= share
    assert worst.defective == lot or point(made, worst.defective + 1).passes < share


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 5))
def test_all_outcomes_add_up_to_one(lot, defective, pieces, accept):
    defective, pieces = min(defective, lot), min(pieces, lot)
    exactly = [
        passes_of_lot(lot, pieces, k, defective) - (passes_of_lot(lot, pieces, k - 1, defective) if k else 0)
        for k in range(pieces + 1)
    ]
    assert sum(exactly) == 1
    assert all(each >= 0 for each in exactly)


@pytest.mark.parametrize("args", [(10, 11, 0, 0), (10, 3, 0, 11), (10, 3, -1, 0), (10, 3, 0, -1)])
def test_a_lot_that_cannot_be_is_refused(args):
    with pytest.raises(ValueError, match="no lot"):
        passes_of_lot(*args)
    with pytest.raises(ValueError, match="share"):
        passes_of_process(3, 0, Fraction(3, 2))
