"""Who made what is in a box, as far as each workshop lets it be told."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from tequio.engines import shipping as engine
from tequio.engines.shipping import WhoMadeThis, who_made
from tequio.sales.models import Article, Carton, CartonPart, Consent, Maker

BY_DEFAULT = engine.Consent(village=True)


@dataclass(frozen=True, slots=True)
class Story:
    """What the page behind a box's QR tells: what it is, and who made it."""

    item: str
    item_en: str
    made: WhoMadeThis

    def said(self, language: str) -> str:
        return self.item_en if language.startswith("en") and self.item_en else self.item


def box_of(code: str) -> Carton | None:
    """The box of a code, in its union's scope."""
    makers = Maker.objects.select_related("member__person", "member__section").prefetch_related(
        Prefetch("consents", Consent.objects.order_by("pk"))
    )
    parts = CartonPart.objects.order_by("pk").prefetch_related(Prefetch("inspection__ticket__maker", makers))
    found: Carton | None = (
        Carton.objects.select_related("line__item").prefetch_related(Prefetch("parts", parts)).filter(code=code).first()
    )
    return found


def story_of(box: Carton) -> Story:
    """Each workshop counts once; without its word, its village alone is told."""
    english = Article.objects.filter(item=box.line.item_id).values_list("name_en", flat=True).first()
    return Story(box.line.item.name, english or "", who_made(_maker(part) for part in box.parts.all()))


def _maker(part: CartonPart) -> engine.Maker:
    maker = part.inspection.ticket.maker
    given = next(iter(maker.consents.all()), None)
    consent = BY_DEFAULT if given is None else engine.Consent(given.shows_name, given.shows_village, bool(given.words))
    section = maker.member.section
    return engine.Maker(
        str(maker.pk), maker.member.name, section.name if section else "", part.pieces, consent,
        given.words if given else "",
    )  # fmt: skip
