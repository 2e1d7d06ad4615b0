"""`tequio split solve`: a folder of spreadsheets in, parts, balances and reasons out; every bad cell by name."""

import argparse
import ast
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tequio.cli.output import Trouble
from tequio.cli.split import command, register
from tequio.cli.split.folder import read_folder
from tequio.cli.split.words import FLAWS, LACKS, WHY
from tequio.cli.spreadsheets import BadSheets
from tequio.core.sheets import write_xlsx
from tequio.engines.splitting import check, why
from tequio.engines.splitting.model import Lack, Place
from tests.engines.splitting_cases import hand

HAND = Path(__file__).parents[2] / "examples" / "pedido-a-mano"


@pytest.fixture
def folder(tmp_path):
    for path in HAND.glob("*.csv"):
        shutil.copy(path, tmp_path)
    return tmp_path


def solve(folder, *options):
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    asked = parser.parse_args(["split", "solve", str(folder), *options])
    return command.run(asked)


def told(folder):
    with pytest.raises(BadSheets) as bad:
        read_folder(folder)
    return bad.value.sentences


def test_the_folder_is_the_example_worked_by_hand(folder):
    assert read_folder(folder) == hand()


def test_the_worked_example_comes_out_as_by_hand(folder, capsys):
    assert solve(folder, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["total_minor"], answer["bound_minor"], answer["money_minor"]) == (405_400, 405_400, 404_000)
    assert [(p["workshop"], p["week"], p["pieces"]) for p in answer["parts"]] == [
        ("Ana", 1, 60), ("Ana", 2, 20), ("Beto", 1, 40),
    ]  # fmt: skip
    assert answer["whys"][2]["because"] == {"code": "lacks", "line": "tazas", "requirement": "sin_plomo"}
    reasons = (folder / "resultado" / "reasons.csv").read_text("utf-8-sig").splitlines()
    assert reasons[2] == (
        '"Beto","Te tocan 40 piezas por $2,800.00; con ellas llevas el 100 % de tu parte justa.",'
        '"No caben más: ocupan todo lo que tienes de minutos."'
    )


def test_without_json_it_says_the_cost_and_where_the_files_are(folder, capsys):
    assert solve(folder) == 0
    out = capsys.readouterr().out
    assert "120 piezas en 2 talleres. Costo: $4,040.00." in out
    assert "parts.csv, balances.csv, reasons.csv, cost.csv" in out


def test_english_and_spanish_csv_and_xlsx_read_the_same(folder):
    (folder / "oficios.csv").unlink()
    rows = [(s.workshop, s.product, s.cost_minor // 100, s.starts) for s in hand().skills]
    (folder / "skills.xlsx").write_bytes(write_xlsx(("workshop", "product", "cost", "starts"), rows))
    assert read_folder(folder) == hand()


def test_without_places_wares_and_terms_the_usual_holds(folder):
    for name in ("lugares", "clases", "reglas"):
        (folder / f"{name}.csv").unlink()
    (folder / "lineas.csv").write_text("linea,producto,piezas,entrega,precio\ntazas,taza,120,3,70\n")
    order = read_folder(folder)
    assert order.places == (Place("Tlayacapan"),)
    assert order == replace(
        hand(), lines=(replace(hand().lines[0], ware=""),), places=order.places, wares=(), terms=order.terms
    )


def test_every_bad_cell_is_named(folder):
    (folder / "lineas.csv").write_text("linea,producto,piezas,entrega,precio\ntazas,taza,-3,3,70\nplatos,,5,x,70\n")
    (folder / "capacidad.csv").write_text("taller,recurso,semana,cantidad\nAna,minutos,,-1\n")
    assert [s.split(":")[0] for s in told(folder)] == [
        "lineas.csv, celda C2, columna pieces «-3»",
        "lineas.csv, celda B3, columna product",
        "lineas.csv, celda D3, columna due «x»",
        "capacidad.csv, celda D2, columna amount «-1»",
    ]
    with pytest.raises(Trouble, match="no se calculó nada"):
        solve(folder)
    assert not (folder / "resultado").exists()


def test_contradictions_are_named_by_their_row(folder):
    (folder / "lineas.csv").write_text("linea,producto,piezas,entrega,precio,clase\ntazas,taza,120,0,70,oro\n")
    (folder / "capacidad.csv").write_text("taller,recurso,semana,cantidad\nAna,minutos,,0\nBeto,minutos,3,400\n")
    (folder / "fijos.csv").write_text("linea,taller,piezas,motivo\ntazas,Ana,500,acuerdo\n")
    assert told(folder) == (
        "lineas.csv, fila 2: la entrega es en la semana 0, que ya pasó.",
        "lineas.csv, fila 2: la clase «oro» no está en la lista de clases.",
        "talleres.csv, fila 2: no tiene capacidad en ninguna semana; escríbela en capacidad o quita el taller.",
        "talleres.csv, fila 4: no tiene capacidad en ninguna semana; escríbela en capacidad o quita el taller.",
        "lineas.csv, fila 2: se fijaron 500 piezas y se piden 120.",
    )


def test_rows_twice_strangers_and_half_told_loads_are_named(folder):
    (folder / "capacidad.csv").write_text(
        "taller,recurso,semana,cantidad\nAna,minutos,,660\nAna,minutos,,600\nZoe,minutos,1,5\n"
    )
    (folder / "usos.csv").write_text("producto,recurso,cantidad\ntaza,minutos,10\ntaza,minutos,11\n")
    assert told(folder) == ("usos.csv, fila 3: está dos veces; deja una sola fila.",)
    (folder / "usos.csv").write_text("producto,recurso,cantidad\ntaza,minutos,10\n")
    (folder / "talleres.csv").write_text("taller,lugar,tiene,hornada\nAna,Tlayacapan,sin_plomo:pronto,100\n")
    assert told(folder) == (
        "capacidad.csv, fila 3: está dos veces; deja una sola fila.",
        "capacidad.csv, fila 4: el taller «Zoe» no está en la lista de talleres.",
        "talleres.csv, fila 2: falta de qué recurso es la hornada (recurso_de_hornada).",
        "talleres.csv, fila 2: «sin_plomo:pronto» debe ser un nombre, o un nombre y la última semana: plomo:5.",
    )


def test_a_certificate_may_lapse_and_the_lack_is_told(folder):
    text = (folder / "talleres.csv").read_text().replace("Ana,Tlayacapan,sin_plomo", "Ana,Tlayacapan,sin_plomo:1")
    (folder / "talleres.csv").write_text(text)
    with pytest.raises(Trouble) as trouble:
        solve(folder)
    assert trouble.value.next_steps == (
        "Faltan 20 piezas de «tazas» para la semana 3: a los 2 talleres que pueden no les caben más hasta la semana 3.",
    )


def test_a_pin_without_the_certificate_is_told(folder):
    (folder / "fijos.csv").write_text("linea,taller,piezas,motivo\ntazas,Caro,5,acuerdo\n")
    with pytest.raises(Trouble) as trouble:
        solve(folder)
    assert trouble.value.next_steps == ("pin 1: el taller «Caro» no tiene vigente «sin_plomo».",)


def test_a_folder_that_is_none_is_told(tmp_path):
    with pytest.raises(Trouble, match="no es una carpeta"):
        solve(tmp_path / "nada")


def _codes(module, call):
    """The codes that a module of the engine can give, read from its source."""
    tree = ast.parse(Path(module.__file__).read_text())
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == call[0]:
            texts = ast.walk(node.args[call[1]])
            found |= {n.value for n in texts if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return found


def test_every_code_of_the_engine_has_its_sentence():
    assert _codes(why, ("Said", 0)) - {"share_minor"} == set(WHY)
    assert _codes(check, ("Flaw", 1)) <= set(FLAWS)
    assert set(LACKS) == set(Lack)
