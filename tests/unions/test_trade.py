"""A trade pack is data: read whole or refused whole, with every fault named by file, row and column."""

import shutil

import pytest

from tequio.unions import trade
from tequio.unions.models import Office


@pytest.fixture
def copy(tmp_path):
    """A pack of a trade that nobody has, to be spoiled."""
    folder = tmp_path / "basketry"
    shutil.copytree(trade.PACKS / "pottery", folder)
    return folder


def spoil(folder, name, old, new):
    path = folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.mark.parametrize("name", trade.trades())
def test_every_pack_of_the_program_is_sound(name):
    pack = trade.load(name)

    assert pack.trade == name
    assert len(pack.materials) >= 20
    assert {office.kind for office in pack.offices} == set(Office.Kind.values)
    assert [stage.position for stage in pack.stages] == list(range(1, len(pack.stages) + 1))


def test_potters_buy_what_they_buy():
    materials = {good.code: good for good in trade.load("pottery").materials}

    assert len(materials) == 32
    assert (materials["barro-rojo"].pack, materials["gas-lp"].kg_per_unit) == (25, 20)


def test_nothing_in_the_program_knows_a_trade():
    words = {good.code for name in trade.trades() for good in trade.load(name).materials}
    package = trade.PACKS.parent.parent
    for path in package.rglob("*.py"):
        if "demo" not in path.parts and "engines" not in path.parts and "migrations" not in path.parts:
            text = path.read_text()
            assert not [word for word in words if f'"{word}"' in text], path


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("materials.csv", "caolin,Caolín,kg,25,1,", "caolin,Caolín,kg,-25,1,",
         "materials.csv, row 5, pack: '-25' must not be below zero."),
        ("materials.csv", "caolin,Caolín,kg,25,1,", "caolin,Caolín,kg,veinticinco,1,",
         "materials.csv, row 5, pack: 'veinticinco' is not a number."),
        ("materials.csv", "caolin,Caolín,kg,25,1,", "caolin,Caolín,kg,NaN,1,",
         "materials.csv, row 5, pack: 'NaN' must not be below zero."),
        ("materials.csv", "caolin,Caolín,kg,25,1,", "caolin,Caolín,kg,0,1,",
         "materials.csv, row 5, pack: '0' must be above zero."),
        ("materials.csv", "caolin,Caolín,kg,25,1,", "caolin,,kg,25,1,",
         "materials.csv, row 5, name: '' must not be empty."),
        ("materials.csv", "caolin,Caolín,kg,25,1,", "caolin,Caolín,kg,25",
         "materials.csv, row 5: it has 4 columns, not 6."),
        ("materials.csv", "15111510", "1511", "materials.csv, row 27, sat_key: '1511' is not a key of eight digits."),
        ("materials.csv", "code,name,unit", "clave,name,unit",
         "materials.csv: its first row must be code,name,unit,pack,kg_per_unit,sat_key."),
        ("products.csv", "jarro,", "caolin,", "materials.csv and products.csv: 'caolin' stands there twice."),
        ("stages.csv", "1,preparar", "uno,preparar", "stages.csv, row 2, position: 'uno' is not a whole number."),
        ("accounts.csv", "asset,cash,no", "asset,cash,tal vez",
         "accounts.csv, row 2, by_member: 'tal vez' must be yes or no."),
        ("accounts.csv", "asset,cash,no", "cosa,cash,no",
         "accounts.csv, row 2, kind: 'cosa' is none of asset, liability, equity, income, expense."),
        ("accounts.csv", "purchase_clearing", "", "accounts.csv: no account has the role 'purchase_clearing'."),
        ("offices.toml", 'kind = "catalyst"', 'kind = "owner"',
         "offices.toml, asesoria: kind 'owner' is none of ['elected', 'staff', 'catalyst']."),
        ("offices.toml", 'name = "Compras"', 'name = ""', "offices.toml, office 4: it needs a code and a name."),
    ],
)  # fmt: skip
def test_a_fault_is_named(copy, name, old, new, fault):
    spoil(copy, name, old, new)
    with pytest.raises(trade.PackBroken) as refused:
        trade.read(copy)

    assert fault in refused.value.faults


def test_all_faults_are_told_at_once(copy):
    spoil(copy, "materials.csv", "caolin,Caolín,kg,25,1,", "caolin,,kg,0,1,")
    (copy / "stages.csv").unlink()
    (copy / "offices.toml").write_text("[[office")
    with pytest.raises(trade.PackBroken) as refused:
        trade.read(copy)

    assert len(refused.value.faults) == 4


def test_a_trade_without_a_pack_is_refused():
    with pytest.raises(trade.PackBroken, match="there are: pottery"):
        trade.load("mining")
