"""The public lot: a draw that anyone can recompute from a text announced before the vote.

For each tied candidate take the text "seed/stage/name" in UTF-8, compute its sha256 and write it in hexadecimal; the
smallest number is drawn first. By hand: ``printf '%s' 'barro y fuego/3/Ana' | sha256sum``. Whoever is drawn is chosen
for what the stage decides: excluded, if it looks for the last; elected, if it looks for the first. The name enters and
not the number, so the order of the list never matters. Names and seed are brought to Unicode's composed form (NFC),
trimmed.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from tequio.engines.tally.model import CannotCount, Draw, Settled, Tie


@dataclass(frozen=True, slots=True)
class Lot:
    """A `seed` announced before the vote, or an `order` of candidate numbers drawn by hand; the order comes first."""

    seed: str | None = None
    order: tuple[int, ...] = ()

    def choose(self, names: Sequence[str], tied: Sequence[int], stage: int, wanted: int = 1) -> Tie:
        """The first `wanted` drawn of the `tied` candidates. Raises CannotCount when there is nothing to draw from."""
        together = tuple(sorted(tied))
        if set(together) <= set(self.order):
            drawn = sorted(together, key=self.order.index)
            return Tie(together, tuple(drawn[:wanted]), Settled.ORDER)
        if self.seed is None or not self.seed.strip():
            raise CannotCount(CannotCount.Reason.LOT_NEEDED, tied=together, stage=stage)
        draws = sorted(
            (Draw(number, digest(self.seed, stage, names[number - 1])) for number in together),
            key=lambda draw: draw.digest,
        )
        return Tie(together, tuple(d.candidate for d in draws[:wanted]), Settled.LOT, draws=tuple(draws))


def digest(seed: str, stage: int, name: str) -> str:
    """The lot of one name in one stage, in hexadecimal."""
    return sha256(f"{composed(seed)}/{stage}/{composed(name)}".encode()).hexdigest()


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()
