"""Whether the founding vote was one: by the forum's own rule, and with as many founders as the form asks."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tequio.engines import bylaws
from tequio.engines.founding.forms import legal_form


@dataclass(frozen=True, slots=True)
class FoundingVote:
    """The vote by which the union is founded, and how many founders sign. Whole votes."""

    yes: int
    no: int
    abstained: int
    present: int
    entitled: int
    founders: int


class VoteFault(StrEnum):
    NOT_CARRIED = "not_carried"  # by the rule under which it was voted
    FEW_IN_FAVOUR = "few_in_favour"  # fewer said yes than the form needs founders
    FEW_FOUNDERS = "few_founders"
    MANY_FOUNDERS = "many_founders"


def vote_faults(form: str, vote: FoundingVote, on: date) -> tuple[tuple[VoteFault, int, int, str], ...]:
    """Every fault as (what, how many there are, how many it takes, source); none: the union may be founded.

    Until it is founded the forum's rules hold: founding asks what a change of bylaws asks. Raises ValueError when more
    vote than are present.
    """
    rules, chosen = bylaws.bylaws_of("forum", on), legal_form(form, on)
    verdict = bylaws.carried(
        rules, "bylaws", yes=vote.yes, no=vote.no, abstained=vote.abstained, present=vote.present,
        entitled=vote.entitled,
    )  # fmt: skip
    least, most = chosen.founders_least, chosen.founders_most
    found = (
        (not verdict.holds, VoteFault.NOT_CARRIED, vote.yes, verdict.needed, verdict.source),
        (vote.yes < least, VoteFault.FEW_IN_FAVOUR, vote.yes, least, chosen.founders_source),
        (vote.founders < least, VoteFault.FEW_FOUNDERS, vote.founders, least, chosen.founders_source),
        (0 < most < vote.founders, VoteFault.MANY_FOUNDERS, vote.founders, most, chosen.founders_source),
    )
    return tuple(each[1:] for each in found if each[0])
