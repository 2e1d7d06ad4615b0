"""`tequio election`: a ballot file counted, a published list verified, without a database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tequio.cli import main as program

EXAMPLE = Path(__file__).parents[2] / "examples" / "eleccion"
BALLOTS, PUBLISHED = EXAMPLE / "consejo.blt", EXAMPLE / "publicada.json"
SEED = ("--seed", "barro y fuego")


@pytest.fixture
def run(capsys):
    def run(*arguments):
        code = program(["election", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_count_as_json_has_quota_stages_and_elected(run):
    code, out, _ = run("count", BALLOTS, *SEED, "--json")

    told = json.loads(out)
    assert code == 0
    assert (told["title"], told["rule"], told["seats"]) == ("Consejo de administración", "scottish", 2)
    assert (told["quota"], told["valid"], told["blank"]) == ("11.00000", 31, 1)
    assert [e["candidate"] for e in told["elected"]] == [1, 3]
    assert [stage["deed"] for stage in told["stages"]] == ["first", "surplus", *["exclusion"] * 3]
    assert told["stages"][4]["votes"] == ["11.00000", "0.00000", "10.12500", "0.00000", "0.00000"]


def test_a_count_for_people_tells_each_stage(run):
    code, out, _ = run("count", BALLOTS, *SEED)

    assert code == 0
    assert out.startswith(
        "Consejo de administración: voto transferible, regla escocesa, 2 de 5\n"
        "Resultan electas y electos: Ana y Carmen.\n"
        "En blanco: 1 boleta. No cuentan para el resultado.\n"
    )
    assert "Ana tiene 16 votos, 5 votos de más. Sus 16 boletas pasan" in out
    assert "Delfino y Eulalia empatan. Decide el sorteo con la semilla anunciada: toca a Eulalia." in out
    assert "    Carmen         10.12500 ✓\n    (sin destino)   9.87500\n" in out


@pytest.mark.parametrize("rule", ["plurality", "approval", "scottish", "meek"])
def test_every_rule_and_another_number_of_seats(rule, run):
    code, out, _ = run("count", BALLOTS, *SEED, "--rule", rule, "--seats", "3", "--json")
    assert code == 0
    assert (json.loads(out)["rule"], len(json.loads(out)["elected"])) == (rule, 3)


def test_an_absolute_majority(run):
    code, out, _ = run("count", BALLOTS, "--rule", "majority", "--seats", "1")
    assert (code, "Ana gana con 16 votos, más de la mitad." in out) == (0, True)


def test_a_tie_without_a_seed_says_what_is_missing(run):
    code, out, err = run("count", BALLOTS)
    assert (code, out) == (1, "")
    assert "En la etapa 3 empatan Delfino y Eulalia y toca sortear" in err
    assert "--seed" in err


@pytest.mark.parametrize(
    ("seats", "sentence"),
    [
        ("6", "Hay 6 lugares y solo 5 candidaturas: no se puede contar."),
        ("0", "Tiene que haber un lugar por lo menos."),
    ],
)
def test_seats_that_cannot_be(seats, sentence, run):
    code, out, err = run("count", BALLOTS, "--seats", seats)
    assert (code, out) == (1, "")
    assert sentence in err


def test_bad_ballots_are_named_by_line(tmp_path, run):
    path = tmp_path / "bad.blt"
    path.write_text("2 1\n1 1 0\n1 3 0\n1 2 2 0\n0\nAna\nBeto\n")

    code, out, err = run("count", path)

    assert (code, out) == (1, "")
    assert err == (
        "tequio: Hay boletas que corregir; no se contó nada.\n"
        "  Línea 3: no hay candidatura con el número 3.\n"
    )  # fmt: skip
    path.write_text("2 1\n" + "1 1\n" * 50 + "0\nAna\nBeto\n")
    assert run("count", path)[2].endswith("Línea 41: la boleta no termina en 0.\n  … y 10 más.\n")


def test_a_file_that_is_not_there(tmp_path, run):
    assert "No existe el archivo" in run("count", tmp_path / "none.blt")[2]
    assert "No existe el archivo" in run("verify", tmp_path)[2]


def test_a_published_election_is_verified_with_a_receipt(run):
    code, out, _ = run("verify", PUBLISHED, "--receipt", "1s26 1pkj hw8b")

    assert code == 0
    assert "✓ El resultado publicado es el que dan sus 32 boletas.\n" in out
    assert "✓ Tu boleta 1S26-1PKJ-HW8B está en la lista: 1. Ana y 2. Beto.\n" in out
    assert "Huella del archivo (sha256): " in out


def test_substitutes_are_told_by_whoever_recounts(run):
    out = run("verify", PUBLISHED, "--substitutes", "1")[1]
    assert "Suplentes, en orden: Beto.\n" in out
    told = json.loads(run("verify", PUBLISHED, "--substitutes", "1", "--json")[1])
    assert told["substitutes"] == [2]
    assert "substitutes" not in json.loads(run("verify", PUBLISHED, "--json")[1])


def test_a_receipt_that_is_not_in_the_list(run):
    code, out, _ = run("verify", PUBLISHED, "--receipt", "0000-0000-0000")
    assert code == 1
    assert "✗ El comprobante 0000-0000-0000 no está en la lista." in out
    code, out, _ = run("verify", PUBLISHED, "--receipt", "0000-0000-0000", "--json")
    assert (code, json.loads(out)["agrees"], json.loads(out)["ballot"]) == (1, True, None)


def test_receipts_of_a_blank_ballot_and_of_marks(tmp_path, run):
    told = json.loads(PUBLISHED.read_text("utf-8"))
    blank = next(row["receipt"] for row in told["ballots"] if not row["ranking"])
    assert f"✓ Tu boleta {blank} está en la lista: en blanco.\n" in run("verify", PUBLISHED, "--receipt", blank)[1]

    path = tmp_path / "marks.json"
    path.write_text(json.dumps({**told, "rule": "approval", "result": None}))
    code, out, _ = run("verify", path, "--receipt", "1S26-1PKJ-HW8B")
    assert code == 1  # it states no result
    assert "✗ El archivo no dice ningún resultado" in out
    assert "está en la lista: Ana y Beto.\n" in out


def test_a_false_result_is_shown(tmp_path, run):
    told = json.loads(PUBLISHED.read_text("utf-8"))
    told["result"]["elected"][1]["candidate"] = 2
    path = tmp_path / "false.json"
    path.write_text(json.dumps(told))

    code, out, _ = run("verify", path)
    assert code == 1
    assert "✗ No coincide quiénes ganan: el archivo dice «[1, 2]»; las boletas dan «[1, 3]»." in out

    code, out, _ = run("verify", path, "--json")
    assert code == 1
    assert json.loads(out)["differences"] == [
        {"what": "elected", "stage": 0, "stated": "[1, 2]", "counted": "[1, 3]"}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda told: told.pop("seats"), "Falta «seats» o no es lo que debe ser."),
        (lambda told: told["ballots"].append(told["ballots"][0]), "Boleta 33: el comprobante"),
        (lambda told: told["ballots"][4]["ranking"].append(77), "Boleta 5: no hay candidatura con el número 77."),
        (lambda told: told.update(seed=None), "pídela a la comisión"),
    ],
)
def test_a_published_file_with_a_flaw(change, sentence, tmp_path, run):
    told = json.loads(PUBLISHED.read_text("utf-8"))
    change(told)
    path = tmp_path / "flawed.json"
    path.write_text(json.dumps(told))
    code, out, err = run("verify", path)
    assert (code, out) == (1, "")
    assert sentence in err


def test_no_database_and_no_folder_is_needed(tmp_path):
    """On another computer: a process of its own, an empty home, nothing left behind."""
    home = tmp_path / "home"
    home.mkdir()
    kept = {"PATH": os.environ["PATH"], "HOME": str(home), "TEQUIO_HOME": str(home / "none")}
    done = subprocess.run(
        [sys.executable, "-m", "tequio", "election", "verify", str(PUBLISHED)],
        capture_output=True, text=True, env=kept | {"DATABASE_URL": "postgres://nowhere.invalid/none"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "✓ El resultado publicado" in done.stdout
    assert list(home.iterdir()) == []
