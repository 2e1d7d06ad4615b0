"""Pages that belong to no union: the front door, the choice of a union, and whether the house stands."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tequio import __version__
from tequio.core.users import User
from tequio.web.accounts import unions_of


@never_cache
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Nobody sees the door; whoever belongs to one union goes straight in."""
    if not isinstance(request.user, User):
        return render(request, "web/front.html")
    unions = unions_of(request.user, timezone.localdate())
    if len(unions) == 1:
        return redirect(f"/{unions[0].slug}/")
    return render(request, "web/choose.html", {"unions": unions})


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For machines that watch: 200 when the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        status, text = 200, "ok"
    except DatabaseError:
        status, text = 503, "database"
    return HttpResponse(text, status=status, content_type="text/plain", headers={"X-Tequio": __version__})
