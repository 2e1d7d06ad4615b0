"""A workshop's calendar: what it can make week by week, what is promised, and the plan that is proposed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.core.refusals import Refusal
from tequio.production import actions, feeds, links, queries
from tequio.production.forms import CommitmentForm
from tequio.production.models import ProductionFeed
from tequio.production.views.asking import address, member_of, name_of
from tequio.ui.asking import deed, holder_of, once
from tequio.ui.files import feed_answer
from tequio.ui.flash import tell, warn
from tequio.ui.links import by_link, feed_closed
from tequio.ui.render import render_page
from tequio.unions.making import Making

WEEKS = 8


@require_safe
def my_calendar(request: Any) -> HttpResponse:
    member, made = member_of(request), queries.making()
    product = product_asked(request, made, member.pk)
    weeks = queries.mondays_from(request.today, WEEKS)
    able = queries.abilities(product, weeks, request.today, [member.pk])
    return render_page(
        request, "production/calendar.html", product=product, product_name=name_of(made, product),
        products=[(recipe.code, recipe.name) for recipe in made.recipes],
        weeks=[
            {"able": each, "promised": each.pieces - each.free, "last": each.monday + timedelta(days=6),
             "tight": tight_said(each.tight), "seasons": made.seasons_on(each.monday + timedelta(days=3))}
            for each in able
        ],
        plan=queries.plan_of(member.pk, request.today), link=link_of(request, queries.feed_of(member)),
        promises=[{"row": each, "product": name_of(made, each.product)} for each in queries.open_commitments(member)],
        lacks_kiln=bool(able) and all(each.tight == "kiln" and not each.pieces for each in able),
        has_means=queries.means_of(member) is not None,
    )  # fmt: skip


def product_asked(request: Any, made: Making, member_id: int | None = None) -> str:
    """The piece that the address asks for; otherwise the one noted last, or the first there is."""
    asked = request.GET.get("pieza", "")
    if made.recipe(asked):
        return str(asked)
    last = queries.last_products([member_id]).get(member_id, "") if member_id else ""
    if made.recipe(last):
        return last
    if not made.recipes:
        raise Http404
    return made.recipes[0].code


def tight_said(tight: Any) -> str:
    return {"people": _("las manos"), "drying": _("el lugar para secar"), "kiln": _("el horno")}.get(tight or "", "")


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_new(request: Any) -> HttpResponse:
    member, made = member_of(request), queries.making()
    form = CommitmentForm(request.POST or None, made=made, initial={"product": product_asked(request, made, member.pk)})
    if form.is_valid():
        told = form.cleaned_data | {"member": member, "today": request.today, "now": timezone.now()}
        there = address(request, "calendar")
        if answer := deed(request, form, actions.note_commitment, _("Quedó apartado en tu calendario."), there, **told):
            return answer
    return render_page(request, "production/commitment_new.html", form=form, status=422 if form.errors else 200)


@require_POST
def commitment_end(request: Any, commitment_id: int) -> HttpResponse:
    member = member_of(request)
    found = get_object_or_404(queries.commitments_of(member), pk=commitment_id)
    state = "kept" if request.POST.get("deed") == "kept" else "withdrawn"
    try:
        actions.end_commitment(
            actor=request.actor, member=member, commitment_id=found.pk, state=state, now=timezone.now(),
            key=once(request),
        )  # fmt: skip
        tell(request, _("Anotado. Ese lugar queda libre."))
    except Refusal as refusal:
        warn(request, str(refusal))
    return redirect("production:calendar", union=request.union.slug)


def link_of(request: HttpRequest, feed: ProductionFeed | None) -> str:
    """The whole address of a feed; empty when it has no link yet."""
    if feed is None:
        return ""
    return request.build_absolute_uri(reverse("production_feed", args=[links.FEED.token_for(feed)]))


@require_POST
def my_link(request: Any) -> HttpResponse:
    """A new link to one's own calendar; the one before stops working."""
    actions.make_feed(actor=request.actor, member=member_of(request), key=once(request))
    tell(request, _("Tu enlace está listo."))
    return redirect("production:calendar", union=request.union.slug)


@require_POST
def union_link(request: Any) -> HttpResponse:
    """A link to when the union's kilns are lit; the one before stops working."""
    holder_of(request, "production.feed.make")
    actions.make_feed(actor=request.actor, key=once(request))
    tell(request, _("El enlace está listo. Si había otro, ya no sirve."))
    return redirect("production:capacity", union=request.union.slug)


@require_safe
@by_link(links.FEED, feed_closed)
def feed_by_link(request: HttpRequest, feed: ProductionFeed, token: str) -> HttpResponse:
    """What calendars read by their link."""
    today = timezone.localdate()
    rows = [feeds.loads_of(feed, today), feeds.promises_of(feed, today)]
    told = [(each.count(), each.aggregate(last=Max("changed_at"))["last"]) for each in rows]
    tag = '"' + "-".join(f"{n}.{last.timestamp() if last else 0}" for n, last in told) + f'-{feed.serial}-{today}"'
    return feed_answer(request, tag, lambda: feeds.written(feed, today), "taller.ics")
