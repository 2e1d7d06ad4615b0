"""Tells whoever settles a farewell what of a member's guarantee stays."""

from tequio.guarantee.queries.fund import kept_of
from tequio.members import ties

ties.KEPT.append(kept_of)
