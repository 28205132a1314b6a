"""Days that people put into their own calendar: iCalendar files (RFC 5545), with the clock of Seoul and a reminder the day before.

A file that is loaded again moves what it named before: the UID is that of the row, and never changes.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import icalendar
from django.utils.translation import gettext as _

from jobs.models import InterviewPick, Posting
from profiles import places

SEOUL = ZoneInfo("Asia/Seoul")
CONTENT_TYPE = "text/calendar; charset=utf-8"
A_DAY = timedelta(days=1)
DEADLINE_LASTS = timedelta(minutes=30)  # shown before the deadline, so that the entry ends with it


class CalendarEvent(NamedTuple):
    """What stands in a calendar. `key` names it for ever, `sequence` counts its changes; `alarm_before` None: no reminder."""

    key: str
    title: str
    starts_at: datetime
    ends_at: datetime
    told_at: datetime
    place: str = ""
    text: str = ""
    url: str = ""
    alarm_before: timedelta | None = A_DAY
    sequence: int = 0


def deadline_of(posting: Posting, *, url: str, at: datetime) -> CalendarEvent:
    """Return until when one may apply. `url` is the whole address of the posting."""
    return CalendarEvent(
        key=f"deadline-{posting.public_id}",
        title=_("지원 마감: %(title)s") % {"title": posting.title},
        starts_at=posting.apply_until - DEADLINE_LASTS,
        ends_at=posting.apply_until,
        told_at=at,
        text=_("%(operator)s에서 모집합니다. 마감 전에 지원해 주세요.") % {"operator": posting.organisation.name},
        url=url,
        sequence=posting.version - 1,
    )


def interview_of(pick: InterviewPick, *, url: str, at: datetime) -> CalendarEvent:
    """Return when and where the picked interview is. `url` is the whole address of its page."""
    slot, posting = pick.slot, pick.application.posting
    area = places.name(slot.area)
    address = slot.address if area in slot.address else f"{area} {slot.address}"
    return CalendarEvent(
        key=f"interview-{pick.application.public_id}",
        title=_("면접: %(posting)s") % {"posting": posting.title},
        starts_at=slot.starts_at,
        ends_at=slot.starts_at + timedelta(minutes=slot.minutes),
        told_at=at,
        place=f"{slot.where}, {address}",
        text=f"{posting.organisation.name} {posting.organisation.phone}".strip(),
        url=url,
        sequence=pick.application.interview_picks.filter(pk__lt=pick.pk).count(),
    )


def calendar(events: Iterable[CalendarEvent]) -> bytes:
    """Return one file of these events."""
    made = icalendar.Calendar()
    made.add("prodid", "-//Dasi//KO")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    for event in events:
        made.add_component(_entry(event))
    made.add_missing_timezones()
    return made.to_ical()


def _entry(event: CalendarEvent) -> icalendar.Event:
    entry = icalendar.Event()
    entry.add("uid", f"{event.key}@dasi")
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.told_at)
    entry.add("summary", event.title)
    entry.add("dtstart", event.starts_at.astimezone(SEOUL))
    entry.add("dtend", event.ends_at.astimezone(SEOUL))
    for name, value in (("location", event.place), ("description", event.text), ("url", event.url)):
        if value:
            entry.add(name, value)
    if event.alarm_before:
        entry.add_component(_alarm(event))
    return entry


def _alarm(event: CalendarEvent) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event.title)
    alarm.add("trigger", -event.alarm_before)
    return alarm
