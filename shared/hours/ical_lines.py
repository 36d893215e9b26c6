"""What of an iCalendar text tells on which days its events lie; the rest may be as it likes."""

from typing import Any, Final

from icalendar import Calendar
from icalendar.parser.ical import CalendarIcalParser

TELLING: Final = frozenset(
    ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
)
_READ: Final = TELLING | {"UID", "STATUS", "X-MICROSOFT-CDO-ALLDAYEVENT"}
_ZONES: Final = ("VTIMEZONE", "STANDARD", "DAYLIGHT")


class Parser(CalendarIcalParser):
    """Takes of events what tells their days, of time zones all, and nothing of alarms and others.
    What cannot be read of an event is one of its ``errors``."""

    def __init__(self, text: str) -> None:
        super().__init__(text, Calendar._get_component_factory(), Calendar.types_factory)

    def handle_line_parse_error(self, exception: Exception) -> None:
        if not self.component:
            raise exception

    def handle_property(self, name: str, params: Any, vals: str, line: Any) -> None:
        within = self.component.name if self.component else ""
        if within == "VEVENT" and name in _READ:
            if name in self.datetime_names and ":" in vals:
                # A zone such as (UTC+01:00) Amsterdam, Berlin should stand in quotes.
                head, _, vals = str(line).rpartition(":")
                params["TZID"] = head.partition("TZID=")[2]
            super().handle_property(name, params, vals, line)
        elif within in _ZONES or not within:
            super().handle_property(name, params, vals, line)
