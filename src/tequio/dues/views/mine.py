"""A member's own page: what he owes, until when, what he paid, and what is his."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from tequio.books.queries import balance
from tequio.dues import queries
from tequio.dues.roles import PURCHASES
from tequio.dues.words import STATES
from tequio.members.models import Member
from tequio.ui.render import render_page

SHOWN = 24  # the last two years of a monthly fee


@require_safe
def mine(request: Any) -> HttpResponse:
    if request.member is None:
        return redirect("dues:home", union=request.union.slug)
    return render_page(request, "dues/mine.html", own=True, base="ui/member.html",
                       **about(request.member, request.today))  # fmt: skip


def about(member: Member, today: Any) -> dict[str, Any]:
    """Everything about one member's fees, for his own page and for the office's."""
    owing = queries.owing_of(member.pk, today)
    label, tone, todo = STATES[owing.state]
    certificates = queries.certificates_of(member.pk)
    return {
        "member": member, "owing": owing, "state": label, "state_tone": tone, "todo": todo,
        "credit": max(-owing.owed_minor, 0), "purchases": balance(PURCHASES, member.pk),
        "fees": queries.fees_of(member.pk)[:SHOWN], "receipts": queries.receipts_of(member.pk)[:SHOWN],
        "certificates": certificates, "capital": queries.capital_of(member.pk),
        "missing": sum(each.missing_minor for each in certificates),
        "farewells": queries.farewells().filter(member=member),
    }  # fmt: skip
