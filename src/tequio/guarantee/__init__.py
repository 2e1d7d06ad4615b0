"""What stands behind loans: how the portfolio does, what it can lose, and the members' guarantee fund.

Each member signs the most he can lose, by phone or on paper, and puts money in. When a guaranteed loan fails, two
people sign before the fund pays its lender: first the borrower's own deposit, then his group, then all by their caps
(`engines/guarantee`). What is got back goes up again. Every peso is in the books, on each member's own account; the
fund takes no savings and pays no interest (docs/adr/0025).
"""
