"""The office's view: who noted the week, what the union can make, and villages' sheets brought in."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.engines.costing import LEAST
from tequio.members.models import Member, Section
from tequio.members.queries import members
from tequio.production import actions, queries
from tequio.production.documents import batches_pdf, week_pdf, week_xlsx
from tequio.production.forms import WeekForm
from tequio.production.making import monday_of
from tequio.production.views.asking import name_of, office_only, who_sees_workshops
from tequio.production.views.calendar import link_of, product_asked, tight_said
from tequio.ui import charts
from tequio.ui.asking import deed, holder_of
from tequio.ui.files import file_answer
from tequio.ui.numbers import percent
from tequio.ui.render import render_page

IMPORT = "production.week.import"
NOTE = "production.week.note"
MOST_ROWS = 10_000
SHOWN = 300
WEEKS = 10


def monday_asked(request: Any) -> date:
    """The week that the address asks for (`?semana=`), never one to come."""
    this = monday_of(request.today)
    try:
        return min(monday_of(date.fromisoformat(request.GET.get("semana", ""))), this)
    except ValueError:
        return this


@require_safe
def home(request: Any) -> HttpResponse:
    """Who noted this week, village by village, and where all pieces were lost."""
    office_only(request)
    monday, this = monday_asked(request), monday_of(request.today)
    villages = list(queries.who_noted(monday))
    return render_page(
        request, "production/home.html", monday=monday, last=monday + timedelta(days=6),
        before=monday - timedelta(days=7), after=monday + timedelta(days=7) if monday < this else None,
        villages=villages, people=sum(each.people for each in villages),
        noted=sum(each.noted or 0 for each in villages), chart=_losses_chart(request),
    )  # fmt: skip


def _losses_chart(request: Any) -> charts.Chart | None:
    """Only stages behind which at least five workshops stand."""
    made = queries.making()
    names = {s.stage.code: (s.stage.position, s.stage.name) for r in made.recipes for s in r.stages}
    rows = [row for row in queries.lost_this_season(request.today) if row["workshops"] >= LEAST and row["all"]]
    rows.sort(key=lambda row: names.get(row["stage"], (99, "")))
    bars = []
    for row in rows:
        rate = Decimal(row["gone"]) / row["all"]
        bars.append(charts.Bar(names.get(row["stage"], (99, row["stage"]))[1], (rate,), (percent(rate),)))
    title, label = _("Lo que se pierde en cada paso"), _("Paso")
    return charts.bars(bars, title=title, label=label, series=[_("Se pierde")]) if bars else None


@require_safe
def village(request: Any, section_id: int) -> HttpResponse:
    """One village's week, its sheet as paper or file (`?formato=`)."""
    who_sees_workshops(request)
    section = get_object_or_404(Section.objects.all(), pk=section_id)
    monday, made = monday_asked(request), queries.making()
    people = list(queries.members_of_section(section.pk))
    products = queries.last_products([each.pk for each in people])
    if request.GET.get("formato") == "pdf":
        return file_answer(week_pdf(request.union, section, monday, people, products, made), f"semana-{monday}.pdf")
    if request.GET.get("formato") == "tandas":
        return file_answer(batches_pdf(request.union, section, made), "hoja-de-tandas.pdf")
    if request.GET.get("formato") == "xlsx":
        return file_answer(week_xlsx(people, products, made), f"semana-{monday}.xlsx")
    notes: dict[int, list[Any]] = {}
    for note in queries.notes_of_week(monday, section.pk):
        notes.setdefault(note.member_id, []).append({"note": note, "product": name_of(made, note.product)})
    return render_page(
        request, "production/village.html", section=section, monday=monday, last=monday + timedelta(days=6),
        rows=[{"member": each, "notes": notes.get(each.pk, [])} for each in people], noted=len(notes),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def week_for(request: Any, member_id: int) -> HttpResponse:
    """Somebody's five numbers, typed by whoever helps him."""
    holder_of(request, NOTE)
    member = get_object_or_404(members(), pk=member_id)
    made = queries.making()
    last = queries.last_products([member.pk]).get(member.pk, "")
    initial = {"product": last, "monday": monday_asked(request).isoformat()}
    form = WeekForm(request.POST or None, made=made, today=request.today, initial=initial)
    if form.is_valid():
        there = reverse("production:village", args=[request.union.slug, member.section_id])
        told = form.told | {"member": member, "today": request.today, "now": timezone.now()}
        said = _("Quedó anotada la semana de %(name)s.") % {"name": member.name}
        if answer := deed(request, form, actions.note_week, said, there, **told):
            return answer
    return render_page(
        request, "production/week_for.html", form=form, member=member, status=422 if form.errors else 200
    )


@require_safe
def capacity(request: Any) -> HttpResponse:
    """What all workshops together can make of a piece, week by week, and what is free of it."""
    office_only(request)
    made = queries.making()
    product = product_asked(request, made)
    weeks = queries.mondays_from(request.today, WEEKS)
    able = queries.abilities(product, weeks[:1], request.today)
    tight: dict[str, int] = {}
    for each in able:
        if each.pieces:
            tight[tight_said(each.tight)] = tight.get(tight_said(each.tight), 0) + 1
    return render_page(
        request, "production/capacity.html", product=product, product_name=name_of(made, product),
        products=[(recipe.code, recipe.name) for recipe in made.recipes],
        weeks=[
            {"week": each, "last": each.monday + timedelta(days=6),
             "seasons": made.seasons_on(each.monday + timedelta(days=3))}
            for each in queries.union_weeks(product, weeks, request.today)
        ],
        tight=sorted(tight.items(), key=lambda row: -row[1]), silent=_silent(len(able)),
        link=link_of(request, queries.feed_of(None)),
    )  # fmt: skip


def _silent(told: int) -> int:
    """Active members who have not said yet what they work with."""
    return max(0, Member.objects.filter(state=Member.State.ACTIVE).count() - told)


@require_safe
def recipes(request: Any) -> HttpResponse:
    """Recipes, kilns and seasons of the trade, each with how sure it is: for everyone to see and correct."""
    made = queries.making()
    layout = "ui/member.html" if request.member is not None else "ui/page.html"
    return render_page(request, "production/recipes.html", layout=layout, made=made)
