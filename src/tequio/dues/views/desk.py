"""The treasurer's desk: what is owed, what there is to do, and who is late."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tequio.dues import queries
from tequio.dues.documents import arrears_xlsx
from tequio.dues.queries import Owing
from tequio.dues.views.asking import office_only
from tequio.dues.words import STATES, period_code, period_said
from tequio.engines.dues import State
from tequio.members.models import Member, Section
from tequio.members.queries import found_members
from tequio.ui.files import file_answer
from tequio.ui.render import render_page

PER_PAGE = 50
FOUND = 10
LATE = (State.LONG, State.LATE, State.GRACE, State.DUE)  # as they are listed: the longest first


def states_shown(rows: list[Owing]) -> list[dict[str, Any]]:
    """Each state with how many stand there, what they owe and what to do."""
    sums = queries.standings(rows)
    return [
        {"code": state.value, "label": STATES[state][0], "tone": STATES[state][1], "todo": STATES[state][2],
         "count": sums.count.get(state, 0), "minor": sums.owed.get(state, 0)}
        for state in LATE
    ]  # fmt: skip


@require_safe
def home(request: Any) -> HttpResponse:
    office_only(request)
    rows = queries.owing(request.today)
    search = request.GET.get("q", "")[:100].replace("\0", "")
    periods = [
        (period, period_said(period), period_code(period), run)
        for period, run in queries.periods_to_charge(request.today)
    ]
    past = sum(row.past_minor for row in rows)
    return render_page(
        request, "dues/home.html", owed=sum(row.owed_minor for row in rows), people=len(rows), past=past,
        states=states_shown(rows), periods=periods, search=search,
        found=found_members(search)[:FOUND] if search.strip() else (),
        runs=[(run, period_said(run.period)) for run in queries.runs()[:6]], receipts=queries.receipts()[:6],
        farewells=queries.farewells().filter(pays_minor__gt=0, paid_on__isnull=True)[:20],
    )  # fmt: skip


@require_safe
def arrears(request: Any) -> HttpResponse:
    """Everybody who owes a fee, the longest first, by state and village."""
    office_only(request)
    rows = queries.owing(request.today)
    asked = request.GET
    section_id = int(asked["seccion"]) if asked.get("seccion", "").isdecimal() else None
    if section_id:
        here = set(Member.objects.filter(section_id=section_id).values_list("pk", flat=True))
        rows = [row for row in rows if row.member_id in here]
    states = states_shown(rows)
    state = asked.get("estado", "")
    chosen = [row for row in rows if row.state == state] if state in list(State) else rows
    if asked.get("formato") == "xlsx":
        return file_answer(arrears_xlsx(chosen), f"atrasos-{request.today:%Y-%m-%d}.xlsx")
    page = Paginator(chosen, PER_PAGE).get_page(asked.get("pagina"))
    people = Member.objects.select_related("person", "section").in_bulk([row.member_id for row in page])
    return render_page(
        request, "dues/arrears.html", page=page, states=states, state=state, section_id=section_id,
        rows=[(row, people[row.member_id], *STATES[row.state][:2]) for row in page], total=len(rows),
        owed=sum(row.owed_minor for row in chosen), past=sum(row.past_minor for row in chosen),
        sections=Section.objects.order_by("name", "pk").values_list("pk", "name"),
    )  # fmt: skip
