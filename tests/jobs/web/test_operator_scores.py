"""An officer's pages of a review: criteria, scores with their spread, declarations, minutes."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from jobs import conflicts, criteria, minutes
from jobs.models import Conflict, Minutes, Posting
from profiles.models import AccessEntry, Event
from tests import make
from tests.jobs import scoring
from tests.jobs.expect import queries


def url(name, row) -> str:
    return reverse(f"jobs:operator_{name}", args=[row.public_id])


def shown(client, address) -> str:
    return client.get(address).content.decode()


@pytest.fixture
def posting(db) -> Posting:
    return make.posting(paper_share=40, most_spread=15)


@pytest.fixture
def officer(client, posting):
    user = make.member(posting.organisation)
    client.force_login(user)
    return user


def boxes(**changed):
    """What the page of criteria sends with nothing written."""
    terms = {
        "shows_files": "on",
        "average": "mean",
        "paper_share": "40",
        "tie_rule": "interview",
        "most_spread": "15",
        "names_in_minutes": "on",
    }
    return {**terms, **changed}


def rows(stage, *lines):
    return {
        f"{stage}-{name}_{number}": str(value)
        for number, line in enumerate(lines)
        for name, value in zip(("name", "most_points", "hint"), line, strict=True)
    }


def test_criteria_and_terms_are_saved_together(client, posting, officer):
    lines = rows("paper_review", ("경력", 60, "돌봄"), ("이유", 40, "")) | rows("interview", ("면접", 100, ""))

    answer = client.post(url("criteria", posting), boxes(is_blind="on", average="trimmed", **lines))

    assert answer.status_code == 302
    posting.refresh_from_db()
    assert (posting.is_blind, posting.average, posting.paper_share) == (True, "trimmed", 40)
    assert [one.name for one in criteria.of(posting, "paper_review")] == ["경력", "이유"]
    page = shown(client, url("criteria", posting))
    assert 'value="경력"' in page
    assert "지금 저장된 배점은 모두 100점입니다." in page
    assert "서류심사 40%와 면접심사 60%" in page


def test_criteria_that_are_wrong_change_nothing_and_keep_what_was_typed(client, posting, officer):
    wrong = rows("paper_review", ("경력", 60, ""), ("이유", 30, ""))

    answer = client.post(url("criteria", posting), boxes(is_blind="on", **wrong))

    assert answer.status_code == 400
    assert "지금은 90점입니다" in answer.content.decode()
    assert 'value="30"' in answer.content.decode()
    posting.refresh_from_db()
    assert not posting.is_blind
    half = client.post(url("criteria", posting), boxes(**rows("interview", ("면접", "", ""))))
    assert "배점을 적어 주세요." in half.content.decode()
    share = client.post(url("criteria", posting), boxes(paper_share="140"))
    assert share.status_code == 400


def test_criteria_stand_still_once_somebody_scored(client, posting, officer):
    scoring.criteria(posting)
    row = make.application(posting, state="paper_review")
    scoring.sheet_by(row, officer, [40, 30, 20])

    page = shown(client, url("criteria", posting))
    assert "이 단계의 심사표를 적은 분이 있어 바꿀 수 없습니다." in page
    changed = rows("paper_review", ("다른 것", 100, "")) | rows("interview", ("면접", 100, ""))
    client.post(url("criteria", posting), boxes(is_blind="on", paper_share="90", most_spread="9", **changed))

    posting.refresh_from_db()
    assert (posting.is_blind, posting.paper_share, posting.most_spread) == (False, 40, 9)
    assert len(criteria.of(posting, "paper_review")) == 3
    assert [one.name for one in criteria.of(posting, "interview")] == ["면접"]


def test_criteria_are_copied_from_one_s_own_postings(client, posting, officer):
    source, foreign = make.posting(posting.organisation), make.posting()
    for made in (source, foreign):
        scoring.criteria(made)

    page = shown(client, url("criteria", posting))
    assert str(source.public_id) in page
    assert str(foreign.public_id) not in page
    assert client.post(url("criteria_copy", posting), {"source": foreign.public_id}).status_code == 404
    client.post(url("criteria_copy", posting), {"source": source.public_id})
    assert len(criteria.of(posting, "paper_review")) == 3


def test_scores_show_ranking_spread_and_who_is_missing(client, posting, officer):
    first, second = (make.application(posting, state="interview") for _ in range(2))
    one, two = scoring.reviewer(posting), scoring.reviewer(posting, is_pledged=False)
    for row, by, stage, points in (
        (first, one, "paper_review", 60),
        (first, two, "paper_review", 80),
        (first, one, "interview", 70),
        (second, one, "paper_review", 90),
        (second, one, "interview", 90),
        (second, two, "interview", 86),
    ):
        scoring.sheet(row, points, by, stage=stage)

    answer = client.get(url("scores", posting))

    found = [(line["application"], line["rank"], str(line["score"])) for line in answer.context["lines"]]
    # 90 x 40 % + 88 x 60 %; 70 x 40 % + 70 x 60 %
    assert found == [(second, 1, "88.80"), (first, 2, "70.00")]
    page = answer.content.decode()
    assert "점수 차이가 15점보다 큰 지원서가 1건 있습니다." in page
    assert "최저 60 최고 80" in page
    assert [[str(part) for part in progress] for who in answer.context["reviewers"] for _s, progress in who.stages] == [
        ["2", "2"],
        ["1", "2"],
    ]
    assert "이해충돌 확인 전" in page


def test_the_list_of_applicants_ranks_by_the_same_score(client, posting, officer):
    first, second = (make.application(posting, state="interview") for _ in range(2))
    for row, paper, interview in ((first, 100, 60), (second, 50, 85)):
        scoring.sheet(row, paper, officer)
        scoring.sheet(row, interview, officer, stage="interview")

    lines = client.get(url("applicants", posting), {"sort": "score"}).context["applicants"]

    assert [(line.application, str(line.score)) for line in lines] == [(first, "76.00"), (second, "71.00")]


def test_declarations_are_listed_and_another_manager_takes_one_back(client, posting, officer):
    row = make.application(posting, state="paper_review")
    made = scoring.conflict(row, scoring.reviewer(posting))

    assert "이 신고 거두기" not in shown(client, url("scores", posting))
    client.force_login(make.member(posting.organisation, "manager"))
    assert "이 신고 거두기" in shown(client, url("scores", posting))
    client.post(url("conflict_withdraw", made), {"reason": ""})
    assert Conflict.objects.standing().exists()
    client.post(url("conflict_withdraw", made), {"reason": "이름이 같은 다른 분"})
    assert not Conflict.objects.standing().exists()
    assert "이름이 같은 다른 분" in shown(client, url("scores", posting))


@pytest.fixture
def reviewed(posting, officer):
    """Somebody selected, somebody refused, and a declaration."""
    scoring.criteria(posting)
    one, two = scoring.reviewer(posting), scoring.reviewer(posting)
    best = make.application(posting, make.candidate(name="박하나"), state="selected")
    last = make.application(posting, make.candidate(name="이두나"), state="not_selected", reason="점수 순서")
    scoring.sheet_by(best, one, [40, 30, 20])
    scoring.sheet_by(best, two, [10, 30, 20])
    scoring.sheet_by(last, one, [10, 10, 10])
    scoring.sheet_by(last, two, [40, 40, 20])
    scoring.conflict(last, two)
    return best, last


def test_minutes_are_numbered_and_stay_as_they_were_made(client, posting, officer, reviewed):
    client.post(url("minutes_make", posting))
    first = Minutes.objects.get()
    posting.title = "다른 제목"
    posting.save()
    client.post(url("minutes_make", posting))

    assert list(Minutes.objects.order_by("number").values_list("number", "made_by")) == [
        (1, officer.pk),
        (2, officer.pk),
    ]
    assert first.facts["posting"] != "다른 제목"
    assert [event.params for event in Event.objects.filter(verb="make_minutes").order_by("pk")] == [
        {"number": 1},
        {"number": 2},
    ]
    assert client.get(url("minutes", first)).content == client.get(url("minutes", first)).content


def test_minutes_tell_all_of_it_and_no_name(client, posting, officer, reviewed):
    best, last = reviewed
    client.post(url("minutes_make", posting))
    made = Minutes.objects.get()

    answer = client.get(url("minutes", made))

    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    packed = "".join(text.split())
    for said in (
        "심사회의록제1호",
        best.receipt_number,
        "박*나",
        "점수순서",
        "40+30+20=90",
        "최저60최고90※",
        "이해충돌신고로뺌",
        "서류심사40%와면접심사60%",
        "지원하는이유",
        "(서명)",
    ):
        assert said in packed, said
    assert "박하나" not in packed
    people = {one["receipt"]: one for one in made.facts["people"]}
    assert people[last.receipt_number]["stages"][0] == {"points": [[1, 30]], "score": "30.00", "spread": None}
    entry = AccessEntry.objects.filter(page="jobs:operator_minutes").get()
    assert entry.subject_ids == sorted(row.candidate.user_id for row in reviewed)
    posting.names_in_minutes = False
    posting.save()
    client.post(url("minutes_make", posting))
    assert [one["name"] for one in Minutes.objects.get(number=2).facts["people"]] == ["", ""]


def test_minutes_are_kept_from_who_declared_a_conflict(client, posting, officer, reviewed):
    made = scoring.minutes(posting, number=7)
    scoring.conflict(reviewed[0], officer)

    assert "다른 담당자가 만들 수 있습니다" in shown(client, url("scores", posting))
    assert client.get(url("minutes", made)).status_code == 404
    assert client.post(url("minutes_make", posting)).status_code == 403
    assert not minutes.may_read(posting, officer)


def test_minutes_without_a_sheet_are_refused(client, posting, officer):
    answer = client.post(url("minutes_make", posting), follow=True)

    assert "심사표가 하나도 없어 회의록을 만들 수 없습니다." in answer.content.decode()
    assert not Minutes.objects.exists()


@pytest.mark.parametrize("page", ["scores", "criteria"])
def test_more_rows_ask_no_more_queries(client, posting, officer, page):
    reviewers = [scoring.reviewer(posting) for _ in range(2)]

    def grow(people):
        for _person in range(people):
            row = make.application(posting, state="paper_review")
            scoring.conflict(row, scoring.reviewer(posting))
            for by in reviewers:
                scoring.sheet(row, 60, by)
        scoring.criteria(make.posting(posting.organisation))

    grow(1)
    client.get(url(page, posting))
    one = queries(lambda: client.get(url(page, posting)))
    grow(2)
    assert queries(lambda: client.get(url(page, posting))) == one


def test_who_applied_reads_nothing_of_the_review(client, posting, officer, reviewed):
    make.application(posting, make.candidate(officer), state="paper_review")
    made = scoring.minutes(posting)

    assert client.get(url("scores", posting)).status_code == 404
    assert client.get(url("minutes", made)).status_code == 404
    assert client.post(url("minutes_make", posting)).status_code in (403, 404)


def test_managers_see_who_declared_names_and_not_which(client, officer, posting):
    reviewer = make.actor(scoring.reviewer(posting, is_pledged=False))
    for name in ("박하나", "이둘셋"):
        conflicts.declare_by_name(posting, name, kind="other", by=reviewer, at=make.NOW)
    assert "이름으로 신고한 분" not in shown(client, url("scores", posting))

    client.force_login(make.member(posting.organisation, "manager"))
    page = shown(client, url("scores", posting))

    assert f"{reviewer.user.email}: 이름 2개, 마지막 신고" in page
    assert "박하나" not in page
