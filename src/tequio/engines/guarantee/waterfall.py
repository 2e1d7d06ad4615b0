"""A loss goes down the layers; what is got back of it comes up again."""

from collections.abc import Mapping, Sequence

from tequio.engines.guarantee.model import Called, Cover, Deal, Layer, Part, Returned
from tequio.engines.guarantee.sharing import share_out

Caps = Mapping[int, int]  # what each member may still lose there, as he signed it


def call(
    loss: int, *, own: Caps, group: Caps, pool: Caps, held: Mapping[int, int], deal: Deal, lent: int = 0, used: int = 0
) -> Called:
    """Who pays a loss. `held` is what each member has in the fund; what one layer takes is gone for the next.

    Within a layer parts go by the caps. `lent` and `used` are of the whole portfolio of the deal: what was lent in all,
    and what the pool paid and has not got back. Raises ValueError for a loss of nothing or a part out of range.
    """
    if loss <= 0:
        raise ValueError(f"A loss of {loss} is none.")
    if not 0 <= deal.part <= 1:
        raise ValueError(f"The pool's part of {deal.part} is not between 0 and 1.")
    there, parts, left = dict(held), [], loss
    for layer, caps in ((Layer.BORROWER, own), (Layer.GROUP, group), (Layer.POOL, pool)):
        asked = deal.asked(left, lent, used) if layer is Layer.POOL else left
        bounds = {member: min(cap, there.get(member, 0)) for member, cap in caps.items()}
        for member, minor in sorted(share_out(asked, caps, bounds).items()):
            if minor:
                parts.append(Part(layer, member, minor))
                there[member] -= minor
                left -= minor
    if left:
        parts.append(Part(Layer.BANK, None, left))
    return Called(loss, tuple(parts))


def recover(minor: int, lacking: Sequence[Part], cover: Cover) -> Returned:
    """Where money got back from a borrower goes: `lacking` is what each bore of his loss and has not got back.

    In the reverse order, within a layer in proportion to what each lacks. With pari passu pool and lender stand side
    by side. The borrower's own deposit paid his own debt: nothing is given back for it, so what all others do not lack
    is left over. Raises ValueError for nothing.
    """
    if minor <= 0:
        raise ValueError(f"A recovery of {minor} is none.")
    parts: list[Part] = []
    left = minor
    for rank in _ranks(cover):
        of_rank = [part for part in lacking if part.layer in rank and part.minor > 0]
        wants = {place: part.minor for place, part in enumerate(of_rank)}
        for place, got in share_out(left, wants, wants).items():
            if got:
                parts.append(Part(of_rank[place].layer, of_rank[place].member, got))
        left = minor - sum(part.minor for part in parts)
    return Returned(tuple(parts), left)


def _ranks(cover: Cover) -> tuple[tuple[Layer, ...], ...]:
    if cover is Cover.PARI_PASSU:
        return ((Layer.BANK, Layer.POOL), (Layer.GROUP,))
    return ((Layer.BANK,), (Layer.POOL,), (Layer.GROUP,))
