"""What the screens of production ask first."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse

from tequio.members.models import Member
from tequio.production import queries
from tequio.production.rights import SEE
from tequio.ui.asking import holder_of, office_of
from tequio.unions.making import Making, Recipe


def member_of(request: Any) -> Member:
    if request.member is None:
        raise Http404
    found: Member = request.member
    return found


def address(request: Any, name: str, **named: Any) -> str:
    """A page of production in the union of the request."""
    return reverse(f"production:{name}", kwargs={"union": request.union.slug, **named})


def office_only(request: Any) -> None:
    office_of(request, "production")


def who_sees_workshops(request: Any) -> None:
    """Go on only for whoever may see what each workshop noted, or notes it for them."""
    holder_of(request, SEE, "production.week.note")


def recipe_or_404(product: str, made: Making | None = None) -> Recipe:
    found = (made or queries.making()).recipe(product)
    if found is None:
        raise Http404
    return found


def name_of(made: Making, product: str) -> str:
    """A product's name; one that has no recipe any more is called by its code."""
    recipe = made.recipe(product)
    return recipe.name if recipe else product
