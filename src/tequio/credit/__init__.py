"""Credit: a member asks, two people say yes or no with their reasons, a bank lends, and the union collects for it.

The union never lends: what it collects is the lender's from the moment it comes in, and the books say so
(docs/adr/0023). What a loan costs and where it stands is worked out by `engines/lending` from what was agreed and what
was paid. Nothing here approves a loan by itself: the database takes no loan without two people's written yes.
"""
