"""Problems and their order: written down by the forum's desk, put in order by each who keeps coming."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tequio.founding import actions, queries
from tequio.founding.forms import OrderForm, ProblemForm, SeedForm
from tequio.founding.models import Founding, Ranking
from tequio.founding.views.asking import deed, here, lacks, page, to
from tequio.members.models import Member
from tequio.ui.asking import done, holder_of
from tequio.ui.flash import tell
from tequio.ui.render import render_page

Stage = Founding.Stage


@require_http_methods(["GET", "HEAD", "POST"])
def problems(request: Any) -> HttpResponse:
    founding = here(request)
    begins = "seed" in request.POST
    form = ProblemForm(None if begins else request.POST or None, members=list(queries.belonging()))
    seed = SeedForm(request.POST if begins else None)
    if request.method == "POST":
        holder_of(request, "founding.ranking.begin" if begins else "founding.problem.draft")
    if form.is_bound and form.is_valid():
        told = {"title": form.cleaned_data["title"], "member": form.member_told, "today": request.today}
        if answer := deed(request, form, actions.record_problem, _("Quedó escrito."), "problems", **told):
            return answer
    if seed.is_bound and seed.is_valid():
        told = {"seed": seed.cleaned_data["seed"], "now": timezone.now()}
        sentence = _("Ahora cada quien pone los problemas en su orden.")
        if answer := deed(request, seed, actions.begin_ranking, sentence, "orders", **told):
            return answer
    return page(
        request, "problems", founding, seed if seed.is_bound else form, problem_form=form, seed_form=seed,
        problems=list(queries.problems()), attenders=queries.attenders(founding, request.today),
        lacks=lacks(request, founding) if founding.stage == Stage.FORUM else [], is_open=founding.stage == Stage.FORUM,
    )  # fmt: skip


@require_POST
def withdraw_problem(request: Any, problem_id: int) -> HttpResponse:
    here(request)
    holder_of(request, "founding.problem.withdraw")
    get_object_or_404(queries.problems(), pk=problem_id)
    form = SeedForm({"seed": "-"})
    if done(request, form, actions.withdraw_problem, problem_id=problem_id):
        tell(request, _("El problema se quitó de la lista."))
    return to(request, "problems")


@require_http_methods(["GET", "HEAD", "POST"])
def orders(request: Any) -> HttpResponse:
    """Who has put the problems in order; the count, once enough have."""
    founding = here(request)
    form = SeedForm({"seed": founding.seed}) if request.method == "POST" else None
    if form is not None:
        holder_of(request, "founding.ranking.close")
        sentence = _("El orden está contado. Ahora, el comité promotor.")
        if form.is_valid() and (
            answer := deed(request, form, actions.close_ranking, sentence, "promoters", now=timezone.now())
        ):
            return answer
    ranked = {each.member_id: each for each in queries.rankings()}
    constant = [each.member for each in queries.attenders(founding, request.today) if each.is_constant]
    return page(
        request, "orders", founding, form, is_open=founding.stage == Stage.RANKING,
        people=[(member, ranked.get(member.pk)) for member in constant], done=len(ranked),
        problems=list(queries.problems()), lacks=lacks(request, founding) if founding.stage == Stage.RANKING else [],
        my_order=request.build_absolute_uri(reverse("founding:my_order", kwargs={"union": request.union.slug})),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def order(request: Any, member_id: int) -> HttpResponse:
    """One person's order, noted for her from paper or by word of mouth."""
    founding = here(request)
    holder_of(request, "founding.ranking.record")
    member = get_object_or_404(queries.belonging(), pk=member_id)
    form, answer = _order(request, founding, member, to(request, "orders"))
    return answer or page(request, "order", founding, form, member=member)


@require_http_methods(["GET", "HEAD", "POST"])
def my_order(request: Any) -> HttpResponse:
    """A member's own order, on her own telephone."""
    founding = queries.founding_here()
    if founding is None or request.member is None:
        raise Http404
    form, answer = _order(request, founding, request.member, redirect(request.path))
    return answer or render_page(
        request, "founding/my_order.html", founding=founding, form=form, is_open=founding.stage == Stage.RANKING,
        has_ranked=Ranking.objects.filter(member=request.member).exists(), problems=list(queries.problems()),
        status=422 if form.is_bound and form.errors else 200,
    )  # fmt: skip


def _order(
    request: Any, founding: Founding, member: Member, then: HttpResponse
) -> tuple[OrderForm, HttpResponse | None]:  # fmt: skip
    kept = Ranking.objects.filter(member=member).first()
    form = OrderForm(request.POST or None, problems=list(queries.problems()), order=kept.order if kept else ())
    if form.is_valid() and done(
        request, form, actions.record_ranking, member=member, order=form.order, today=request.today
    ):
        tell(request, _("El orden de %(name)s quedó guardado.") % {"name": member.name})
        return form, then
    return form, None
