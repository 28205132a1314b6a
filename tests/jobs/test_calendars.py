"""Days for one's own calendar: a file that calendars read, on Seoul's clock, with a reminder, the same UID for ever."""

from datetime import timedelta

import icalendar
import pytest

from jobs import calendars
from tests import make
from tests.make import NOW, SEOUL

pytestmark = pytest.mark.django_db
URL = "https://dasi.example/jobs/1/"


def read(posting, at=NOW):
    return icalendar.Calendar.from_ical(calendars.calendar([calendars.deadline_of(posting, url=URL, at=at)]))


def test_deadline_ends_with_the_deadline_in_seoul():
    posting = make.posting(title="학교안전, 지원단; 강북", apply_until=NOW + timedelta(days=3))

    (event,) = read(posting).walk("VEVENT")

    assert event["SUMMARY"] == "지원 마감: 학교안전, 지원단; 강북"
    assert event["DTEND"].dt == posting.apply_until
    assert event["DTEND"].params["TZID"] == "Asia/Seoul"
    assert event["DTSTART"].dt.astimezone(SEOUL).date() == posting.apply_until.astimezone(SEOUL).date()
    assert event["URL"] == URL


def test_deadline_at_midnight_stands_on_the_day_it_ends():
    midnight = (NOW + timedelta(days=3)).replace(hour=0)

    (event,) = read(make.posting(apply_until=midnight)).walk("VEVENT")

    assert event["DTSTART"].dt.date() == midnight.date() - timedelta(days=1)


def test_file_tells_the_zone_reminds_a_day_before_and_keeps_its_uid():
    posting = make.posting()

    made = read(posting)
    (zone,) = made.walk("VTIMEZONE")
    (alarm,) = made.walk("VALARM")

    assert zone["TZID"] == "Asia/Seoul"
    assert alarm["TRIGGER"].dt == timedelta(days=-1)
    uid = f"deadline-{posting.public_id}@dasi"
    make.changed(posting, apply_until=NOW + timedelta(days=5))
    posting.refresh_from_db()
    assert {str(event["UID"]) for found in (made, read(posting)) for event in found.walk("VEVENT")} == {uid}


def test_a_deadline_that_was_put_off_comes_with_a_later_stamp_and_sequence():
    posting = make.posting()
    (before,) = read(posting).walk("VEVENT")
    make.changed(posting, apply_until=NOW + timedelta(days=5), version=2)
    posting.refresh_from_db()

    (after,) = read(posting, at=NOW + timedelta(hours=1)).walk("VEVENT")

    assert (before["DTSTAMP"].dt, before["SEQUENCE"]) == (NOW, 0)
    assert (after["DTSTAMP"].dt, after["SEQUENCE"]) == (NOW + timedelta(hours=1), 1)


def test_file_of_several_events_names_the_zone_once():
    events = [calendars.deadline_of(make.posting(), url=URL, at=NOW) for _ in range(2)]

    made = icalendar.Calendar.from_ical(calendars.calendar(events))

    assert (len(made.walk("VEVENT")), len(made.walk("VTIMEZONE"))) == (2, 1)
