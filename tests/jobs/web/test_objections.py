"""Pages of objections: a person asks on a phone and reads the answer; somebody else of the operator, or the city, answers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Application, Objection
from profiles.models import AccessEntry
from tests import make
from tests.jobs import objecting
from tests.jobs.expect import queries
from tests.jobs.web.open_postings import text

pytestmark = pytest.mark.django_db


def page(name: str, row) -> str:
    return reverse(f"jobs:{name}", args=[row.public_id])


def turned_down(person=None, **columns) -> Application:
    """Somebody who was told yesterday that they are not selected."""
    now = timezone.now()
    told = {"apply_until": now - timedelta(days=39), "apply_from": now - timedelta(days=50), "results_at": now}
    posting = make.posting(**{"results_released_at": now - timedelta(days=1), **told, **columns})
    decided_at = (posting.results_released_at or now) - timedelta(days=1)
    return make.application(posting, person, state="not_selected", reason="면접 점수 순", moved_at=decided_at)


def asked(row: Application, **columns) -> Objection:
    return objecting.objection(row, **{"asked_at": timezone.now(), **columns})


# The person -----------------------------------------------------------------------------------------------------------
def test_person_reads_scores_and_asks_for_another_look(client, person) -> None:
    row = turned_down(person, shares_scores=True)
    make.score_sheet(row, 82, make.user())
    shown = text(client.get(page("application", row)))
    assert "정해진 단계: 면접심사</p>" in shown
    assert "82점 (100점 만점, 심사위원 1명)" in shown
    assert "재검토 요청하기" in shown

    assert "다시 살펴볼지 적어 주세요" in text(client.post(page("objection", row), {"text": " "}))
    shown = text(client.post(page("objection", row), {"text": "점수를 다시 봐 주세요."}, follow=True))

    assert "재검토를 요청했습니다." in shown
    assert "점수를 다시 봐 주세요." in shown
    assert "아직 기다리고 있습니다." in shown
    assert Objection.objects.get().application == row


def test_person_whose_time_is_over_loses_nothing_typed(client, person) -> None:
    row = turned_down(person, results_released_at=timezone.now() - timedelta(days=30))
    assert "기간은" in text(client.get(page("application", row)))

    shown = text(client.post(page("objection", row), {"text": "늦었지만 봐 주세요."}))

    assert "재검토를 요청할 수 있는 기간이 지났습니다." in shown
    assert "늦었지만 봐 주세요." in shown
    assert not Objection.objects.exists()


def test_person_with_a_hidden_result_reads_nothing_of_it(client, person) -> None:
    row = turned_down(person, results_released_at=None, shares_scores=True)
    make.score_sheet(row, 82, make.user())

    for name in ("application", "objection"):
        shown = text(client.get(page(name, row)))
        assert "82점" not in shown
        assert "면접 점수 순" not in shown
        assert "재검토 요청하기</a>" not in shown
    assert "불합격을 알려 드린 지원에만" in shown


def test_person_reads_the_answer(client, person) -> None:
    row = turned_down(person)
    asked(row, state="kept", answer="점수를 다시 더해 보았습니다.", answered_at=timezone.now())

    shown = text(client.get(page("application", row)))

    assert "결과를 그대로 두었습니다." in shown
    assert "점수를 다시 더해 보았습니다." in shown
    assert "재검토 요청하기" not in shown


def test_person_finds_no_other_s_request(client, person) -> None:
    row = turned_down()
    asked(row)

    assert client.get(page("objection", row)).status_code == 404


# The operator and the city --------------------------------------------------------------------------------------------
@pytest.fixture
def row() -> Application:
    return turned_down(make.candidate(name="박순자"))


def test_officer_finds_it_among_the_day_s_work_and_answers(client, row) -> None:
    officer = make.member(row.posting.organisation)
    client.force_login(officer)
    made = asked(row)
    assert "답할 재검토 요청" in text(client.get(reverse("jobs:operator_home")))
    assert "박*자 님의 요청" in text(client.get(reverse("jobs:operator_objection_list")))

    shown = text(client.get(page("operator_objection", made)))
    assert "면접 점수를 다시 봐 주세요." in shown
    assert "박순자" not in shown
    assert AccessEntry.objects.filter(subject_ids=[row.candidate.user_id]).count() == 2
    assert "답을 적어 주세요." in text(client.post(page("operator_objection", made), {"verb": "keep", "answer": ""}))
    assert client.post(page("operator_objection", made), {"verb": "burn", "answer": "x"}).status_code == 400

    sent = {"verb": "uphold", "answer": "자격증을 확인했습니다."}
    assert "답을 보냈습니다." in text(client.post(page("operator_objection", made), sent, follow=True))
    row.refresh_from_db()
    assert row.state == "interview"


def test_officer_who_decided_is_told_why_they_cannot_answer(client, row) -> None:
    officer = make.member(row.posting.organisation)
    make.changed(row, moved_by=officer)
    client.force_login(officer)
    made = asked(row)

    listed = text(client.get(reverse("jobs:operator_objection_list")))
    assert "다른 담당자가 답할 요청" in listed
    assert "오늘 요청했습니다" in listed
    shown = text(client.get(page("operator_objection", made)))
    assert "이 결과를 정한 분은 답할 수 없습니다." in shown
    assert "결과를 그대로 두기" not in shown
    refused = client.post(page("operator_objection", made), {"verb": "keep", "answer": "그대로입니다."})
    assert "다른 담당자가 다시 살펴봐 주세요." in text(refused)


def test_city_sees_what_waits_too_long_and_its_editor_answers(client, row) -> None:
    client.force_login(make.city_user())
    late = asked(row, asked_at=timezone.now() - timedelta(days=20))
    early = asked(turned_down(make.candidate(name="최하나")))

    shown = text(client.get(reverse("jobs:staff_objection_list")))
    assert "박*자" in shown
    assert "요청한 지 20일 지났습니다" in shown
    assert "기한 6일 지남" in shown
    assert "최*나" not in shown
    client.post(page("staff_objection", late), {"verb": "keep", "answer": "시에서 다시 보았습니다."})

    late.refresh_from_db()
    early.refresh_from_db()
    assert (late.state, early.state) == ("kept", "asked")


def test_lists_ask_the_same_for_more(client, row) -> None:
    client.force_login(make.member(row.posting.organisation))
    url = reverse("jobs:operator_objection_list")
    asked(row)
    one = queries(lambda: client.get(url))
    for _ in range(2):
        asked(make.application(row.posting, state="not_selected"))

    assert queries(lambda: client.get(url)) == one
