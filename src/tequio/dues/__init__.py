"""Money between a member and his union: fees, what is late, receipts, certificates of capital, and leaving.

A fee schedule is dated data; one run charges a period to everybody who belongs, previewed before and whole or not at
all. What is owed is the balance that the books keep; payments cover the oldest fee first, and where a member stands
follows from dates. Nobody is ever suspended by the program: it says who is late and people decide.
"""
