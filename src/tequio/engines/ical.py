"""A calendar that other programs subscribe to: iCalendar (RFC 5545, 7986), one event for each meeting.

An event keeps its `uid` for ever, and each change of it raises `sequence`; one that is called off stays in the feed as
cancelled, so that it goes from the calendars that had it. Local times carry the zone of central Mexico.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

ZONE = "America/Mexico_City"
LONGEST_LINE = 75  # octets, without the line break (RFC 5545, 3.1)

# Central Mexico: UTC-6. Summer time began in 1996 and ended for good on 30 October 2022 (Ley de los Husos Horarios,
# DOF 28-10-2022). The year 2001, when it was shorter, is left out: no union's calendar reaches there.
TIME_ZONE = f"""BEGIN:VTIMEZONE
TZID:{ZONE}
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20221030T070000Z
TZOFFSETFROM:-0500
TZOFFSETTO:-0600
TZNAME:CST
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19960407T020000
RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20220403T080000Z
TZOFFSETFROM:-0600
TZOFFSETTO:-0500
TZNAME:CDT
END:DAYLIGHT
END:VTIMEZONE""".splitlines()


@dataclass(frozen=True, slots=True)
class Meeting:
    """One event. Instants are aware; `place_at` is latitude and longitude in degrees, as written."""

    uid: str
    sequence: int
    changed_at: datetime
    begins_at: datetime
    ends_at: datetime
    title: str
    text: str = ""
    place: str = ""
    place_at: tuple[str, str] | None = None
    url: str = ""
    is_cancelled: bool = False


def calendar(name: str, meetings: Iterable[Meeting], *, hours: int = 6) -> bytes:
    """The whole feed. `hours`: how often calendars should ask again."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tequio//Tequio//ES",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        f"X-WR-TIMEZONE:{ZONE}",
        f"REFRESH-INTERVAL;VALUE=DURATION:PT{hours}H",
        f"X-PUBLISHED-TTL:PT{hours}H",
        *TIME_ZONE,
    ]
    for meeting in meetings:
        lines += _event(meeting)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _event(meeting: Meeting) -> Iterator[str]:
    changed = meeting.changed_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(meeting.uid)}"
    yield f"SEQUENCE:{meeting.sequence}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"DTSTART;TZID={ZONE}:{_local(meeting.begins_at)}"
    yield f"DTEND;TZID={ZONE}:{_local(meeting.ends_at)}"
    yield f"SUMMARY:{_text(meeting.title)}"
    if meeting.text:
        yield f"DESCRIPTION:{_text(meeting.text)}"
    if meeting.place:
        yield f"LOCATION:{_text(meeting.place)}"
    if meeting.place_at:
        yield "GEO:" + ";".join(meeting.place_at)
    if meeting.url:
        yield f"URL:{meeting.url}"
    yield f"STATUS:{'CANCELLED' if meeting.is_cancelled else 'CONFIRMED'}"
    yield f"TRANSP:{'TRANSPARENT' if meeting.is_cancelled else 'OPAQUE'}"
    yield "END:VEVENT"


def _local(at: datetime) -> str:
    return at.astimezone(ZoneInfo(ZONE)).strftime("%Y%m%dT%H%M%S")


def _text(value: str) -> str:
    """Escaped as RFC 5545, 3.3.11 says; control characters have no place in it."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(letter for letter in lines if letter == "\n" or (letter >= " " and letter != "\x7f"))
    for bare, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(bare, escaped)
    return plain


def _folded(line: str) -> str:
    """Lines of at most 75 octets, none of which cuts a letter in two."""
    pieces, room, begun = [], LONGEST_LINE, ""
    for letter in line:
        if len((begun + letter).encode()) > room:
            pieces.append(begun)
            begun, room = "", LONGEST_LINE - 1  # the blank that begins the next line counts
        begun += letter
    return "\r\n ".join([*pieces, begun])
