"""Postings that wait for the city are read whole, approved one or many, or returned with a reason."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobs.models import Posting
from profiles import events
from tests import make
from tests.jobs.web.test_seen import stamps

POSTINGS = reverse("jobs:staff_posting_list")
STEP = reverse("jobs:staff_posting_step")


def page_of(posting: Posting) -> str:
    return reverse("jobs:staff_posting", args=[posting.public_id])


def waiting(**columns) -> Posting:
    """A posting that waits for approval and opens tomorrow; there is nothing to look at in it."""
    now = timezone.now()
    times = {"apply_from": now + timedelta(days=1), "apply_until": now + timedelta(days=9)}
    times |= {"results_at": now + timedelta(days=12), "starts_on": now.date() + timedelta(days=30)}
    plain = {"ends_on": now.date() + timedelta(days=150), "hours_mask": [0b111 << 9] * 4 + [0] * 3}
    return make.posting(state="in_review", **{**times, **plain, **columns})


def queries(client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.fixture
def editor(client):
    client.force_login(make.city_user())
    return client


@pytest.mark.django_db
def test_the_queue_shows_what_waits_and_no_drafts(editor) -> None:
    waiting(title="기다리는 공고")
    make.posting(state="draft", title="쓰는 중인 공고")
    make.posting(title="게시한 공고")

    queue = editor.get(POSTINGS).content.decode()
    published = editor.get(POSTINGS, {"state": "published"}).content.decode()
    drafts = editor.get(POSTINGS, {"state": "draft"}).content.decode()

    assert "기다리는 공고" in queue
    assert "게시한 공고" not in queue
    assert "게시한 공고" in published
    assert "쓰는 중인 공고" not in queue + published + drafts


@pytest.mark.django_db
def test_a_published_posting_says_where_its_times_stand(editor) -> None:
    now = timezone.now()
    over = {"apply_from": now - timedelta(days=9), "apply_until": now - timedelta(days=1), "results_at": now}
    to_come = {"apply_from": now + timedelta(days=1), "apply_until": now + timedelta(days=9)}
    later = now + timedelta(days=10)
    rows = [
        make.posting(**over),
        make.posting(apply_from=now - timedelta(days=1), apply_until=to_come["apply_until"], results_at=later),
        make.posting(**to_come, results_at=later),
    ]

    queue = editor.get(POSTINGS, {"state": "published"}).content.decode()
    pages = [editor.get(page_of(row)).content.decode() for row in rows]

    for row, page, said in zip(rows, pages, ('quiet">접수 마감', 'good">접수 중', 'info">접수 예정'), strict=True):
        tag = f'<span class="tag {said}</span>'
        assert tag in queue.partition(f"{row.title}</a>")[2].partition("</tr>")[0]
        assert tag in page


@pytest.mark.django_db
def test_the_queue_asks_the_same_queries_for_one_and_for_three(editor) -> None:
    waiting()
    queries(editor, POSTINGS)
    one = queries(editor, POSTINGS)
    waiting()
    waiting()

    assert queries(editor, POSTINGS) == one


@pytest.mark.django_db
def test_the_page_of_a_posting_shows_all_that_it_says(editor) -> None:
    site = make.site(name="연희복지관")
    posting = waiting(
        organisation_=site.organisation,
        sites=[site],
        seats=10,
        reserved=1,
        question="왜 지원하셨나요?",
        required_certificates=["요양보호사"],
        districts=["11410"],
    )

    shown = editor.get(page_of(posting)).content.decode()

    for text in (
        posting.title,
        posting.organisation.name,
        "연희복지관",
        "어르신의 말벗이 되어 드리고",
        "왜 지원하셨나요?",
        "우선 선발 1명",
        "588,240원",
        "다음 자격증이 있는 분: 요양보호사",
        "서대문구에 사는 분",
        "1959년 1월 1일부터 1986년 12월 31일까지 태어난 분",
    ):
        assert text in shown


@pytest.mark.django_db
def test_what_to_look_at_stands_beside_the_title_and_is_quoted_on_the_page_and_stops_nothing(editor) -> None:
    posting = waiting(title="경로당 안내", duties="남성만 모십니다. 문의 010-1234-5678")
    waiting()

    queue = editor.get(POSTINGS).content.decode()
    shown = editor.get(page_of(posting)).content.decode()
    form = {"verb": "approve", "posting": [posting.public_id], "seen": stamps(editor.get(POSTINGS))}
    editor.post(STEP, form)

    row = queue.partition("경로당 안내</a>")[2].partition("</th>")[0]
    assert '<span class="tag wait">성별 조건</span>' in row
    assert '<span class="tag wait">전화번호</span>' in row
    assert queue.count('class="tag wait"') - queue.count('class="tag wait">검토 중') == 2
    assert "<q>남성만</q>" in shown
    assert "남녀고용평등법 제7조 제1항" in shown
    assert "<q>010-1234-5678</q>" in shown
    posting.refresh_from_db()
    assert posting.state == "published"


@pytest.mark.django_db
def test_seats_beyond_the_target_are_seen_before_the_posting_is_approved(editor) -> None:
    year = make.programme_year()
    make.target(year, 10)
    make.posting(programme_year_=year, seats=6)
    much, fits = waiting(programme_year_=year, seats=7), waiting(programme_year_=year, seats=4)

    queue = editor.get(POSTINGS).content.decode()
    shown = editor.get(page_of(much)).content.decode()

    assert queue.count("목표보다 많은 자리") == 1
    assert "목표보다 많은 자리" in queue.partition(f"{much.title}</a>")[2].partition("</th>")[0]
    assert "이미 게시한 자리와 더하면 이 사업의 목표보다 3자리 많습니다." in shown
    assert "낱말로 찾은 것은" not in shown
    assert "살펴볼 것" not in editor.get(page_of(fits)).content.decode()


@pytest.mark.django_db
def test_a_posting_whose_period_is_over_says_so_in_the_queue_with_its_year(editor) -> None:
    now = timezone.localtime()
    last_year = now.replace(year=now.year - 1, month=3, day=2)
    make.posting(state="in_review", apply_from=last_year, apply_until=last_year + timedelta(days=7))

    queue = editor.get(POSTINGS).content.decode()

    assert '<span class="tag wait">지원 기간 지남</span>' in queue
    assert f"{now.year - 1}년 3월 2일" in queue
    assert f"~ {now.year - 1}년 3월 9일" in queue


@pytest.mark.django_db
def test_one_or_many_are_approved(editor) -> None:
    some = [waiting(), waiting()]
    left = waiting()

    form = {"verb": "approve", "posting": [row.public_id for row in some], "seen": stamps(editor.get(POSTINGS))}
    answer = editor.post(STEP, form, follow=True)

    assert "공고 2개를 게시했습니다." in answer.content.decode()
    assert [Posting.objects.get(pk=row.pk).state for row in [*some, left]] == ["published", "published", "in_review"]


@pytest.mark.django_db
def test_one_that_cannot_be_approved_stops_all(editor) -> None:
    fine = waiting()
    late = make.posting(state="in_review")

    form = {"verb": "approve", "posting": [fine.public_id, late.public_id], "seen": stamps(editor.get(POSTINGS))}
    answer = editor.post(STEP, form, follow=True)

    assert "지원 마감이 이미 지났습니다." in answer.content.decode()
    assert not Posting.objects.filter(state="published").exists()
    assert "지원 마감이 이미 지났습니다." in editor.get(page_of(late)).content.decode()


@pytest.mark.django_db
def test_approving_nothing_asks_for_a_choice(editor) -> None:
    assert "승인할 공고를 골라 주세요." in editor.post(STEP, {"verb": "approve"}, follow=True).content.decode()


@pytest.mark.django_db
def test_a_posting_is_returned_with_what_to_mend(editor) -> None:
    posting = waiting()

    editor.post(STEP, {"verb": "return_to_draft", "posting": posting.public_id, "reason": "활동 시간을 적어 주세요."})

    posting.refresh_from_db()
    assert posting.state == "draft"
    assert events.of(posting).get(verb="return_to_draft").reason == "활동 시간을 적어 주세요."


@pytest.mark.django_db
@pytest.mark.parametrize(("verb", "state"), [("return_to_draft", "in_review"), ("close", "published")])
def test_without_a_reason_the_page_asks_for_it_beside_the_box(editor, verb: str, state: str) -> None:
    posting = waiting() if state == "in_review" else make.posting()

    answer = editor.post(STEP, {"verb": verb, "posting": posting.public_id, "reason": " "})

    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["reason"]
    assert f'value="{verb}"' in answer.content.decode()
    posting.refresh_from_db()
    assert posting.state == state


@pytest.mark.django_db
def test_an_odd_step_is_not_there(editor) -> None:
    posting = waiting()

    assert editor.post(STEP, {"verb": "publish", "posting": posting.public_id}).status_code == 404
    assert editor.post(STEP, {"verb": "close", "posting": "none"}).status_code == 404
    assert editor.post(STEP, {"verb": "close"}).status_code == 404
    assert editor.get(STEP).status_code == 405


@pytest.mark.django_db
def test_a_posting_is_taken_out_of_rounds_from_its_page(client) -> None:
    posting = make.posting(selection="round")
    client.force_login(make.city_user())
    page = reverse("jobs:staff_posting", args=[posting.public_id])
    assert 'value="leave_to_operator"' in client.get(page).content.decode()

    step = {"posting": posting.public_id, "verb": "leave_to_operator"}
    unsaid = client.post(reverse("jobs:staff_posting_step"), step, follow=True).content.decode()
    said = client.post(reverse("jobs:staff_posting_step"), {**step, "reason": "자리가 적습니다."}, follow=True)

    assert "빼는 이유를 적어 주세요" in unsaid
    assert "이제 운영기관이 선발합니다" in said.content.decode()
    assert 'value="leave_to_operator"' not in said.content.decode()
