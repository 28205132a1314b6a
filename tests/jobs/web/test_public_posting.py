"""One posting as everyone reads it: what it announces, and what at most three answers tell."""

from datetime import date, timedelta
from functools import partial

import icalendar
import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from jobs import announcements
from profiles.models import AccessEntry, Event
from tests import make
from tests.jobs.expect import queries
from tests.jobs.keeping import published
from tests.jobs.web.open_postings import open_posting, text


# One posting ----------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_posting_tells_the_money_and_what_is_taken_off(client) -> None:
    shown = text(client.get(reverse("jobs:public_posting", args=[open_posting().public_id])))

    assert "한 달에 받는 돈 최대 536,480원" in shown
    assert "활동비 588,240원에서 세금 51,760원을 뗀 돈입니다." in shown
    assert "급여가 아닙니다" in shown
    assert "한 달 급여" not in shown
    assert "시연용으로 정한 조건입니다" not in shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pay_kind", "said"),
    [
        ("allowance", ["한 달에 받는 돈 최대 536,480원", "(세금을 뗀 활동비)"]),
        ("wage", ["한 달 급여 588,240원", "떼기 전"]),
    ],
)
def test_a_card_says_the_same_figure_as_the_page_and_names_it(client, pay_kind, said) -> None:
    posting = open_posting(None, make.programme_year(pay_kind=pay_kind))
    page = text(client.get(reverse("jobs:public_posting", args=[posting.public_id])))
    card = text(client.get(reverse("jobs:public_posting_list")))

    assert said[0] in page
    assert ("국민연금, 건강보험, 고용보험" in page) == ("소득세를 떼고" in page) == (pay_kind == "wage")
    assert all(words in card for words in said)


@pytest.mark.django_db
def test_money_is_that_of_the_week_where_it_gives_fewer_hours_than_a_month_may_have(client) -> None:
    posting = open_posting(weekly_hours=12, hours_per_month=57)

    page = text(client.get(reverse("jobs:public_posting", args=[posting.public_id])))
    card = text(client.get(reverse("jobs:public_posting_list")))

    for shown in (page, card):  # 52 hours of 10,320 won, less 8.8 %
        assert "한 달에 받는 돈 약 489,420원" in shown
        assert "최대" not in shown
    assert "활동비 536,640원에서 세금 47,220원을 뗀 돈입니다." in page
    assert (
        "한 주 12시간씩 한 달에 약 52시간을 했을 때입니다. 1시간에 10,320원이고, 한 달 57시간까지 할 수 있습니다."
        in page
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("weekly", "hours"), [(1, 4), (12, 52), (13, 56), (14, 57), (40, 57)])
def test_hours_of_the_money_follow_the_week_up_to_the_most_of_a_month(weekly: int, hours: int) -> None:
    posting = open_posting(weekly_hours=weekly, hours_per_month=57)
    wage = open_posting(None, make.programme_year(pay_kind="wage"), weekly_hours=weekly, hours_per_month=57)

    assert (announcements.hours_of(posting), announcements.hours_of(wage)) == (hours, 57)


@pytest.mark.django_db
def test_posting_says_when_in_words(client) -> None:
    posting = open_posting(hours_mask=[0b111 << 9] * 5 + [0, 0])

    shown = text(client.get(reverse("jobs:public_posting", args=[posting.public_id])))

    assert "<strong>월·화·수·목·금</strong> 오전 9시~낮 12시" in shown
    assert "9~12" not in shown


@pytest.mark.django_db
def test_posting_says_of_a_rule_that_it_is_assumed_and_nothing_beside_a_verdict(client) -> None:
    year = make.programme_year(rules=False)
    rule_set = make.rule_set(year, lines=[])
    make.rule(rule_set, "residence", {"seoul": True}, is_assumed=True)
    make.rule(rule_set, "hours_share", {"percent": 70}, is_assumed=True)
    posting = open_posting(None, year)

    shown = text(client.get(reverse("jobs:public_posting", args=[posting.public_id])))
    checked = text(client.post(reverse("jobs:public_posting_check", args=[posting.public_id]), answers()))

    assert shown.count("시연용으로 정한 조건입니다. 실제 조건과 다를 수 있습니다.") == 1
    assert ">추정<" not in shown
    assert "충족" in checked
    assert shown.count('<span class="tag quiet">시연용 조건</span>') == 2
    assert "시연용 조건" not in checked


@pytest.mark.django_db
def test_posting_of_an_internship_pays_wages(client) -> None:
    year = make.programme_year(make.programme("internship"), pay_kind="wage")

    shown = text(client.get(reverse("jobs:public_posting", args=[open_posting(None, year).public_id])))

    assert "한 달 급여 588,240원" in shown
    assert "활동비" not in shown


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "in_review", "archived"])
def test_posting_that_is_not_public_is_not_found(client, state: str) -> None:
    posting = open_posting(state=state, title="비밀 공고")

    assert client.get(reverse("jobs:public_posting", args=[posting.public_id])).status_code == 404
    assert client.get(reverse("jobs:public_posting_check", args=[posting.public_id])).status_code == 404
    client.force_login(make.member(posting.organisation))
    assert client.get(reverse("jobs:public_posting", args=[posting.public_id])).status_code == 200


@pytest.mark.django_db
def test_posting_leads_an_applicant_to_their_application(client) -> None:
    person = make.candidate()
    application = make.application(open_posting(), person)
    client.force_login(person.user)

    shown = text(client.get(reverse("jobs:public_posting", args=[application.posting.public_id])))

    assert reverse("jobs:application", args=[application.public_id]) in shown
    assert reverse("jobs:apply", args=[application.posting.public_id]) not in shown


@pytest.mark.django_db
def test_posting_tells_how_many_applied_and_how_far_it_is(client) -> None:
    posting = open_posting(seats=3)
    for _ in range(2):
        make.application(posting)
    url = reverse("jobs:public_posting", args=[posting.public_id])

    shown = text(client.get(url))
    assert "지금까지 2명" in shown
    assert "3명 모집" in shown
    assert "직선거리" not in shown

    client.force_login(make.candidate(district="11740").user)
    assert "사는 자치구에서 직선거리 약" in text(client.get(url))
    assert not AccessEntry.objects.exists()


@pytest.mark.django_db
def test_posting_tells_the_steps_with_their_days(client) -> None:
    shown = text(client.get(reverse("jobs:public_posting", args=[open_posting(offer_days=4).public_id])))

    assert "뽑는 방법과 날짜" in shown
    assert "합격하면 4일 안에 참여하실지 답합니다." in shown


@pytest.mark.django_db
@pytest.mark.parametrize(("people", "is_told"), [(4, False), (5, True)])
def test_posting_tells_the_operators_rate_in_words(client, people: int, is_told: bool) -> None:
    now = timezone.now()
    operator = make.organisation()
    due = now - timedelta(days=3)
    times = {"apply_from": due - timedelta(days=30), "apply_until": due - timedelta(days=9), "results_at": due}
    past = make.posting(operator, results_released_at=due, **times)
    for _ in range(people):
        make.application(past, state="selected")

    shown = text(client.get(reverse("jobs:public_posting", args=[open_posting(operator).public_id])))

    assert ("약속한 날에 답한 비율 100%" in shown) is is_told
    assert ("지원 5건 가운데 5건이" in shown) is is_told


@pytest.mark.django_db
def test_posting_draws_the_week_beside_its_words(client) -> None:
    shown = text(client.get(reverse("jobs:public_posting", args=[open_posting().public_id])))

    assert shown.count('<rect class="bar"') == 5
    assert 'class="week-picture"' in shown


@pytest.mark.django_db
def test_posting_asks_the_same_of_any_number_of_sites_and_questions(client) -> None:
    counts = []
    for number in (1, 3):
        operator = make.organisation()
        posting = open_posting(operator, sites=[make.site(operator) for _ in range(number)])
        for _ in range(number):
            published(posting)
        counts.append(queries(partial(client.get, reverse("jobs:public_posting", args=[posting.public_id]))))
        client.cookies.clear()  # what was seen lately is another question

    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_posting_shows_its_address_to_pass_on(client) -> None:
    url = reverse("jobs:public_posting", args=[open_posting().public_id])

    assert f'value="http://testserver{url}" readonly' in text(client.get(url))


@pytest.mark.django_db
def test_deadline_is_a_file_for_a_calendar(client) -> None:
    posting = open_posting()

    response = client.get(reverse("jobs:posting_deadline", args=[posting.public_id]))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    assert event["URL"] == f"http://testserver{reverse('jobs:public_posting', args=[posting.public_id])}"
    assert client.get(reverse("jobs:posting_deadline", args=[open_posting(state="draft").public_id])).status_code == 404


# The check ------------------------------------------------------------------------------------------------------------
def answers(**changed) -> dict[str, str]:
    """What a visitor of 62 in 서대문구 types."""
    born = {"birth_on_year": "1964", "birth_on_month": "3", "birth_on_day": "7"}
    return {**born, "district": "11410", "employment": "not_employed", **changed}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "outcome"),
    [({}, "met"), ({"district": "99999"}, "not_met"), ({"birth_on_year": "1999"}, "not_met")],
)
def test_check_tells_a_visitor_and_keeps_nothing(client, changed: dict, outcome: str) -> None:
    posting = open_posting()

    response = client.post(reverse("jobs:public_posting_check", args=[posting.public_id]), answers(**changed))

    assert response.context["judged"].outcome == outcome
    assert response.status_code == 200
    assert not Event.objects.exists()
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_check_without_an_answer_says_where(client) -> None:
    page = reverse("jobs:public_posting_check", args=[open_posting().public_id])

    shown = text(client.post(page, answers(birth_on_day="", employment="")))

    assert "일 칸이 비어 있습니다." in shown
    assert 'value="1964"' in shown


@pytest.mark.django_db
def test_check_judges_a_member_by_what_they_told(client) -> None:
    person = make.candidate(district="")
    client.force_login(person.user)

    response = client.get(reverse("jobs:public_posting_check", args=[open_posting().public_id]))

    assert {line.kind: line.outcome for line in response.context["lines"]} == {
        "birth_range": "met",
        "residence": "unknown",
    }
    assert "확인 필요" in text(response)
    assert reverse("profiles:candidate_profile") in text(response)


@pytest.mark.django_db
def test_check_asks_a_visitor_only_what_the_rules_ask(client) -> None:
    year = make.programme_year(rules=False)
    make.rule_set(year, lines=[("birth_range", {"birth_from": "1959-01-01", "birth_to": "1986-12-31"}, "apply")])
    page = reverse("jobs:public_posting_check", args=[open_posting(None, year).public_id])

    assert list(client.get(page).context["form"].fields) == ["birth_on"]
    shown = text(client.get(page))
    assert "1가지만 답해 주세요." in shown
    assert client.post(page, answers()).context["judged"].outcome == "met"


@pytest.mark.django_db
def test_check_without_a_question_to_ask_tells_at_once(client) -> None:
    year = make.programme_year(rules=False)
    make.rule_set(year, lines=[("double_participation", {"policy": "forbid"}, "apply")])

    response = client.get(reverse("jobs:public_posting_check", args=[open_posting(None, year).public_id]))

    assert response.context["judged"].outcome == "unknown"
    assert '<form method="post" novalidate>' not in text(response)
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_check_gives_a_member_every_verdict_with_what_to_do(client) -> None:
    client.force_login(make.candidate(district="", birth_on=date(1999, 1, 1)).user)
    year = make.programme_year(rules=False)
    lines = (*make.RULES, ("employment", {"allow": "not_employed"}, "apply"))
    make.rule_set(year, lines=lines)

    response = client.get(reverse("jobs:public_posting_check", args=[open_posting(None, year).public_id]))

    assert [(outcome, number) for outcome, _label, number in response.context["counts"]] == [
        ("met", 1),
        ("not_met", 1),
        ("unknown", 1),
    ]
    assert text(response).count("하실 일:") == 2  # nothing where it is met
