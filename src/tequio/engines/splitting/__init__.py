"""One buyer's order over many workshops: who makes how many pieces of what in which week, with its proven bound.

`solve` is the door; `find_flaws` says what is wrong with an input before it, `verify` audits a split after it,
`resplit` places anew what workshops did not accept. `cost` is the only place that turns parts into centavos, `fairness`
the only one that says what a fair share is. Inside: `ground` says who can make what, `whole` writes everything as one
programme for few workshops, `talk` and `build` serve many, `why` says to each workshop why it got what it got.
"""
