"""What a buyer's link opens: his own order, in the scope of its union, for whoever has the link."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from tequio.core.refusals import Refusal
from tequio.core.scope import in_union
from tequio.sales import links
from tequio.ui.render import render_page
from tequio.unions.models import Union


def by_link(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Hand the view the order that the token in its address names; a link that is of no use any more says so."""

    @require_safe
    @wraps(view)
    def opened(request: Any, token: str, **named: Any) -> HttpResponseBase:
        try:
            union_id, order_id, serial = links.read(token)
        except Refusal as refusal:
            return _useless(request, refusal)
        if not Union.objects.filter(pk=union_id).exists():
            raise Http404
        with in_union(union_id):
            try:
                order = links.order_behind(order_id, serial)
            except Refusal as refusal:
                return _useless(request, refusal)
            return view(request, order, token, **named)

    return opened


def _useless(request: Any, refusal: Refusal) -> HttpResponse:
    return render_page(request, "sales/link_useless.html", reason=str(refusal), status=410)
