"""Delegates with the weight of those they stand for, and proxies with their cap."""

from collections.abc import Mapping
from enum import StrEnum

from tequio.engines.bylaws.rules import Bylaws
from tequio.engines.tally import Apportionment, Lot, Method, apportion


def may_send_delegates(bylaws: Bylaws, members: int, *, live_elsewhere: bool = False) -> bool:
    """Whether the assembly may be one of delegates: above the law's number, or with members of other places."""
    above = bylaws.number("delegates_above")
    return above > 0 and (members > above or live_elsewhere)


def delegates_of(bylaws: Bylaws, members: Mapping[str, int], *, seed: str = "") -> dict[str, int]:
    """How many delegates each section elects; none where nobody lives, and nowhere more than people.

    One for every so many members begun; or, where the bylaws fix how many there are in all, those shared by them in
    proportion, with at least one for each section (`share_of`). Raises ValueError, and CannotCount for equal claims
    to the last place without a seed.
    """
    if any(count < 0 for count in members.values()):
        raise ValueError("a section has fewer than no members")
    if bylaws.number("delegates_total"):
        shared = share_of(bylaws, members, seed=seed)
        seats = shared.seats if shared else {}
        return {section: min(seats.get(section, 0), count) for section, count in members.items()}
    each = bylaws.number("members_per_delegate")
    if each < 1:
        raise ValueError(f"{bylaws.form} has no delegates")
    return {section: -(-count // each) for section, count in members.items()}


def share_of(bylaws: Bylaws, members: Mapping[str, int], *, seed: str) -> Apportionment | None:
    """How a fixed number of delegates is shared, place by place; None where the bylaws fix none, or nobody is there."""
    total, inhabited = bylaws.number("delegates_total"), {name: count for name, count in members.items() if count}
    if not total or not inhabited:
        return None
    method = Method(bylaws.rules["delegates_method"].value)
    return apportion(inhabited, total, method, least=dict.fromkeys(inhabited, 1), lot=Lot(seed or None))


def delegate_weights(members: int, delegates: int) -> tuple[int, ...]:
    """The votes of each of a section's delegates: whole, as equal as can be, and together all of its members.

    The first named carry the odd votes. Raises ValueError when nobody is there for somebody, or more than there are.
    """
    if members < 0 or not (0 < delegates <= members or members == delegates == 0):
        raise ValueError(f"{delegates} delegates for {members} members")
    if not delegates:
        return ()
    low, odd = divmod(members, delegates)
    return tuple(low + (place < odd) for place in range(delegates))


class ProxyFault(StrEnum):
    """Why a proxy is not valid."""

    NOT_ALLOWED = "not_allowed"  # the bylaws do not authorise proxies
    TOO_MANY = "too_many"  # the holder stands for the most he may already
    NOT_A_MEMBER = "not_a_member"
    HIMSELF = "himself"
    FEW_WITNESSES = "few_witnesses"
    PASSED_ON = "passed_on"  # the holder has given his own vote away


def proxy_faults(
    bylaws: Bylaws, *, held: int, witnesses: int, holder_is_member: bool = True, is_himself: bool = False,
    holder_gave: bool = False,
) -> list[ProxyFault]:  # fmt: skip
    """Everything wrong with one more proxy for a holder who has `held` already; empty when it is valid."""
    most = bylaws.number("proxies")
    wrong = {
        ProxyFault.NOT_ALLOWED: most == 0,
        ProxyFault.TOO_MANY: 0 < most <= held,
        ProxyFault.NOT_A_MEMBER: not holder_is_member,
        ProxyFault.HIMSELF: is_himself,
        ProxyFault.FEW_WITNESSES: witnesses < bylaws.number("proxy_witnesses"),
        ProxyFault.PASSED_ON: holder_gave,
    }
    return [fault for fault, is_so in wrong.items() if is_so]
