"""What every screen of an assembly asks first, and how a deed is done from a form."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect

from tequio.assembly import queries
from tequio.assembly.models import AgendaItem, Assembly, Vote


def find_assembly(assembly_id: int) -> Assembly:
    return get_object_or_404(queries.assemblies(), pk=assembly_id)


def find_item(item_id: int) -> AgendaItem:
    return get_object_or_404(AgendaItem.objects.select_related("assembly__union"), pk=item_id)


def find_vote(vote_id: int) -> Vote:
    return get_object_or_404(queries.votes(), pk=vote_id)


def to(request: Any, name: str, **kwargs: Any) -> HttpResponseRedirect:
    return redirect(f"assembly:{name}", union=request.union.slug, **kwargs)
