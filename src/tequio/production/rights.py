"""Who may look at what each workshop makes: whoever helps to note it, and whoever holds the right to see it."""

from tequio.core.action import REGISTRY, Registered

SEE = "production.record.see"
REGISTRY[SEE] = Registered(SEE, "See what each workshop noted, and what the union can make.", None)
