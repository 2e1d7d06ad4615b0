"""Answers that are files: papers are shown, everything else is kept."""

from django.http import HttpResponse

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "xlsx": SHEET,
}
SHOWN = ("pdf", "ics")


def file_answer(content: bytes | str, name: str) -> HttpResponse:
    """The ending of its name says what kind of file it is; one that is not known is plain text."""
    ending = name.rpartition(".")[2]
    how = "inline" if ending in SHOWN else "attachment"
    return HttpResponse(
        content,
        content_type=KINDS.get(ending, "text/plain; charset=utf-8"),
        headers={"Content-Disposition": f'{how}; filename="{name}"'},
    )
