"""What a screen asks before it shows itself."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal
from tequio.ui.flash import tell


def holder_of(request: Any, *rights: str) -> None:
    """Go on only when the person asking holds one of the rights; otherwise 403 in a plain sentence."""
    if not any(request.actor.may(right) for right in rights):
        raise PermissionDenied(str(request.actor.refusal(*rights)))


def office_of(request: Any, area: str) -> None:
    """Go on only for someone with any right in an area ("purchasing"): the pages where that work is done."""
    if not any(right.startswith(f"{area}.") for right in request.actor.rights):
        raise PermissionDenied(_("Esta página es para la oficina de la unión."))


def layout_of(request: Any) -> str:
    """A member's light page, or the office's; who is both says by `?lado=socia` on which side he stands."""
    is_members = request.member is not None and request.GET.get("lado") == "socia"
    return "ui/member.html" if is_members or not request.actor.rights else "ui/page.html"


def done(request: Any, form: Any, deed: Callable[..., Any], **told: Any) -> bool:
    """Do it once, with the key that the form carried; a refusal becomes a sentence of the form."""
    try:
        deed(actor=request.actor, key=once(request), **told)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def deed(
    request: Any, form: Any, do: Callable[..., Any], said: str | Callable[[Any], str], to: str = "", **told: Any
) -> HttpResponse | None:
    """As `done`, then say so and go `to` there, or to what came of it; None when it was refused."""
    try:
        made = do(actor=request.actor, key=once(request), **told)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None
    tell(request, said(made) if callable(said) else said)
    return redirect(to or made)


KEY_LENGTH = 60  # leaves room for what a page with several deeds adds to it


def once(request: HttpRequest) -> str:
    """The idempotency key that the form carried."""
    return request.POST.get("once", "").replace("\0", "")[:KEY_LENGTH]


def status_of(form: Any) -> int:
    """422 for a form that is shown again with what is wrong in it."""
    return 422 if form.is_bound and form.errors else 200
