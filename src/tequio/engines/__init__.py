"""Pure calculation, without Django: frozen dataclasses in, frozen dataclasses out.

Money is whole centavos, quantities and rates are Decimal, floats live only inside solvers.
Nothing here reads a clock, a database or a setting, so every result can be recomputed elsewhere.
"""
