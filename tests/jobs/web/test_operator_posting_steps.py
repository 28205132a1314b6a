"""What an operator does with a posting that is written: review asked for and taken back, deleted, closed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import postings
from jobs.models import Posting
from tests import make
from tests.jobs.web.test_operator_postings import page


@pytest.mark.django_db
def test_send_to_review(client) -> None:
    later = timezone.now() + timedelta(days=9)
    posting = make.posting(state="draft", apply_until=later, results_at=later)
    client.force_login(make.member(posting.organisation))

    client.post(page("posting_step", posting), {"verb": "send_to_review"})

    posting.refresh_from_db()
    assert posting.state == "in_review"


@pytest.mark.django_db
def test_send_to_review_after_the_period_points_at_the_box_to_mend(client) -> None:
    posting = make.posting(state="draft")
    client.force_login(make.member(posting.organisation))

    answer = client.post(page("posting_step", posting), {"verb": "send_to_review"})

    assert list(answer.context["form"].errors) == ["apply_until"]
    shown = answer.content.decode()
    assert f'action="{page("posting_edit", posting)}"' in shown
    assert "지원 마감: 지원 마감이 이미 지났습니다." in shown
    posting.refresh_from_db()
    assert posting.state == "draft"


@pytest.mark.django_db
def test_send_to_review_of_a_wage_under_the_minimum_says_so_on_the_form(client) -> None:
    later = timezone.now() + timedelta(days=9)
    year = make.programme_year(make.programme("internship"), pay_kind="wage")
    make.changed(year.pay_terms.get(), hourly_won=9_000)
    posting = make.posting(programme_year_=year, state="draft", apply_until=later, results_at=later)
    client.force_login(make.member(posting.organisation))

    shown = client.post(page("posting_step", posting), {"verb": "send_to_review"}).content.decode()

    assert "1시간에 9,000원은 2026년 최저임금 10,320원보다 적습니다." in shown
    assert "(최저임금법 제6조). 금액은 시가 정합니다. 시에 고쳐 달라고 요청해 주세요." in shown
    posting.refresh_from_db()
    assert posting.state == "draft"


@pytest.mark.django_db
def test_close_for_a_reason_with_a_resident_number_says_so_beside_the_reason(client) -> None:
    posting = make.posting()
    client.force_login(make.member(posting.organisation))

    answer = client.post(page("posting_step", posting), {"verb": "close", "reason": "640307-2234567 님이 물었습니다."})

    assert list(answer.context["close_form"].errors) == ["reason"]
    posting.refresh_from_db()
    assert posting.state == "published"


@pytest.mark.django_db
def test_only_a_draft_is_asked_about_before_it_is_deleted(client) -> None:
    posting = make.posting()
    client.force_login(make.member(posting.organisation))

    shown = client.post(page("posting_step", posting), {"verb": "discard"}, follow=True)

    assert "상태여서 할 수 없습니다." in shown.content.decode()


@pytest.mark.django_db
def test_draft_is_deleted_once_asked_again(client) -> None:
    posting = make.posting(state="draft", title="잘못 쓴 공고")
    client.force_login(make.member(posting.organisation))
    assert 'value="discard"' in client.get(page("posting", posting)).content.decode()

    asked = client.post(page("posting_step", posting), {"verb": "discard"}).content.decode()

    assert "이 공고를 지우시겠습니까?" in asked
    assert 'name="confirmed"' in asked
    assert Posting.objects.filter(pk=posting.pk).exists()
    answer = client.post(page("posting_step", posting), {"verb": "discard", "confirmed": "yes"}, follow=True)
    assert not Posting.objects.exists()
    assert "공고를 지웠습니다: 잘못 쓴 공고" in answer.content.decode()


@pytest.mark.django_db
def test_posting_in_review_is_taken_back_and_shows_no_older_reason(client) -> None:
    posting, city = make.posting(state="in_review"), make.actor(make.city_user())
    officer = make.member(posting.organisation)
    postings.return_to_draft(posting, reason="활동 시간을 고쳐 주세요.", by=city, at=make.NOW)
    postings.send_to_review(posting, by=make.actor(officer), at=make.NOW)
    client.force_login(officer)
    assert 'value="recall"' in client.get(page("posting", posting)).content.decode()

    shown = client.post(page("posting_step", posting), {"verb": "recall"}, follow=True)

    posting.refresh_from_db()
    assert posting.state == "draft"
    assert shown.context["returned"] is None


@pytest.mark.django_db
def test_returned_posting_shows_the_citys_reason(client) -> None:
    posting = make.posting(state="in_review")
    postings.return_to_draft(posting, reason="활동 시간을 고쳐 주세요.", by=make.actor(make.city_user()), at=make.NOW)
    client.force_login(make.member(posting.organisation))

    assert "활동 시간을 고쳐 주세요." in client.get(page("posting", posting)).content.decode()


@pytest.mark.django_db
def test_close_needs_a_reason(client) -> None:
    posting = make.posting()
    client.force_login(make.member(posting.organisation))

    refused = client.post(page("posting_step", posting), {"verb": "close", "reason": " "})
    posting.refresh_from_db()
    assert posting.state == "published"
    assert "마감하는 이유를 적어 주세요." in refused.content.decode()

    client.post(page("posting_step", posting), {"verb": "close", "reason": "정원이 찼습니다."})
    posting.refresh_from_db()
    assert posting.state == "closed"
