"""A small demo city lives both years: by the rules, repeatably, and leaves something to do for everybody who signs in."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from config.demo.organisations import DOMAIN
from jobs import agenda, errands, objections
from jobs.models import (
    Application,
    Attachment,
    InterviewPick,
    InterviewSlot,
    Objection,
    Offer,
    OutsidePosting,
    Placement,
    Posting,
    Question,
    Target,
    Worklog,
)
from matching import fairness_years, rounds, suggestions
from matching.models import Allocation, AllocationRound, FairnessYear, SuggestionList
from profiles.models import Candidate, Delivery, Event, Notice, User
from tests import make
from tests.config.demo.conftest import PEOPLE, Demo

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]  # one city for all of them


def test_same_seed_and_day_live_the_same_years(demo: Demo) -> None:
    assert "early on" in demo.digests_before
    assert demo.digests_before.items() <= demo.digests.items()


def test_city_holds_the_people_that_were_asked_for(demo: Demo) -> None:
    assert Candidate.objects.exclude(user__email=None).count() == PEOPLE
    assert Candidate.objects.filter(user__email=None).count() == 2  # whom the counsellor registered by paper


def test_nobody_but_the_printed_can_sign_in(demo: Demo) -> None:
    printed = {account["email"]: account["password"] for account in demo.accounts.values()}
    assert set(demo.accounts) == {"candidate", "operator", "city", "counsellor"}

    usable = [user for user in User.objects.all() if user.has_usable_password()]

    assert {user.email for user in usable} == set(printed)
    assert all(user.check_password(printed[user.email]) for user in usable)
    emails = User.objects.exclude(email=None).values_list("email", flat=True)
    assert all(email.endswith(f"@{DOMAIN}") for email in emails)


def test_nobody_but_the_printed_is_told_by_mail(demo: Demo) -> None:
    printed = {account["email"] for account in demo.accounts.values()}

    told = set(Delivery.objects.values_list("notice__recipient__email", flat=True))

    assert told <= printed
    assert Notice.objects.exclude(recipient__email__in=printed).exists()


def test_every_state_stands_somewhere(demo: Demo) -> None:
    rare = {"selection_withdrawn"}

    assert set(Application.objects.values_list("state", flat=True)) >= set(Application.State.values) - rare
    assert set(Placement.objects.values_list("state", flat=True)) == set(Placement.State.values)
    assert set(Posting.objects.values_list("state", flat=True)) == {"draft", "in_review", "published"}
    assert set(Worklog.objects.values_list("state", flat=True)) >= {"submitted", "site_confirmed", "confirmed"}


def test_interview_times_are_picked_and_left_to_pick(demo: Demo) -> None:
    picks = InterviewPick.objects.filter(slot__in=InterviewSlot.objects.open(demo.now))
    open_to = Application.objects.filter(state="interview", posting__in=picks.values("slot__posting"))

    assert picks.exists()
    assert open_to.filter(interview_picks=None).exists()


def test_somebody_sent_a_file_to_a_posting_that_asks_for_one(demo: Demo) -> None:
    (file,) = Attachment.objects.select_related("application", "posting")

    assert file.posting in Posting.objects.open(demo.now)
    assert (file.application.state, file.pages, file.name) == ("received", 1, "자기소개.pdf")


def test_requests_to_look_again_wait_and_were_answered(demo: Demo) -> None:
    assert set(Objection.objects.values_list("state", flat=True)) == {"asked", "kept"}
    assert objections.silent(demo.now.date()).exists()


def test_plan_year_was_lived_to_its_end(demo: Demo) -> None:
    lived = Placement.objects.filter(application__posting__programme_year__year=2019)

    assert set(lived.values_list("state", flat=True)) == {"completed", "ended_early"}
    assert lived.filter(outcomes__months_after=3).exists()
    assert lived.filter(outcomes__months_after=6).exists()
    started = lived.started().values("seat").distinct().count()
    seats = _row(
        "SELECT count(*) FROM jobs_seat s JOIN jobs_postingsite ps ON ps.id = s.posting_site_id "
        "JOIN jobs_posting p ON p.id = ps.posting_id JOIN jobs_programmeyear y ON y.id = p.programme_year_id "
        "WHERE y.year = 2019"
    )[0]
    assert 0.9 * seats <= started <= seats
    assert lived.started().count() > started  # somebody took the seat of somebody who left


def test_targets_add_up_by_district(demo: Demo) -> None:
    apart = _rows(
        "SELECT t.programme_year_id FROM jobs_target t GROUP BY t.programme_year_id "
        "HAVING sum(t.places) FILTER (WHERE t.district = '') <> sum(t.places) FILTER (WHERE t.district <> '')"
    )

    assert Target.objects.exclude(district="").exists()
    assert apart == []


def test_nothing_lies_after_the_day(demo: Demo) -> None:
    assert not Event.objects.filter(at__gte=demo.now).exists()
    assert not Notice.objects.filter(created_at__gt=demo.now).exists()


def test_no_seat_is_held_twice(demo: Demo) -> None:
    twice = _rows(
        "SELECT seat_id FROM jobs_hold WHERE released_at IS NULL GROUP BY seat_id HAVING count(*) > 1"
    ) + _rows(
        "SELECT a.seat_id FROM jobs_placement a JOIN jobs_placement b ON a.seat_id = b.seat_id AND a.id < b.id "
        "WHERE a.started_on IS NOT NULL AND b.started_on IS NOT NULL "
        "AND daterange(a.started_on, coalesce(a.finished_on, a.ends_on), '[]') "
        "&& daterange(b.started_on, coalesce(b.finished_on, b.ends_on), '[]')"
    )

    assert twice == []


def test_nobody_works_more_than_the_cap(demo: Demo) -> None:
    over = _rows(
        "SELECT p.candidate_id, l.month FROM jobs_worklog l JOIN jobs_placement p ON p.id = l.placement_id "
        "JOIN jobs_application a ON a.id = p.application_id JOIN jobs_posting o ON o.id = a.posting_id "
        "JOIN jobs_programmeyear y ON y.id = o.programme_year_id WHERE l.over_cap_at IS NULL "
        "GROUP BY p.candidate_id, l.month HAVING sum(l.minutes) > 60 * max(y.hours_cap_per_month)"
    )

    assert over == []
    assert Worklog.objects.filter(minutes__gt=57 * 60).exists()  # full-time internships have no cap


def test_candidate_keeps_and_asks_and_the_operator_has_an_answer_to_give(demo: Demo) -> None:
    user = User.objects.get(email=demo.accounts["candidate"]["email"])

    assert user.bookmarks.count() == 3
    assert user.saved_searches.count() == 1
    assert Question.objects.get(candidate__user=user).state == "waiting"
    assert Question.objects.filter(published_at__isnull=False).count() == 1


def test_candidate_finds_something_to_do(demo: Demo) -> None:
    user = User.objects.get(email=demo.accounts["candidate"]["email"])

    found = errands.of(user, at=demo.now)

    assert len(found.offers) == 1
    assert [month.key for month in found.due] == ["2026-10"]
    assert "received" in {row.application.state for row in found.applications}
    assert suggestions.shown_to(user, at=demo.now)


def test_operator_finds_something_in_every_queue(demo: Demo) -> None:
    user = User.objects.get(email=demo.accounts["operator"]["email"])

    found = agenda.of(Posting.objects.managed_by(user), user, at=demo.now)

    queues = [{"received"}, {"paper_review", "interview"}, {"selected", "waiting"}, {"offered", "accepted"}]
    assert [queue for queue in queues if not queue & set(found.applications)] == []
    assert {"preparing", "active"} & set(found.placements)
    assert found.worklogs["to_confirm"]


def test_city_finds_postings_to_approve(demo: Demo) -> None:
    assert Posting.objects.filter(state="in_review").exists()


def test_city_sees_fairness_by_sex(demo: Demo) -> None:
    found = fairness_years.report(FairnessYear.objects.get(year=demo.now.year))

    (sexes,) = [table for table in found.tables if table.code == "sex"]
    applied = {line.group.key: line.cells[1].people for line in sexes.lines}
    assert min(applied["female"], applied["male"]) > 4


def test_city_finds_a_round_to_confirm_and_publish(demo: Demo) -> None:
    city = make.actor(User.objects.get(email=demo.accounts["city"]["email"]))
    row = AllocationRound.objects.get()
    assert (row.state, row.allocation.figures["people"] > row.allocation.figures["seated"] > 0) == ("verified", True)
    assert Allocation.objects.filter(kind="simulation").count() == 2

    rounds.confirm(row, by=city, at=demo.now)
    made = rounds.publish(row, by=city, at=demo.now)

    assert made.state == "published"
    asked = Offer.objects.filter(application__posting__selection="round", state="pending")
    assert asked.count() == row.allocation.figures["seated"]


def test_open_postings_close_on_different_days(demo: Demo) -> None:
    days = [timezone.localdate(until) for until in Posting.objects.open(demo.now).values_list("apply_until", flat=True)]

    assert len(set(days)) > len(days) // 2
    assert min(days) > timezone.localdate(demo.now)


def test_postings_of_others_stand_beside_and_can_be_found(demo: Demo) -> None:
    found = OutsidePosting.objects.open(timezone.localdate(demo.now))

    assert found.count() == 6
    assert all("시연용" in row.company and "02-000-" in row.contact and row.district for row in found)
    assert found.exclude(keco="").count() == 4
    assert SuggestionList.objects.exclude(outside_ids=[]).exists()


def test_second_city_is_refused(demo: Demo) -> None:
    with pytest.raises(CommandError):
        call_command("demo_city")
    with pytest.raises(CommandError):
        call_command("demo_year")


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _row(sql: str) -> tuple[Any, ...]:
    return _rows(sql)[0]
