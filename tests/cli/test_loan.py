"""`tequio loan`: schedules and the CAT from a spreadsheet alone."""

import json
from pathlib import Path

import pytest

from tequio.cli.main import main

OFFERS = Path(__file__).parents[2] / "examples" / "prestamos" / "ofertas.csv"
HEAD = "prestamista,monto,tasa,inicio,pagos,cada,primer pago,descansa,solo interes\n"


def run(capsys, *arguments):
    code = main(["loan", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_every_payment_of_each_loan_is_written_out(capsys):
    code, out, _ = run(capsys, "schedule", OFFERS)
    lines = out.splitlines()

    assert code == 0
    assert lines[0] == "Banco del Valle: $24,000.00, 12 pagos"
    assert lines[2].split() == ["01/07/2026", "$2,526.29", "$1,691.09", "$720.00", "$115.20", "$22,308.91"]
    assert lines[13].split() == ["01/06/2027", "$2,422.33", "$2,340.86", "$70.23", "$11.24", "$0.00"]
    assert lines[14] == "En total $29,722.37, de los que $4,933.08 son interés."


def test_the_example_of_the_docs_comes_out_as_they_say(capsys):
    _, out, _ = run(capsys, "schedule", OFFERS, "--json")
    valle = json.loads(out)[0]

    assert (valle["interest"], valle["iva"], valle["total"]) == (493_308, 78_929, 2_972_237)
    assert valle["rows"][0] == {"number": 1, "due_on": "2026-07-01", "opening": 2_400_000, "principal": 169_109,
                                "interest": 72_000, "iva": 11_520, "fees": 0, "total": 252_629,
                                "closing": 2_230_891}  # fmt: skip
    assert valle["rows"][-1]["closing"] == 0


def test_offers_stand_on_one_scale_the_cheapest_first(capsys):
    code, out, _ = run(capsys, "cat", OFFERS)
    told = json.loads(run(capsys, "cat", OFFERS, "--json")[1])

    assert code == 0
    assert [(each["lender"], each["cat"]) for each in told] == [
        ("Fondo de Temporada", "35.8"), ("Banco del Valle", "42.5"), ("Caja de la Sierra", "56.5"),
        ("Microfinanciera La Puntual", "106.5"),
    ]  # fmt: skip
    assert told[2]["in_hand"] == 2_400_000 - 48_000 - 240_000
    assert out.splitlines()[-1] == "El tiempo se contó por days/365."
    assert run(capsys, "cat", OFFERS, "--timing", "30.4/365")[1].splitlines()[1].split()[3] == "36.0"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("A,-5,36,2026-01-01,12,,,,", "celda B2, columna principal «-5»"),
        ("A,1000,-36,2026-01-01,12,,,,", "celda C2, columna rate «-36»"),
        ("A,1000,36,2026-01-01,0,,,,", "celda E2, columna payments «0»"),
        ("A,1000,36,2026-01-01,12,luna,,,", "celda F2, columna every «luna»"),
        ("A,1000,36,2026-01-01,12,,2025-12-31,,", "fila 2: el primer pago no es después de la entrega."),
        ("A,1000,36,2026-01-01,12,,,1-12,", "fila 2: descansa todos los meses; así nunca se paga."),
        ("A,1000,36,2026-01-01,12,,,13,", "celda H2, columna rests «13»"),
        ("A,1000,36,2026-01-01,12,,,,12", "fila 2: todos los pagos son de puro interés"),
    ],
)
def test_what_no_loan_can_be_is_told_by_its_cell(capsys, tmp_path, row, said):
    sheet = tmp_path / "malas.csv"
    sheet.write_text(HEAD + row + "\n")
    code, out, err = run(capsys, "cat", sheet)

    assert (code, out) == (1, "")
    assert err.startswith("tequio: Hay datos que corregir; no se calculó nada.")
    assert said in err


def test_a_file_that_is_none_or_empty_is_told(capsys, tmp_path):
    empty = tmp_path / "vacia.csv"
    empty.write_text(HEAD)

    assert "no es un archivo" in run(capsys, "cat", tmp_path / "nada.csv")[2]
    assert "no tiene ninguna fila" in run(capsys, "schedule", empty)[2]
