"""The proof: what a member paid in fees against what the union saved and brought him, line by line, with its evidence.

No tables of its own: fees are read from the books, purchases from the charge lines, sales from the job tickets, both
with the evidence that was pinned to them when they were settled. Evidence that is withdrawn turns exactly its lines to
«sin prueba», and they count zero.
"""
