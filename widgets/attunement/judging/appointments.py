"""A calendar file (iCalendar, RFC 5545) of all-day entries that a learner takes away. The library escapes and folds the words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5


class Entry(NamedTuple):
    """One all-day entry: `name` makes its UID, the same name always the same one."""

    name: str
    day: date
    summary: str
    description: str


def calendar(entries: list[Entry], stamp: str) -> str:
    """Return the entries as the text of an .ics file, without alarms; `stamp` is when it was made (ISO 8601 in UTC).

    A day with an entry stays free for others (TRANSP), and whoever takes the file in twice has each entry once (UID).
    """
    from icalendar import Calendar, Event  # here, because few who open a lesson take a calendar away

    made = Calendar()
    made.add("prodid", "-//Attunement//Plan//EN")
    made.add("version", "2.0")
    for entry in entries:
        event = Event()
        event.add("uid", f"{uuid5(NAMESPACE_URL, 'attunement/' + entry.name)}@attunement")
        event.add("dtstamp", datetime.fromisoformat(stamp).astimezone(UTC))
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("summary", entry.summary)
        event.add("description", entry.description)
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return made.to_ical().decode("utf-8")
