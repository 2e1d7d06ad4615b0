"""Joint purchase: from pledges and quotes to the cheapest award, with its proven bound.

`solve` is the door; `find_flaws` and `find_shortages` say what is wrong with an input before it, `verify` audits an
award after it. `cost` is the only place that turns goods and freight into centavos. Inside: `grid` gathers equal
wishes, `program` writes the mixed-integer programme, `search` and `large` look for plans, `allot` hands out.
"""
