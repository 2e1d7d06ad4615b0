"""The navigation: one line for each place, shown to whoever has business there."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

# A place is shown in the member's bar, on office pages, or in both.
MEMBER, OFFICE = "member", "office"


@dataclass(frozen=True, slots=True)
class Place:
    """`label` is short (it stands under an icon on a phone); without a `right` everyone of that side sees it."""

    label: Any
    icon: str
    url_name: str
    side: str
    right: str = ""


# Place(_("Rondas"), "round", "purchasing:rounds", OFFICE, "purchasing.round.open")
PLACES: tuple[Place, ...] = ()


def nav_for(request: HttpRequest) -> Any:
    """`nav.member` and `nav.office`: lists of places with label, icon, href and is_current."""
    return SimpleLazyObject(lambda: {side: _places(request, side) for side in (MEMBER, OFFICE)})


def _places(request: Any, side: str) -> list[dict[str, Any]]:
    actor, union = getattr(request, "actor", None), getattr(request, "union", None)
    if actor is None or union is None:
        return []
    shown = [place for place in PLACES if place.side == side and (not place.right or actor.may(place.right))]
    addresses = [reverse(place.url_name, kwargs={"union": union.slug}) for place in shown]
    # The longest address that the page's own begins with is where we are.
    here = max((address for address in addresses if request.path.startswith(address)), key=len, default=None)
    return [
        {"label": place.label, "icon": place.icon, "href": address, "is_current": address == here}
        for place, address in zip(shown, addresses, strict=True)
    ]
