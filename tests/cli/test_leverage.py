"""`tequio leverage`: what loans can lose and what a pool carries, from a spreadsheet alone."""

import json
from pathlib import Path

import pytest

from tequio.cli.main import main

LOANS = Path(__file__).parents[2] / "examples" / "prestamos" / "cartera.csv"
HEAD = "prestamo,saldo,probabilidad,perdida,sector\n"


def run(capsys, *arguments):
    code = main(["leverage", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_sheet_of_loans_tells_what_a_pool_must_hold(capsys):
    code, out, _ = run(capsys, LOANS, "--json")
    told = json.loads(out)

    assert code == 0
    assert (told["loans"], told["exposure"], told["expected_loss"]) == (400, 933_300_000, 21_187_200)
    assert (told["quantiles"]["99"], told["bad_year"], told["pool"]) == (43_452_608, 43_452_608, 43_452_608)
    assert told["credit_per_peso"] == 21.4786
    assert "un peso del fondo sostiene 21.48 pesos" in run(capsys, LOANS)[1]


def test_a_bad_year_of_one_sector_costs_more(capsys):
    usual = json.loads(run(capsys, LOANS, "--json")[1])
    rains = json.loads(run(capsys, LOANS, "--shock", "lluvias=2", "--json")[1])

    assert rains["expected_loss"] == 2 * usual["expected_loss"]
    assert rains["pool"] > 1.5 * usual["pool"]


def test_a_first_loss_uses_up_a_pool_that_is_too_small(capsys):
    told = json.loads(run(capsys, LOANS, "--cover", "first_loss", "--part", "5", "--pool", "100000", "--json")[1])

    assert told["cover"] == "first_loss"
    assert told["chance_used_up"] > 0.9
    assert told["worth_basis_points"] < 227


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("P-1,-5,3,60,", "celda B2"),
        ("P-1,1000,130,60,", "celda C2"),
        ("P-1,1000,3,0,", "celda D2"),
        ("P-1,1000,3,60,lluvias:0.9;pueblo:0.3", "celda E2"),
        ("P-1,1000,3,60,lluvias:mucho", "celda E2"),
        ("P-1,1000,3,60,\nP-1,1000,3,60,", "celda A3"),
    ],
)
def test_a_loan_that_cannot_be_is_told_by_its_cell(capsys, tmp_path, row, said):
    sheet = tmp_path / "mala.csv"
    sheet.write_text(HEAD + row + "\n")
    code, out, err = run(capsys, sheet)

    assert (code, out) == (1, "")
    assert said in err


def test_a_shock_of_no_sector_says_which_there_are(capsys):
    code, _, err = run(capsys, LOANS, "--shock", "mar=2")

    assert code == 1
    assert "Ningún préstamo es del sector «mar»." in err
    assert "Cuernavaca, Temoac, Tlayacapan, Totolapan, lluvias" in err


@pytest.mark.parametrize("wrong", [("--part", "0"), ("--confidence", "101"), ("--shock", "lluvias"), ("--shock", "=x")])
def test_what_makes_no_sense_is_refused_at_once(capsys, wrong):
    with pytest.raises(SystemExit) as ended:
        main(["leverage", str(LOANS), *wrong])
    assert ended.value.code == 2
