"""The page by which anyone checks a dossier, opened from a folder without a network."""

from pathlib import Path

import pytest

from tequio.engines import dossier
from tests.engines.test_dossier import FILES, OURS
from tests.screens.browser import assert_axe_clean, assert_fits

pytestmark = pytest.mark.browser

PAGE = Path(dossier.__file__).with_name("check.html")
ALIKE = {"json": "application/json", "pdf": "application/pdf", "xlsx": "application/zip"}
WHOLE = "Está como salió de la unión"


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 360, "height": 740}, offline=True)
    page = context.new_page()
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(PAGE.as_uri())
    yield page
    context.close()
    assert complaints == []


def said_of(page, content, kind, key=""):
    page.fill("#key", key)
    page.set_input_files("#file", {"name": f"x.{kind}", "mimeType": ALIKE[kind], "buffer": content})
    page.wait_for_selector("output b")
    page.wait_for_function("!document.querySelector('output').textContent.startsWith('Mirando')")
    return page.locator("output b").inner_text()


@pytest.mark.parametrize("kind", FILES)
def test_a_whole_file_and_a_changed_digit(page, kind):
    content = dossier.sealed(FILES[kind], OURS, "Barro Vivo de Ñuñoa")
    assert said_of(page, content, kind, OURS.public) == WHOLE
    assert "Barro Vivo de Ñuñoa" in page.locator("output").inner_text()
    assert dossier.fingerprint(OURS.public) in page.locator("output").inner_text()
    assert_axe_clean(page)
    assert_fits(page)

    page.reload()
    at = next(at for at, byte in enumerate(content) if chr(byte).isdigit() and at > len(content) // 3)
    changed = content[:at] + (b"8" if content[at : at + 1] == b"7" else b"7") + content[at + 1 :]
    assert said_of(page, changed, kind) == "El archivo cambió"


def test_another_key_and_no_seal(page):
    content = dossier.sealed(FILES["json"], key_of_others(), "Barro Vivo")
    assert said_of(page, content, "json", OURS.public) == "Está entero, pero lo selló otra llave"

    page.reload()
    assert said_of(page, FILES["pdf"], "pdf") == "No tiene sello"


def test_where_the_browser_cannot_it_says_neither_good_nor_bad(page):
    page.evaluate(
        "() => { crypto.subtle.importKey = () => Promise.reject(new DOMException('no', 'NotSupportedError')) }"
    )
    content = dossier.sealed(FILES["json"], OURS, "Barro Vivo")

    assert said_of(page, content, "json") == "Este navegador no sabe comprobar sellos"
    assert "ni bueno ni malo" in page.locator("output").inner_text()


def key_of_others():
    return dossier.Key.derived("theirs", "x")
