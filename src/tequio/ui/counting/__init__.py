"""A count in words: the typed facts of `engines.tally` as short sentences in the reader's language.

`told_stage` and `told_result` explain a count, `told_apportionment` seats of delegates, `told_flaw` and `told_refusal`
why nothing was counted, `told_difference` where a published result is not what its ballots give.
"""

from tequio.ui.counting.apportionment import told_apportionment
from tequio.ui.counting.figures import listed, papers, short, votes
from tequio.ui.counting.flaws import told_flaw, told_refusal
from tequio.ui.counting.published import told_difference
from tequio.ui.counting.stages import told_result, told_stage, told_stages, told_tie

__all__ = [
    "listed",
    "papers",
    "short",
    "told_apportionment",
    "told_difference",
    "told_flaw",
    "told_refusal",
    "told_result",
    "told_stage",
    "told_stages",
    "told_tie",
    "votes",
]
