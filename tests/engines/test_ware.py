"""May a lot hold food: classes by shape, limits by destination, what a report proves, what a withdrawn one touches."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines.dated import Certainty
from tequio.engines.ware import (
    Kind,
    LabReport,
    Node,
    Reading,
    Shape,
    Trace,
    Why,
    affected,
    judged,
    mixes_of,
    read_rules,
    strictest,
)
from tequio.unions import ware
from tequio.unions.trade import PACKS, PackBroken

D = Decimal
DAY = date(2026, 11, 26)
RULES = ware.rules_of("pottery")
PAGE = (Path(__file__).parents[2] / "docs" / "explain" / "what-may-be-sold.md").read_text("utf-8")

MUG = Shape("drink", D(95), D(330))
PLATE = Shape("serve", D(22), D(500))
BOWL = Shape("serve", D(70), D(600))
TUREEN = Shape("serve", D(140), D(2500))
JUG = Shape("pour", D(200), D(1800))
POT = Shape("cook", D(150), D(4000))
VASE = Shape("decor", D(250), D(1500))


def report(lead="0.05", cadmium="0.01", *, number="L-1", pieces=6, unit="mg/L", **more):
    readings = tuple(
        Reading(f"{place}", substance, D(amount), unit)
        for place in range(1, pieces + 1)
        for substance, amount in (("lead", lead), ("cadmium", cadmium))
    )
    told = {"laboratory": "Laboratorio de prueba", "method": "acetic-4-24h", "lot": "T-1", "recipe": "R-1"}
    return LabReport(number=number, on=date(2026, 10, 1), readings=readings, **(told | more))


def judge(shape, *reports, to=("MX",), on=DAY, **more):
    return judged(RULES, shape, to, on, reports=reports, **({"lot": "T-1", "recipe": "R-1"} | more))


def whys(judgement):
    return {each.why for verdict in judgement.verdicts for each in verdict.against}


# --- classes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "mexico", "fda", "california", "europe"),
    [
        (MUG, "cup", "cup", "small_hollow", "small_hollow"),
        (PLATE, "flat", "flat", "flat", "flat"),
        (BOWL, "small_hollow", "small_hollow", "small_hollow", "small_hollow"),
        (TUREEN, "large_hollow", "large_hollow", "small_hollow", "small_hollow"),
        (JUG, "large_hollow", "pitcher", "small_hollow", "small_hollow"),
        (POT, "cooking", "large_hollow", "small_hollow", "cooking"),
        (Shape("cream", D(80), D(200)), "small_hollow", "small_hollow", "small_hollow", "small_hollow"),
        (Shape("store", D(200), D(3000)), "storage", "large_hollow", "small_hollow", "small_hollow"),
        (Shape("store", D(200), D(3001)), "storage", "large_hollow", "small_hollow", "storage"),
    ],
)
def test_the_class_of_a_shape(shape, mexico, fda, california, europe):
    found = [RULES.class_of(shape, code, DAY).ware_class for code in ("nom-231", "fda", "prop65", "eu-84-500")]
    assert found == [mexico, fda, california, europe]


@pytest.mark.parametrize(
    ("depth", "volume", "found"),
    [
        ("25", "2000", "flat"),
        ("25.1", "900", "small_hollow"),
        ("26", "1099.9", "small_hollow"),
        ("26", "1100", "large_hollow"),
    ],
)
def test_the_borders_of_the_classes(depth, volume, found):
    assert RULES.class_of(Shape("serve", D(depth), D(volume)), "fda", DAY).ware_class == found


@given(
    st.sampled_from([code for code, use in RULES.uses.items() if use.is_food]),
    st.decimals(0, 2000, places=1), st.decimals(0, 100_000, places=1), st.sampled_from(RULES.regimes),
)  # fmt: skip
def test_every_shape_has_a_class_in_every_regime(use, depth, volume, regime):
    assert RULES.class_of(Shape(use, depth, volume), regime.code, DAY) is not None


def test_a_shape_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="below zero"):
        Shape("serve", D(-1), D(100))
    with pytest.raises(ValueError, match="an amount is not below zero"):
        Reading("1", "lead", D("-0.1"), "mg/L")
    with pytest.raises(ValueError, match="an amount is not below zero"):
        Reading("1", "lead", D("NaN"), "mg/L")
    with pytest.raises(ValueError, match="'wear' is no use"):
        judge(Shape("wear", D(1), D(1)), report())


# --- limits ------------------------------------------------------------------------------------------------------


def test_the_limits_of_the_food_and_drug_administration():
    found = {
        (each.ware_class, each.substance): (str(each.most), each.of)
        for each in RULES.limits
        if each.regime == "fda" and each.dated.holds_on(DAY)
    }
    assert found == {
        ("flat", "lead"): ("3.0", "average"), ("flat", "cadmium"): ("0.5", "average"),
        ("small_hollow", "lead"): ("2.0", "each"), ("small_hollow", "cadmium"): ("0.5", "each"),
        ("large_hollow", "lead"): ("1.0", "each"), ("large_hollow", "cadmium"): ("0.25", "each"),
        ("cup", "lead"): ("0.5", "each"), ("cup", "cadmium"): ("0.5", "each"),
        ("pitcher", "lead"): ("0.5", "each"), ("pitcher", "cadmium"): ("0.25", "each"),
    }  # fmt: skip


def test_what_was_not_read_in_the_text_is_marked():
    assert {each.dated.certainty for each in RULES.limits if each.regime == "nom-231"} == {Certainty.BELIEVED}
    assert {each.dated.certainty for each in RULES.limits if each.regime == "prop65"} == {Certainty.SECONDARY}
    assert {each.dated.certainty for each in RULES.limits if each.regime == "eu-84-500"} == {Certainty.VERIFIED}
    assert all(each.dated.source for each in RULES.limits)
    assert judge(MUG, report()).verdicts[0].certainty is Certainty.BELIEVED
    assert judge(BOWL, report(), to=("US",)).verdicts[0].certainty is Certainty.VERIFIED
    assert judge(MUG, report(), to=("US",)).verdicts[0].certainty is Certainty.BELIEVED  # cadmium of cups


def test_the_worst_rule_of_several_destinations():
    def lead(*codes):
        return [(each.regime, str(each.most), each.unit) for each in strictest(RULES, MUG, codes, "lead", DAY)]

    assert lead("US") == [("fda", "0.5", "mg/L")]
    assert lead("US", "US-CA") == [("prop65", "0.100", "mg/L")]
    assert lead("EU", "MX") == [("nom-231", "0.5", "mg/L")]
    flat = strictest(RULES, PLATE, ("US", "EU"), "lead", DAY)
    assert [(each.regime, each.unit) for each in flat] == [("fda", "mg/L"), ("eu-84-500", "mg/dm2")]


# --- what a report proves ----------------------------------------------------------------------------------------


def test_a_mug_below_every_limit_is_food_ware_until_the_report_is_a_year_old():
    found = judge(MUG, report("0.05"), to=("MX", "US", "US-CA"))
    assert found.is_food_ware
    assert found.food_for == ("MX", "US", "US-CA")
    assert found.until == date(2027, 10, 1)
    finding = found.verdicts[2].findings[-1]
    assert (finding.regime, finding.measured, str(finding.limit.most), finding.report, finding.pieces) == (
        "prop65", D("0.05"), "0.100", "L-1", 6,
    )  # fmt: skip


def test_one_destination_of_an_order_that_refuses_it_refuses_it_for_the_order():
    """The worked example of docs/explain/what-may-be-sold.md."""
    found = judge(MUG, report("0.3"), to=("MX", "US", "US-CA"))
    assert found.food_for == ("MX", "US")
    assert not found.is_food_ware
    assert found.until is None
    against = found.verdicts[2].against
    assert [(x.why, x.regime, x.substance, x.measured, str(x.limit.most)) for x in against] == [
        (Why.ABOVE, "prop65", "lead", D("0.3"), "0.100")
    ]
    assert "0.3 mg/L" in PAGE
    assert "0.100 mg/L" in PAGE


@pytest.mark.parametrize(("lead", "may"), [("0.5", True), ("0.50001", False)])
def test_a_limit_may_be_reached_and_not_passed(lead, may):
    assert judge(MUG, report(lead)).is_food_ware is may


def test_each_piece_counts_for_hollow_ware_and_the_average_for_flat():
    amounts = ["0.5"] * 5 + ["4.0"]
    readings = tuple(
        Reading(f"{n}", substance, D(amount if substance == "lead" else "0.1"), "mg/L")
        for n, amount in enumerate(amounts)
        for substance in ("lead", "cadmium")
    )
    found = replace(report(), readings=readings)
    assert judge(PLATE, found, to=("US",)).is_food_ware
    bowl = judge(BOWL, found, to=("US",))
    assert whys(bowl) == {Why.ABOVE}
    assert bowl.verdicts[0].against[0].measured == D("4.0")
    assert judge(PLATE, found, to=("US",)).verdicts[0].findings[0].measured == D("6.5") / 6


GOOD = report()


@pytest.mark.parametrize(
    ("reports", "why"),
    [
        ((), Why.NO_REPORT),
        ((replace(GOOD, lot="T-2"),), Why.NO_REPORT),
        ((replace(GOOD, recipe="R-2"),), Why.OTHER_RECIPE),
        ((replace(GOOD, on=DAY + timedelta(1)),), Why.NOT_YET),
        ((replace(GOOD, withdrawn_on=DAY),), Why.WITHDRAWN),
        ((replace(GOOD, on=date(2025, 11, 25)),), Why.EXPIRED),
        ((replace(GOOD, valid_until=DAY - timedelta(1)),), Why.EXPIRED),
        ((replace(GOOD, method="rapid-swab"),), Why.OTHER_METHOD),
        ((report(pieces=5),), Why.FEW_PIECES),
        ((report(unit="mg/dm2"),), Why.OTHER_UNIT),
        ((replace(GOOD, readings=()),), Why.NOT_MEASURED),
        ((report("0.51"),), Why.ABOVE),
        ((report(cadmium="0.51"),), Why.ABOVE),
    ],
)
def test_why_a_mug_is_no_food_ware(reports, why):
    found = judge(MUG, *reports)
    assert not found.is_food_ware
    assert found.until is None
    assert why in whys(found)


def test_a_report_holds_on_its_last_day_and_the_laboratory_may_shorten_it():
    assert judge(MUG, replace(GOOD, on=date(2025, 11, 26))).until == DAY
    assert judge(MUG, replace(GOOD, valid_until=DAY)).until == DAY
    assert judge(MUG, replace(GOOD, withdrawn_on=DAY + timedelta(1))).is_food_ware


def test_less_than_a_figure_counts_as_the_figure():
    def below(amount):
        return replace(GOOD, readings=tuple(replace(x, amount=D(amount), is_below=True) for x in GOOD.readings))

    assert judge(MUG, below("0.1"), to=("US-CA",)).is_food_ware
    coarse = judge(MUG, below("0.2"), to=("US-CA",))
    assert whys(coarse) == {Why.TOO_COARSE}
    assert judge(MUG, below("0.2"), to=("US",)).is_food_ware


def test_too_much_once_found_is_outweighed_by_no_other_report():
    bad = report("0.9", number="L-0", method="rapid-swab")
    assert whys(judge(MUG, GOOD, bad)) == {Why.ABOVE}
    assert whys(judge(MUG, bad, GOOD, on=date(2027, 9, 1))) == {Why.ABOVE}
    assert judge(MUG, GOOD, replace(bad, withdrawn_on=DAY)).is_food_ware


def test_an_old_report_beside_a_new_one_does_no_harm():
    old = replace(GOOD, number="L-0", on=date(2025, 1, 1))
    newer = replace(GOOD, number="L-2", on=date(2026, 11, 1))
    assert judge(MUG, old, newer, GOOD).until == date(2027, 11, 1)


def test_a_report_of_a_mix_speaks_for_each_lot_of_it_and_a_lot_of_two_mixes_needs_two():
    of_mix = replace(GOOD, lot="T-0", mix="G-7", shape=MUG)
    assert judge(MUG, of_mix, mixes=("G-7",)).until == date(2027, 10, 1)
    assert whys(judge(MUG, of_mix)) == {Why.NO_REPORT}
    assert whys(judge(MUG, of_mix, mixes=("G-7", "G-8"))) == {Why.NO_REPORT}
    other = replace(of_mix, number="L-2", mix="G-8", on=date(2026, 9, 1))
    assert judge(MUG, of_mix, other, mixes=("G-7", "G-8")).until == date(2027, 9, 1)
    assert judge(MUG, replace(GOOD, number="L-3"), of_mix, mixes=("G-7", "G-8")).is_food_ware
    assert whys(judge(MUG, GOOD, report("0.7", number="L-4", lot="T-0", mix="G-8", shape=MUG), mixes=("G-8",))) == {
        Why.ABOVE
    }


def test_a_report_of_a_mix_speaks_only_for_pieces_of_the_class_that_was_tested():
    of_pot = replace(GOOD, lot="T-0", mix="G-7", shape=POT)
    assert whys(judge(MUG, of_pot, mixes=("G-7",))) == {Why.OTHER_SHAPE}
    assert whys(judge(MUG, replace(of_pot, shape=None), mixes=("G-7",))) == {Why.OTHER_SHAPE}
    assert judge(POT, of_pot, mixes=("G-7",)).is_food_ware
    assert judge(TUREEN, of_pot, mixes=("G-7",), to=("US",)).is_food_ware  # both are large hollow ware there
    assert whys(judge(TUREEN, of_pot, mixes=("G-7",), to=("US", "EU"))) == {Why.OTHER_SHAPE}
    unknown = replace(of_pot, shape=PLATE)
    without = replace(
        RULES, classes=tuple(each for each in RULES.classes if each.ware_class != "flat" or each.regime != "fda")
    )
    found = judged(without, MUG, ("US",), DAY, lot="T-1", recipe="R-1", reports=(unknown,), mixes=("G-7",))
    assert whys(found) == {Why.OTHER_SHAPE}


def test_a_report_in_two_units_serves_both_laws():
    plate = report("0.05", "0.01")
    both = replace(plate, readings=(*plate.readings, *report("0.02", "0.004", unit="mg/dm2").readings))
    assert judge(PLATE, both, to=("US", "EU")).is_food_ware
    too_much = replace(plate, readings=(*plate.readings, *report("0.9", "0.004", unit="mg/dm2").readings))
    assert judge(PLATE, too_much, to=("US", "EU")).food_for == ("US",)


def test_a_law_without_a_limit_of_anything_proves_nothing():
    silent = replace(RULES, limits=tuple(each for each in RULES.limits if each.regime != "prop65"))
    found = judged(silent, MUG, ("US-CA",), DAY, lot="T-1", recipe="R-1", reports=(GOOD,))
    assert whys(found) == {Why.NO_LIMIT}


def test_what_is_made_for_decoration_is_never_food_ware_and_bears_its_marks():
    assert whys(judge(VASE, GOOD, to=("US",))) == {Why.NOT_FOR_FOOD}
    assert [each.code for each in RULES.marks_for("US", DAY)] == ["label", "base", "hole"]
    assert RULES.marks_for("US", date(1990, 1, 1)) == ()


def test_what_no_rule_knows_is_no_food_ware():
    with pytest.raises(ValueError, match="'XX'"):
        judge(MUG, GOOD, to=("XX",))
    before = judge(MUG, GOOD, on=date(2016, 12, 23))
    assert whys(before) == {Why.NO_RULES}
    assert not judge(MUG, GOOD, to=()).is_food_ware
    plate = judge(PLATE, GOOD, to=("EU",))
    assert whys(plate) == {Why.OTHER_UNIT}
    without = replace(RULES, limits=tuple(x for x in RULES.limits if x.substance == "lead" or x.ware_class != "cup"))
    found = judged(without, MUG, ("MX",), DAY, lot="T-1", recipe="R-1", reports=(GOOD,))
    assert whys(found) == {Why.NO_LIMIT}
    classless = replace(RULES, classes=())
    assert whys(judged(classless, MUG, ("MX",), DAY, lot="T-1", recipe="R-1", reports=(GOOD,))) == {Why.NO_CLASS}


shapes = st.sampled_from([MUG, PLATE, BOWL, TUREEN, JUG, POT])
places = st.lists(st.sampled_from(sorted(RULES.destinations)), min_size=1, max_size=5, unique=True)
amounts = st.decimals(0, 4, places=3)


@given(shapes, places, amounts, amounts)
def test_an_order_is_food_ware_where_each_destination_alone_says_so(shape, to, lead, cadmium):
    lab = report(str(lead), str(cadmium))
    together = judge(shape, lab, to=tuple(to))
    assert together.is_food_ware == all(judge(shape, lab, to=(each,)).is_food_ware for each in to)


@given(shapes, places, amounts, amounts, amounts)
def test_less_lead_is_never_worse(shape, to, lead, cadmium, less):
    if judge(shape, report(str(lead), str(cadmium)), to=tuple(to)).is_food_ware:
        assert judge(shape, report(str(min(lead, less)), str(cadmium)), to=tuple(to)).is_food_ware


@given(shapes, places, amounts, st.integers(-400, 800))
def test_until_is_the_last_day_on_which_it_holds(shape, to, lead, days):
    lab = report(str(lead))
    found = judge(shape, lab, to=tuple(to), on=DAY + timedelta(days))
    if found.until is not None:
        assert judge(shape, lab, to=tuple(to), on=found.until).is_food_ware
        assert not judge(shape, lab, to=tuple(to), on=found.until + timedelta(1)).is_food_ware


# --- files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("limits.csv", "fda,flat,lead,3.0", "fda,flat,lead,much", "limits.csv, row 14: 'much' is not a number"),
        ("limits.csv", "fda,flat,lead,3.0", "fda,flat,lead,-3", "limits.csv, row 14: '-3' must not be below zero"),
        ("limits.csv", "fda,flat,lead,3.0", "fda,flat,lead,", "limits.csv, row 14: a limit is a number"),
        ("limits.csv", "fda,flat,lead,3.0", "fda,cup,lead,3.0", "row 20: fda/cup/lead already stands above"),
        ("limits.csv", "fda,flat,lead,3.0", "usda,flat,lead,3.0", "nothing is known of usda"),
        ("limits.csv", "fda,flat,lead,3.0", "fda,flat,zinc,3.0", "nothing is known of zinc"),
        ("regimes.csv", "6,365,acetic-4-24h,1992", "none,365,acetic-4-24h,1992", "row 3: 'none' is no count"),
        ("regimes.csv", "1992-01-01,,verified", "1992-01-01,,surely", "row 3: 'surely'"),
        ("regimes.csv", "1992-01-01,,verified", "1992-01-01,1991-01-01,verified", "row 3: it ends before"),
        ("regimes.csv", '1992-01-01,,verified,"', '1992-01-01,,verified,,"', "row 3: it has 11 columns, not 10"),
        ("classes.csv", ",verified,FDA CPG 545.450\n", ",verified,\n", "classes.csv, row 9: it needs a source"),
        ("uses.csv", "drink,beber,drinking,yes", "serve,beber,drinking,yes", "uses.csv, row 3: serve already"),
        ("uses.csv", "drink,beber,drinking,yes", "drink,beber,drinking", "uses.csv, row 3: it has 3 columns, not 4"),
        ("uses.csv", "drink,beber,drinking,yes", "drink,beber,,yes", "both languages"),
        ("uses.csv", "code,es,en,is_food", "code,es,is_food", "its first row must be code,es,en,is_food"),
    ],
)
def test_a_broken_file_is_refused_by_file_and_row(tmp_path, file, old, new, says):
    for path in (PACKS / "pottery" / "ware").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    told = (tmp_path / file).read_text()
    assert old in told
    (tmp_path / file).write_text(told.replace(old, new, 1))
    with pytest.raises(ValueError, match=says):
        read_rules(tmp_path)


def test_a_trade_without_the_files_says_so():
    with pytest.raises(PackBroken, match="weaving"):
        ware.rules_of("weaving")


# --- from a recipe to a carton -------------------------------------------------------------------------------------


def node(text):
    kind, code = text.split(":")
    return Node(Kind(kind), code)


def trace(*pairs):
    return Trace(frozenset((node(a), node(b)) for a, b in (pair.split(">") for pair in pairs)))


SEASON = trace(
    "recipe:R-1>mix:G-7", "recipe:R-1>mix:G-8", "mix:G-7>load:Q-1", "mix:G-7>load:Q-2", "mix:G-8>load:Q-3",
    "load:Q-1>lot:T-1", "load:Q-2>lot:T-2", "load:Q-3>lot:T-3", "lot:T-1>carton:1", "lot:T-1>carton:2",
    "lot:T-2>carton:2", "lot:T-2>carton:3", "lot:T-3>carton:4",
)  # fmt: skip


def test_a_withdrawn_report_touches_its_lots_and_cartons_and_no_others():
    """The worked example of docs/explain/what-may-be-sold.md."""
    found = affected(SEASON, report(mix="G-7"))
    assert (found.lots, found.cartons, found.unproven) == (("T-1", "T-2"), ("1", "2", "3"), ("T-1", "T-2"))
    alone = affected(SEASON, report())
    assert (alone.lots, alone.cartons) == (("T-1",), ("1", "2"))
    own = affected(SEASON, report(mix="G-7"), [report(number="L-2", lot="T-2"), report(mix="G-7")])
    assert (own.lots, own.unproven) == (("T-1", "T-2"), ("T-1",))
    again = affected(SEASON, report(mix="G-7"), [report(number="L-5", lot="T-9", mix="G-7")])
    assert again.unproven == ()


def test_where_a_carton_comes_from():
    assert {each.code for each in SEASON.sources_of({node("carton:2")})} == {
        "2",
        "T-1",
        "T-2",
        "Q-1",
        "Q-2",
        "G-7",
        "R-1",
    }
    assert mixes_of(SEASON, "T-3") == ("G-8",)
    assert mixes_of(SEASON, "T-404") == ()


def test_a_trace_only_leads_onwards():
    with pytest.raises(ValueError, match="carton 1 cannot go into lot T-1"):
        trace("carton:1>lot:T-1")
    with pytest.raises(ValueError, match="cannot go into"):
        trace("lot:T-1>lot:T-2")


nodes = st.builds(Node, st.sampled_from(Kind), st.sampled_from("abcd"))
traces = st.frozensets(st.tuples(nodes, nodes).filter(lambda p: p[0].kind.rank < p[1].kind.rank), max_size=25).map(
    Trace
)


@given(traces, nodes)
def test_reaching_onwards_and_back_are_the_same_way(season, start):
    everything = {each for pair in season.pairs for each in pair} | {start}
    reached = season.reached_from({start})
    assert reached == {each for each in everything if start in season.sources_of({each})}


@given(traces, st.sampled_from("abcd"), st.sampled_from(["", *"abcd"]))
def test_exactly_what_was_made_of_it_is_touched(season, lot, mix):
    """Against a search that goes pair by pair until nothing new is found."""
    touched = {Node(Kind.LOT, lot)} | ({Node(Kind.MIX, mix)} if mix else set())
    while more := {into for each, into in season.pairs if each in touched} - touched:
        touched |= more
    found = affected(season, report(lot=lot, mix=mix))
    assert set(found.lots) == {each.code for each in touched if each.kind is Kind.LOT}
    assert set(found.cartons) == {each.code for each in touched if each.kind is Kind.CARTON}
    assert set(found.unproven) == set(found.lots)
