"""Who may see everybody's loans: whoever may do anything with them, and whoever holds the right to see them."""

from tequio.core.action import REGISTRY, Registered

SEE = "credit.loan.see"
REGISTRY[SEE] = Registered(SEE, "See every application, loan, payment and list of arrears.", None)
