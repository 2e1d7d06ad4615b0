"""One shipment: no piece lost between lots and cartons, one set of totals, origin by rule, names only with consent."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines.founding.texts import Text
from tequio.engines.shipping import (
    Consent,
    From,
    Gap,
    Line,
    Lot,
    Maker,
    Material,
    Mismatch,
    Named,
    OriginFault,
    Packing,
    Paper,
    Part,
    Party,
    Shipment,
    criterion,
    gaps,
    linked,
    mismatches,
    packed,
    six_digits,
    totals,
    who_made,
)
from tequio.engines.shipping.customs import read_customs
from tequio.engines.ware import Shape
from tequio.unions import ware
from tequio.unions.trade import PACKS, PackBroken

DAY = date(2026, 11, 26)
CUSTOMS = ware.customs_of("pottery")
RULES = ware.rules_of("pottery")
PAGE = (Path(__file__).parents[2] / "docs" / "explain" / "what-may-be-sold.md").read_text("utf-8")
MUG = Text("Taza", "Mug")


def line(*lots, pieces=24, net_g=400, tare_g=900, price_minor=450, sku="TAZA", **more):
    return Line(
        sku, MUG, more.pop("code", "6912.00.99.01"), price_minor, net_g, Packing(pieces, tare_g),
        tuple(Lot(code, count) for code, count in lots), **more,
    )  # fmt: skip


def shipment(*lines, **more):
    return Shipment("E-1", DAY, Party("Unión"), Party("Shop"), lines, packed(lines), "USD", **more)


# --- cartons and totals ------------------------------------------------------------------------------------------


def test_cartons_by_hand():
    """The worked example of docs/explain/what-may-be-sold.md."""
    cartons = packed([line(("T-1", 50), ("T-2", 30))])
    assert [each.parts for each in cartons] == [
        (Part("T-1", 24),), (Part("T-1", 24),), (Part("T-1", 2), Part("T-2", 22)), (Part("T-2", 8),),
    ]  # fmt: skip
    assert [(each.net_g, each.gross_g) for each in cartons] == [(9_600, 10_500)] * 3 + [(3_200, 4_100)]
    found = totals(shipment(line(("T-1", 50), ("T-2", 30))))
    assert (found.pieces, found.cartons, found.net_g, found.gross_g, found.goods_minor) == (
        80,
        4,
        32_000,
        35_600,
        36_000,
    )
    for figure in ("| 3 | 2 | 22 | 9.600 kg | 10.500 kg |", "| 32.000 kg | 35.600 kg |"):
        assert figure in PAGE


lots = st.lists(st.tuples(st.sampled_from(["T-1", "T-2", "T-3", "T-4"]), st.integers(1, 300)), min_size=1, max_size=6)
lines = st.lists(
    st.builds(
        lambda lots, pieces, net, tare, price: line(*lots, pieces=pieces, net_g=net, tare_g=tare, price_minor=price),
        lots, st.integers(1, 100), st.integers(1, 20_000), st.integers(0, 5_000), st.integers(0, 10**7),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@given(lines, st.integers(1, 1_000))
def test_no_piece_is_lost_and_none_appears(own, first):
    cartons = packed(own, first=first)
    assert [each.number for each in cartons] == list(range(first, first + len(cartons)))
    for place, each in enumerate(own):
        its = [carton for carton in cartons if carton.line == place]
        for code in {lot.code for lot in each.lots}:
            made = sum(lot.pieces for lot in each.lots if lot.code == code)
            assert made == sum(part.pieces for carton in its for part in carton.parts if part.lot == code)
        assert len(its) == -(-each.pieces // each.packing.pieces)
        assert all(carton.pieces == each.packing.pieces for carton in its[:-1])
        assert sum(carton.net_g for carton in its) == each.total_net_g


@given(lines, st.integers(0, 10**6), st.integers(0, 10**6))
def test_totals_are_the_sum_of_lines_and_of_cartons(own, freight, insurance):
    whole = shipment(*own, freight_minor=freight, insurance_minor=insurance)
    found = totals(whole)
    assert mismatches(whole) == ()
    assert found.pieces == sum(each.pieces for each in own)
    assert found.net_g == sum(each.total_net_g for each in own)
    assert found.gross_g == found.net_g + sum(own[carton.line].packing.tare_g for carton in whole.cartons)
    assert found.goods_minor == sum(each.pieces * each.price_minor for each in own)
    assert found.total_minor == found.goods_minor + freight + insurance


def test_a_shipment_of_nothing_adds_up_to_nothing():
    found = totals(shipment())
    assert (found.pieces, found.cartons, found.net_g, found.gross_g, found.total_minor) == (0, 0, 0, 0, 0)


def test_cartons_that_do_not_fit_the_lines_are_named():
    whole = shipment(line(("T-1", 30)))
    short = replace(whole, cartons=whole.cartons[:1])
    assert mismatches(short) == (
        Mismatch("pieces", "TAZA, T-1", 30, 24), Mismatch("net_g", "TAZA", 12_000, 9_600),
    )  # fmt: skip
    first, last = whole.cartons
    strange = replace(whole, cartons=(first, replace(last, parts=(Part("T-9", 6),))))
    assert mismatches(strange) == (Mismatch("pieces", "TAZA, T-1", 30, 24), Mismatch("pieces", "TAZA, T-9", 0, 6))
    light = replace(whole, cartons=(first, replace(last, gross_g=1)))
    assert mismatches(light) == (Mismatch("gross_g", "2", 2_400, 1),)
    twice = replace(whole, cartons=(first, replace(last, number=1)))
    assert mismatches(twice) == (Mismatch("number", "1", 1, 2),)
    lost = replace(whole, cartons=(first, last, replace(last, number=3, line=7)))
    assert mismatches(lost) == (Mismatch("line", "3", 1, 7),)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Packing(0, 10),
        lambda: Packing(1, -1),
        lambda: Lot("T", 0),
        lambda: line(price_minor=-1),
        lambda: line(net_g=-1),
    ],
)
def test_what_cannot_be_is_refused(make):
    with pytest.raises(ValueError, match=r".+"):
        make()


def test_each_carton_has_its_own_address():
    found = linked(packed([line(("T-1", 30))]), "https://union.example/c/{number}/abc")
    assert [each.link for each in found] == ["https://union.example/c/1/abc", "https://union.example/c/2/abc"]


# --- origin ------------------------------------------------------------------------------------------------------

CLAY = Material("barro", "2508.40", From.WHOLLY)
OWN_FRIT = Material("frita de Monterrey", "3207.40", From.ORIGINATING)
FRIT = Material("frita de España", "3207.40", From.FOREIGN)
BISQUE = Material("bizcocho", "6912.00", From.FOREIGN)
NAMELESS = Material("pigmento", "", From.FOREIGN)


def origin(*materials, code="6912.00.99.01", on=DAY):
    found = criterion(CUSTOMS, "usmca", code, materials, on)
    return found.letter, found.fault, found.materials


@pytest.mark.parametrize(
    ("materials", "found"),
    [
        ((CLAY,), ("A", None, ())),
        ((CLAY, OWN_FRIT), ("C", None, ())),
        ((CLAY, FRIT), ("B", None, ())),
        ((CLAY, OWN_FRIT, FRIT), ("B", None, ())),
        ((CLAY, FRIT, BISQUE), ("", OriginFault.NO_CHANGE, ("bizcocho",))),
        ((CLAY, FRIT, NAMELESS), ("", OriginFault.NO_CODE, ("pigmento",))),
        ((), ("", OriginFault.NO_MATERIALS, ())),
    ],
)
def test_the_origin_criterion(materials, found):
    assert origin(*materials) == found


def test_without_a_rule_nothing_foreign_originates():
    assert origin(FRIT, code="7013.37.00") == ("", OriginFault.NO_RULE, ())
    assert origin(FRIT, on=date(2020, 6, 30)) == ("", OriginFault.NO_RULE, ())
    assert origin(CLAY, code="7013.37.00")[0] == "A"


@given(st.lists(st.sampled_from([CLAY, OWN_FRIT, FRIT, BISQUE, NAMELESS]), max_size=6))
def test_the_order_of_materials_does_not_matter_and_a_foreign_one_near_the_goods_never_passes(materials):
    found = origin(*materials)
    turned = origin(*reversed(materials))
    assert found[:2] == turned[:2]
    assert sorted(found[2]) == sorted(turned[2])
    if BISQUE in materials or NAMELESS in materials:
        assert found[0] == ""


def test_the_six_digits():
    assert six_digits("6912.00.99.01") == "6912.00"
    assert six_digits("691200") == "6912.00"
    assert six_digits("6912") == ""


# --- protected names ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["Taza de Talavera", "TALAVERA-12", "taza estilo talávera"])
def test_a_protected_name_is_blocked_on_goods_from_elsewhere(words):
    found = CUSTOMS.forbidden([words], "6912.00.99.01", "17", DAY)
    assert [each.name for each in found] == ["Talavera"]
    assert CUSTOMS.forbidden([words], "6912.00.99.01", "21", DAY) == ()


def test_a_protected_code_is_blocked_too_and_a_name_within_a_word_is_not():
    assert [each.name for each in CUSTOMS.forbidden(["Taza"], "6912.00.03.00", "17", DAY)] == ["Talavera"]
    assert CUSTOMS.forbidden(["Taza de la familia Talaveras"], "6912.00.99.01", "17", DAY) == ()
    assert CUSTOMS.forbidden(["Taza de Talavera"], "6912.00.99.01", "17", date(1997, 9, 10)) == ()


def test_no_paper_bears_it():
    whole = shipment(line(("T-1", 30), sku="TALAVERA-TAZA", state="17"))
    for paper in Paper:
        assert Gap("protected_name", "TALAVERA-TAZA", "Talavera") in gaps(paper, whole, CUSTOMS, RULES)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("origin.csv", ",chapter,", ",section,", "section is no change"),
        ("codes.csv", "Talavera tableware,talavera", "Talavera tableware,delft", "delft is no protected name"),
        ("codes.csv", "6913.10.01.00", "6912.00.03.00", "codes.csv, row 6: 6912.00.03.00 already"),
    ],
)
def test_a_broken_file_is_refused(tmp_path, file, old, new, says):
    for path in (PACKS / "pottery" / "export").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    told = (tmp_path / file).read_text()
    assert old in told
    (tmp_path / file).write_text(told.replace(old, new, 1))
    with pytest.raises(ValueError, match=says):
        read_customs(tmp_path)


def test_a_trade_without_the_files_says_so():
    with pytest.raises(PackBroken, match="weaving"):
        ware.customs_of("weaving")


# --- who made this -----------------------------------------------------------------------------------------------

ALL = Consent(name=True, village=True, words=True)
VILLAGE = Consent(village=True)


def test_names_only_with_consent():
    found = who_made([
        Maker("1", "Taller Flores", "Tlayacapan", 300, ALL, "Tres generaciones."),
        Maker("2", "Taller Ruiz", "Tlayacapan", 500, VILLAGE, "No lo digas."),
        Maker("3", "Taller Sol", "Cuentepec", 100, Consent(name=True, village=True), "Tampoco."),
        Maker("4", "Taller Luna", "Cuentepec", 50),
    ])  # fmt: skip
    assert found.pieces == 950
    assert found.workshops == 4
    assert [(each.name, each.named, each.unnamed, each.pieces) for each in found.villages] == [
        ("Tlayacapan", (Named("Taller Flores", 300, "Tres generaciones."),), 1, 800),
        ("Cuentepec", (Named("Taller Sol", 100, ""),), 0, 100),
        ("", (), 1, 50),
    ]  # fmt: skip
    assert found.names == ("Taller Flores", "Taller Sol")


def test_a_lone_workshop_that_is_not_named_does_not_name_its_village():
    found = who_made([Maker("1", "Taller Flores", "Tlayacapan", 300, VILLAGE)])
    assert [(each.name, each.unnamed) for each in found.villages] == [("", 1)]


def test_a_workshop_with_two_lots_counts_once_and_the_less_consent_holds():
    found = who_made(
        [Maker("1", "Flores", "X", 10, ALL), Maker("1", "Flores", "X", 5), Maker("2", "Ruiz", "X", 0, ALL)]
    )
    assert (found.pieces, found.workshops, found.names) == (15, 1, ())
    with pytest.raises(ValueError, match="made -1"):
        who_made([Maker("1", "Flores", "X", -1)])


consents = st.builds(Consent, st.booleans(), st.booleans(), st.booleans())
makers = st.builds(
    lambda key, village, pieces, consent: Maker(key, f"name-{key}", village, pieces, consent, f"words-{key}"),
    st.sampled_from("123456"), st.sampled_from(["Tlayacapan", "Cuentepec"]), st.integers(0, 99), consents,
)  # fmt: skip


@given(st.lists(makers, max_size=12))
def test_nothing_is_told_that_was_not_allowed(given_makers):
    found = who_made(given_makers)
    assert found.pieces == sum(each.pieces for each in given_makers)
    assert sum(each.pieces for each in found.villages) == found.pieces
    assert sum(each.unnamed + len(each.named) for each in found.villages) == found.workshops
    told = repr(found)
    for each in given_makers:
        if not each.consent.name:
            assert each.name not in told
        if not (each.consent.name and each.consent.words):
            assert each.words not in told


# --- gaps --------------------------------------------------------------------------------------------------------


def whats(paper, whole):
    return {each.what for each in gaps(paper, whole, CUSTOMS, RULES)}


def test_an_empty_shipment_names_all_that_it_lacks():
    bare = Shipment("", DAY, Party(), Party(), (), (), "")
    assert whats(Paper.PACKING_LIST, bare) == {
        "shipment_number", "seller_name", "seller_address", "buyer_name", "lines", "buyer_address",
    }  # fmt: skip
    assert whats(Paper.INVOICE, bare) >= {
        "invoice_number", "seller_tax_id", "buyer_tax_id", "currency", "incoterm", "place",
    }  # fmt: skip
    assert whats(Paper.ORIGIN, bare) >= {
        "certifies_as", "certifier_name", "certifier_person", "certifier_title", "certifier_address", "certifier_phone",
        "certifier_email", "exporter_name", "importer_name", "invoice_or_period",
    }  # fmt: skip
    assert "destinations" in whats(Paper.LABELS, bare)
    assert "destinations" in whats(Paper.LEAD, bare)


def test_what_a_line_lacks_is_named_with_the_line():
    whole = shipment(line(("T-1", 30), code="6912", price_minor=0, net_g=0), invoice="F-1", destinations=("XX",))
    assert {Gap("code", "TAZA", "6912"), Gap("price", "TAZA"), Gap("weight", "TAZA"), Gap("made_in", "TAZA")} <= set(
        gaps(Paper.INVOICE, whole, CUSTOMS, RULES)
    )
    assert {Gap("shape", "TAZA"), Gap("no_rules_for", "XX"), Gap("carton_link", "1"), Gap("carton_link", "2")} <= set(
        gaps(Paper.LABELS, whole, CUSTOMS, RULES)
    )
    assert Gap("origin_no_materials", "TAZA") in gaps(Paper.ORIGIN, whole, CUSTOMS, RULES)
    strange = replace(whole, lines=(replace(whole.lines[0], shape=Shape("wear", Decimal(1), Decimal(1))),))
    assert Gap("use", "TAZA", "wear") in gaps(Paper.LEAD, strange, CUSTOMS, RULES)
    near = replace(whole, lines=(replace(whole.lines[0], materials=(BISQUE,), code="6912.00.99.01"),))
    assert Gap("origin_no_change", "TAZA", "bizcocho") in gaps(Paper.ORIGIN, near, CUSTOMS, RULES)
    assert Gap("lots", "TAZA") in gaps(Paper.INVOICE, shipment(line()), CUSTOMS, RULES)


def test_a_blanket_period_is_twelve_months_at_most():
    def period(first, last):
        return "period" in whats(Paper.ORIGIN, shipment(period=(first, last)))

    assert not period(date(2026, 1, 1), date(2026, 12, 31))
    assert not period(date(2028, 1, 1), date(2028, 12, 31))
    assert not period(date(2028, 2, 29), date(2029, 2, 28))
    assert period(date(2026, 1, 1), date(2027, 1, 1))
    assert period(date(2026, 1, 1), date(2025, 12, 31))


def test_cartons_that_disagree_stop_every_paper():
    whole = shipment(line(("T-1", 30)))
    short = replace(whole, cartons=whole.cartons[:1])
    for paper in Paper:
        assert Gap("differs_pieces", "TAZA, T-1", "30 / 24") in gaps(paper, short, CUSTOMS, RULES)
