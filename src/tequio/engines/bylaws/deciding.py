"""Is the assembly quorate, and did a motion carry: whole votes, exact, with the number that was needed."""

from dataclasses import dataclass

from tequio.engines.bylaws.rules import Bylaws, Of, Share


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a rule is met: `have` votes where `needed` were enough, of `votes`; with the rule's source."""

    holds: bool
    have: int
    needed: int
    votes: int
    share: Share
    source: str

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.have)


def votes_of(bylaws: Bylaws, paid_minor: int) -> int:
    """The votes of one member: one, or one for every so many whole pesos that he has paid in. Raises ValueError."""
    if bylaws.words("weight") != ("capital",):
        return 1
    each = bylaws.number("pesos_per_vote")
    if each < 1:
        raise ValueError(f"{each} pesos a vote")
    return max(0, paid_minor) // (100 * each)


def quorum(bylaws: Bylaws, *, call: int, present: int, entitled: int) -> Verdict:
    """Whether those present may begin. `call` is 1 or 2; votes count by weight. Raises ValueError."""
    if call not in (1, 2) or not 0 <= present <= entitled:
        raise ValueError(f"call {call}, {present} present of {entitled}")
    key = "quorum_first" if call == 1 else "quorum_second"
    return _verdict(bylaws, key, have=present, votes=entitled)


def carried(bylaws: Bylaws, matter: str, *, yes: int, no: int, abstained: int, present: int, entitled: int) -> Verdict:
    """Whether a motion carried. A tie never does. Raises ValueError when more vote than are present."""
    if min(yes, no, abstained) < 0 or yes + no + abstained > present or present > entitled:
        raise ValueError(f"{yes} + {no} + {abstained} votes, {present} present of {entitled}")
    key = f"majority_{matter}"
    votes = {Of.ALL: entitled, Of.PRESENT: present, Of.CAST: yes + no}[bylaws.share(key).of]
    return _verdict(bylaws, key, have=yes, votes=votes)


def minority_council(bylaws: Bylaws, *, minority: int, present: int) -> Verdict:
    """Whether the minority of the board's election is large enough to name the vigilance council."""
    if not 0 <= minority <= present:
        raise ValueError(f"a minority of {minority} among {present}")
    return _verdict(bylaws, "minority_council", have=minority, votes=present)


def _verdict(bylaws: Bylaws, key: str, *, have: int, votes: int) -> Verdict:
    share = bylaws.share(key)
    needed = share.least(votes)
    return Verdict(have >= needed, have, needed, votes, share, bylaws.source(key))
