"""The office's calendar, and the link by which other calendars read it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tequio.engines.days import mexico
from tequio.training import actions, feeds, links, queries
from tequio.training.models import Feed
from tequio.training.views.asking import find_course, office_only
from tequio.ui.asking import holder_of, once
from tequio.ui.files import feed_answer
from tequio.ui.flash import tell
from tequio.ui.links import by_link, feed_closed
from tequio.ui.render import render_page


@require_safe
def month(request: Any) -> HttpResponse:
    """One month of sessions, day by day, with its holidays."""
    office_only(request)
    first = _month_asked(request.GET.get("mes", ""), request.today)
    after = (first + timedelta(days=32)).replace(day=1)
    rows = list(queries.sessions_on(first, after - timedelta(days=1)))
    days = [
        {"day": day, "holiday": mexico().holiday_on(day), "sessions": list(held)}
        for day, held in groupby(rows, key=lambda session: timezone.localdate(session.begins_at))
    ]
    return render_page(
        request, "training/calendar.html", first=first, days=days, before=first - timedelta(days=1), after=after,
        count=sum(not row.is_cancelled for row in rows), has_programmes=queries.programmes().exists(),
        link=link_of(request, queries.feed_of()),
    )  # fmt: skip


def _month_asked(text: str, today: date) -> date:
    try:
        return date.fromisoformat(f"{text}-01") if len(text) == 7 else today.replace(day=1)
    except ValueError:
        return today.replace(day=1)


def link_of(request: HttpRequest, feed: Feed | None) -> str:
    """The whole address of a feed; empty when it has no link yet."""
    if feed is None:
        return ""
    return request.build_absolute_uri(reverse("calendar_feed", args=[links.FEED.token_for(feed)]))


@require_POST
def make_link(request: Any) -> HttpResponse:
    """A link for the union's calendar or a course's; the one before stops working."""
    holder_of(request, "training.feed.make")
    asked = request.POST.get("curso", "")
    course = find_course(int(asked)) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None
    actions.make_feed(actor=request.actor, course_id=course.pk if course else None, key=once(request))
    tell(request, _("El enlace está listo. Si había otro, ya no sirve."))
    return redirect(course or reverse("training:calendar", kwargs={"union": request.union.slug}))


@require_safe
@by_link(links.FEED, feed_closed)
def feed_by_link(request: HttpRequest, feed: Feed, token: str) -> HttpResponse:
    """What calendars read by their link: the sessions, and nothing about people."""
    rows = queries.sessions_of_feed(feed)
    changed = rows.aggregate(last=Max("changed_at"))["last"]
    tag = f'"{feed.serial}-{rows.count()}-{changed.timestamp() if changed else 0}"'
    return feed_answer(request, tag, lambda: feeds.written(feed), "cursos.ics")
