"""A picked interview as a calendar file (iCalendar, RFC 5545), so that a phone reminds of it by itself."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from jobs.models import InterviewPick
from profiles import places

SEOUL = ZoneInfo("Asia/Seoul")


def calendar(pick: InterviewPick, *, url: str, at: datetime) -> bytes:
    """Return the file with this one interview; taken in again after a change it replaces the one before."""
    slot, posting = pick.slot, pick.application.posting
    event = Event()
    event.add("uid", f"interview-{pick.application.public_id}@dasi")
    event.add("sequence", pick.application.interview_picks.filter(pk__lt=pick.pk).count())
    event.add("dtstamp", at)
    event.add("dtstart", slot.starts_at.astimezone(SEOUL))
    event.add("dtend", (slot.starts_at + timedelta(minutes=slot.minutes)).astimezone(SEOUL))
    event.add("summary", _("면접: %(posting)s") % {"posting": posting.title})
    area = places.name(slot.area)
    address = slot.address if area in slot.address else f"{area} {slot.address}"
    event.add("location", f"{slot.place}, {address}")
    event.add("description", f"{posting.organisation.name} {posting.organisation.phone}".strip())
    event.add("url", url)
    found = Calendar()
    found.add("prodid", "-//dasi//interview//KO")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add_component(event)
    found.add_missing_timezones()
    return found.to_ical()
