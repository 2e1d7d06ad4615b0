"""Refuses what is too large to be anything people send us, in a page that says so."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from tequio.ui import errors

LARGEST = 25_000_000  # bytes; spreadsheets stop at 20 MB, photos at 8 MB
PATIENCE = 512_000_000  # bytes still read away, so that the browser gets to show the answer
PIECE = 1_000_000


class UploadLimit:
    """Looks at the announced length before anything is parsed; the body is read away and thrown out, not stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = _announced(request)
        if length <= LARGEST:
            return self.get_response(request)
        left = min(length, PATIENCE)
        while left > 0 and (piece := request.META["wsgi.input"].read(min(PIECE, left))):
            left -= len(piece)
        return errors.too_big(request, LARGEST)


def _announced(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() else 0
