"""`tequio split solve`: a folder of spreadsheets in, parts, balances and reasons out; every bad cell by name."""

import argparse
import ast
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tequio.cli.output import Trouble
from tequio.cli.split import command, english, register, spanish
from tequio.cli.split.folder import read_folder
from tequio.cli.spreadsheets import BadSheets
from tequio.core.sheets import write_xlsx
from tequio.engines.splitting import check, resplit, why
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


@pytest.mark.parametrize("words", [spanish, english])
def test_every_code_of_the_engine_has_its_sentence(words):
    assert _codes(why, ("Said", 0)) - {"share_minor"} == set(words.WHY)
    assert _codes(check, ("Flaw", 1)) | _codes(resplit, ("Flaw", 1)) <= set(words.FLAWS)
    assert set(words.LACKS) == set(Lack)


def test_both_languages_say_the_same():
    for table in ("WHY", "LACKS", "FLAWS", "SAID"):
        one, other = getattr(spanish, table), getattr(english, table)
        assert {code: set(re.findall(r"{(\w+)}", text)) for code, text in one.items()} == {
            code: set(re.findall(r"{(\w+)}", text)) for code, text in other.items()
        }
    assert {name: len(row) for name, row in spanish.FILES.items()} == {n: len(r) for n, r in english.FILES.items()}


def test_it_speaks_english(folder, capsys):
    assert solve(folder, "--lang", "en") == 0
    assert capsys.readouterr().out.startswith("120 pieces in 2 workshops. Cost: $4,040.00.")
    reasons = (folder / "resultado" / "reasons.csv").read_text("utf-8-sig").splitlines()
    assert reasons[0] == '"workshop","what","why"'
    assert reasons[2] == (
        '"Beto","You get 40 pieces worth $2,800.00; with them you are at 100 % of your fair share.",'
        '"No more fit: they take all the minutos you have."'
    )
    (folder / "capacidad.csv").write_text("taller,recurso,semana,cantidad\nAna,minutos,,-1\n")
    (folder / "oficios.csv").unlink()
    with pytest.raises(BadSheets) as bad:
        solve(folder, "--lang", "en")
    assert bad.value.what == "There are data to correct; nothing was calculated."
    assert bad.value.sentences == (
        "The file skills.csv or oficios.csv (or .xlsx) is missing.",
        "capacidad.csv, cell D2, column amount «-1»: It cannot be less than 0.",
    )


# --- after the answers ------------------------------------------------------------------------------------------------


def again(folder, answers, *options):
    (folder / "respuestas.csv").write_text("linea,taller,respuesta,piezas\n" + answers)
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    return command.run(parser.parse_args(["split", "again", str(folder), *options]))


def test_beto_declines_and_ana_takes_his_mugs(folder, capsys):
    solve(folder)
    capsys.readouterr()
    assert again(folder, "tazas,Beto,rechazado,\n", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert [(p["workshop"], p["week"], p["pieces"]) for p in answer["parts"]] == [("Ana", 1, 60), ("Ana", 2, 60)]
    # One untouched in one: five in a hundred of it is none, and nobody else can make them.
    assert (answer["untouched"], answer["changed"], answer["allowed"], answer["beyond"]) == (["Ana"], ["Ana"], 0, True)
    changes = (folder / "otra-vez" / "changes.csv").read_text("utf-8-sig").splitlines()
    assert changes == ['"taller","cambia"', '"Ana","se_le_pide_mas"']


def test_when_all_accept_nothing_moves_and_it_is_said_in_either_language(folder, capsys):
    solve(folder, "--lang", "en")  # its headings are read back as well as the Spanish ones
    before = (folder / "resultado" / "parts.csv").read_text("utf-8-sig").splitlines()[1:]
    capsys.readouterr()
    assert again(folder, "tazas,Ana,accepted,\ntazas,Beto,espera,\n", "--lang", "en") == 0
    assert "Untouched workshops: 2. 0 of them are asked for more (0 allowed)." in capsys.readouterr().out
    assert (folder / "otra-vez" / "parts.csv").read_text("utf-8-sig").splitlines()[1:] == before


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ("tazas,Zoe,rechazado,\n", "«Zoe» no tiene un trabajo de «tazas» entre las partes."),
        ("tazas,Ana,menos,81\n", "se queda con 81 piezas y su trabajo es de 80."),
        ("tazas,Ana,aceptado,\ntazas,Ana,rechazado,\n", "está 2 veces; deja una sola fila."),
        ("tazas,Ana,quizá,\n", "respuestas.csv, celda C2, columna reply «quizá»"),
        ("tazas,Ana,sin respuesta,\n", "Faltan 80 piezas de «tazas»"),
    ],
)
def test_answers_that_cannot_be_are_told_and_nothing_is_written(folder, answers, told):
    solve(folder)
    with pytest.raises(Trouble) as trouble:
        again(folder, answers)
    assert any(told in step for step in trouble.value.next_steps)
    assert not (folder / "otra-vez").exists()


def test_without_the_parts_that_were_offered_nothing_is_split_again(folder):
    with pytest.raises(Trouble, match="Faltan las partes que se ofrecieron"):
        again(folder, "tazas,Ana,aceptado,\n")
