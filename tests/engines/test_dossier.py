"""Dossiers and bundles: one way to write them, a seal that breaks with one digit, rows of which none stands out."""

import base64
import json
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import combinations

import jsonschema
import pytest
import typst
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.engines import dossier
from tequio.engines.dossier import (
    Bundle,
    Column,
    Dossier,
    Figure,
    Key,
    Kind,
    Section,
    Source,
    Table,
    Trait,
    Unreadable,
    Verdict,
)

SCHEMA = json.loads(dossier.SCHEMA.read_text())
OURS = Key.derived("a secret", "tlayacapan")

ANA = Dossier(
    number=7, union="Barro Vivo", member="Ana Ríos", lender="Caja del Valle", purpose="Un horno de gas",
    made_on=date(2026, 11, 20), demo=True,
    sections=(
        Section("purchases", "Lo que compra con la unión", (
            Figure("bought", "Compró en doce meses", Kind.MONEY, 1_234_50, (Source("purchasing.charge", (3, 5)),)),
            Figure("on_time", "Pagó a tiempo", Kind.RATIO, Decimal("0.925")),
            Figure("rounds", "Rondas", Kind.COUNT, 9),
            Figure("since", "Desde", Kind.DAY, date(2024, 2, 1)),
            Figure("other_debts", "Debe en otros lados", Kind.MONEY, None, declared=True),
        )),
        Section("repaying", "Con qué lo paga", (), (
            Table("flow", "Mes por mes", (Column("month", "Mes", Kind.TEXT), Column("left", "Queda", Kind.MONEY)),
                  (("2027-01", 800_00), ("2027-02", -120_00))),
        ), "Faltan los meses de lluvia."),
    ),
)  # fmt: skip

BUNDLE = Bundle(
    2, "Barro Vivo", "Hornos 2027", date(2026, 11, 20), (), (Column("amount", "Monto", Kind.TEXT),),
    (("$10,000 a $20,000",), ("$10,000 a $20,000",)), 2,
)  # fmt: skip


# --- one way to write them --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", [ANA, BUNDLE], ids=["dossier", "bundle"])
def test_what_is_written_fits_the_published_schema_and_reads_back(given):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(json.loads(dossier.written(given)), SCHEMA)
    jsonschema.validate(json.loads(dossier.sealed(dossier.written(given), OURS, "Barro Vivo")), SCHEMA)

    assert dossier.read(dossier.written(given)) == given
    assert dossier.read(dossier.sealed(dossier.written(given), OURS, "Barro Vivo")) == given
    assert dossier.written(given) == dossier.written(replace(given))


def test_the_bytes_are_those_that_anybody_can_write_again():
    told = json.loads(dossier.written(BUNDLE))

    assert (
        dossier.written(BUNDLE) == json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    )
    assert told["rows"] == [["$10,000 a $20,000"], ["$10,000 a $20,000"]]
    assert dossier.digest(BUNDLE) == "b705b452a4e9756b767a987d16d6b41499cfab5daa418d108146407ed51d13af"


def test_a_bundle_of_the_first_form_is_still_read_and_fits_the_schema():
    first = dossier.written(BUNDLE).replace(b"tequio-bundle/2", b"tequio-bundle/1")

    jsonschema.validate(json.loads(first), SCHEMA)
    assert dossier.read(first) == BUNDLE


@pytest.mark.parametrize(("kind", "value"), [
    (Kind.MONEY, Decimal(5)), (Kind.MONEY, True), (Kind.RATIO, 1), (Kind.RATIO, Decimal("NaN")), (Kind.DAY, "2026"),
    (Kind.TEXT, 3),
])  # fmt: skip
def test_a_value_of_another_kind_is_never_written(kind, value):
    with pytest.raises(ValueError, match=r"is no|not finite"):
        dossier.written(replace(ANA, sections=(Section("x", "x", (Figure("a", "a", kind, value),)),)))


@pytest.mark.parametrize("text", [
    b"", b"{}", b"[]", b'{"form":"tequio-dossier/9"}', dossier.written(ANA).replace(b'"money"', b'"gold"', 1),
    dossier.written(ANA).replace(b'"0.925"', b'"much"'), dossier.written(ANA).replace(b"123450", b'"123450"'),
])  # fmt: skip
def test_what_is_no_dossier_is_refused_by_one_name(text):
    with pytest.raises(Unreadable):
        dossier.read(text)


# --- the seal ---------------------------------------------------------------------------------------------------------


def pdf():
    source = "#set document(date: datetime(year: 2026, month: 11, day: 20))\nCompró \\$1,234.50"
    return bytes(typst.compile(source.encode(), format="pdf"))


def xlsx():
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet().write_number(0, 0, 1234.5)
    return target.getvalue()


FILES = {"json": dossier.written(ANA), "pdf": pdf(), "xlsx": xlsx()}
each_file = pytest.mark.parametrize("kind", FILES)


@each_file
def test_a_sealed_file_is_intact_and_says_who_sealed_it(kind):
    found = dossier.check(dossier.sealed(FILES[kind], OURS, "Barro Vivo de Ñuñoa"), OURS.public)

    assert (found.verdict, found.by, found.key) == (Verdict.INTACT, "Barro Vivo de Ñuñoa", OURS.public)


@each_file
def test_the_same_file_gets_the_same_seal(kind):
    again = Key.derived("a secret", "tlayacapan")

    assert dossier.sealed(FILES[kind], OURS, "x") == dossier.sealed(FILES[kind], again, "x")
    assert Key.derived("a secret", "cuernavaca").public != OURS.public
    assert Key.derived("another", "tlayacapan").public != OURS.public


@each_file
@settings(max_examples=300)
@given(st.data())
def test_no_byte_of_a_sealed_file_can_be_changed(kind, data):
    content = dossier.sealed(FILES[kind], OURS, "Barro Vivo")
    at = data.draw(st.integers(0, len(content) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[at]))
    changed = content[:at] + bytes([other]) + content[at + 1 :]

    assert dossier.check(changed, OURS.public).verdict is not Verdict.INTACT


def test_flipping_any_digit_of_the_json_fails():
    content = dossier.sealed(FILES["json"], OURS, "Barro Vivo")
    digits = [at for at, byte in enumerate(content) if chr(byte).isdigit()]
    for at in digits:
        flipped = b"8" if content[at : at + 1] == b"7" else b"7"
        assert dossier.check(content[:at] + flipped + content[at + 1 :]).verdict is Verdict.CHANGED
    assert len(digits) == 126


@each_file
@pytest.mark.parametrize("tail", [b"\n", b" ", b"x", b"}"])
def test_nothing_can_be_put_behind_the_seal(kind, tail):
    content = dossier.sealed(FILES[kind], OURS, "Barro Vivo") + tail

    assert dossier.check(content).verdict is Verdict.CHANGED


@each_file
def test_another_key_is_named_as_such(kind):
    theirs = Key.derived("theirs", "x")
    forged = dossier.check(dossier.sealed(FILES[kind], theirs, "Barro Vivo"), OURS.public)

    assert (forged.verdict, forged.key) == (Verdict.OTHER_KEY, theirs.public)


@each_file
def test_a_file_without_a_seal_says_so_and_nothing_else_can_be_sealed(kind):
    assert dossier.check(FILES[kind]).verdict is Verdict.NO_SEAL
    assert dossier.check(b"").verdict is Verdict.NO_SEAL
    with pytest.raises(ValueError, match="JSON, xlsx or PDF"):
        dossier.sealed(b"hola", OURS, "x")


def test_a_seal_of_one_file_does_not_fit_another():
    one = dossier.sealed(FILES["json"], OURS, "Barro Vivo")
    seal = one.rpartition(b',"zz_seal":')[2]
    other = dossier.written(replace(ANA, number=8))[:-1] + b',"zz_seal":' + seal

    assert dossier.check(other).verdict is Verdict.CHANGED


@pytest.mark.parametrize("seal", [b"{}", b"[]", b"7", b'{"key":"x"}', b'{"by":"x","key":"AA","signature":"AA"}'])
def test_a_broken_seal_is_a_change_and_no_failure(seal):
    assert dossier.check(FILES["json"][:-1] + b',"zz_seal":' + seal + b"}").verdict is Verdict.CHANGED


def test_readers_look_past_the_seal():
    book = dossier.sealed(FILES["xlsx"], OURS, "Barro Vivo")

    assert zipfile.ZipFile(BytesIO(book)).testzip() is None
    assert json.loads(dossier.sealed(FILES["json"], OURS, "x"))["member"] == "Ana Ríos"


def test_a_fingerprint_is_read_aloud():
    words = dossier.fingerprint(base64.urlsafe_b64encode(bytes(32)).decode())

    assert words == "6668 7aad f862 bd77 6c8f c18b"  # SHA-256 of 32 zero bytes


# --- rows of which none stands out ------------------------------------------------------------------------------------


def banded(values):
    """A field in tens, in hundreds, and as it is."""
    return tuple(tuple(f"{width * (value // width)}/{width}" for value in values) for width in (1, 10, 100))


columns = st.integers(3, 30).flatmap(
    lambda rows: st.lists(st.lists(st.integers(0, 250), min_size=rows, max_size=rows), min_size=1, max_size=6)
)


@settings(max_examples=200)
@given(columns, st.integers(2, 5))
def test_no_row_is_alone_in_any_three_fields(columns, crowd):
    traits = [Trait(str(place), banded(column)) for place, column in enumerate(columns)]
    hidden = dossier.hide(traits, crowd)
    if hidden is None:
        assert len(columns[0]) < crowd
        return
    for chosen in combinations(range(len(columns)), min(3, len(columns))):
        shown = [tuple(row[place] for place in chosen) for row in hidden.rows]
        assert min(shown.count(row) for row in shown) >= crowd
    assert dossier.crowd_of(hidden.rows) >= crowd
    assert [trait.said(scale) for trait, scale in zip(traits, hidden.scales, strict=True)] == [
        tuple(row[place] for row in hidden.rows) for place in range(len(traits))
    ]


@settings(max_examples=100)
@given(columns)
def test_who_leaves_makes_nobody_stand_out_and_nothing_finer(columns):
    traits = [Trait(str(place), banded(column)) for place, column in enumerate(columns)]
    before = dossier.hide(traits, 3)
    fewer = [Trait(each.name, tuple(scale[1:] for scale in each.scales)) for each in traits]
    after = dossier.hide(fewer, 3, before.scales)

    assert after is None or dossier.crowd_of(after.rows) >= 3
    assert after is None or all(later >= scale for later, scale in zip(after.scales, before.scales, strict=True))


def test_six_potters_by_hand():
    """Amount and village: one of Cuentepec asks for 80,000, so amounts go to tens of thousands and stay there."""
    amounts = Trait("amount", (
        ("10", "12", "14", "16", "18", "80"), ("10-19", "10-19", "10-19", "10-19", "10-19", "80-89"),
        ("10-99",) * 6,
    ))  # fmt: skip
    villages = Trait("village", (("T", "T", "T", "C", "C", "C"),))
    hidden = dossier.hide([amounts, villages], 3)

    assert hidden.rows == (("10-99", "T"),) * 3 + (("10-99", "C"),) * 3
    assert hidden.scales == (2, 0)


def test_too_few_rows_are_not_shown_at_all():
    assert dossier.hide([Trait("amount", (("1", "1"),))], 3) is None
    assert dossier.crowd_of([]) == 0
    with pytest.raises(ValueError, match="at least one field"):
        dossier.hide([], 3)
