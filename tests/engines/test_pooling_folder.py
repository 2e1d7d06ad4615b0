"""`tequio pool solve`: a folder of spreadsheets in, award, charges and certificates out; every bad cell by name."""

import argparse
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tequio.cli.output import Trouble
from tequio.cli.pool import command, register
from tequio.cli.pool.folder import read_folder
from tequio.cli.spreadsheets import BadSheets
from tequio.core.sheets import write_xlsx
from tests.engines.test_pooling import hand

HAND = Path(__file__).parents[2] / "examples" / "hand"


@pytest.fixture
def folder(tmp_path):
    for path in HAND.glob("*.csv"):
        shutil.copy(path, tmp_path)
    return tmp_path


def solve(folder, *options):
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    asked = parser.parse_args(["pool", "solve", str(folder), *options])
    return command.run(asked)


def told(folder):
    with pytest.raises(BadSheets) as bad:
        read_folder(folder)
    return bad.value.sentences


def test_the_worked_example_comes_out_as_by_hand(folder, capsys):
    assert solve(folder, "--json", "--no-pdf") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["cost_minor"], answer["bound_minor"], answer["gap"]) == (297_100, 297_100, "0.000000")
    assert sum(charge["minor"] for charge in answer["charges"]) == 297_100
    charges = (folder / "resultado" / "charges.csv").read_text("utf-8-sig").splitlines()
    assert charges[1] == '"Cuernavaca","Carmen","1369.66","1630.00"'


def test_the_summary_is_a_pdf(folder, capsys):
    assert solve(folder) == 0
    assert (folder / "resultado" / "summary.pdf").read_bytes().startswith(b"%PDF")
    assert "Costo: $2,971.00" in capsys.readouterr().out


def test_english_and_spanish_csv_and_xlsx_read_the_same(folder):
    spanish = read_folder(folder).problem
    (folder / "pedidos.csv").unlink()
    rows = [(p.member, p.point, p.material, p.quantity, p.tolerance) for p in spanish.pledges]
    heading = ("member", "point", "material", "quantity", "tolerance")
    (folder / "pledges.xlsx").write_bytes(write_xlsx(heading, rows))
    assert read_folder(folder).problem == spanish
    assert [(p.member, p.material, p.quantity) for p in spanish.pledges] == [
        (p.member, p.material, p.quantity) for p in hand().pledges
    ]


def test_prices_alone_come_from_the_closest_row(folder):
    (folder / "precios.csv").write_text("material,punto,socia,precio\nbarro,,,6\nbarro,Tlayacapan,,5\nbarro,,Beto,4\n")
    alone = {(p.member, p.material): p.alone for p in read_folder(folder).problem.pledges}
    assert alone == {
        ("Ana", "barro"): 5, ("Beto", "barro"): 4, ("Carmen", "barro"): 6,
        ("Ana", "esmalte"): None, ("Carmen", "esmalte"): None,
    }  # fmt: skip


def test_every_bad_cell_is_named(folder):
    (folder / "pedidos.csv").write_text(
        "socia,punto,material,cantidad\nAna,T,barro,-3\n,T,barro,1\nEva,T,barro,muchos\nIda,T,oro,1\n"
    )
    first = told(folder)
    assert [s.split(":")[0] for s in first] == [
        "pedidos.csv, celda D2, columna quantity «-3»",
        "pedidos.csv, celda A3, columna member",
        "pedidos.csv, celda D4, columna quantity «muchos»",
    ]
    (folder / "pedidos.csv").write_text("socia,punto,material,cantidad\nAna,T,barro,3\nIda,T,oro,1\n")
    assert told(folder) == ("pedidos.csv, fila 3: nadie cotiza ni describe el material «oro».",)
    with pytest.raises(Trouble, match="no se calculó nada"):
        solve(folder)
    assert not (folder / "resultado").exists()


def test_steps_out_of_order_and_doubled_are_named(folder):
    (folder / "cotizaciones.csv").write_text(
        "proveedor,material,desde,precio,paquete\nA,barro,500,3,50\nA,barro,50,4,50\nA,esmalte,1,9,1\nA,esmalte,1,8,2\n"
    )
    assert told(folder) == (
        "cotizaciones.csv, fila 3: los escalones deben ir de menor a mayor cantidad.",
        "cotizaciones.csv, fila 5: «pack» no coincide con la fila 4.",
    )


def test_a_formula_is_refused_by_its_cell(folder):
    import xlsxwriter

    (folder / "fletes.csv").unlink()
    with xlsxwriter.Workbook(folder / "fletes.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["proveedor", "punto", "fijo"])
        sheet.write_row(1, 0, ["La Mina", "Tlayacapan"])
        sheet.write_formula(1, 2, "=100*2", value=200)
    assert len(told(folder)) == 1
    assert "celda C2" in told(folder)[0] and "fórmula" in told(folder)[0]


def test_what_is_missing_altogether_is_said(folder, tmp_path):
    (folder / "fletes.csv").unlink()
    assert told(folder) == ("Falta el archivo freight.csv o fletes.csv (o .xlsx).",)
    shutil.copy(folder / "pedidos.csv", folder / "pledges.csv")
    assert "Hay dos archivos para lo mismo: pedidos.csv y pledges.csv; deja uno." in told(folder)
    with pytest.raises(Trouble, match="no es una carpeta"):
        solve(tmp_path / "nada")


def test_a_file_too_large_is_refused(folder):
    with (folder / "pedidos.csv").open("ab") as file:
        file.truncate(51_000_000)
    assert told(folder) == ("El archivo pedidos.csv pasa de 50 MB; divídelo en partes.",)


def test_a_shortage_is_told_by_material_and_place(folder):
    (folder / "fletes.csv").write_text("proveedor,punto,fijo,por_kg\nLa Mina,Tlayacapan,1,1\n")
    with pytest.raises(Trouble) as trouble:
        solve(folder)
    assert trouble.value.next_steps == (
        "Faltan 200 de barro en Cuernavaca: nadie lo entrega ahí.",
        "Faltan 6 de esmalte en Cuernavaca: nadie lo entrega ahí.",
    )


def test_a_rule_by_distance_needs_the_kilometres(folder):
    with pytest.raises(Trouble, match="Cuernavaca, Tlayacapan"):
        solve(folder, "--rule", "distance")
    (folder / "distancias.csv").write_text("punto,km\nCuernavaca,10\nTlayacapan,30\n")
    assert solve(folder, "--rule", "distance", "--json", "--no-pdf") == 0


def test_forty_thousand_rows_are_no_more_than_rows(folder):
    lines = "\n".join(f"M{i:05d},Tlayacapan,barro,{i % 9 + 1}" for i in range(40_000))
    (folder / "pedidos.csv").write_text("socia,punto,material,cantidad\n" + lines + "\n")
    pledges = read_folder(folder).problem.pledges
    assert len(pledges) == 40_000 and sum(p.quantity for p in pledges) == Decimal(199_990)
