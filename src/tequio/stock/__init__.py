"""Things: materials and products with their units, lots and their passage, and what things cost outside the union.

The only writer of its tables; others call `steps`. A lot never goes below zero, and a move is never changed.
"""
