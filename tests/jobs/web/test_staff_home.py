"""The city begins at what waits for its word: each queue with its number and its page, and nothing waiting shown calmly."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs import judging
from tests import make
from tests.jobs.expect import queries
from tests.jobs.holidays import holiday
from tests.jobs.objecting import objection
from tests.profiles.test_dead_letters import dead

pytestmark = pytest.mark.django_db
HOME = reverse("jobs:staff_home")
EXCEPTIONS = reverse("jobs:staff_application_list")


@pytest.fixture
def editor(client):
    client.force_login(make.city_user())
    return client


def counts(client) -> dict[str, int]:
    return {item.label: item.count for item in client.get(HOME).context["items"]}


def month_of_sixty_hours():
    """Somebody with 30 hours of an internship without a cap, and 30 under one that were sent back, in one month."""
    person, year = make.candidate(name="박하나"), make.programme_year(hours_cap_per_month=None)
    free = make.placement(make.application(make.posting(programme_year_=year), person, state="placed"))
    make.worklog(free, minutes=30 * 60)
    capped = make.placement(make.application(make.posting(), person, state="placed"))
    return make.worklog(capped, state="returned", minutes=30 * 60)


def fill(times: int) -> None:
    """Let each queue hold so many more rows."""
    today = timezone.localdate()
    for _ in range(times):
        make.posting(state="in_review")
        dead(make.user(channels=["email"]))
        away = make.application(candidate_=make.candidate(district="41130"))
        judging.judge_stage([away], stage="apply", at=make.NOW)
        month_of_sixty_hours()
        objection(make.application(state="not_selected"), asked_at=timezone.now() - timedelta(days=20))
        make.programme_year(rules=False, starts_on=today - timedelta(days=30), ends_on=today + timedelta(days=30))


def test_each_queue_is_counted_and_leads_to_its_page(editor) -> None:
    fill(2)

    shown = editor.get(HOME).content.decode().partition("<main")[2]

    assert counts(editor) == {
        "승인할 공고": 2,
        "시만 예외로 할 수 있는 지원": 2,
        "시의 허용이 필요한 활동일지": 2,
        "답이 늦은 재검토 요청": 2,
        "규칙이 없는 2026년 사업": 2,
        "공휴일을 적지 않은 2026년": 1,
        "보내지 못한 알림": 2,
    }
    assert re.findall(r'<a href="([^"]*)">2<small>건', shown) == [
        reverse("jobs:staff_posting_list"),
        EXCEPTIONS,
        f"{EXCEPTIONS}#logs",
        reverse("jobs:staff_objection_list"),
        reverse("jobs:staff_programme_list", query={"year": 2026}),
        reverse("jobs:staff_notice_list"),
    ]


def test_a_running_year_without_holidays_is_named_until_one_is_entered(editor) -> None:
    today = timezone.localdate()
    around = {"starts_on": today - timedelta(days=30), "ends_on": today + timedelta(days=30)}
    make.programme_year(year=today.year, **around)
    page = reverse("jobs:staff_holiday_list")
    words = f"{today.year}년 공휴일을 하나도 적지 않았습니다."

    assert counts(editor)[f"공휴일을 적지 않은 {today.year}년"] == 1
    assert words in editor.get(page).content.decode()
    holiday(today.replace(month=5, day=5))

    assert f"공휴일을 적지 않은 {today.year}년" not in counts(editor)
    assert words not in editor.get(page).content.decode()


def test_nothing_waiting_is_shown_calmly(editor) -> None:
    make.posting()
    holiday(date(2026, 5, 5))
    make.programme_year(rules=False, year=2019, starts_on=date(2019, 1, 1), ends_on=date(2019, 12, 31))

    answer = editor.get(HOME)

    assert set(counts(editor).values()) == {0}
    assert "지금 시의 확인을 기다리는 일이 없습니다." in answer.content.decode()
    assert answer.content.decode().count('<a class="none"') == len(answer.context["items"])


def test_home_asks_the_same_queries_for_one_and_for_three(editor) -> None:
    fill(1)
    editor.get(HOME)
    one = queries(lambda: editor.get(HOME))
    fill(2)

    assert queries(lambda: editor.get(HOME)) == one


def test_the_city_lands_here_after_signing_in(client) -> None:
    client.force_login(make.city_user("viewer"))

    for name in ("landing", "jobs:home", "jobs:operator_home"):
        assert client.get(reverse(name)).url == HOME
    assert client.get(HOME).status_code == 200


def test_a_month_over_the_hours_of_the_city_stands_with_the_exceptions_until_the_city_let_it_pass(editor) -> None:
    log = month_of_sixty_hours()
    make.worklog(state="returned", minutes=30 * 60)
    page = reverse("jobs:staff_worklog", args=[log.public_id])

    shown = editor.get(EXCEPTIONS).content.decode()
    editor.post(page, {"reason": "두 활동의 시간이 겹치지 않습니다."})

    assert shown.count("님의 2026년 5월 활동일지") == 1
    assert page in shown
    assert "박*나" in shown
    assert "이 달 합계 60시간" in shown
    assert page not in editor.get(EXCEPTIONS).content.decode()
    assert counts(editor)["시의 허용이 필요한 활동일지"] == 0


def test_a_viewer_sees_how_many_wait_and_no_people(client) -> None:
    month_of_sixty_hours()
    client.force_login(make.city_user("viewer"))

    assert counts(client)["시의 허용이 필요한 활동일지"] == 1
    assert "박*나" not in client.get(EXCEPTIONS).content.decode()
