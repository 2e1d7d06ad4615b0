"""Finds the union in the address and who is asking, and opens the union's scope around the view."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from tequio.core.actors import Actor
from tequio.core.refusals import NotAllowed
from tequio.core.scope import in_union
from tequio.members.queries import member_of
from tequio.unions.models import Union
from tequio.unions.queries import standing_of

SAFE = ("GET", "HEAD", "OPTIONS")


class UnionMiddleware:
    """Gives the request `union`, `actor`, `member` and `today` when its address names a union.

    Nobody is sent to sign in; a stranger to the union gets 404, as if the address did not exist. A page that only reads
    runs in one transaction, so it shows one moment; a deed opens its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        request.today = timezone.localdate()
        slug = kwargs.pop("union", None)
        if slug is None:
            return None
        request.union = Union.objects.filter(slug=slug).first()
        if request.union is None:
            raise Http404
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        with ExitStack() as stack:
            stack.enter_context(in_union(request.union.pk))
            if request.method in SAFE:
                stack.enter_context(transaction.atomic())
            self._identify(request)
            try:
                response = view(request, *args, **kwargs)
            except NotAllowed as refusal:
                raise PermissionDenied(str(refusal)) from refusal
            # A template rendered later would query outside the scope.
            if hasattr(response, "render") and callable(response.render):
                response = response.render()
            return response

    @staticmethod
    def _identify(request: Any) -> None:
        user = request.user
        request.member = member_of(user)
        standing = standing_of(user, request.today)
        if request.member is None and not standing.holds_an_office:
            raise Http404
        request.actor = Actor(
            union_id=request.union.pk,
            name=user.name,
            user_id=user.pk,
            member_id=request.member.pk if request.member else None,
            rights=standing.rights,
            limit=standing.limit,
        )
