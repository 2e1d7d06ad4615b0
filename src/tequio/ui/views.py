"""The stylesheet, and what a reader may choose for himself: language and light."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from tequio.ui import stylesheet

YEAR = 60 * 60 * 24 * 365
THEMES = ("light", "dark")


@require_safe
def stylesheet_file(request: HttpRequest, version: str) -> HttpResponse:
    """Kept for ever under its own name; an old name gets today's whole file and is not kept."""
    files = next((each for each in (stylesheet.ORDER, stylesheet.MEMBER) if version == stylesheet.version(each)), None)
    kept = "public, max-age=31536000, immutable" if files else "no-cache"
    css = stylesheet.stylesheet(files or stylesheet.ORDER)
    return HttpResponse(css, content_type="text/css", headers={"Cache-Control": kept})


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keeps the choice in a cookie and goes back to the page it was made on. Needs neither script nor account."""
    response = HttpResponseRedirect(_back(request))
    if "theme" in request.POST:
        _keep(response, "theme", request.POST["theme"], THEMES)
    if "language" in request.POST:
        _keep(response, settings.LANGUAGE_COOKIE_NAME, request.POST["language"], tuple(dict(settings.LANGUAGES)))
    return response


def _keep(response: HttpResponse, cookie: str, choice: str, allowed: tuple[str, ...]) -> None:
    if choice in allowed:
        response.set_cookie(cookie, choice, max_age=YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True)
    else:
        response.delete_cookie(cookie)


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=settings.HTTPS)
    return target if safe else "/"
