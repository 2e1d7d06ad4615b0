"""Who may see everybody's fees: whoever may do anything with them, and whoever holds the right to see them."""

from tequio.core.action import REGISTRY, Registered

SEE = "dues.account.see"
REGISTRY[SEE] = Registered(SEE, "See every fee, receipt, certificate and list of arrears.", None)
