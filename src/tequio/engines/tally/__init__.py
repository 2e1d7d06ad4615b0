"""Ballots to a result, every stage explained: the union's own counting room, without Django.

What other code uses:

    ballots = gather(["Ana", "Beto", "Carmen"], [(1, 2), (2,), ()], papers=[40, 25, 3], withdrawn=())
    result = count(ballots, seats=2, rule=Rule.SCOTTISH, lot=Lot(seed="barro y fuego"))
    result.winners          candidate numbers in order of election; result.name(1) == "Ana"
    result.stages           Stage: deed, candidate, votes, transfers, parcels, elected, tie; exact Decimals
    result.quota, result.valid, result.blank, result.second_ballot

- Candidates are numbers from 1 as on the paper. An empty ranking is a blank paper: told in `blank`, part of no quota.
  For approval a ranking is the set of marks. `papers` lets one row stand for many papers or for a delegate's many
  votes.
- Rules: `Rule.PLURALITY`, `MAJORITY` (one seat; else `second_ballot`), `APPROVAL`, `SCOTTISH`, `MEEK`.
- A tie that earlier stages cannot settle goes to the `Lot`: a seed announced before, or an order drawn by hand.
  `Tie` says who was tied, who was chosen and by what; `digest(seed, stage, name)` recomputes one lot.
- Motions: `decide(Vote(in_favour, against, abstained, present, entitled), majority)`; a `Majority` is a share, of whom
  (`Base.CAST`, `PRESENT`, `ALL`), and whether *more than* or *at least*; `SIMPLE`, `ABSOLUTE`, `TWO_THIRDS` are the
  usual.
- Delegates: `apportion({"Tlayacapan": 812, …}, seats, Method.SAINTE_LAGUE)`; also `DHONDT`, `LARGEST_REMAINDER`.
- Files: `read_blt`, `write_blt`; the published list with receipts: `Published`, `write_published`, `read_published`,
  `verify`, `receipt_code(random_bytes)`; `count_as_plain` for JSON.
- What is wrong comes as `BadBallots.flaws` (what, where) or as `CannotCount.reason`; nothing is counted then. The words
  for both, and for each stage, are in `tequio.ui.counting`.
"""

from tequio.engines.tally.apportion import Apportionment, Award, Method, apportion, over_threshold
from tequio.engines.tally.ballots import Ballots, from_table, gather
from tequio.engines.tally.blt import Election, read_blt, write_blt
from tequio.engines.tally.count import count
from tequio.engines.tally.flaws import BadBallots, Fault, Flaw
from tequio.engines.tally.lot import Lot, digest
from tequio.engines.tally.model import (
    CannotCount,
    Count,
    Deed,
    Draw,
    Elected,
    How,
    Parcel,
    Rule,
    Settled,
    Stage,
    Tie,
    Transfer,
)
from tequio.engines.tally.motions import ABSOLUTE, SIMPLE, TWO_THIRDS, Base, Decision, Majority, Vote, decide
from tequio.engines.tally.plain import apportionment_as_plain, count_as_plain
from tequio.engines.tally.published import Ballot, Difference, Doubt, Published, Verified, verify
from tequio.engines.tally.published_file import read_published, write_published
from tequio.engines.tally.receipts import plain_code, receipt_code

__all__ = [
    "ABSOLUTE",
    "SIMPLE",
    "TWO_THIRDS",
    "Apportionment",
    "Award",
    "BadBallots",
    "Ballot",
    "Ballots",
    "Base",
    "CannotCount",
    "Count",
    "Decision",
    "Deed",
    "Difference",
    "Doubt",
    "Draw",
    "Elected",
    "Election",
    "Fault",
    "Flaw",
    "How",
    "Lot",
    "Majority",
    "Method",
    "Parcel",
    "Published",
    "Rule",
    "Settled",
    "Stage",
    "Tie",
    "Transfer",
    "Verified",
    "Vote",
    "apportion",
    "apportionment_as_plain",
    "count",
    "count_as_plain",
    "decide",
    "digest",
    "from_table",
    "gather",
    "over_threshold",
    "plain_code",
    "read_blt",
    "read_published",
    "receipt_code",
    "verify",
    "write_blt",
    "write_published",
]
