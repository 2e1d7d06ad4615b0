"""For whoever was handed a file: the page that checks it without a network, and whose key a fingerprint is."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tequio.engines import dossier
from tequio.tenders.papers import key_of
from tequio.ui.files import file_answer
from tequio.ui.render import render_page
from tequio.unions.models import Union

PAGE = Path(dossier.__file__).with_name("check.html")


@require_safe
def seal_check(request: HttpRequest) -> HttpResponse:
    """How to check, the page to keep, and the schema of the data."""
    match request.GET.get("archivo"):
        case "pagina":
            return file_answer(PAGE.read_text(), "comprobar-expediente.html")
        case "esquema":
            return file_answer(dossier.SCHEMA.read_text(), "expediente.schema.json")
    return render_page(request, "tenders/seal_check.html")


@require_safe
def seal_key(request: HttpRequest, words: str) -> HttpResponse:
    """The union whose key has this fingerprint; nobody learns from it which other unions there are."""
    asked = words.replace("-", " ").strip().lower()
    for union in Union.objects.order_by("pk"):
        public = key_of(union).public
        if dossier.fingerprint(public) == asked:
            return render_page(request, "tenders/seal_key.html", for_union=union, key=public, words=asked)
    return render_page(request, "tenders/seal_key.html", for_union=None, words=asked, status=404)
