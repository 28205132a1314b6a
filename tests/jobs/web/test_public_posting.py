"""One posting as everyone reads it: what it announces, and what three answers tell."""

import pytest
from django.urls import reverse

from profiles.models import Event
from tests import make
from tests.jobs.web.open_postings import open_posting, text


# One posting ----------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_posting_tells_the_money_and_what_is_taken_off(client) -> None:
    shown = text(client.get(reverse("jobs:public_posting", args=[open_posting().public_id])))

    assert "한 달 활동비 최대 588,240원" in shown
    assert "여기서 세금 51,760원을 떼고 <strong>536,480원</strong>" in shown
    assert "급여가 아닙니다" in shown
    assert "한 달 급여" not in shown
    assert "시연용으로 정한 조건입니다" not in shown


@pytest.mark.django_db
def test_posting_says_when_in_words(client) -> None:
    posting = open_posting(hours_mask=[0b111 << 9] * 5 + [0, 0])

    shown = text(client.get(reverse("jobs:public_posting", args=[posting.public_id])))

    assert "<strong>월·화·수·목·금</strong> 오전 9시~낮 12시" in shown
    assert "9~12" not in shown


@pytest.mark.django_db
def test_posting_says_of_a_rule_that_it_is_assumed_and_nothing_beside_a_verdict(client) -> None:
    year = make.programme_year(rules=False)
    make.rule(make.rule_set(year, lines=[]), "residence", {"seoul": True}, is_assumed=True)
    posting = open_posting(None, year)

    shown = text(client.get(reverse("jobs:public_posting", args=[posting.public_id])))
    checked = text(client.post(reverse("jobs:public_posting_check", args=[posting.public_id]), answers()))

    assert shown.count("시연용으로 정한 조건입니다. 실제 조건과 다를 수 있습니다.") == 1
    assert ">추정<" not in shown
    assert "충족" in checked
    assert "시연용으로 정한" not in checked


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
