"""Views that open by a signed link: for whoever has it, in the scope of its union."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase

from tequio.core.links import Link, LinkForged
from tequio.core.refusals import Refusal
from tequio.ui.render import render_page

View = Callable[..., HttpResponseBase]
Closed = Callable[[Any, Refusal, int], HttpResponse]


def page_closed(request: Any, why: Refusal, status: int) -> HttpResponse:
    """The sentence on a page of its own."""
    return render_page(request, "ui/link_closed.html", reason=str(why), status=status)


def feed_closed(request: Any, why: Refusal, status: int) -> HttpResponse:
    """What a program that reads a feed is told."""
    if status == 404:
        raise Http404
    return HttpResponse(str(why), status=status, content_type="text/plain; charset=utf-8")


def by_link(link: Link[Any], closed: Closed = page_closed) -> Callable[[View], View]:
    """Hand the view the row that the token in its address names. What is refused on the way is answered by `closed`,
    with 404 where nobody signed the link, else with 410."""

    def wrap(view: View) -> View:
        @wraps(view)
        def opened(request: Any, token: str, **named: Any) -> HttpResponseBase:
            try:
                with link.opened(token) as row:
                    return view(request, row, token=token, **named)
            except Refusal as why:
                return closed(request, why, 404 if isinstance(why, LinkForged) else 410)

        return opened

    return wrap
