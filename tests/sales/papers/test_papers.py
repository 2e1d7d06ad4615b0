"""The papers of a shipment, printed and read back: the same totals on all of them, nothing made up, nothing cut off."""

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pypdf
import pytest
import zxingcpp
from PIL import Image
from python_calamine import CalamineWorkbook

from tequio.core.qr import qr_svg
from tequio.engines.shipping import Gap, Paper, Party, linked, packed, totals
from tequio.engines.ware import Why, judged
from tequio.sales.papers import LANGUAGES, PaperLacks, Words, finding_said, gap_said, paper_pdf, verdict_said, workbook
from tequio.sales.papers.words import texts
from tequio.unions import ware
from tests.sales.papers import samples

CUSTOMS = ware.customs_of("pottery")
RULES = ware.rules_of("pottery")
PLAIN, LONG, HUGE, LITTLE = samples.PLAIN, samples.LONG, samples.HUGE, samples.LITTLE
SHIPMENTS = {"plain": PLAIN, "long": LONG, "huge": HUGE, "little": LITTLE}
# Labels of the long one are a hundred pages; the rest of its papers say enough.
PRINTED = [(name, paper) for name in SHIPMENTS for paper in Paper if (name, paper) != ("long", Paper.LABELS)]


@cache
def pdf(paper, shipment, language="es"):
    return paper_pdf(paper, shipment, CUSTOMS, RULES, language)


@cache
def printed(paper, shipment, language="es"):
    """All text of a paper as one line."""
    pages = pypdf.PdfReader(io.BytesIO(pdf(paper, shipment, language))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def sheets(shipment, language="es"):
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(shipment, CUSTOMS, RULES, language)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def grams(text):
    return int(Decimal(str(text).replace(",", "").removesuffix(" kg")) * 1000)


def cents(text):
    return int(Decimal(str(text).replace(",", "")) * 100)


def told(text, label, pattern=r"([\d,]+(?:\.\d+)?)"):
    """The last figure after a label."""
    found = re.findall(re.escape(label) + r" " + pattern, text)
    assert found, (label, text[-400:])
    return found[-1]


LABELS = {
    "es": ("Piezas", "Cajas", "Peso neto", "Peso bruto", "Valor de la mercancía", "Total de la factura"),
    "en": ("Pieces", "Cartons", "Net weight", "Gross weight", "Value of the goods", "Invoice total"),
}


# --- the same totals on all of them ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "paper"), [each for each in PRINTED if each[1] is not Paper.LABELS])
def test_every_paper_says_the_same_totals(name, paper, language):
    whole = totals(SHIPMENTS[name])
    text = printed(paper, SHIPMENTS[name], language)
    pieces, cartons, net, gross, value, total = LABELS[language]
    assert int(told(text, pieces).replace(",", "")) == whole.pieces
    assert int(told(text, cartons).replace(",", "")) == whole.cartons
    assert grams(told(text, net)) == whole.net_g
    assert grams(told(text, gross)) == whole.gross_g
    assert cents(told(text, value, r"USD ([\d,]+\.\d\d)")) == whole.goods_minor
    if paper is Paper.INVOICE:
        assert cents(told(text, total, r"USD ([\d,]+\.\d\d)")) == whole.total_minor


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["plain", "huge", "little"])
def test_the_labels_add_up_to_the_totals(name, language):
    shipment, (pieces, _cartons, net, gross, value, _total) = SHIPMENTS[name], LABELS[language]
    whole, text = totals(shipment), printed(Paper.LABELS, shipment, language)
    assert sum(int(each.replace(",", "")) for each in re.findall(rf"{pieces} ([\d,]+)", text)) == whole.pieces
    assert sum(grams(each) for each in re.findall(rf"{net} ([\d,]+\.\d+)", text)) == whole.net_g
    assert sum(grams(each) for each in re.findall(rf"{gross} ([\d,]+\.\d+)", text)) == whole.gross_g
    of = "de" if language == "es" else "of"
    numbers = re.findall(rf"(\d[\d,]*) {of} {whole.cartons:,}", text)
    assert [int(each) for each in numbers] == [carton.number for carton in shipment.cartons]
    assert value not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHIPMENTS)
def test_the_workbook_says_the_same_to_the_gram_and_the_cent(name, language):
    shipment, w = SHIPMENTS[name], Words(language)
    whole, pages = totals(shipment), sheets(shipment, language)
    assert list(pages) == [w(f"title.{paper}")[:31] for paper in Paper] + [w("totals")]

    packing = pages[w("title.packing_list")]
    *rows, last = packing[1:]
    assert len(rows) == whole.cartons
    for column, total, read in ((4, whole.pieces, int), (5, whole.net_g, grams), (6, whole.gross_g, grams)):
        assert sum(read(row[column]) for row in rows) == total
        assert read(last[column]) == total

    invoice = pages[w("title.invoice")][1:]
    lines = invoice[: len(shipment.lines)]
    assert sum(int(row[4]) for row in lines) == whole.pieces
    assert sum(grams(row[5]) for row in lines) == whole.net_g
    assert sum(cents(row[7]) for row in lines) == whole.goods_minor
    assert cents(invoice[-1][7]) == whole.total_minor

    origin = pages[w("title.origin")][1:]
    assert int(origin[len(shipment.lines)][3]) == whole.pieces
    assert grams(origin[len(shipment.lines)][4]) == whole.net_g

    labels = pages[w("title.labels")][1:]
    assert sum(grams(row[4]) for row in labels[:-1]) == grams(labels[-1][4]) == whole.gross_g
    assert [row[6] for row in labels[:-1]] == [carton.link for carton in shipment.cartons]

    said = dict(pages[w("totals")][1:])
    assert [int(said[w("pieces")]), int(said[w("cartons")])] == [whole.pieces, whole.cartons]
    assert [grams(said[w("net_kg")]), grams(said[w("gross_kg")])] == [whole.net_g, whole.gross_g]
    assert cents(said[f"{w('goods_value')} (USD)"]) == whole.goods_minor
    assert cents(said[f"{w('invoice_total')} (USD)"]) == whole.total_minor


def test_the_plain_shipment_by_hand():
    """125 cartons of 24 mugs and 17 of vases, the last with 4: 3,000 × 412 g + 100 × 1,105 g, and the cartons."""
    found = totals(PLAIN)
    assert (found.pieces, found.cartons) == (3_100, 142)
    assert found.net_g == 3_000 * 412 + 100 * 1_105 == 1_346_500
    assert found.gross_g == found.net_g + 125 * 900 + 17 * 1_200 == 1_479_400
    assert found.goods_minor == 3_000 * 475 + 100 * 2_350 == 1_660_000


def test_a_workbook_of_only_some_papers():
    domestic = replace(PLAIN, certifier=None, certifies_as="")
    data = workbook(domestic, CUSTOMS, RULES, "es", [Paper.PACKING_LIST])
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == ["Lista de empaque", "Totales"]
    with pytest.raises(PaperLacks, match="quién certifica"):
        workbook(domestic, CUSTOMS, RULES, "es")
    assert workbook(domestic, CUSTOMS, RULES, "es", [])[:2] == b"PK"


# --- what each says --------------------------------------------------------------------------------------------------


def test_the_invoice_says_what_customs_asks():
    text = printed(Paper.INVOICE, PLAIN, "en")
    for part in (
        "Commercial invoice", "F-2026-17", "UAT260101AB1", "00-0000000", "FCA Tlayacapan, Morelos", "6912.00.99.01",
        "Glazed clay mug, 330 ml. Food ware; lab report until October 1, 2027", "USD 4.75", "USD 14,250.00",
        "Burnished vase. Decorative only. Not for use with food.", "USD 2,350.00",
    ):  # fmt: skip
        assert part in text, part
    assert "Freight" not in text
    long = printed(Paper.INVOICE, LONG, "es")
    assert "Flete USD 12,345.67" in long
    assert "Seguro USD 987.65" in long
    assert "Total USD 15,114.57" in long  # 1,781.25 + 12,345.67 + 987.65


def test_the_certification_has_its_nine_data():
    text = printed(Paper.ORIGIN, PLAIN, "es")
    for part in (
        "1. Quién certifica el exportador", "2. Certificador Unión de Alfareros", "Ana Flores Ríos, Presidenta",
        "3. Exportador Unión", "4. Productor Varios", "5. Importador Casa Clara", "6912.00", "6913.90",
        "8. Periodo o embarque Un solo embarque, factura F-2026-17",
        "9. Firma, fecha y declaración Certifico que",
        "B: cumple la regla específica: cambio de capítulo (T-MEC, anexo 4-B", "A: totalmente obtenida",
    ):  # fmt: skip
        assert part in text, part
    english = printed(
        Paper.ORIGIN, replace(PLAIN, producer=samples.UNION, period=(date(2026, 1, 1), date(2026, 12, 31))), "en"
    )
    for part in ("4. Producer Unión", "From January 1, 2026 to December 31, 2026", "I certify that the goods described",
                 "A: wholly obtained"):  # fmt: skip
        assert part in english, part


def test_the_reports_say_until_when_where_and_why_not():
    text = printed(Paper.LEAD, LONG, "es")
    assert "México: se puede vender para alimentos hasta el 1 de octubre de 2027." in text
    assert "California, Estados Unidos: sólo de adorno. Dio 0.3 mg/L de plomo; Proposición 65 (California)" in text
    assert "permite hasta 0.100." in text
    assert "Se apoya en límites por confirmar" in text
    assert "No es para alimentos. Puede envenenar la comida." in text
    english = printed(Paper.LEAD, PLAIN, "en")
    assert "California, United States: may be sold as food ware until October 1, 2027. Lots: T-1, T-2." in english
    assert "The piece is made for decoration. Lots: F-1." in english
    assert "FDA CPG 545.450 (read in the text)" in english
    assert (
        "LAB-T-2 T-2 lead 1: 0.05 mg/L; 2: 0.05 mg/L; 3: 0.05 mg/L; 4: 0.05 mg/L; 5: 0.05 mg/L; 6: 0.05 mg/L" in english
    )


def test_what_the_laboratory_could_not_measure_is_printed_as_it_wrote_it():
    report = samples.report("T-1")
    below = replace(report, readings=tuple(replace(each, is_below=True) for each in report.readings))
    whole = samples.shipment(samples.mugs(replace(samples.lot("T-1", 10), reports=(below,))))
    assert "1: < 0.05 mg/L; 2: < 0.05 mg/L" in printed(Paper.LEAD, whole)
    rows = sheets(whole)["Análisis de plomo y cadmio"]
    assert ["T-1", "1", "", "plomo", "", "< 0.05 mg/L", "LAB-2026-118", ""] in [[str(c) for c in row] for row in rows]


def test_a_paper_that_rests_only_on_texts_that_were_read_carries_no_caution():
    bowl = samples.mugs(samples.lot("T-1", 10), shape=replace(samples.MUG, use="serve"))
    sure = printed(Paper.LEAD, samples.shipment(bowl, destinations=("US",)), "en")
    assert "ask before shipping" not in sure
    assert "must bear" not in sure


def test_a_carton_of_two_lots_is_food_ware_only_if_both_are():
    mixed = samples.mugs(samples.lot("T-1", 30), samples.lot("T-2", 18, "0.3"))
    text = printed(Paper.LABELS, samples.shipment(mixed), "es")
    assert text.count("Para alimentos; análisis hasta el 1 de octubre de 2027") == 1
    assert text.count("Sólo de adorno. No usar con alimentos.") == 1
    assert "T-1 (6), T-2 (18)" in text


def test_the_code_of_a_carton_leads_to_its_own_address():
    reader = pypdf.PdfReader(io.BytesIO(paper_pdf(Paper.LABELS, LITTLE, CUSTOMS, RULES, "es")))
    assert "https://union.example/c/1/3f9a" in reader.pages[0].extract_text()
    svg = qr_svg("https://union.example/c/1/3f9a")
    size = int(re.search(r'width="(\d+)"', svg)[1])
    picture = Image.new("L", (size + 8, size + 8), 255)
    for x, y, run in _runs(svg):
        picture.paste(0, (x + 4, y + 4, x + 4 + run, y + 5))
    picture = picture.resize((picture.width * 8, picture.height * 8))
    assert zxingcpp.read_barcode(picture).text == "https://union.example/c/1/3f9a"


def _runs(svg):
    """The black runs of a code's path: M x y, h length, m to the next."""
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmhv])([-\d. ]+)", re.search(r' d="([^"]+)"', svg)[1]):
        values = [float(each) for each in numbers.split()]
        if command == "h":
            yield int(x), int(y), int(values[0])
            x += values[0]
        else:
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])


@pytest.mark.parametrize(("name", "paper"), PRINTED)
def test_papers_are_tagged_and_in_the_language_of_the_buyer(name, paper):
    for language, tag in (("es", "es-MX"), ("en", "en-US")):
        root = pypdf.PdfReader(io.BytesIO(pdf(paper, SHIPMENTS[name], language))).trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"] == tag


def test_nothing_of_a_long_name_is_cut_off():
    few = replace(
        LONG, lines=LONG.lines[:1], cartons=linked(packed(LONG.lines[:1]), "https://union.example/c/{number}/x")
    )
    for paper in Paper:
        text = printed(paper, few, "es").replace("- ", "-").replace(" ", "")
        if paper is not Paper.LEAD:
            assert LONG.lines[0].name.es.replace(" ", "") in text, paper
        assert LONG.lines[0].sku in text, paper
        if paper not in (Paper.INVOICE, Paper.ORIGIN):
            for lot in LONG.lines[0].lots:
                assert lot.code in text, (paper, lot.code)


def test_what_somebody_typed_is_never_taken_for_markup_or_a_formula():
    rude = samples.mugs(samples.lot("=1+1", 5), sku="#panic()", name=replace(PLAIN.lines[0].name, es="*x* $y$ #z @w"))
    whole = samples.shipment(rude)
    assert "#panic()" in printed(Paper.PACKING_LIST, whole)
    assert "*x* $y$ #z @w" in printed(Paper.INVOICE, whole)
    row = sheets(whole)["Lista de empaque"][1]
    assert row[1] == "#panic()"
    assert row[3].endswith("=1+1 (5)")


def test_nothing_is_said_of_the_use_of_a_piece_whose_shape_or_destination_is_not_known():
    shapeless = samples.shipment(samples.mugs(samples.lot("T-1", 10), shape=None))
    beside = samples.shipment(samples.mugs(samples.lot("T-1", 10), shape=None), samples.vases(samples.lot("F-1", 2)))
    assert printed(Paper.INVOICE, beside).count("Sólo de adorno. No usar con alimentos.") == 1
    nowhere = samples.shipment(samples.mugs(samples.lot("T-1", 10)), destinations=())
    for whole in (shapeless, nowhere):
        for paper in (Paper.INVOICE, Paper.PACKING_LIST):
            text = printed(paper, whole)
            assert "limentos" not in text
            assert "adorno" not in text
        with pytest.raises(PaperLacks):
            paper_pdf(Paper.LABELS, whole, CUSTOMS, RULES, "es")


# --- what is missing -------------------------------------------------------------------------------------------------


def test_a_paper_with_a_gap_is_not_printed_and_says_all_that_is_missing():
    bare = replace(PLAIN, invoice="", incoterm="", buyer=replace(samples.BUYER, tax_id=" "))
    with pytest.raises(PaperLacks) as lacks:
        paper_pdf(Paper.INVOICE, bare, CUSTOMS, RULES, "es")
    assert lacks.value.gaps == (Gap("invoice_number"), Gap("buyer_tax_id"), Gap("incoterm"))
    assert str(lacks.value) == (
        "Para imprimir «Factura comercial» falta: el número de la factura; el registro fiscal de quien compra; "
        "el Incoterm."
    )
    with pytest.raises(
        PaperLacks, match="To print “Commercial invoice”, this is missing: the invoice number; the buyer's"
    ):
        paper_pdf(Paper.INVOICE, bare, CUSTOMS, RULES, "en")
    assert "Casa Clara" in printed(Paper.PACKING_LIST, bare)


def test_goods_that_do_not_originate_have_no_certification():
    near = replace(samples.FRIT, name="bizcocho de fuera", code="6912.00")
    whole = samples.shipment(samples.mugs(samples.lot("T-1", 10), materials=(samples.CLAY, near)))
    with pytest.raises(PaperLacks, match=r"TAZA-330 no es originario: .*: bizcocho de fuera"):
        paper_pdf(Paper.ORIGIN, whole, CUSTOMS, RULES, "es")


def test_a_protected_name_is_on_no_paper():
    whole = samples.shipment(samples.mugs(samples.lot("T-1", 10), sku="TALAVERA-1"))
    for paper in Paper:
        with pytest.raises(PaperLacks, match="nombre protegido"):
            paper_pdf(paper, whole, CUSTOMS, RULES, "es")


def test_cartons_that_disagree_with_the_list_stop_every_paper():
    short = replace(PLAIN, cartons=PLAIN.cartons[1:])
    for paper in Paper:
        with pytest.raises(
            PaperLacks, match=r"the same pieces in the list and in the cartons \(TAZA-330, T-1: 1,800 / 1,776\)"
        ):
            paper_pdf(paper, short, CUSTOMS, RULES, "en")


def test_papers_are_in_two_languages():
    with pytest.raises(ValueError, match="es or en, not 'fr'"):
        paper_pdf(Paper.INVOICE, PLAIN, CUSTOMS, RULES, "fr")


# --- words -----------------------------------------------------------------------------------------------------------


def test_every_text_has_the_same_places_in_both_languages():
    for key, said in texts().items():
        assert sorted(re.findall(r"%\(\w+\)s", said.es)) == sorted(re.findall(r"%\(\w+\)s", said.en)), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_sentence(language):
    words = Words(language)
    finding = judged(
        RULES, samples.MUG, ["US-CA"], samples.DAY, lot="T-1", recipe="ES-4", reports=[samples.report("T-1", "0.3")]
    )
    base = finding.verdicts[0].against[0]
    for why in Why:
        sentence = finding_said(words, RULES, replace(base, why=why, until=samples.DAY))
        assert sentence
        assert "%(" not in sentence
    assert finding_said(words, RULES, base).startswith("Dio 0.3 mg/L" if language == "es" else "It gave off 0.3 mg/L")
    assert verdict_said(words, RULES, finding.verdicts[0]).startswith("California")


def test_every_gap_that_the_engine_names_has_its_words():
    from pathlib import Path

    from tequio.engines.shipping import OriginFault, gaps, goods

    source = Path(gaps.__code__.co_filename).read_text("utf-8")
    named = set(re.findall(r'Gap\("(\w+)"', source)) | {f"origin_{fault}" for fault in OriginFault}
    named |= {f"differs_{what}" for what in ("pieces", "net_g", "gross_g", "number", "line")}
    fields = {name for name in Party.__dataclass_fields__ if name != "country"}
    named |= {f"certifier_{each}" for each in fields - {"tax_id"}} | {"seller_tax_id", "buyer_tax_id"}
    for who in ("exporter", "producer", "importer"):
        named |= {f"{who}_{each}" for each in ("name", "address", "phone", "email")}
    assert goods.Party is Party
    for what in named:
        assert gap_said(Words("es"), Gap(what, "X", "Y")), what


def test_the_engine_says_which_gaps_a_party_has():
    nobody = replace(PLAIN, seller=Party(), buyer=Party(), certifier=None, producer=Party(), importer=Party())
    for paper in Paper:
        with pytest.raises(PaperLacks) as lacks:
            paper_pdf(paper, nobody, CUSTOMS, RULES, "en")
        assert "seller_name" in {each.what for each in lacks.value.gaps}
