"""Answers that are files: papers are shown, everything else is kept."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "jpg": "image/jpeg",
    "json": "application/json",
    "pdf": "application/pdf",
    "xlsx": SHEET,
}
SHOWN = ("pdf", "ics", "jpg")


def sealed(answer: HttpResponseBase) -> HttpResponseBase:
    """What somebody uploaded: never run by the browser, never kept by what stands between."""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def file_answer(content: bytes | str, name: str) -> HttpResponse:
    """The ending of its name says what kind of file it is; one that is not known is plain text."""
    ending = name.rpartition(".")[2]
    how = "inline" if ending in SHOWN else "attachment"
    return HttpResponse(
        content,
        content_type=KINDS.get(ending, "text/plain; charset=utf-8"),
        headers={"Content-Disposition": f'{how}; filename="{name}"'},
    )


def feed_answer(request: HttpRequest, tag: str, write: Callable[[], bytes | str], name: str) -> HttpResponse:
    """A file that programs ask for again and again: written only if `tag` is not what they have already."""
    unchanged = get_conditional_response(request, etag=tag)
    if unchanged is not None:
        return unchanged
    answer = file_answer(write(), name)
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    return answer
