"""From a trade pack to a union that can work: its offices with their rights, its chart of accounts, its materials.

The opening deed stands here because it needs unions, books and stock, which may not know each other.
"""
