"""What a reader sees when something cannot be answered: plain words and the next step."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.views import defaults

from tequio.ui.render import render_page


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django reports what is too big as a bad request; people deserve to know which of the two it was."""
    if isinstance(exception, RequestDataTooBig):
        return too_big(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    return defaults.bad_request(request, exception)


def too_big(request: HttpRequest, limit: int | None = None) -> HttpResponse:
    return render_page(request, "413.html", status=413, limit=filesizeformat(limit) if limit else "")
