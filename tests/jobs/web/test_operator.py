"""Who may stand on the operator's pages, and what the day's work shows."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from tests import make
from tests.jobs import objecting
from tests.make import NOW

HOME = reverse("jobs:operator_home")


@pytest.mark.django_db
def test_home_counts_own_work_alone(client) -> None:
    posting = make.posting()
    make.application(posting)
    make.application(posting, state="paper_review")
    make.application()
    client.force_login(make.member(posting.organisation))

    shown = client.get(HOME).content.decode()

    assert "적격검토할 지원" in shown
    assert f'<a href="{reverse("jobs:operator_application_list")}?state=received">1<small>' in shown
    assert posting.title in shown


@pytest.mark.django_db
def test_home_counts_people_in_persons_and_papers_in_pieces(client) -> None:
    posting = make.posting(title="학교안전지원단")
    make.application(posting)
    make.worklog(make.placement(make.application(posting, state="placed")))
    client.force_login(make.member(posting.organisation))

    shown = client.get(HOME).content.decode()

    for page, state, unit in (("application", "received", "명"), ("worklog", "to_confirm", "건")):
        url = f"{reverse(f'jobs:operator_{page}_list')}?state={state}"
        assert f'<a href="{url}">1<small>{unit}</small></a>' in shown


@pytest.mark.django_db
def test_home_asks_for_offers_only_once_results_are_out(client) -> None:
    hidden = make.posting()
    told = make.posting(hidden.organisation, results_released_at=NOW)
    for posting in (hidden, told):
        make.application(posting, state="selected")
    client.force_login(make.member(hidden.organisation))

    shown = client.get(HOME).content.decode()

    assert f'<a href="{reverse("jobs:operator_application_list")}?state=selected">1<small>' in shown


@pytest.mark.django_db
def test_home_without_work_says_so(client) -> None:
    client.force_login(make.member())

    assert "지금 기다리는 일이 없습니다." in client.get(HOME).content.decode()


@pytest.mark.django_db
def test_home_says_how_late_what_waits_is(client) -> None:
    now, operator = timezone.now(), make.organisation()
    past = {
        "apply_from": now - timedelta(days=40),
        "apply_until": now - timedelta(days=30),
        "results_at": now - timedelta(days=3),
        "has_interview": True,
    }
    posting = make.posting(operator, title="학교안전지원단", **past)
    make.application(posting, state="interview", moved_at=now - timedelta(days=settings.SILENT_AFTER_DAYS + 2))
    objecting.objection(make.application(posting, state="not_selected"), asked_at=now - timedelta(days=5))
    client.force_login(make.member(operator))

    page = client.get(HOME).content.decode()
    shown = " ".join(strip_tags(page).split())

    assert "면접심사할 지원자1명 기한 2일 지남" in shown
    assert "답할 재검토 요청1건 가장 오래된 요청: 5일째" in shown
    assert "아직 정하지 않은 분 1명 기한 3일 지남" in shown
    assert "면접 시간을 열지 않음 1명" in shown
    assert f'href="{reverse("jobs:operator_interviews", args=[posting.public_id])}"' in page


@pytest.mark.django_db
def test_home_leaves_objections_to_own_decisions_to_somebody_else(client) -> None:
    officer = make.member()
    posting = make.posting(officer.current_memberships[0].organisation)
    objecting.objection(make.application(posting, state="not_selected", moved_by=officer))
    client.force_login(officer)

    assert "답할 재검토 요청" not in client.get(HOME).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("items", [1, 3])
def test_home_asks_the_same_of_any_number(client, items: int, django_assert_max_num_queries) -> None:
    operator = make.organisation()
    for _ in range(items):
        make.application(make.posting(operator))
        make.worklog(make.placement(make.application(make.posting(operator), state="placed")))
    client.force_login(make.member(operator))

    with django_assert_max_num_queries(31):
        assert client.get(HOME).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["candidate", "host"])
def test_others_find_nothing(client, who: str) -> None:
    client.force_login(make.candidate().user if who == "candidate" else make.member(make.organisation("host")))

    assert client.get(HOME).status_code == 404


@pytest.mark.django_db
def test_reviewer_goes_to_what_there_is_to_review(client) -> None:
    client.force_login(make.member(make.organisation(), "reviewer"))

    assert client.get(HOME).url == reverse("jobs:operator_review_list")
