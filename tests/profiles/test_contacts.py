"""People choose by group and channel what reaches them and when; what runs out unread reaches them somewhere."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from profiles import contacts, events, sender
from profiles.contacts import SEOUL, Hours
from profiles.models import ContactChoice, Delivery
from tests import make
from tests.jobs.expect import refusal
from tests.make import NOW
from tests.profiles.mailing import QUEUED, SENT, reader, tell

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 15)
EVENING = Hours(time(18), time(11))


def at(hour, minute=0, day=DAY):
    return datetime.combine(day, time(hour, minute), tzinfo=SEOUL)


def person(channels=("email",), phone=""):
    """Somebody with an address, and a number where one is given; `channels` None: they never chose."""
    user = make.user(channels=channels or ())
    if channels is None:
        ContactChoice.objects.filter(user=user).delete()
    if phone:
        make.candidate(user, phone=phone)
    return user


def choose(user, ways, *, rhythm="at_once", hours=contacts.EVERYBODYS):
    return contacts.choose(user, ways=ways, rhythm=rhythm, hours=hours, by=make.actor(user), at=NOW)


def ways(user, *groups):
    found = contacts.ways_of([user.pk])[user.pk]
    return [found.for_group(group) for group in groups]


def channels_of(user, kind, key="1"):
    tell(user, key=key, kind=kind) if ways(user, contacts.notice_groups.of(kind))[0] else None
    return sorted(Delivery.objects.filter(notice__recipient=user, notice__kind=kind).values_list("channel", flat=True))


def test_choice_of_before_holds_for_every_group(sms_server):
    user = person(["email"], phone="01012345678")

    assert ways(user, *contacts.GROUPS) == [["email"]] * len(contacts.GROUPS)


def test_inbox_alone_of_before_stays(sms_server):
    assert ways(person([], phone="01012345678"), "offers", "application") == [[], []]


def test_who_never_chose_gets_mail_and_offers_as_text_too(sms_server):
    user = person(None, phone="01012345678")

    assert ways(user, "offers", "application", "suggestions") == [["email", "sms"], ["email"], ["email"]]


def test_who_never_chose_gets_mail_alone_while_no_texts_are_sent(settings):
    settings.SOLAPI_API_KEY = ""

    assert ways(person(None, phone="01012345678"), "offers") == [["email"]]


def test_who_has_no_address_gets_texts_but_none_that_nobody_asked_for(sms_server):
    user = person(None, phone="01012345678")
    make.changed(user, email=None)

    assert ways(user, "offers", "application", "work", "suggestions") == [["sms"], ["sms"], ["sms"], []]
    assert channels_of(user, "jobs.stage_moved") == ["sms"]


def test_who_can_be_reached_nowhere_may_choose_nothing(settings):
    settings.SOLAPI_API_KEY = ""
    user = person(None)
    make.changed(user, email=None)

    assert choose(user, {"offers": []}).channels == []


def test_choose_by_group_and_channel_plans_as_chosen(sms_server):
    user = person(phone="01012345678")

    choice = choose(user, {"offers": ["sms"], "application": ["email"], "suggestions": []})

    assert (choice.channels, choice.rhythm, choice.chosen_at) == (["email", "sms"], "at_once", NOW)
    assert ways(user, "offers", "application", "suggestions", "work") == [["sms"], ["email"], [], ["email"]]
    assert channels_of(user, "jobs.offer_made") == ["sms"]
    assert channels_of(user, "jobs.stage_moved", key="2") == ["email"]


def test_choose_is_in_the_history_without_an_address(sms_server):
    user = person(phone="01012345678")

    choose(user, {name: ["sms"] if name == "offers" else [] for name in contacts.GROUPS}, rhythm="daily", hours=EVENING)

    assert events.of(user).get().params == {
        "channels": ["sms"],
        "left_out": sorted(f"{name}:sms" for name in contacts.GROUPS if name != "offers"),
        "rhythm": "daily",
        "quiet_from": "18:00",
        "quiet_until": "11:00",
    }


def test_choose_stops_what_waits_for_the_way_left_out_and_nothing_else(sms_server):
    user = person(phone="01012345678")
    work, offer = tell(user, kind="jobs.log_due"), tell(user, key="2", kind="jobs.offer_made")

    choose(user, {"work": [], "offers": ["email"]})

    assert [Delivery.objects.get(pk=row.pk).state for row in (work, offer)] == ["cancelled", "queued"]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"ways": {"offers": ["pigeon"]}}, "channel_unknown"),
        ({"ways": {"offers": ["sms"]}}, "channel_unknown"),  # no texts are sent here
        ({"ways": {"weather": ["email"]}}, "group_unknown"),
        ({"ways": {}, "rhythm": "hourly"}, "rhythm_unknown"),
        ({"ways": {}, "hours": Hours(time(22), None)}, "hours_unknown"),
        ({"ways": {}, "hours": Hours(None, time(7))}, "hours_unknown"),
        ({"ways": {"offers": []}}, "must_reach"),
    ],
)
def test_choose_refuses_what_is_not_offered(settings, told, code):
    settings.SOLAPI_API_KEY = ""
    user = person()

    with refusal(code):
        choose(user, told.pop("ways"), **told)

    assert ContactChoice.objects.get(user=user).left_out == []


def test_what_must_reach_goes_the_usual_way_when_the_chosen_one_is_gone(sms_server):
    user = person(phone="01012345678")
    choose(user, {"offers": ["sms"], "application": ["sms"]})
    make.changed(user.identity, phone_sealed=None, phone_index="")

    assert ways(user, "offers", "application") == [["email"], []]


def test_choose_for_another_is_refused():
    with pytest.raises(PermissionDenied):
        contacts.choose(make.user(), ways={}, rhythm="daily", by=make.actor(make.user()), at=NOW)


@pytest.mark.parametrize("columns", [{"quiet_from": time(22)}, {"quiet_until": time(7, 59)}])
def test_database_keeps_the_night(columns):
    user = person()
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactChoice.objects.filter(user=user).update(**columns)


def test_ways_of_many_is_the_same_queries_for_one_and_three(sms_server):
    counts = []
    for number in (1, 3):
        ids = [person(phone=f"0101234000{number}").pk for _ in range(number)]
        with CaptureQueriesContext(connection) as queries:
            contacts.ways_of(ids)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 4


def test_stop_mail_ends_the_mail_of_a_group_alone():
    user = person()

    assert contacts.stop_mail(user, "suggestions", by=make.actor(user), at=NOW) == ["suggestions"]

    assert ways(user, "suggestions", "application", "offers") == [[], ["email"], ["email"]]


def test_stop_mail_of_a_digest_leaves_what_must_reach():
    user = reader(rhythm="daily")

    contacts.stop_mail(user, contacts.DIGEST, by=make.actor(user), at=NOW)

    assert ways(user, "offers", "suggestions", "application", "work") == [["email"], [], [], []]
    assert ContactChoice.objects.get(user=user).rhythm == "daily"


@pytest.mark.parametrize("target", ["offers", "application", "weather"])
def test_stop_mail_of_what_may_not_be_stopped_is_refused(target):
    user = person()
    with refusal("group_unknown"):
        contacts.stop_mail(user, target, by=make.actor(user), at=NOW)


@pytest.mark.parametrize(
    ("told_at", "rhythm", "is_urgent", "expected"),
    [
        (at(10), "at_once", False, at(10)),
        (at(20, 59), "at_once", False, at(20, 59)),
        (at(21), "at_once", False, at(8, day=DAY + timedelta(days=1))),
        (at(23), "at_once", True, at(8, day=DAY + timedelta(days=1))),
        (at(7, 59), "at_once", False, at(8)),
        (at(8), "at_once", False, at(8)),
        (at(8, 30), "daily", False, at(9)),
        (at(9), "daily", False, at(9, day=DAY + timedelta(days=1))),
        (at(10), "daily", False, at(9, day=DAY + timedelta(days=1))),
        (at(10), "daily", True, at(10)),
    ],
)
def test_due_at_keeps_quiet_hours_and_rhythm(told_at, rhythm, is_urgent, expected):
    assert contacts.due_at(told_at, rhythm=rhythm, is_urgent=is_urgent) == expected


@pytest.mark.parametrize(
    ("told_at", "rhythm", "expected"),
    [
        (at(17, 59), "at_once", at(17, 59)),
        (at(18), "at_once", at(11, day=DAY + timedelta(days=1))),
        (at(10, 59), "at_once", at(11)),
        (at(8), "daily", at(11)),
    ],
)
def test_due_at_keeps_a_persons_own_hours(told_at, rhythm, expected):
    assert contacts.due_at(told_at, rhythm=rhythm, hours=EVENING) == expected


def test_sender_keeps_a_persons_own_hours_whatever_was_due_before(mail_server):
    user = reader()
    delivery, other = tell(user), tell(reader("other@example.com"), key="2")
    choose(user, {}, hours=EVENING)

    sender.send_due(at=at(18, 30))
    sender.send_due(at=at(10, 59, DAY + timedelta(days=1)))
    assert [Delivery.objects.get(pk=row.pk).state for row in (delivery, other)] == [QUEUED, SENT]
    sender.send_due(at=at(11, day=DAY + timedelta(days=1)))

    assert Delivery.objects.get(pk=delivery.pk).state == SENT


def test_database_fills_what_processes_of_the_release_before_do_not_know():
    user = person(channels=None)
    columns = "INSERT INTO profiles_contactchoice (user_id, channels, rhythm, chosen_at)"
    with connection.cursor() as cursor:
        cursor.execute(f"{columns} VALUES (%s, '{{email}}', 'at_once', %s)", [user.pk, NOW])

    assert ContactChoice.objects.get(user=user).left_out == []
