"""Where siblings are told of each other: loaded once, when the program is ready."""

from tequio.makers.calendar import Workshops
from tequio.makers.debts import DEBTS, ON_ACCOUNT, Loans
from tequio.makers.measured import Measured
from tequio.makers.pay import Agreed
from tequio.sales import able, calendars, withholding

able.SOURCES.append(Measured())
calendars.CALENDARS.append(Workshops())
withholding.WITHHOLDERS.append(Agreed())
# The lender's instalment first: late interest runs on it.
DEBTS.extend((Loans(), *ON_ACCOUNT))
