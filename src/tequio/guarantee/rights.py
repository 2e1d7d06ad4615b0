"""Who may see the whole fund: whoever may do anything with it, and whoever holds the right to see it."""

from tequio.core.action import REGISTRY, Registered

SEE = "guarantee.fund.see"
REGISTRY[SEE] = Registered(SEE, "See the portfolio, the guarantee fund and every member's part of it.", None)
