"""The cap of a month: a person's hours over all placements, and who may let more pass."""

import pytest
from django.core.exceptions import PermissionDenied

from jobs import worklogs
from jobs.models import Worklog
from jobs.worklogs import Draft
from profiles import events
from tests import make
from tests.jobs.expect import happened, refusal
from tests.jobs.logs import JUNE, MONTH, another, days, entry, own, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def placement(operator):
    return make.placement(make.application(make.posting(operator), state="placed"))


def test_submit_up_to_the_cap_is_taken_and_a_minute_more_is_not(placement):
    assert submit(placement, days(57)).minutes == 57 * 60

    with refusal("over_cap"):
        submit(placement, [*days(57), entry(31, 1)])

    assert Worklog.objects.get().minutes == 57 * 60


def test_cap_counts_all_placements_of_a_person(placement, operator):
    second = another(placement, operator)
    submit(placement, days(42))

    with refusal("over_cap"):
        submit(second, days(18))

    assert submit(second, days(12)).minutes == 12 * 60
    assert worklogs.minutes_used([placement.candidate_id], MONTH) == {placement.candidate_id: 54 * 60}


def test_cap_counts_the_logs_of_one_batch_together(placement, operator):
    second = another(placement, operator)

    with refusal("over_cap"):
        worklogs.submit([Draft(row, MONTH, days(30)) for row in (placement, second)], by=own(placement), at=JUNE)


def test_cap_does_not_count_what_was_sent_back_or_another_month_or_person(placement, operator, officer):
    second = another(placement, operator)
    log = submit(placement, days(54))
    submit(make.placement(make.application(make.posting(operator), state="placed")), days(54))
    worklogs.send_back([log], reason="다시", by=officer, at=JUNE)

    assert submit(second, days(54)).minutes == 54 * 60


def test_no_cap_where_the_programme_year_has_none(operator):
    year = make.programme_year(hours_cap_per_month=None, pay_kind="wage")
    intern = make.placement(make.application(make.posting(operator, year), state="placed"))

    assert submit(intern, days(160, each=8)).minutes == 160 * 60


def test_allow_over_cap_lets_a_log_be_handed_in_again(placement, officer):
    log = submit(placement, days(57))
    worklogs.allow_over_cap(log, reason="행사 지원", by=officer, at=JUNE)

    assert submit(placement, days(59)).minutes == 59 * 60
    log.refresh_from_db()
    assert (log.over_cap_reason, log.over_cap_by) == ("행사 지원", officer.user)
    assert ("allow_over_cap", "", "") in happened(log)


def test_sixty_hours_need_the_city(placement, officer, city):
    log = submit(placement, days(57))
    worklogs.allow_over_cap(log, reason="행사 지원", by=officer, at=JUNE)
    with refusal("city_needed"):
        submit(placement, days(60))

    worklogs.allow_over_cap(log, reason="재난 대응", by=city, at=JUNE)

    assert submit(placement, days(66)).minutes == 66 * 60


@pytest.mark.parametrize("city_hours_from", [None, 70])
def test_from_how_many_hours_on_the_city_is_needed_stands_in_the_year(operator, officer, city_hours_from):
    year = make.programme_year(city_hours_from=city_hours_from)
    row = make.placement(make.application(make.posting(operator, year), state="placed"))

    assert submit(row, days(66), by=officer, over_cap_reason="행사 지원").minutes == 66 * 60
    if city_hours_from:
        with refusal("city_needed"):
            submit(row, days(70, each=10), by=officer, over_cap_reason="행사 지원")


def test_allow_over_cap_of_sixty_hours_by_the_operator_is_refused(placement, operator, officer, city):
    intern = another(placement, operator, hours_cap_per_month=None)
    log = submit(placement, days(30))
    submit(intern, days(30))

    with refusal("city_needed"):
        worklogs.allow_over_cap(log, reason="행사", by=officer, at=JUNE)
    assert worklogs.allow_over_cap(log, reason="행사", by=city, at=JUNE).over_cap_at == JUNE


def test_allow_over_cap_without_reason_or_right_is_refused(placement, officer, stranger):
    log = submit(placement)

    with refusal("reason_missing"):
        worklogs.allow_over_cap(log, reason=" ", by=officer, at=JUNE)
    for by in (stranger, own(placement)):
        with pytest.raises(PermissionDenied):
            worklogs.allow_over_cap(log, reason="행사", by=by, at=JUNE)


def test_the_operator_writes_the_first_log_over_the_cap_with_a_reason(placement, operator, officer):
    second = another(placement, operator)
    submit(placement, days(57))

    log = submit(second, days(2, each=1), by=officer, over_cap_reason="행사 지원")

    assert log.over_cap_by == officer.user
    assert happened(log) == [("submit", "", "submitted"), ("allow_over_cap", "", "")]
    assert events.of(log).get(verb="allow_over_cap").reason == "행사 지원"
    with pytest.raises(PermissionDenied):
        submit(second, days(2, each=1), over_cap_reason="더 하고 싶어서")
    with refusal("city_needed"):
        submit(second, days(3, each=1), by=officer, over_cap_reason="행사 지원")
