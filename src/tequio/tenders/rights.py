"""Who may see tenders and dossiers: whoever may do anything with them, and whoever holds the right to see them."""

from tequio.core.action import REGISTRY, Registered

SEE = "tenders.tender.see"
REGISTRY[SEE] = Registered(SEE, "See tenders, bids, consents and dossiers.", None)
