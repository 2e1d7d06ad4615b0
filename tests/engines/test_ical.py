"""The calendar that others read: an outside reader gets back exactly what was written."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines.ical import LONGEST_LINE, Meeting, calendar

MEXICO = ZoneInfo("America/Mexico_City")
BEGINS = datetime(2026, 3, 10, 17, 0, tzinfo=MEXICO)
CHANGED = datetime(2026, 3, 1, 12, 30, 15, tzinfo=UTC)


def meeting(**told):
    usual = {"uid": "9d5c", "sequence": 0, "changed_at": CHANGED, "begins_at": BEGINS,
             "ends_at": BEGINS + timedelta(hours=2), "title": "Cuánto cuesta una pieza"}  # fmt: skip
    return Meeting(**usual | told)


def read(written):
    return icalendar.Calendar.from_ical(written)


def test_one_session_as_it_is_written():
    told = calendar("Cursos", [meeting(place="Plaza, Tlayacapan", place_at=("18.955", "-98.981"))]).decode()

    event = told[told.index("BEGIN:VEVENT") :]
    assert event == "\r\n".join([
        "BEGIN:VEVENT", "UID:9d5c", "SEQUENCE:0", "DTSTAMP:20260301T123015Z", "LAST-MODIFIED:20260301T123015Z",
        "DTSTART;TZID=America/Mexico_City:20260310T170000", "DTEND;TZID=America/Mexico_City:20260310T190000",
        "SUMMARY:Cuánto cuesta una pieza", "LOCATION:Plaza\\, Tlayacapan", "GEO:18.955;-98.981",
        "STATUS:CONFIRMED", "TRANSP:OPAQUE", "END:VEVENT", "END:VCALENDAR", "",
    ])  # fmt: skip


def test_a_reader_finds_zone_place_and_cancellation():
    found = read(calendar("Cursos; de todo", [meeting(is_cancelled=True, sequence=3, place_at=("18.955", "-98.981"))]))
    (event,) = found.walk("VEVENT")

    assert found["NAME"].replace("\\;", ";") == "Cursos; de todo"
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 3)
    assert event.decoded("DTSTART") == BEGINS
    assert event["GEO"].latitude == float(Decimal("18.955"))
    assert event.errors == []
    assert found.get_missing_tzids() == set()


@pytest.mark.parametrize("year", [1997, 2005, 2021, 2022, 2023, 2026, 2040])
def test_the_zone_is_that_of_central_mexico_with_no_summer_time_since_2022(year):
    (zone,) = read(calendar("x", [])).walk("VTIMEZONE")
    theirs = zone.to_tz(lookup_tzid=False)

    for day in range(0, 365, 5):
        at = datetime(year, 1, 1, 12) + timedelta(days=day)  # noqa: DTZ001  a zone is asked with bare times
        assert theirs.utcoffset(at) == MEXICO.utcoffset(at), at
    assert datetime(2026, 7, 1, tzinfo=MEXICO).utcoffset() == timedelta(hours=-6)


letters = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200)


@given(
    letters,
    letters.map(lambda text: text.replace(" ", "\n")),
    letters,
    st.integers(0, 60_000),
)
def test_whatever_is_written_is_read_back(title, text, place, at):
    at = BEGINS + timedelta(hours=at)
    written = calendar(
        title, [meeting(title=title, text=text, place=place, begins_at=at, ends_at=at + timedelta(hours=1))]
    )

    for line in written.split(b"\r\n"):
        assert len(line) <= LONGEST_LINE
        line.decode()
    (event,) = read(written).walk("VEVENT")
    assert str(event["SUMMARY"]) == title
    assert str(event.get("DESCRIPTION", "")) == text
    assert str(event.get("LOCATION", "")) == place
    assert event.decoded("DTSTART") == at
