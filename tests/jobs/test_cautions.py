"""What an officer sees before people move together."""

import pytest

from jobs import applicants, applications, cautions, judging, score_sheets
from jobs.models import Application
from tests import make
from tests.jobs import scoring
from tests.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=2)


def said(verb, *rows):
    """The cautions before these rows move."""
    found = applicants.with_lines(Application.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk"))
    return cautions.of(verb, applicants.lines(found))


def test_open_questions_are_counted(posting):
    asked, clear = (make.application(posting, make.candidate(district=district)) for district in ("", "11410"))
    judging.judge_stage([asked, clear], stage="apply", at=NOW)

    assert said("pass_eligibility", asked, clear) == [
        "‘확인 필요’인 규칙이 남은 분이 1명 있습니다. 서류나 전화로 확인해 주세요."
    ]
    assert said("pass_eligibility", clear) == []
    assert said("reject", asked) == []


def test_people_whom_nobody_scored_at_the_stage_are_counted(posting, officer):
    scoring.pledge(posting, officer.user)
    scored, earlier = make.application(posting, state="interview"), make.application(posting, state="paper_review")
    for row in (scored, earlier):
        score_sheets.score(row, stage=row.state, points=80, comment="", by=officer, at=NOW)
    applications.pass_paper([earlier], by=officer, at=NOW)

    assert said("put_on_waiting_list", scored, earlier) == ["이 단계의 심사표가 하나도 없는 분이 1명 있습니다."]
    assert said("put_on_waiting_list", scored) == []


def test_more_people_than_seats_are_named_with_what_is_free(posting, officer):
    make.application(posting, state="selected")
    rows = [make.application(posting, state="interview") for _ in range(2)]
    for row in rows:
        make.score_sheet(row, 80, officer.user)

    assert said("select", *rows) == [
        f"‘{posting.title}’에 남은 자리는 1개인데 2명을 골랐습니다. 자리만큼만 합격으로 할 수 있습니다."
    ]
    assert said("select", rows[0]) == []
