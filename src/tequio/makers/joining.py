"""Where siblings are told of each other: loaded once, when the program is ready."""

from tequio.makers.calendar import Workshops
from tequio.makers.debts import DEBTS, FEES, MATERIALS
from tequio.makers.measured import Measured
from tequio.makers.pay import Agreed
from tequio.sales import able, calendars, withholding

able.SOURCES.append(Measured())
calendars.CALENDARS.append(Workshops())
withholding.WITHHOLDERS.append(Agreed())
DEBTS.extend((FEES, MATERIALS))
