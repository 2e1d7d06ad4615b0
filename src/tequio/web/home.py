"""The first page inside a union: a member's own, or what waits for whoever holds an office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tequio.assembly.actions.calling import days_of
from tequio.assembly.models import Assembly
from tequio.assembly.petitioning import waiting
from tequio.assembly.queries import assemblies, next_for
from tequio.benefit import queries as benefit
from tequio.benefit import report
from tequio.benefit.spans import chosen_span
from tequio.credit import queries as credit
from tequio.dues import queries as dues
from tequio.dues.words import period_code, period_said
from tequio.founding.queries import own_order
from tequio.members.models import Member
from tequio.members.queries import may_see_everyone
from tequio.purchasing.deeds import DEEDS
from tequio.purchasing.member_queries import rounds_with_mine
from tequio.purchasing.models import Plan, Round
from tequio.sales import queries as sales
from tequio.sales.risk import Risk, board
from tequio.training import queries as training
from tequio.ui.deeds import deeds_for
from tequio.ui.numbers import money
from tequio.ui.render import render_page
from tequio.ui.templatetags.tequio import day
from tequio.unions.queries import ruling, terms_ending
from tequio.unions.settings import OFFICE_HOURS

OVER = (Round.State.SETTLED, Round.State.CANCELLED)
SEARCHING = (Plan.State.WAITING, Plan.State.RUNNING)


@require_safe
def home(request: Any) -> HttpResponse:
    """An office holder's dashboard; a member's home; who is both finds the other one click away."""
    if may_see_everyone(request.actor) and not (request.member and request.GET.get("lado") == "socia"):
        return _office(request)
    if request.member is None:
        return render_page(request, "web/home_nothing.html")
    return _member(request, request.member)


def _member(request: Any, member: Member) -> HttpResponse:
    span = chosen_span(None, request.today)
    proof = benefit.proof_of(member.pk, span)
    rounds = list(rounds_with_mine(member)[:6])
    return render_page(
        request, "web/home_member.html", member=member, proof=proof, benefit=proof.benefit, span=span,
        office_hours=ruling(OFFICE_HOURS, request.today), assembly=next_for(member),
        jobs=sales.jobs_of(member, request.today), loans=credit.to_pay_soon(member.pk, request.today),
        group_asks=credit.asked_by_group(member.pk),
        session=training.following(member.person, timezone.now()), own_order=own_order(member, request.today),
        open_rounds=[r for r in rounds if r.takes_pledges_on(request.today)],
        under_way=[r for r in rounds if r.mine and r.state not in OVER and not r.takes_pledges_on(request.today)],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for the person who looks: one sentence and where to do it."""

    icon: str
    text: str
    href: str
    note: str = ""


def _office(request: Any) -> HttpResponse:
    rounds = list(Round.objects.exclude(state__in=OVER).select_related("union").order_by("closes_on", "pk"))
    span = chosen_span(None, request.today)
    members = benefit.worth_of_all(span) if _looks_after_benefit(request) else []
    return render_page(
        request, "web/home_office.html", rounds=rounds, span=span, totals=report.totals(members) if members else None,
        tasks=[
            *_term_tasks(request), *_assembly_tasks(request), *_plan_tasks(request), *_round_tasks(request, rounds),
            *_sales_tasks(request), *_credit_tasks(request),
            *_dues_tasks(request), *_evidence_tasks(request, members),
        ],
    )  # fmt: skip


def _term_tasks(request: Any) -> list[Task]:
    """Elected offices and advice that end soon and that nobody follows yet: time for the union to decide."""
    href = reverse("unions:office_list", kwargs={"union": request.union.slug})
    found = []
    for term in terms_ending(request.today):
        told = {"office": term.office.name, "name": term.user.name, "day": day(term.ends_on)}
        if term.office.is_outside:
            text = _("La asesoría de %(name)s termina el %(day)s. Decidan si la unión todavía la pide.") % told
            found.append(Task("calendar", text, href))
        else:
            text = _("El cargo %(office)s de %(name)s termina el %(day)s.") % told
            found.append(Task("calendar", text, href, note=_("Convoquen a elección.")))
    return found


def _assembly_tasks(request: Any) -> list[Task]:
    """An assembly that is on or called, and one that must be called by a day."""
    if not any(right.startswith("assembly.") for right in request.actor.rights):
        return []
    found = []
    for assembly in (
        assemblies().filter(section=None).exclude(state__in=(Assembly.State.CLOSED, Assembly.State.CANCELLED))
    ):
        told, href = {"title": assembly.title, "day": day(days_of(assembly).first_by)}, assembly.get_absolute_url()
        if assembly.state == Assembly.State.DRAFT:
            found.append(Task("hand", _("Convoca «%(title)s» a más tardar el %(day)s.") % told, href))
        else:
            text = _("«%(title)s» está %(state)s.") % {"title": assembly.title, "state": assembly.get_state_display()}
            found.append(Task("hand", text, href))
    return [*found, *_petition_tasks(request)]


def _petition_tasks(request: Any) -> list[Task]:
    """What members demanded with their signatures: a meeting by a day, or a point in the next call."""
    found = []
    for petition in waiting():
        told, href = {"title": petition.title, "day": day(petition.call_by)}, petition.get_absolute_url()
        if petition.call_by is None:
            text = _("La próxima convocatoria lleva «%(title)s»: lo pidieron con sus firmas.") % told
        elif petition.call_by < request.today:
            text = _("Ya pasó el %(day)s, último día para convocar la asamblea que pidieron: «%(title)s».") % told
        else:
            text = _("Convoca a más tardar el %(day)s la asamblea que pidieron: «%(title)s».") % told
        found.append(Task("people", text, href))
    return found


def _looks_after_benefit(request: Any) -> bool:
    return any(right.startswith(("benefit.", "purchasing.evidence.", "stock.price.")) for right in request.actor.rights)


def _plan_tasks(request: Any) -> list[Task]:
    """Awards that wait for a second person, and searches that are still running."""
    found = []
    plans = Plan.objects.filter(round__state=Round.State.QUOTED).select_related("round").defer("result").order_by("pk")
    for plan in plans:
        href = reverse("purchasing:plan", kwargs={"union": request.union.slug, "plan_id": plan.pk})
        title = {"title": plan.round.title}
        if plan.state in SEARCHING:
            found.append(Task("clock", _("Se está calculando la compra de «%(title)s».") % title, href))
        elif plan.proposed_by_id and not plan.approved_by_id:
            mine = plan.proposed_by_id == request.actor.user_id
            if not mine and request.actor.may("purchasing.award.approve"):
                found.append(Task("check", _("Aprueba o rechaza la compra de «%(title)s».") % title, href))
            elif mine:
                found.append(Task("clock", _("Falta que otra persona apruebe «%(title)s».") % title, href))
    return found


def _round_tasks(request: Any, rounds: list[Round]) -> list[Task]:
    """The next step of each round that this person may take."""
    found = []
    for round_ in rounds:
        href = round_.get_absolute_url()
        if round_.state == Round.State.QUOTED and request.actor.may("purchasing.award.propose"):
            plans = reverse("purchasing:plans", kwargs={"union": request.union.slug, "round_id": round_.pk})
            found.append(
                Task("chart", _("Elige la compra más barata de «%(title)s».") % {"title": round_.title}, plans)
            )
        # An open round waits for its day, not for the office.
        if round_.state == Round.State.OPEN and request.today < round_.closes_on:
            continue
        forward = [deed for deed in deeds_for(DEEDS, round_.state, request.actor.rights) if not deed.goes_back]
        found += [Task(deed.icon, f"{deed.label}: {round_.title}", href) for deed in forward]
    return found


def _sales_tasks(request: Any) -> list[Task]:
    """Splits that wait for a second person, and orders that are late or have pieces nobody took."""
    found = []
    if request.actor.may("sales.split.approve"):
        for split in sales.splits_to_approve():
            if split.proposed_by_id != request.actor.user_id:
                href = reverse("sales:split", kwargs={"union": request.union.slug, "split_id": split.pk})
                text = _("Aprueba o rechaza el reparto de «%(title)s».") % {"title": split.order.title}
                found.append(Task("check", text, href))
    if request.actor.may("sales.split.ask"):
        for row in board(sales.orders_under_way(), request.union.trade, request.today):
            told = {"title": row.order.title, "late": f"{row.late_pieces:,}", "open": f"{row.open:,}"}
            if row.late:
                found.append(Task("warning", _("«%(title)s» va tarde: faltan %(late)s piezas.") % told,
                                  row.order.get_absolute_url()))  # fmt: skip
            elif row.risk != Risk.WELL and row.open:
                found.append(Task("chart", _("Reparte %(open)s piezas de «%(title)s».") % told,
                                  row.order.get_absolute_url()))  # fmt: skip
    return found


def _credit_tasks(request: Any) -> list[Task]:
    """Applications that wait for this person's yes or no, and loans that are late."""
    found = []
    if request.actor.may("credit.application.decide"):
        for each in credit.to_decide_by(request.actor.user_id)[:5]:
            told = {"name": each.member.name, "amount": money(each.amount_minor)}
            found.append(Task("scale", _("Di sí o no, y por qué: %(name)s pide %(amount)s.") % told,
                              each.get_absolute_url()))  # fmt: skip
    if request.actor.may("credit.reminder.send") and (late := credit.late(request.today)):
        text = ngettext("%(n)s préstamo va tarde.", "%(n)s préstamos van tarde.", len(late)) % {"n": f"{len(late):,}"}
        found.append(Task("clock", text, reverse("credit:arrears", kwargs={"union": request.union.slug})))
    return found


def _dues_tasks(request: Any) -> list[Task]:
    """Periods that were not charged yet, and those who left and wait for their money."""
    found, slug = [], request.union.slug
    if request.actor.may("dues.run.collect"):
        for period, run in dues.periods_to_charge(request.today):
            if run is None:
                named = {"union": slug, "cadence": period.cadence.value, "period": period_code(period)}
                text = _("Cobra la cuota de %(period)s.") % {"period": period_said(period)}
                found.append(Task("coin", text, reverse("dues:preview", kwargs=named)))
    if request.actor.may("dues.farewell.pay"):
        for each in dues.farewells().filter(pays_minor__gt=0, paid_on__isnull=True)[:5]:
            text = _("Paga a %(name)s, que se retiró.") % {"name": each.member.name}
            found.append(Task("exit", text, each.get_absolute_url()))
    return found


def _evidence_tasks(request: Any, members: list[benefit.Worth]) -> list[Task]:
    slug, found = request.union.slug, []
    unproven, red = sum(m.unproven for m in members), sum(m.in_the_red for m in members)
    if unproven:
        text = ngettext(
            "%(n)s renglón no tiene prueba de precio.", "%(n)s renglones no tienen prueba de precio.", unproven
        )
        href = reverse("benefit:committee", kwargs={"union": slug}) + "#sin-prueba"
        found.append(Task("receipt", text % {"n": f"{unproven:,}"}, href))
    if red:
        text = ngettext("%(n)s persona está en números rojos.", "%(n)s personas están en números rojos.", red)
        found.append(Task("people", text % {"n": f"{red:,}"}, reverse("benefit:red", kwargs={"union": slug})))
    return found
