"""A supplier's spreadsheet fills the form, or says which cell is wrong."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tequio.core.sheets import read_tables, write_csv
from tequio.purchasing import actions, quote_file
from tequio.purchasing.models import Quote
from tests import factories


@pytest.fixture
def invitation(world):
    return actions.invite_supplier(actor=world.buyer, round_id=world.round.pk, supplier_id=world.near.pk)


HEADING = ["Material", "Desde", "Precio", "Forma", "Empaque", "Lo más que surte"]


def sheet(*rows):
    return write_csv(HEADING, rows)


def test_a_sound_sheet_fills_the_form(world, invitation):
    found = quote_file.read(
        "p.csv", sheet(["BARRO", 0, 4, "todo", 1, 900], ["barro", 100, "3.5", "", "", ""]), invitation
    )

    key = f"m{world.clay.pk}"
    assert found.faults == []
    assert {name: value for name, value in found.initial.items() if value is not None} == {
        f"{key}_from1": "0", f"{key}_price1": "4", f"{key}_kind": "all_units", f"{key}_pack": "1",
        f"{key}_capacity": "900", f"{key}_from2": "100", f"{key}_price2": "3.5",
    }  # fmt: skip


def test_every_bad_cell_is_named(invitation):
    found = quote_file.read("p.csv", sheet(["Barro", 0, -4, "todo", 1, ""], ["Oro", 0, 5, "", "", ""]), invitation)

    assert found.faults == [
        "Precios, celda C2 (Precio, dice «-4»): No puede ser menor que 0.",
        "Fila 3: «Oro» no se compra en esta ronda; quita la fila o corrige el nombre.",
    ]


def test_the_template_comes_back_as_it_went(invitation):
    data = quote_file.template(invitation)
    assert [table.name for table in read_tables("t.xlsx", data, known=quote_file.PRICES.known)] == ["Precios", "Flete"]
    assert quote_file.read("t.xlsx", data, invitation).faults == []


def test_a_formula_is_refused_by_its_cell(world, invitation):
    data = _with_formula(quote_file.template(invitation))
    found = quote_file.read("t.xlsx", data, invitation)
    assert any("celda C2" in fault and "fórmula" in fault for fault in found.faults), found.faults


def _with_formula(workbook: bytes) -> bytes:
    """The same workbook with a formula in C2 of its first sheet."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b'<c r="D2"', b'<c r="C2"><f>1+1</f><v>2</v></c><c r="D2"', 1)
            new.writestr(name, content)
    return target.getvalue()


def test_the_screen_shows_what_it_read_and_saves_only_after_a_look(world, invitation, client):
    client.force_login(factories.make_staff(world.union, "*"))
    url = reverse("purchasing:quote", kwargs={"union": world.union.slug, "invitation_id": invitation.pk})
    good = SimpleUploadedFile("p.csv", sheet(["Barro", 0, "4.25", "", "", ""]))
    answer = client.post(url, {"file": good})
    assert "La hoja se leyó bien" in answer.content.decode()
    assert 'value="4.25"' in answer.content.decode()
    assert not Quote.objects.exists()

    bad = SimpleUploadedFile("p.csv", sheet(["Barro", 0, "cuatro", "", "", ""]))
    assert "celda C2" in client.post(url, {"file": bad}).content.decode()
    assert (
        "no es una hoja de cálculo"
        in client.post(url, {"file": SimpleUploadedFile("x.png", b"\x89PNG\r\n\x1a\n\0\0\0")}).content.decode()
    )
