"""The navigation: one line for each place, shown to whoever has business there."""

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


PLACES: tuple[Place, ...] = (
    Place(_("Inicio"), "home", "home", MEMBER),
    Place(_("Pedir"), "sack", "purchasing:my_rounds", MEMBER),
    Place(_("Decidir"), "hand", "assembly:my_assemblies", MEMBER),
    Place(_("Mi cuenta"), "book", "books:mine", MEMBER),
    Place(_("Mi cuota"), "coin", "dues:mine", MEMBER),
    Place(_("Inicio"), "home", "home", OFFICE),
    Place(_("Fundación"), "pot", "founding:home", OFFICE, "founding.founder"),
    Place(_("Rondas"), "round", "purchasing:rounds", OFFICE, "purchasing"),
    Place(_("Ventas"), "pot", "sales:desk", OFFICE, "sales"),
    Place(_("Asambleas"), "hand", "assembly:assemblies", OFFICE, "assembly"),
    Place(_("Padrón"), "people", "members:member_list", OFFICE),
    Place(_("Cuotas"), "coin", "dues:home", OFFICE, "dues"),
    Place(_("Créditos"), "scale", "credit:home", OFFICE, "credit"),
    Place(_("Garantías"), "sack", "guarantee:home", OFFICE, "guarantee"),
    Place(_("Talleres"), "kiln", "production:home", OFFICE, "production"),
    Place(_("Cursos"), "calendar", "training:calendar", OFFICE, "training"),
    Place(_("Libros"), "book", "books:trial", OFFICE, "books"),
    Place(_("Precios"), "receipt", "stock:prices", OFFICE),
    Place(_("Beneficio"), "chart", "benefit:committee", OFFICE),
    Place(_("Cargos"), "person", "unions:office_list", OFFICE),
    Place(_("Ajustes"), "wheel", "unions:setting_list", OFFICE),
)


def nav_for(request: HttpRequest) -> Any:
    """`nav.member` and `nav.office`: lists of places with label, icon, href and is_current."""
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
    return [
        {"label": place.label, "icon": place.icon, "href": address, "is_current": address == here}
        for place, address in zip(shown, addresses, strict=True)
    ]


def _has(rights: frozenset[str], wanted: str) -> bool:
    return not wanted or any(right == wanted or right.startswith(f"{wanted}.") for right in rights)
