"""What a screen asks before it shows itself."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _


def holder_of(request: Any, *rights: str) -> None:
    """Go on only when the person asking holds one of the rights; otherwise 403 in a plain sentence."""
    if not any(request.actor.may(right) for right in rights):
        raise PermissionDenied(_("No tienes permiso para esto. Pídelo a la mesa directiva."))


def office_of(request: Any, area: str) -> None:
    """Go on only for someone with any right in an area ("purchasing"): the pages where that work is done."""
    if not any(right.startswith(f"{area}.") for right in request.actor.rights):
        raise PermissionDenied(_("Esta página es para la oficina de la unión."))


KEY_LENGTH = 60  # leaves room for what a page with several deeds adds to it


def once(request: HttpRequest) -> str:
    """The idempotency key that the form carried."""
    return request.POST.get("once", "").replace("\0", "")[:KEY_LENGTH]
