"""Criteria: a hundred points in all, standing still once anybody scored by them; and the terms of the review."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from jobs import criteria, review_terms
from jobs.criteria import Line
from jobs.models import Criterion, Posting
from profiles.models import Event
from tests import make
from tests.jobs import scoring
from tests.jobs.expect import refusal
from tests.make import NOW

pytestmark = pytest.mark.django_db
LINES = [Line("경력", 60, "돌봄 경력이 있는지"), Line("지원하는 이유", 40)]


@pytest.fixture
def posting(operator):
    return make.posting(operator)


def written(posting, stage="paper_review"):
    return [Line(row.name, row.most_points, row.hint) for row in criteria.of(posting, stage)]


def test_set_all_writes_the_criteria_of_a_stage_anew(posting, officer):
    criteria.set_all(posting, "paper_review", [Line("나이가 아닌 것", 100)], by=officer, at=NOW)
    criteria.set_all(posting, "paper_review", [*LINES, Line("  ", 0)], by=officer, at=NOW)
    criteria.set_all(posting, "paper_review", LINES, by=officer, at=NOW)  # nothing new

    assert written(posting) == LINES
    assert written(posting, "interview") == []
    assert [event.params for event in Event.objects.filter(verb="set_criteria").order_by("pk")] == [
        {"stage": "paper_review", "criteria": ["나이가 아닌 것 100"]},
        {"stage": "paper_review", "criteria": ["경력 60", "지원하는 이유 40"]},
    ]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([Line("경력", 60), Line("이유", 39)], "not_a_hundred"),
        ([Line("경력", 60), Line("이유", 41)], "not_a_hundred"),
        ([Line("경력", 0), Line("이유", 100)], "criterion_points"),
        ([Line("경력", 101)], "criterion_points"),
        ([Line("경력", 50), Line("경력 ", 50)], "criterion_once"),
        ([Line(f"항목 {number}", 10 if number < 9 else 5) for number in range(11)], "too_many_criteria"),
        ([Line("가" * 61, 100)], "max_length"),
        ([Line("경력", 100, "900101-1234567")], "resident_number"),
    ],
)
def test_set_all_refuses_what_makes_no_sheet(posting, officer, lines, code):
    with refusal(code):
        criteria.set_all(posting, "paper_review", lines, by=officer, at=NOW)
    assert written(posting) == []


def test_set_all_is_refused_once_a_sheet_was_written_and_the_database_holds_it(posting, officer):
    scoring.criteria(posting, "interview")
    scoring.sheet(make.application(posting, state="paper_review"), 70, officer.user)

    with refusal("criteria_frozen"):
        criteria.set_all(posting, "paper_review", LINES, by=officer, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        scoring.criteria(posting, "paper_review")
    criteria.set_all(posting, "interview", LINES, by=officer, at=NOW)  # nobody scored an interview yet
    assert written(posting, "interview") == LINES


def test_the_database_keeps_a_criterion_as_it_was_scored_by(posting, officer):
    (only,) = scoring.criteria(posting, "interview", [("모두", 100)])
    row = make.application(posting, state="interview")
    with transaction.atomic():
        sheet = scoring.sheet(row, 70, officer.user, stage="interview")
        sheet.rows.create(criterion=only, points=70)

    for change in (lambda: Criterion.objects.update(most_points=80), lambda: only.delete()):
        with pytest.raises(Exception, match=r"stand still|protected"), transaction.atomic():
            change()


def test_set_all_by_anybody_but_the_operator_s_officers_is_refused(posting, stranger, city):
    for by in (stranger, city, make.actor(scoring.reviewer(posting))):
        with pytest.raises(PermissionDenied):
            criteria.set_all(posting, "paper_review", LINES, by=by, at=NOW)


def test_copy_takes_both_stages_from_another_posting_of_one_s_own(posting, officer, stranger):
    source = make.posting(posting.organisation)
    scoring.criteria(source)
    scoring.criteria(source, "interview", [("면접", 100)])
    foreign = make.posting()
    scoring.criteria(foreign)

    criteria.copy(posting, source, by=officer, at=NOW)

    assert written(posting) == [Line("경력", 40), Line("지원하는 이유", 40), Line("참여할 수 있는 시간", 20)]
    assert written(posting, "interview") == [Line("면접", 100)]
    assert list(criteria.sources(posting)) == [source]
    with pytest.raises(PermissionDenied):
        criteria.copy(posting, foreign, by=officer, at=NOW)
    with refusal("nothing_to_copy"):
        criteria.copy(source, make.posting(posting.organisation), by=officer, at=NOW)


def test_terms_are_set_until_the_first_sheet(posting, officer):
    review_terms.set_terms(posting, {"is_blind": True, "paper_share": 40, "average": "trimmed"}, by=officer, at=NOW)
    scoring.sheet(make.application(posting, state="paper_review"), 70, officer.user)

    with refusal("terms_frozen"):
        review_terms.set_terms(posting, {"is_blind": False}, by=officer, at=NOW)
    with refusal("terms_frozen"):
        review_terms.set_terms(posting, {"paper_share": 50, "most_spread": 10}, by=officer, at=NOW)
    review_terms.set_terms(posting, {"is_blind": True, "most_spread": 15}, by=officer, at=NOW)

    found = Posting.objects.values("is_blind", "paper_share", "average", "most_spread").get(pk=posting.pk)
    assert found == {"is_blind": True, "paper_share": 40, "average": "trimmed", "most_spread": 15}
    assert [event.params["fields"] for event in Event.objects.filter(verb="set_review_terms").order_by("pk")] == [
        ["is_blind", "average", "paper_share"],
        ["most_spread"],
    ]


def test_terms_beyond_a_hundred_or_unknown_are_refused(posting, officer, stranger):
    for terms, code in (({"paper_share": 101}, "posting_review_shares"), ({"average": "median"}, "invalid_choice")):
        with refusal(code):
            review_terms.set_terms(posting, terms, by=officer, at=NOW)
    with pytest.raises(PermissionDenied):
        review_terms.set_terms(posting, {"is_blind": True}, by=stranger, at=NOW)


def test_in_words_says_the_formula(operator):
    plain = make.posting(operator)
    shared = make.posting(operator, paper_share=40, average="trimmed", tie_rule="received", selection="round")
    on_paper = make.posting(operator, has_interview=False)

    assert review_terms.in_words(plain) == [
        "한 단계의 점수는 심사위원 점수의 평균이고, 소수 셋째 자리에서 반올림합니다.",
        "면접심사 점수로 순위를 정합니다. 서류심사 점수는 면접에 모실 분을 정하는 데만 씁니다.",
        "점수가 같으면: 면접심사 점수가 높은 분, 그다음 먼저 접수한 분.",
    ]
    assert review_terms.in_words(shared)[1:] == [
        "서류심사 40%와 면접심사 60%를 더해 순위를 정하고, 소수 셋째 자리에서 반올림합니다.",
        "점수가 같으면: 먼저 접수한 분.",
        "일괄 배치에서는 이 점수를 쓰고, 점수가 같으면 미리 공개한 추첨 번호로 정합니다.",
    ]
    assert "하나씩 뺀 평균" in review_terms.in_words(shared)[0]
    assert review_terms.in_words(on_paper)[1] == "면접심사가 없어 서류심사 점수로 순위를 정합니다."
