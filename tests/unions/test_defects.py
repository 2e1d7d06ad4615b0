"""What can be wrong with a piece comes from the trade pack."""

import pytest

from tequio.unions import defects
from tequio.unions.trade import PackBroken


def test_potters_name_their_defects():
    assert [each.code for each in defects.of_trade("pottery")][:3] == ["rajada", "despostillada", "esmalte"]


@pytest.mark.parametrize("text", ["", "clave,nombre\na,A\n", "code,name\na,A\na,B\n", "code,name\n,A\n", "code,name\na\n"])
def test_a_list_with_faults_is_refused_whole(tmp_path, monkeypatch, text):
    folder = tmp_path / "basketry"
    folder.mkdir()
    (folder / "defects.csv").write_text(text)
    monkeypatch.setattr(defects, "PACKS", tmp_path)
    with pytest.raises(PackBroken):
        defects.of_trade.__wrapped__("basketry")


def test_a_trade_without_the_list_has_none():
    assert defects.of_trade.__wrapped__("nowhere") == ()
