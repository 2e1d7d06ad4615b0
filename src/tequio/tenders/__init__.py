"""Asking banks together: dossiers, the members' consent, the tender, what banks bid, and the committee's choice.

Credit's applications, what a member buys, sells and makes, and what he pays meet here as one dossier. A bank sees it
by a signed link, only with the member's yes to that bank, for that purpose, until that day; the bundle that several
banks read names nobody. Bids are put on one scale; people choose, and say why.
"""
