"""Tags and templates: what they print, and what they leave out."""

import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override

from tequio.ui import stylesheet
from tequio.ui.forms import QuantityField
from tequio.ui.render import render_page, wants_fragment


@pytest.fixture(autouse=True)
def spanish():
    with override("es-mx"):
        yield


def shown(source: str, **context) -> str:
    return Template(source).render(Context(context))


def asked(address: str = "/", **headers):
    return RequestFactory().get(address, headers=headers)


def test_every_rendering_of_a_form_carries_a_key_of_its_own():
    keys = {re.search(r'name="once" value="([0-9a-f-]{36})"', shown("{% once %}"))[1] for _ in range(5)}
    assert len(keys) == 5


def test_an_empty_block_leaves_no_empty_paragraph():
    assert shown('{% wrap "p" "lead" %}  {{ nothing }} {% endwrap %}') == ""
    assert shown('{% wrap "p" "lead" %} <b>si</b> {% endwrap %}') == '<p class="lead"><b>si</b></p>'


def test_what_stands_between_the_tags_of_a_component_is_escaped_once():
    assert "<p class=\"says\">&lt;b&gt; <b>$1.00</b></p>" in shown(
        "{% stat %}{{ evil }} <b>{{ 100|money }}</b>{% endstat %}", evil="<b>"
    )  # fmt: skip


def test_a_title_given_to_a_card_is_escaped():
    assert "<script" not in shown("{% card title=evil %}x{% endcard %}", evil="<script>")


def test_the_error_of_a_field_stands_beside_it_and_is_tied_to_it():
    class Pledge(forms.Form):
        quantity = QuantityField(label="¿Cuánto?", unit="kg", help_text="En bultos.")

    page = shown("{{ form }}", form=Pledge({"quantity": "doce"}))
    assert 'aria-describedby="id_quantity_helptext id_quantity_error"' in page
    assert 'id="id_quantity_helptext"' in page
    assert 'id="id_quantity_error"' in page
    assert "Escribe solo un número, por ejemplo 1,250.5." in page
    assert 'aria-invalid="true"' in page
    assert "Nada se ha guardado todavía." in page


def test_an_unbound_form_has_no_errors_and_names_what_is_optional():
    class Note(forms.Form):
        note = forms.CharField(label="Aviso", required=False)

    page = shown("{{ form }}", form=Note())
    assert "(opcional)" in page
    assert "error" not in page


def test_a_missing_value_is_asked_for_in_plain_words():
    class Note(forms.Form):
        note = forms.CharField()

    assert Note({}).errors["note"] == ["Falta este dato."]


def test_pages_keep_the_filters_and_sorting_starts_at_the_first_page():
    request = asked("/?q=ana&orden=nombre&pagina=2")
    page = Paginator(range(200), 50).get_page(2)
    pages = Template("{% pages page %}").render(Context({"request": request, "page": page}))
    assert 'href="?q=ana&amp;orden=nombre&amp;pagina=3"' in pages
    assert "51 a 100 de 200" in pages
    head = Template('{% sortable "nombre" "Nombre" %}').render(Context({"request": request}))
    assert 'aria-sort="ascending"' in head
    assert 'href="?q=ana&amp;orden=-nombre"' in head


def test_one_page_needs_no_numbers():
    page = Paginator(range(3), 50).get_page(1)
    assert Template("{% pages page %}").render(Context({"request": asked(), "page": page})).strip() == ""


@pytest.mark.parametrize(
    ("done", "whole", "percent"), [(0, 0, 0), (1, 3, 33), (5, 3, 100), (-1, 3, 0), (None, 3, 0)]
)  # fmt: skip
def test_progress_stays_between_nothing_and_all(done, whole, percent):
    page = shown("{% progress done whole 'Van' %}", done=done, whole=whole)
    assert f'value="{percent}"' in page


def test_progress_asks_again_until_all_is_done():
    assert 'hx-get="/x"' in shown("{% progress 1 2 'Van' url='/x' %}")
    assert 'http-equiv="refresh"' in shown("{% progress 1 2 'Van' url='/x' %}")
    assert "hx-get" not in shown("{% progress 2 2 'Van' url='/x' %}")


def test_a_process_marks_what_is_done_and_where_it_is():
    stages = [("a", "Abierta"), ("b", "Cerrada", "el viernes"), ("c", "Liquidada")]
    page = shown("{% steps stages 'b' %}", stages=stages)
    assert page.count('class="done"') == 1
    assert '<li aria-current="step"><span>Cerrada <small>el viernes</small>' in page
    assert shown("{% steps stages None %}", stages=stages).count('class="done"') == 3
    assert 'class="stopped"' in shown("{% steps stages 'b' stopped=True %}", stages=stages)


def test_an_icon_without_a_label_is_decoration():
    assert 'aria-hidden="true"' in shown('{% icon "pot" %}')
    assert 'role="img" aria-label="Olla"' in shown('{% icon "pot" label="Olla" %}')


def test_htmx_gets_the_part_and_everyone_else_the_page():
    request = asked("/")
    request.htmx = False
    assert not wants_fragment(request)

    class Asked:
        boosted = history_restore_request = False

    request.htmx = Asked()
    assert wants_fragment(request)
    request.htmx.history_restore_request = True
    assert not wants_fragment(request)


def test_a_page_with_parts_may_not_be_kept_for_the_whole():
    request = asked("/")
    request.htmx = False
    response = render_page(request, "ui/patterns_progress.html", "part", nothing=1)
    assert "HX-Request" in response["Vary"]


def test_the_stylesheet_is_named_by_its_contents_and_kept_for_ever(client):
    response = client.get(reverse("ui:stylesheet", kwargs={"version": stylesheet.version()}))
    assert response["Content-Type"] == "text/css"
    assert "immutable" in response["Cache-Control"]
    assert client.get("/estilo-viejo.css")["Cache-Control"] == "no-cache"


def test_the_stylesheet_stays_light_and_whole():
    css = stylesheet.stylesheet()
    assert len(css.encode()) <= 30_000
    assert len(stylesheet.stylesheet(stylesheet.MEMBER).encode()) <= 24_000
    assert css.count("{") == css.count("}")
    assert "url(" not in css.replace('url("data:', "")
    assert "/*" not in css


def test_a_member_s_page_knows_how_a_file_is_chosen():
    assert "::file-selector-button{" in stylesheet.stylesheet(stylesheet.MEMBER)


def test_squeezing_keeps_what_means_something():
    assert (
        stylesheet.squeezed("/* why */ .a  .b:hover > c { margin: 0 calc(1px + 2px) ;\n }")
        == ".a .b:hover>c{margin:0 calc(1px + 2px)}"
    )
    assert stylesheet.squeezed('a::before { content: "a ; b"; }') == 'a::before{content:"a ; b"}'


@pytest.mark.parametrize(("choice", "kept"), [("dark", "dark"), ("light", "light"), ("auto", ""), ("<b>", "")])
def test_a_reader_chooses_the_light_without_script(client, choice, kept):
    response = client.post(reverse("ui:preferences"), {"theme": choice, "next": "/patrones/"})
    assert (response.status_code, response["Location"]) == (302, "/patrones/")
    assert client.cookies["theme"].value == kept


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_a_preference_never_leads_off_the_site(client, target):
    assert client.post(reverse("ui:preferences"), {"language": "en", "next": target})["Location"] == "/"
    assert client.cookies["django_language"].value == "en"
