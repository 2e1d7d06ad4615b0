"""The proof: what a member paid in fees against what the union saved him, line by line, each with its evidence.

No tables of its own: fees are read from the books, purchases from the charge lines and the evidence that was pinned to
them at settlement. Evidence that is withdrawn turns exactly its lines to «sin prueba», and they count zero.
"""
