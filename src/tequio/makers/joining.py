"""Where siblings are told of each other: loaded once, when the program is ready."""

from tequio.guarantee import pay
from tequio.makers.calendar import Workshops
from tequio.makers.debts import BY_CONSENT, DEBTS, PART_OF_SALES, Loans
from tequio.makers.measured import Measured
from tequio.makers.pay import Agreed
from tequio.sales import able, calendars, withholding

able.SOURCES.append(Measured())
calendars.CALENDARS.append(Workshops())
withholding.WITHHOLDERS.append(Agreed())
# The lender's instalment first: late interest runs on it.
DEBTS.extend((Loans(), *BY_CONSENT))
pay.AGREED.append(PART_OF_SALES.who_agreed)
