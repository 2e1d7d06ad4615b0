"""The syllabus of a trade: whole, one page each, right in its figures; a broken one is refused with every fault."""

import re
import shutil
import zlib
from decimal import Decimal

import pytest

from tequio.training.documents import sheets_pdf
from tequio.unions import syllabus, trade
from tequio.unions.models import Union

POTTERY = syllabus.of_trade("pottery")
UNION = Union(name="Unión de Alfareros de Tlayacapan", trade="pottery")


def pages(pdf: bytes) -> int:
    """Pages of a PDF, counted in its objects, packed or not."""
    found = [pdf]
    for stream in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(stream[1]))
        except zlib.error:
            continue
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", b"".join(found)))


def test_the_potters_are_taught_all_they_asked_for():
    assert len(POTTERY.sheets) == 15
    assert [area.code for area, _sheets in POTTERY.by_area()] == [
        "production", "costs", "bookkeeping", "taxes", "credit", "glazes", "export", "cooperative",
    ]  # fmt: skip
    for sheet in POTTERY.sheets:
        assert sheet.english_title, sheet.code
        assert len(sheet.english_summary) > 60, sheet.code
        assert len(sheet.parts) >= 3, sheet.code
        words = " ".join([p.text + " ".join(p.points) + " ".join(" ".join(r) for r in p.table) for p in sheet.parts])
        assert len(words.split()) >= 150, (sheet.code, len(words.split()))


@pytest.mark.parametrize("sheet", POTTERY.sheets, ids=lambda sheet: sheet.code)
def test_every_sheet_fits_on_one_page(sheet):
    assert pages(sheets_pdf(UNION, [sheet])) == 1


def test_the_notebook_of_all_sheets_has_a_page_for_each():
    assert pages(sheets_pdf(UNION, POTTERY.sheets)) == 15


def text_of(code):
    sheet = POTTERY.sheet(code)
    return " ".join([*(p.text for p in sheet.parts), *(" ".join(p.points) for p in sheet.parts),
                     *(" ".join(row) for p in sheet.parts for row in p.table)])  # fmt: skip


def test_the_figures_of_the_cost_sheet_are_right():
    alive, total = Decimal(100), Decimal(0)
    for cost, loss in ((10, 5), (4, 8), (6, 2), (5, 10)):
        total += alive * cost
        alive -= alive * loss / 100
    told = text_of("costo-por-pieza-buena")

    assert (round(total, 2), round(alive, 2), round(total / alive, 2)) == (
        Decimal("2332.66"), Decimal("77.09"), Decimal("30.26"),
    )  # fmt: skip
    assert "$2,332.66 entre 77.09 piezas buenas son $30.26" in told
    assert f"{round(Decimal('315.04') / 8, 2)}" == "39.38"
    assert "$39.38 la hora" in told


def test_the_figures_of_the_price_and_tax_sheets_are_right():
    floor = Decimal("30.26")
    price = round(floor / Decimal("0.70"), 2)
    told = text_of("precio-y-ganancia")
    assert f"${price}" in told
    assert f"${round(price * Decimal('1.16'), 2)}" in told
    assert f"${(Decimal(38) - floor) * 144:,.2f}" in told
    assert f"${(floor - 29) * 144:,.2f}" in told
    taxes = text_of("que-regimen-me-conviene")
    for income, bp in ((8_000, 100), (25_000.01, 110), (50_000.01, 150), (100_000, 200)):
        assert f"paga ${round(income * bp / 10_000):,}" in taxes
    assert f"${1_000 + 160 - Decimal('12.50'):,.2f}" in text_of("facturar-sin-miedo")


def test_a_topic_finds_its_sheet_whatever_its_accents():
    assert POTTERY.titled("¿CUANTO te cuesta una pieza buena").code == "costo-por-pieza-buena"
    assert POTTERY.titled("Danza") is None
    assert POTTERY.sheet("nada") is None


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "basketry" / "syllabus"
    shutil.copytree(trade.PACKS / "pottery" / "syllabus", folder)
    return folder


def test_a_trade_without_a_syllabus_has_none(tmp_path):
    assert syllabus.read(tmp_path / "syllabus") == syllabus.NOTHING


def test_every_fault_is_told_at_once(copy):
    first, second, third = sorted(copy.glob("0[1-3]*.toml"))
    first.write_text("code = ")
    second.write_text(second.read_text().replace('area = "production"', 'area = "magia"').replace("goal =", "meta ="))
    third.write_text(third.read_text().replace('["Formar", "100.00",', '["Formar",'))
    with pytest.raises(trade.PackBroken) as broken:
        syllabus.read(copy)

    told = broken.value.faults
    assert len(told) == 3
    assert told[0].startswith("01-libreta-de-produccion.toml: ")
    assert told[1] == "02-horno-y-quema.toml: 'goal' is missing."
    assert told[2].endswith("the rows of its table are not of one length.")


def test_two_sheets_of_one_name_and_an_unknown_area_are_faults(copy):
    one = copy / "01-libreta-de-produccion.toml"
    shutil.copy(one, copy / "16-otra.toml")
    text = (copy / "02-horno-y-quema.toml").read_text()
    (copy / "02-horno-y-quema.toml").write_text(text.replace('area = "production"', 'area = "magia"'))
    with pytest.raises(trade.PackBroken) as broken:
        syllabus.read(copy)

    told = "\n".join(broken.value.faults)
    assert "the code 'libreta-de-produccion' stands there twice" in told
    assert "the area 'magia' is none of production, costs" in told
