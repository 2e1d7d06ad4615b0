"""Steps that an office takes with one button: a table of them, which stand now, and the page that asks and then does.

What is taken step by step (a round, an order) lists its `Deed`s; its own page and the page that asks "are you sure?"
are both drawn from that list.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tequio.core.refusals import Refusal
from tequio.ui.asking import holder_of, once, status_of
from tequio.ui.flash import tell
from tequio.ui.render import render_page


@dataclass(frozen=True, slots=True)
class Deed:
    """`asks` is the form on the page that asks; `needs_today` tells the action the day, `needs_now` the moment."""

    name: str
    states: tuple[str, ...]
    label: Any
    question: Any
    warning: Any
    done: Any
    action: Callable[..., Any]
    asks: Any = None
    needs_today: bool = False
    needs_now: bool = False
    goes_back: bool = False
    icon: str = "next"

    @property
    def right(self) -> str:
        return str(self.action.right)  # type: ignore[attr-defined]


def deeds_for(deeds: Sequence[Deed], state: str, rights: frozenset[str]) -> list[Deed]:
    """The steps that somebody with these rights may take in that state."""
    return [deed for deed in deeds if state in deed.states and deed.right in rights]


def find(deeds: Sequence[Deed], name: str, state: str) -> Deed:
    """The step of that name for the state, else any of that name: a late click gets its clear refusal. Raises 404."""
    named = [deed for deed in deeds if deed.name == name]
    if not named:
        raise Http404
    return next((deed for deed in named if state in deed.states), named[0])


def ask_then_do(
    request: Any, template: str, deed: Deed, key: str, back: str | None = None, **thing: Any
) -> HttpResponse:
    """Ask, then do it to the one `thing`, which the action knows by `key` and the template by its name.

    It ends at `back`, or else at the thing's own page. The template asks by ui/parts/ask.html.
    """
    holder_of(request, deed.right)
    ((_name, it),) = thing.items()
    back = back or it.get_absolute_url()
    form = deed.asks(request.POST or None) if deed.asks else None
    refused = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        told = dict(form.cleaned_data) if form else {}
        if deed.needs_today:
            told["today"] = request.today
        if deed.needs_now:
            told["now"] = timezone.now()
        try:
            deed.action(actor=request.actor, **{key: it.pk}, key=once(request), **told)
        except Refusal as refusal:
            refused = str(refusal)
        else:
            tell(request, str(deed.done))
            return redirect(back)
    return render_page(
        request, template, **thing, deed=deed, form=form, refused=refused, back=back,
        status=409 if refused else status_of(form) if form else 200,
    )  # fmt: skip
