"""Who made this: what a page behind a carton's QR may say. A name stands there only with its owner's consent."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Consent:
    """What a maker allows to be shown to anybody. Nothing, unless it was asked and given."""

    name: bool = False
    village: bool = False
    words: bool = False


@dataclass(frozen=True, slots=True)
class Maker:
    """A workshop behind some pieces. `words` is what it wants to tell about itself."""

    key: str
    name: str
    village: str
    pieces: int
    consent: Consent = Consent()
    words: str = ""


class Named(NamedTuple):
    name: str
    pieces: int
    words: str

    @property
    def initials(self) -> str:
        """For the round mark beside a name where there is no picture."""
        return "".join(word[0] for word in self.name.split()[:2]).upper()


@dataclass(frozen=True, slots=True)
class Village:
    """A village with those who want to be named, and how many do not. Without a name: where nobody lets it be told."""

    name: str
    named: tuple[Named, ...]
    unnamed: int
    pieces: int


@dataclass(frozen=True, slots=True)
class WhoMadeThis:
    """Ready for a template: villages in order of pieces, those without a name last."""

    pieces: int
    workshops: int
    villages: tuple[Village, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(each.name for village in self.villages for each in village.named)


def who_made(makers: Iterable[Maker]) -> WhoMadeThis:
    """Gather the makers of some pieces. A village of one workshop that is not to be named is not named either:
    its name would say whose it is."""
    whole = _once(makers)
    told: dict[str, list[Maker]] = defaultdict(list)
    for each in whole:
        told[each.village if each.consent.village else ""].append(each)
    for place in [place for place, own in told.items() if place and len(own) == 1 and not own[0].consent.name]:
        told[""] += told.pop(place)
    villages = [_village(place, own) for place, own in told.items() if own]
    villages.sort(key=lambda each: (not each.name, -each.pieces, each.name))
    return WhoMadeThis(sum(each.pieces for each in whole), len(whole), tuple(villages))


def _once(makers: Iterable[Maker]) -> list[Maker]:
    """A workshop that comes twice (two lots in a carton) counts once. What it allows must be the same both times;
    where it is not, the less holds."""
    found: dict[str, Maker] = {}
    for each in makers:
        if each.pieces < 0:
            raise ValueError(f"{each.key} made {each.pieces} pieces")
        if (known := found.get(each.key)) is not None:
            consent = Consent(
                known.consent.name and each.consent.name, known.consent.village and each.consent.village,
                known.consent.words and each.consent.words,
            )  # fmt: skip
            each = Maker(each.key, each.name, each.village, known.pieces + each.pieces, consent, each.words)
        found[each.key] = each
    return [each for each in found.values() if each.pieces]


def _village(place: str, own: Iterable[Maker]) -> Village:
    all_ = sorted(own, key=lambda each: (-each.pieces, each.name))
    named = tuple(
        Named(each.name, each.pieces, each.words if each.consent.words else "") for each in all_ if each.consent.name
    )
    return Village(place, named, len(all_) - len(named), sum(each.pieces for each in all_))
