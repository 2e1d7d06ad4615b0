"""What the pages of a founding ask first, and how a form's deed is done and told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from tequio.founding import queries
from tequio.founding.lacks import Lack, lacks_for
from tequio.founding.models import Founding
from tequio.ui.asking import done, holder_of, office_of
from tequio.ui.flash import tell
from tequio.ui.render import render_page

# Each stage's own page.
PAGES = {
    "forum": "problems", "ranking": "orders", "promoters": "promoters", "form": "form", "bylaws": "bylaws",
    "assembly": "assembly", "founded": "registrations", "governed": "registrations",
}  # fmt: skip


def here(request: Any) -> Founding:
    """The founding, for its office. 404 where the union was opened whole."""
    office_of(request, "founding")
    founding = queries.founding_here()
    if founding is None:
        raise Http404
    return founding


def lacks(request: Any, founding: Founding) -> list[Lack]:
    """What keeps the present stage from ending, one thing a line."""
    return lacks_for(request.actor, founding, timezone.now())


def page(request: Any, template: str, founding: Founding, form: Any = None, **context: Any) -> HttpResponse:
    """One page of the way, with where it stands; 422 for a form that was refused."""
    wrong = form is not None and form.is_bound and bool(form.errors)
    return render_page(
        request, f"founding/{template}.html", founding=founding, form=form, status=422 if wrong else 200,
        stages=[(stage.value, stage.label.capitalize()) for stage in Founding.Stage][:-1],
        current=None if founding.stage == Founding.Stage.GOVERNED else founding.stage, **context,
    )  # fmt: skip


def to(request: Any, name: str, **kwargs: Any) -> HttpResponse:
    return redirect(reverse(f"founding:{name}", kwargs={"union": request.union.slug, **kwargs}))


def deed(
    request: Any, form: Any, do: Callable[..., Any], sentence: str, name: str, **told: Any
) -> HttpResponse | None:  # fmt: skip
    """Do it, say so and go to a page; None when it was refused, which the form then says."""
    holder_of(request, do.right)  # type: ignore[attr-defined]
    if not done(request, form, do, **told):
        return None
    tell(request, sentence)
    return to(request, name)
