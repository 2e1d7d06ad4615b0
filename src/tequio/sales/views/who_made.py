"""The page behind the QR on a box: who made this. For anybody, and never more than each workshop lets be told."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.core.scope import in_union
from tequio.sales import actions, making
from tequio.sales.models import Consent, Maker
from tequio.sales.packing_forms import ConsentForm
from tequio.ui.asking import deed, holder_of, office_of
from tequio.ui.render import render_page
from tequio.unions.models import Union
from tequio.unions.trade import load

MINUTE = 60
KEPT = 10 * MINUTE
NO_ROBOTS = {"X-Robots-Tag": "noindex, nofollow, noarchive", "Cache-Control": f"private, max-age={KEPT}"}


@require_safe
def who_made(request: Any, of: str, code: str) -> HttpResponse:
    """No key of ours is in the address; whoever only tries codes is soon not answered for a minute."""
    union = Union.objects.filter(slug=of).first()
    if union is None:
        raise Http404
    tries = f"who_made:{get_adapter().get_client_ip(request)}"
    wrong = cache.get(tries, 0)
    story = None
    if wrong < settings.WRONG_CODES_A_MINUTE:
        with in_union(union.pk):
            box = making.box_of(code)
            story = making.story_of(box) if box else None
        if story is None:
            cache.set(tries, wrong + 1, MINUTE)
    status = 200 if story else 404 if wrong < settings.WRONG_CODES_A_MINUTE else 429
    language = get_language() or "es"
    answer = render_page(
        request, "sales/who_made.html", for_union=union, trade=load(union.trade).said(language), story=story,
        item=story.said(language) if story else "", status=status,
    )  # fmt: skip
    for name, value in NO_ROBOTS.items():
        answer[name] = value
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def my_consent(request: Any) -> HttpResponse:
    """A member says what may be told of his workshop."""
    if request.member is None:
        return redirect("sales:desk", union=request.union.slug)
    maker = Maker.objects.filter(member=request.member).first()
    if maker is None:
        return redirect("sales:my_jobs", union=request.union.slug)
    return _consent(request, maker, "ui/member.html", "sales:my_jobs")


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: Any, maker_id: int) -> HttpResponse:
    """The office types what a workshop said on paper or by telephone."""
    office_of(request, "sales")
    if request.method == "POST":
        holder_of(request, "sales.consent.give")
    maker = get_object_or_404(Maker.objects.select_related("member__person"), pk=maker_id)
    return _consent(request, maker, "ui/page.html", "sales:makers")


def _consent(request: Any, maker: Maker, layout: str, back: str) -> HttpResponse:
    given = Consent.objects.filter(maker=maker).first()
    names = ("shows_name", "shows_village", "words")
    initial = {name: getattr(given, name) for name in names} if given else {"shows_village": True}
    form = ConsentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        answer = deed(
            request, form, actions.give_consent, _("Quedó lo que se puede contar de este taller."),
            member=maker.member, today=request.today, to=_there(request, back), **form.cleaned_data,
        )  # fmt: skip
        if answer:
            return answer
    return render_page(
        request, "sales/consent.html", form=form, maker=maker, given=given, layout=layout, back=_there(request, back)
    )


def _there(request: Any, name: str) -> str:
    return str(redirect(name, union=request.union.slug).url)
