"""Where siblings are told of each other: loaded once, when the program is ready."""

from tequio.makers.calendar import Workshops
from tequio.makers.measured import Measured
from tequio.sales import able, calendars

able.SOURCES.append(Measured())
calendars.CALENDARS.append(Workshops())
