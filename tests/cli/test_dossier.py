"""`tequio dossier verify`: what it says of a file that is whole, changed, without a seal, or sealed by another."""

import json

import pytest

from tequio.cli import main
from tequio.engines import dossier
from tests.engines.test_dossier import ANA, BUNDLE, FILES, OURS


@pytest.fixture
def file(tmp_path):
    def write(content, name="expediente.json"):
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return write


def sealed(kind="json"):
    return dossier.sealed(FILES[kind], OURS, "Barro Vivo")


@pytest.mark.parametrize("kind", FILES)
def test_a_whole_file_ends_well(kind, file, capsys):
    assert main(["dossier", "verify", file(sealed(kind), f"x.{kind}"), "--key", OURS.public]) == 0

    said = capsys.readouterr().out
    assert said.startswith("Está como salió de la unión.\nLo selló: Barro Vivo\n")
    assert dossier.fingerprint(OURS.public) in said


def test_without_a_key_it_says_what_that_leaves_open(file, capsys):
    assert main(["dossier", "verify", file(sealed())]) == 0

    said = capsys.readouterr().out
    assert "Expediente 7 de Ana Ríos para Caja del Valle, 20/11/2026." in said
    assert f"Llave: {OURS.public}" in said
    assert "cualquiera puede sellar con una llave suya" in said


def test_a_bundle_is_named_too(file, capsys):
    assert main(["dossier", "verify", file(dossier.sealed(dossier.written(BUNDLE), OURS, "Barro Vivo"))]) == 0

    assert "Carpeta 2, «Hornos 2027», 20/11/2026: 2 solicitudes." in capsys.readouterr().out


@pytest.mark.parametrize("kind", FILES)
def test_one_changed_digit_ends_badly(kind, file, capsys):
    content = sealed(kind)
    at = next(at for at, byte in enumerate(content) if chr(byte).isdigit() and at > len(content) // 2)
    changed = content[:at] + (b"8" if content[at : at + 1] == b"7" else b"7") + content[at + 1 :]

    assert main(["dossier", "verify", file(changed)]) == 3
    assert "CAMBIÓ" in capsys.readouterr().out


@pytest.mark.parametrize(("content", "key", "code", "verdict"), [
    (FILES["pdf"], "", 4, "no_seal"), (sealed(), "AAAA", 5, "other_key"), (sealed(), f" {OURS.public}\n", 0, "intact"),
])  # fmt: skip
def test_other_ends_have_their_own_code(content, key, code, verdict, file, capsys):
    assert main(["dossier", "verify", file(content), "--json", "--key", key]) == code

    assert json.loads(capsys.readouterr().out)["verdict"] == verdict


def test_a_file_that_is_not_there_is_said(tmp_path, capsys):
    assert main(["dossier", "verify", str(tmp_path / "nada.pdf")]) == 1

    assert "No hay archivo" in capsys.readouterr().err


def test_a_sealed_file_of_another_form_is_whole_all_the_same(file, capsys):
    assert main(["dossier", "verify", file(dossier.sealed(b'{"form":"tequio-dossier/9"}', OURS, "x"))]) == 0

    assert "no conoce su forma" in capsys.readouterr().out
    assert ANA.number == 7
