"""A village's week typed off its paper: the same rows in the same order, all sent at once.

What is typed is read as the file of the same sheet is, so that both say the same of a cell that cannot be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tequio.core.refusals import Refusal
from tequio.core.sheets import write_csv
from tequio.members.models import Member, Section
from tequio.production import actions, queries, week_sheet
from tequio.production.models import WeekNote
from tequio.production.views.asking import address, name_of
from tequio.production.views.importing import WEEKS, said
from tequio.production.views.office import monday_asked
from tequio.production.week_sheet import SHEET
from tequio.ui.asking import holder_of, once
from tequio.ui.flash import tell
from tequio.ui.render import render_page
from tequio.unions.making import Making

ON_A_PAGE = 40
BLANK = 3  # for who made a second piece
MOST_ROWS = 400
FIVE = ("begun", "good", "material", "fuel", "days")


@dataclass(slots=True)
class Row:
    """One line of the paper: whose it is, the piece and five boxes; `why` says what is wrong with it."""

    number: str
    name: str
    product: str
    five: dict[str, str] = field(default_factory=dict)
    why: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(self.five.values())

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        return self.number, self.product, tuple(self.five.values())

    @property
    def cells(self) -> list[str]:
        return [self.number, self.product, *self.five.values()]

    @property
    def boxes(self) -> list[tuple[str, Any, str]]:
        """Each of the five: its name, its heading and what stands in it."""
        headings = {column.name: column.heading for column in SHEET.columns}
        return [(name, headings[name], self.five.get(name, "")) for name in FIVE]


@require_http_methods(["GET", "HEAD", "POST"])
def village_typed(request: Any, section_id: int) -> HttpResponse:
    holder_of(request, WEEKS)
    section = get_object_or_404(Section.objects.all(), pk=section_id)
    monday, made = monday_asked(request), queries.making()
    page = Paginator(queries.members_of_section(section.pk), ON_A_PAGE).get_page(request.GET.get("pagina"))
    rows = _there(list(page), monday, made)
    refused, is_bad = "", False
    if request.method == "POST":
        before = {row.key for row in rows}
        rows = _sent(request.POST, {row.number: row.name for row in rows})
        new = [row for row in rows if not row.is_empty and row.key not in before]
        plan = week_sheet.plan_sheet(
            request.union.pk, monday, SHEET.read_file("hoja.csv", write_csv(_head(), [row.cells for row in new]))
        ) if new else week_sheet.WeekPlan()  # fmt: skip
        for cell in plan.bad:
            new[max(0, cell.row - 2)].why.append(f"{cell.column_name}: {week_sheet.why(cell)}")
        is_bad = bool(plan.bad)
        noted = [week_sheet.Noted(row.number, row.product, row.five) for row in plan.placed]
        if not is_bad:
            try:
                actions.import_weeks(
                    actor=request.actor, monday=monday, rows=noted, today=request.today, now=timezone.now(),
                    key=once(request),
                )  # fmt: skip
            except Refusal as refusal:
                refused = str(refusal)
            else:
                tell(request, said(len(noted)))
                following = f"&pagina={page.next_page_number()}" if page.has_next() else ""
                return redirect(f"{request.path}?semana={monday.isoformat()}{following}" if following else (
                    address(request, "village", section_id=section.pk) + f"?semana={monday.isoformat()}"
                ))  # fmt: skip
    return render_page(
        request, "production/village_typed.html", section=section, monday=monday, last=monday + timedelta(days=6),
        rows=rows, head=[column.heading for column in SHEET.columns if column.name in FIVE], page=page,
        products=sorted(recipe.name for recipe in made.recipes), refused=refused, is_bad=is_bad,
        status=422 if refused or is_bad else 200,
    )  # fmt: skip


def _head() -> list[str]:
    return [str(column.heading) for column in SHEET.columns]


def _there(members: Sequence[Member], monday: date, made: Making) -> list[Row]:
    """A row for each member, or one for each piece she noted already, as on the paper; then empty ones."""
    keys = [each.pk for each in members]
    products = queries.last_products(keys)
    notes: dict[int, list[WeekNote]] = {}
    for note in WeekNote.objects.filter(monday=monday, member_id__in=keys).order_by("product"):
        notes.setdefault(note.member_id, []).append(note)
    rows = []
    for each in members:
        name = each.person.sorted_name
        own = notes.get(each.pk, [])
        rows += [Row(f"{each.number}", name, name_of(made, note.product), _written(note)) for note in own]
        if not own:
            product = name_of(made, products[each.pk]) if each.pk in products else ""
            rows.append(Row(f"{each.number}", name, product, dict.fromkeys(FIVE, "")))
    return rows + [Row("", "", "", dict.fromkeys(FIVE, "")) for _blank in range(BLANK)]


def _written(note: WeekNote) -> dict[str, str]:
    five = note.five
    pesos = [_bare(Decimal(minor) / 100) for minor in (five.material_minor, five.fuel_minor)]
    return dict(zip(FIVE, (_bare(five.begun), _bare(five.good), *pesos, _bare(five.days)), strict=True))


def _bare(amount: Decimal | int) -> str:
    """Without idle zeros, and nothing for zero."""
    return f"{Decimal(amount):f}".rstrip("0").rstrip(".") if amount % 10 and "." in f"{amount}" else f"{amount or ''}"


def _sent(data: Any, names: dict[str, str]) -> list[Row]:
    found = []
    for place in range(MOST_ROWS):
        if f"{place}.number" not in data:
            break
        number = data[f"{place}.number"].strip()[:12]
        five = {name: data.get(f"{place}.{name}", "").strip()[:20] for name in FIVE}
        found.append(Row(number, names.get(number, ""), data.get(f"{place}.product", "").strip()[:80], five))
    return found
