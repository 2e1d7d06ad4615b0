"""How a trade makes things is data of its pack: recipes, kilns and seasons, each with how sure it is."""

import shutil
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tequio.unions import making, trade
from tequio.unions.making import Mark, Use

POTTERY = making.of_trade("pottery")


@pytest.fixture
def copy(tmp_path):
    """A pack of a trade that nobody has, to be spoiled."""
    folder = tmp_path / "basketry"
    shutil.copytree(trade.PACKS / "pottery", folder)
    return folder


def test_potters_have_recipes_kilns_and_a_season():
    assert len(POTTERY.recipes) == 8
    assert {kiln.fuel.code for kiln in POTTERY.kilns} == {"lena", "gas-lp"}
    assert [season.code for season in POTTERY.seasons] == ["lluvias"]
    assert {each.source for each in (*POTTERY.recipes, *POTTERY.kilns, *POTTERY.seasons)} - {""}


def test_a_recipe_by_its_stages():
    jug = POTTERY.recipe("jarro")

    assert [stage.stage.code for stage in jug.stages] == [
        "preparar", "formar", "secar", "sancochar", "esmaltar", "quemar", "revisar",
    ]  # fmt: skip
    assert [stage.use for stage in jug.stages if stage.use != Use.PEOPLE] == [Use.DRYING, Use.KILN, Use.KILN]
    assert [stage.loss for stage in jug.stages[:3]] == [Fraction(1, 100), Fraction(3, 100), Fraction(4, 100)]
    assert (jug.name, jug.litres, jug.kg, jug.mark) == ("Jarro de 250 ml", Decimal("1.2"), Decimal("0.48"), Mark.GUESS)
    assert jug.after("").stage.code == "preparar"
    assert jug.after("secar").stage.code == "sancochar"
    assert jug.after("revisar") is None
    # A pot for plants is fired once and not glazed.
    assert [stage.stage.code for stage in POTTERY.recipe("macetero").stages if stage.fires] == ["quemar"]
    assert POTTERY.recipe("nadie") is None


@pytest.mark.parametrize(("day", "times"), [("2026-05-31", 1), ("2026-06-01", 2), ("2026-10-31", 2), ("2026-11-01", 1)])
def test_in_the_rains_drying_takes_twice_as_long(day, times):
    assert POTTERY.slower("secar", date.fromisoformat(day)) == times
    assert POTTERY.slower("formar", date.fromisoformat(day)) == 1


def test_a_season_reaches_over_the_turn_of_the_year():
    frost = making.Season("frio", "Frío", (12, 1), (2, 10), "secar", Fraction(3, 2), Mark.GUESS, "x")
    assert [frost.has(date(2026, month, 10)) for month in (11, 12, 1, 2, 3)] == [False, True, True, True, False]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('uses = "kiln"', 'uses = "sun"', "production.toml, stage 4, uses: 'sun' is none of drying, kiln, people."),
        ("litres = 600", "litres = -600", "production.toml, kiln 1, litres: is a whole number above zero."),
        ('fuel = "lena"', 'fuel = "sol"', "production.toml, kiln 1, fuel: 'sol' is none of "),
        ('begins = "06-01"', 'begins = "06-31"', "production.toml, season 1, begins: is a day such as 06-01."),
        ('slower = "2"', 'slower = "0.5"', "production.toml, season 1, slower: must not be below 1."),
        ('mark = "B"', 'mark = "Z"', "production.toml, season 1, mark: 'Z' is none of A, B, C."),
        ('product = "taza"', 'product = "jarro"', "production.toml: the recipe 'jarro' stands there twice."),
        ('litres = "1.2"', "litres = 1.2", "production.toml, recipe 1, litres: is a number above zero, in quotes."),
        ("burnt_bp = 900", "burnt_bp = 10000", "production.toml, recipe 1, burnt_bp: lies between 0 and 9999."),
        ('minutes = "4"', 'minutes = "cuatro"', "production.toml, formar, minutes: is a number above zero, in quotes."),
        ('{ stage = "formar", minutes = "4" }', '{ stage = "revisar", minutes = "4" }',
         "production.toml, secar, stage: stands out of its order."),
        ("loss_bp = 400", "loss_bp = -1", "production.toml, formar, loss_bp: lies between 0 and 9999."),
        ('{ stage = "esmaltar", material = "esmalte-blanco"', '{ stage = "moler", material = "esmalte-blanco"',
         "production.toml, moler, stage: 'moler' is none of "),
        ('{ stage = "preparar", material = "chamota"', '{ stage = "esmaltar", material = "chamota"',
         "production.toml, recipe 6, materials: goes into the stage 'esmaltar', which it does not have."),
        ('name = "Lluvias"', 'name = ""', "production.toml, season 1, name: is missing."),
    ],
)  # fmt: skip
def test_a_fault_is_named_where_it_stands(copy, old, new, fault):
    path = copy / "production.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))

    with pytest.raises(trade.PackBroken) as broken:
        making.read(copy, trade.load("pottery"))
    assert any(told.startswith(fault) for told in broken.value.faults), broken.value.faults


def test_a_pack_without_recipes_makes_nothing(copy):
    (copy / "production.toml").unlink()
    assert making.read(copy, trade.load("pottery")) == making.NOTHING
    assert making.NOTHING.kiln("x") is None
    assert POTTERY.kiln("comunal").litres == 3000


def test_a_recipe_needs_stages(copy):
    path = copy / "production.toml"
    path.write_text(path.read_text() + '\n[[recipe]]\nproduct = "olla"\nlitres = "1"\nmark = "C"\nsource = "x"\n')
    with pytest.raises(trade.PackBroken, match="recipe 9, stages: has none"):
        making.read(copy, trade.load("pottery"))
    path.write_text("=")
    with pytest.raises(trade.PackBroken, match=r"production\.toml: "):
        making.read(copy, trade.load("pottery"))
