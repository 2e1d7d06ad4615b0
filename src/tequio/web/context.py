"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tequio.web.nav import nav_for


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "union": getattr(request, "union", None),
        "actor": getattr(request, "actor", None),
        "is_demo": settings.DEMO,
        "nav": nav_for(request),
        # Who holds an office and stays on his member's side takes it along from page to page.
        "side": "?lado=socia" if request.GET.get("lado") == "socia" else "",
    }
