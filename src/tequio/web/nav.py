"""The navigation: one line for each place, shown to whoever has business there.

As many places as a phone can show side by side stand in the bar; when somebody has more, those that are about the same
open from one word.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

# A place is shown in the member's bar, on office pages, or in both.
MEMBER, OFFICE = "member", "office"


@dataclass(frozen=True, slots=True)
class Place:
    """`label` is short (it stands under an icon on a phone); with a `right` (or an area of rights, such
    as "purchasing"), only who holds it sees the place."""

    label: Any
    icon: str
    url_name: str
    side: str
    right: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Places that are about the same; `apps` are those their addresses belong to."""

    label: Any
    icon: str
    apps: tuple[str, ...]


GROUPS: tuple[Group, ...] = (
    Group(_("Comercio"), "sack", ("purchasing", "sales", "stock")),
    Group(_("Dinero"), "coin", ("dues", "credit", "tenders", "guarantee", "books", "benefit")),
    Group(_("Oficio"), "kiln", ("production", "training")),
    Group(_("Unión"), "people", ("founding", "assembly", "members", "unions")),
)
# A phone's width holds so many icons with their word.
SIDE_BY_SIDE = 5

PLACES: tuple[Place, ...] = (
    Place(_("Inicio"), "home", "home", MEMBER),
    Place(_("Pedir"), "sack", "purchasing:my_rounds", MEMBER),
    Place(_("Decidir"), "hand", "assembly:my_assemblies", MEMBER),
    Place(_("Mi cuenta"), "book", "books:mine", MEMBER),
    Place(_("Mi cuota"), "coin", "dues:mine", MEMBER),
    Place(_("Inicio"), "home", "home", OFFICE),
    Place(_("Rondas"), "round", "purchasing:rounds", OFFICE, "purchasing"),
    Place(_("Ventas"), "pot", "sales:desk", OFFICE, "sales"),
    Place(_("Precios"), "receipt", "stock:prices", OFFICE),
    Place(_("Cuotas"), "coin", "dues:home", OFFICE, "dues"),
    Place(_("Créditos"), "scale", "credit:home", OFFICE, "credit"),
    Place(_("Concursos"), "list", "tenders:tenders", OFFICE, "tenders"),
    Place(_("Garantías"), "sack", "guarantee:home", OFFICE, "guarantee"),
    Place(_("Libros"), "book", "books:trial", OFFICE, "books"),
    Place(_("Beneficio"), "chart", "benefit:committee", OFFICE),
    Place(_("Talleres"), "kiln", "production:home", OFFICE, "production"),
    Place(_("Cursos"), "calendar", "training:calendar", OFFICE, "training"),
    Place(_("Fundación"), "pot", "founding:home", OFFICE, "founding.founder"),
    Place(_("Asambleas"), "hand", "assembly:assemblies", OFFICE, "assembly"),
    Place(_("Padrón"), "people", "members:member_list", OFFICE),
    Place(_("Cargos"), "person", "unions:office_list", OFFICE),
    Place(_("Ajustes"), "wheel", "unions:setting_list", OFFICE),
)


def nav_for(request: HttpRequest) -> Any:
    """`nav.member` and `nav.office`: places with label, icon, href and is_current, or groups that hold `places`."""
    return SimpleLazyObject(lambda: {side: _places(request, side) for side in (MEMBER, OFFICE)})


def _places(request: Any, side: str) -> list[dict[str, Any]]:
    actor, union = getattr(request, "actor", None), getattr(request, "union", None)
    if actor is None or union is None:
        return []
    shown = [place for place in PLACES if place.side == side and _has(actor.rights, place.right)]
    addresses = [reverse(place.url_name, kwargs={"union": union.slug}) for place in shown]
    # The longest address that the page's own begins with is where we are.
    # Every address begins with the first page's, which is therefore only itself.
    first = f"/{union.slug}/"
    fits = [address for address in addresses if request.path.startswith(address) and address != first]
    here = max(fits, key=len, default=first if request.path == first else None)
    found = [
        {"label": place.label, "icon": place.icon, "href": address, "is_current": address == here,
         "app": place.url_name.partition(":")[0]}
        for place, address in zip(shown, addresses, strict=True)
    ]  # fmt: skip
    return found if len(found) <= SIDE_BY_SIDE else _grouped(found)


def _grouped(places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Places of one group under its word; what is alone in its group, or in none, stands by itself."""
    found = []
    of_group = [(group, [place for place in places if place["app"] in group.apps]) for group in GROUPS]
    alone = [place for place in places if not any(place["app"] in group.apps for group in GROUPS)]
    for group, members in of_group:
        if len(members) > 1:
            is_current = any(place["is_current"] for place in members)
            found.append({"label": group.label, "icon": group.icon, "places": members, "is_current": is_current})
        else:
            found += members
    return alone + found


def _has(rights: frozenset[str], wanted: str) -> bool:
    return not wanted or any(right == wanted or right.startswith(f"{wanted}.") for right in rights)
