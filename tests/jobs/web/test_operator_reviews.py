"""A reviewer's pages: the list with progress, one sheet after the other, declarations; and what a blind review keeps from them."""

from datetime import date

import pytest
from django.urls import reverse

from jobs import judging
from jobs.models import Conflict, Posting, ScoreSheet
from profiles.models import AccessEntry
from tests import make
from tests.jobs import scoring
from tests.jobs.attaching import ASKED, attachment
from tests.jobs.expect import queries
from tests.jobs.keeping import answered

pytestmark = pytest.mark.django_db
LIST = reverse("jobs:operator_review_list")


def url(name, row) -> str:
    return reverse(f"jobs:operator_{name}", args=[row.public_id])


def shown(client, address, **query) -> str:
    return client.get(address, query).content.decode()


@pytest.fixture
def posting(db) -> Posting:
    return make.posting(asked_files=ASKED, question="왜 지원하십니까?")


@pytest.fixture
def reviewer(client, posting):
    user = scoring.reviewer(posting)
    client.force_login(user)
    return user


def test_list_says_how_far_one_is(client, posting, reviewer):
    rows = [make.application(posting, state="paper_review") for _ in range(3)]
    make.application(posting)
    make.application(make.posting(posting.organisation), state="paper_review")
    scoring.sheet(rows[0], 70, reviewer)

    page = shown(client, LIST)

    assert "3명 중 1명" in page
    assert "심사표를 적을 지원서가 2건 남았습니다." in page
    assert client.get(reverse("jobs:operator_home")).url == LIST


def test_nothing_to_review_is_said(client, posting, reviewer):
    assert "지금 심사할 지원서가 없습니다." in shown(client, LIST)


def test_before_the_first_sheet_one_gives_one_s_word(client, posting):
    user = scoring.reviewer(posting, is_pledged=False)
    client.force_login(user)
    row = make.application(posting, state="paper_review")

    assert "심사표를 적기 전에 이해충돌이 있는지 먼저 확인해 주세요." in shown(client, url("application_score", row))
    client.post(url("application_score", row), {"points": "70"})
    assert not ScoreSheet.objects.exists()
    assert "아는 이해충돌이 없습니다. 심사 시작하기" in shown(client, url("review", posting))
    client.post(url("review_pledge", posting))
    assert "심사하기 전에 확인해 주세요" not in shown(client, url("review", posting))
    client.post(url("application_score", row), {"points": "70"})
    assert ScoreSheet.objects.get().points == 70


def test_sheet_goes_on_to_the_next_without_one_and_back_to_the_list(client, posting, reviewer):
    criteria = scoring.criteria(posting)
    rows = [make.application(posting, state="paper_review") for _ in range(3)]
    boxes = {f"criterion_{one.pk}": str(one.most_points - 5) for one in criteria}
    with_one = scoring.sheet_by(rows[1], reviewer, [40, 40, 20])

    page = client.get(url("application_score", rows[0])).content.decode()
    assert "3명 가운데 1번째" in page
    assert "경력 (40점까지)" in page
    answers = [client.post(url("application_score", row), boxes).url for row in (rows[0], rows[2])]

    assert answers == [url("application_score", rows[2]), url("review", posting)]
    assert set(ScoreSheet.objects.values_list("points", flat=True)) == {85, with_one.points}
    assert 'value="35"' in shown(client, url("application_score", rows[0]))
    assert client.post(url("application_score", rows[0]), {**boxes, "stay": "yes"}).url == url("review", posting)


def test_sheet_says_which_box_is_wrong_and_keeps_what_was_typed(client, posting, reviewer):
    first, *others = scoring.criteria(posting)
    row = make.application(posting, state="paper_review")
    boxes = {f"criterion_{one.pk}": "10" for one in others} | {f"criterion_{first.pk}": "41", "comment": "성실함"}

    answer = client.post(url("application_score", row), boxes)

    assert answer.status_code == 400
    page = answer.content.decode()
    assert "0점부터 40점까지 적을 수 있습니다." in page
    assert 'value="41"' in page
    assert "성실함" in page
    assert not ScoreSheet.objects.exists()


def test_declaring_takes_the_applicant_out_of_every_page(client, posting, reviewer):
    row = make.application(posting, make.candidate(name="박하나"), state="paper_review")
    other = make.application(posting, state="paper_review")
    added = attachment(application=row)

    client.post(url("application_conflict", row), {"kind": "family"})

    assert Conflict.objects.get().kind == "family"
    for address in (url("application", row), url("application_score", row), url("attachment", added)):
        assert client.get(address).status_code == 404
    assert client.post(url("application_score", row), {"points": "90"}).status_code == 404
    for address in (
        LIST,
        url("review", posting),
        url("applicants", posting),
        url("application_score", other),
        reverse("jobs:operator_application_list"),
    ):
        assert row.receipt_number not in shown(client, address)
    assert client.get(url("applicants", posting), {"q": row.receipt_number}).context["applicants"] == []
    assert "1명 중 0명" in shown(client, LIST)


def test_declaring_by_name_answers_alike_whether_anybody_applied(client, posting, reviewer):
    row = make.application(posting, make.candidate(name="박하나"), state="paper_review")

    pages = []
    for name in ("박하나", "없는분"):
        answer = client.post(url("review_conflict", posting), {"name": name, "kind": "friend"}, follow=True)
        pages.append([str(message) for message in answer.context["messages"]])

    assert pages[0] == pages[1] == ["신고를 받았습니다. 그 이름으로 지원한 분이 있으면 지원서를 보지 않게 됩니다."]
    assert client.get(url("application", row)).status_code == 404
    refused = client.post(url("review_conflict", posting), {"name": "", "kind": ""})
    assert refused.status_code == 400
    assert "어떤 관계인지 골라 주세요." in refused.content.decode()


@pytest.mark.parametrize("kind", ["reviewer", "officer"])
def test_blind_review_tells_nobody_who_it_is(client, kind):
    posting = make.posting(asked_files=ASKED, question="왜 지원하십니까?", is_blind=True)
    user = scoring.reviewer(posting) if kind == "reviewer" else make.member(posting.organisation)
    person = make.candidate(name="박하나", district="11410", birth_on=date(1964, 5, 1))
    make.career(person, duties="박하나 이름으로 반장을 했습니다")
    row = make.application(posting, person, state="paper_review", motive="저 박하나는 이웃을 돕고 싶습니다.")
    judging.judge_stage([row], stage="apply", at=make.NOW)
    make.assessment(row, 82)
    answered(posting, person)
    client.force_login(user)
    addresses = [
        url("applicants", posting),
        url("application", row),
        url("application_score", row),
        url("review", posting),
        reverse("jobs:operator_application_list"),
    ]
    if kind == "officer":
        addresses += [url("scores", posting), reverse("jobs:operator_question_list")]

    for address in addresses:
        page = shown(client, address)
        assert "박하나" not in page, address
        assert "박*나" not in page, address
        assert "서대문" not in page, address
        assert "2.1km" not in page, address
        assert "60~" not in page, address
    assert "○○○ 이름으로 반장" in shown(client, url("application_score", row))
    assert "쓴 글에는 누구인지 알 수 있는 내용이 남아 있을 수 있습니다" in shown(client, url("application", row))
    assert client.get(url("applicants", posting), {"q": "박하나"}).context["applicants"] == []
    assert len(client.get(url("applicants", posting), {"q": row.receipt_number}).context["applicants"]) == 1


def test_blind_review_ends_with_the_papers(client):
    posting = make.posting(is_blind=True)
    officer = make.member(posting.organisation)
    client.force_login(officer)
    heard = make.application(posting, make.candidate(name="박하나"), state="interview")
    refused = make.application(posting, make.candidate(name="이두나"), state="not_selected")

    everybody = url("applicants", posting) + "?state=all"

    page = shown(client, everybody)
    assert "박*나" in page
    assert "이*나" not in page
    posting.results_released_at = make.NOW
    posting.save()
    assert "이*나" in shown(client, everybody)
    assert {heard, refused} == set(posting.applications.sighted())


def test_files_stay_away_from_reviewers_on_paper_where_the_posting_says_so(client, posting, reviewer):
    row = make.application(posting, state="paper_review")
    added = attachment(application=row)
    assert client.get(url("attachment", added)).status_code == 200

    posting.shows_files = False
    posting.save()

    assert client.get(url("attachment", added)).status_code == 404
    assert "서류심사에서는 심사위원에게 보이지 않습니다." in shown(client, url("application_score", row))
    client.force_login(make.member(posting.organisation))
    assert client.get(url("attachment", added)).status_code == 200
    row.state = "interview"
    row.save()
    client.force_login(reviewer)
    assert client.get(url("attachment", added)).status_code == 200


def test_who_is_shown_is_written_down(client, posting, reviewer):
    row = make.application(posting, state="paper_review")

    for address in (url("review", posting), url("application_score", row)):
        client.get(address)

    assert [entry.subject_ids for entry in AccessEntry.objects.all()] == [[row.candidate.user_id]] * 2


@pytest.mark.parametrize("page", ["list", "review", "sheet"])
def test_more_people_ask_no_more_queries(client, posting, reviewer, page):
    first = make.application(posting, state="paper_review")
    address = {"list": LIST, "review": url("review", posting), "sheet": url("application_score", first)}[page]
    client.get(address)

    one = queries(lambda: client.get(address))
    for _person in range(2):
        scoring.sheet(make.application(posting, state="paper_review"), 50, reviewer)
    assert queries(lambda: client.get(address)) == one
