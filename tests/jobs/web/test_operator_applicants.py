"""Applicants: ranked and masked lists, batch moves after a preview, one application, contact by a reason."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from jobs import judging
from jobs.models import Application, Posting
from profiles.models import AccessEntry, Event
from tests import make
from tests.jobs import scoring

ALL = reverse("jobs:operator_application_list")
MOVE = reverse("jobs:operator_application_move")


def board(posting: Posting) -> str:
    return reverse("jobs:operator_applicants", args=[posting.public_id])


def card(application: Application, verb: str = "") -> str:
    return reverse(f"jobs:operator_application{'_' * bool(verb)}{verb}", args=[application.public_id])


@pytest.fixture
def posting(db) -> Posting:
    return make.posting()


@pytest.fixture
def officer(client, posting):
    user = make.member(posting.organisation)
    client.force_login(user)
    return user


def test_list_is_ranked_and_masked(client, posting, officer) -> None:
    first, second = (make.application(posting, make.candidate(name=name)) for name in ("박하나", "이둘셋"))
    make.assessment(second, 82)

    shown = client.get(board(posting)).content.decode()

    assert shown.index("이*셋") < shown.index("박*나")
    assert "82점" in shown
    assert shown.index("돌봄 경력 6년") < shown.index("사는 동에서 약 2.1km")
    assert "순위 계산 중" in shown
    assert "박하나" not in shown
    assert "01012345678" not in shown
    entry = AccessEntry.objects.get()
    assert entry.subject_ids == sorted([first.candidate.user_id, second.candidate.user_id])
    assert entry.user == officer


def test_list_names_the_rules_in_the_way(client, posting, officer) -> None:
    row = make.application(posting, make.candidate(district="41000"))
    judging.judge_stage([row], stage="apply", at=make.NOW)

    shown = client.get(board(posting)).content.decode()

    assert "미충족" in shown


def test_tabs_count_and_narrow(client, posting, officer) -> None:
    make.application(posting, make.candidate(name="박하나"))
    make.application(posting, make.candidate(name="이둘셋"), state="paper_review")

    shown = client.get(board(posting), {"state": "paper_review"}).content.decode()

    assert "이*셋" in shown
    assert "박*나" not in shown
    assert "서류심사 중 1</a>" in shown


def test_list_opens_on_those_still_in_selection_and_shows_all_by_one_press(client, posting, officer) -> None:
    make.application(posting, make.candidate(name="박하나"), state="interview")
    make.application(posting, make.candidate(name="이둘셋"), state="not_selected")

    for url in (board(posting), ALL):
        opened = client.get(url)
        assert [row.name for row in opened.context["applicants"]] == ["박*나"]
        assert "심사 중인 1명입니다." in opened.content.decode()
        link = '<a class="action-link" href="?state=all">모든 단계의 2명 보기</a>'
        assert link in opened.content.decode()
        everybody = client.get(url, {"state": "all"})
        assert {row.name for row in everybody.context["applicants"]} == {"박*나", "이*셋"}
        assert "모두 2명입니다." in everybody.content.decode()
        assert 'name="verb"' not in everybody.content.decode()


def test_list_says_where_nobody_is_in_selection_any_more(client, posting, officer) -> None:
    assert "아직 지원한 분이 없습니다." in client.get(board(posting)).content.decode()
    make.application(posting, state="not_selected")

    assert "심사 중인 분이 없습니다." in client.get(board(posting)).content.decode()


def test_name_is_found_whole(client, posting, officer) -> None:
    make.application(posting, make.candidate(name="박하나"))
    other = make.application(posting, make.candidate(name="이둘셋"))

    assert "박*나" not in client.get(ALL, {"q": "이둘셋"}).content.decode()
    assert "이*셋" in client.get(ALL, {"q": other.receipt_number}).content.decode()


def test_past_years_are_left_aside_unless_asked(client, posting, officer) -> None:
    past = make.posting(posting.organisation, make.programme_year(year=2019, ends_on=date(2026, 1, 2)))
    make.application(past, make.candidate(name="박하나"), state="placed")
    make.application(past, make.candidate(name="이둘셋"), state="accepted")

    this_year = client.get(ALL, {"state": "all"}).content.decode()
    assert "이*셋" in this_year
    assert "박*나" not in this_year
    assert "박*나" in client.get(ALL, {"past": "1"}).content.decode()


def test_move_is_shown_before_it_is_done(client, posting, officer) -> None:
    row = make.application(posting)

    shown = client.post(MOVE, {"verb": "pass_eligibility", "application": [row.public_id]}).content.decode()

    assert "적격으로 확인하기: 1명" in shown
    assert "아래 1명이 ‘서류심사 중’으로 옮겨집니다." in shown
    row.refresh_from_db()
    assert row.state == "received"


def test_move_takes_all_that_were_chosen(client, posting, officer) -> None:
    rows = [make.application(posting, state="paper_review") for _ in range(3)]
    chosen = " ".join(str(row.public_id) for row in rows[:2])

    answer = client.post(MOVE, {"verb": "pass_paper", "chosen": chosen, "confirmed": "yes", "state": "paper_review"})

    assert answer.url == f"{board(posting)}?state=paper_review"
    states = [Application.objects.get(pk=row.pk).state for row in rows]
    assert states == ["interview", "interview", "paper_review"]


def test_move_of_everyone_names_the_stage(client, posting, officer) -> None:
    for _ in range(2):
        make.application(posting)
    make.application(posting, state="interview")

    shown = client.post(MOVE, {"verb": "pass_eligibility", "posting": posting.public_id, "everyone": "received"})

    assert "적격으로 확인하기: 2명" in shown.content.decode()


def test_reject_asks_for_the_reason(client, posting, officer) -> None:
    row = make.application(posting)
    form = {"verb": "reject", "chosen": str(row.public_id), "confirmed": "yes"}

    shown = client.post(MOVE, {**form, "reason": ""}).content.decode()
    assert "불합격 이유를 적어 주세요." in shown

    client.post(MOVE, {**form, "reason": "모집인원이 찼습니다."})
    row.refresh_from_db()
    assert (row.state, row.reason) == ("not_selected", "모집인원이 찼습니다.")


def test_move_of_another_operators_application_is_not_found(client, officer) -> None:
    other = make.application()

    answer = client.post(MOVE, {"verb": "pass_eligibility", "application": [other.public_id], "confirmed": "yes"})

    assert answer.status_code == 404
    other.refresh_from_db()
    assert other.state == "received"


@pytest.mark.django_db
@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number(client, items: int, django_assert_max_num_queries) -> None:
    posting = make.posting()
    rows = [make.application(posting) for _ in range(items)]
    judging.judge_stage(rows, stage="apply", at=make.NOW)
    for row in rows:
        make.assessment(row, 10)
    client.force_login(make.member(posting.organisation))

    with django_assert_max_num_queries(15):
        shown = client.get(board(posting), {"state": "received"}).content.decode()

    assert shown.count('name="application"') == items


def test_application_shows_what_was_told(client, posting, officer) -> None:
    person = make.candidate(name="박하나")
    make.career(person)
    make.certificate(person)
    row = make.application(posting, person, motive="손주를 돌본 경험을 살리고 싶습니다.")
    judging.judge_stage([row], stage="apply", at=make.NOW)

    shown = client.get(card(row)).content.decode()

    assert "손주를 돌본 경험을 살리고 싶습니다." in shown
    assert "</strong> 6년" in shown
    assert "적격으로 확인하기" in shown
    assert "박하나" not in shown
    assert "010-1234-5678" not in shown
    assert "01012345678" not in shown


def test_contact_is_opened_for_a_reason(client, posting, officer) -> None:
    row = make.application(posting, make.candidate(name="박하나"))

    refused = client.post(card(row, "contact"), {}).content.decode()
    assert "연락처를 보는 이유를 골라 주세요." in refused
    assert "박하나" not in refused

    shown = client.post(card(row, "contact"), {"reason": "interview"}).content.decode()
    assert "박하나" in shown
    assert '<a href="tel:01012345678">010-1234-5678</a>' in shown
    entry = AccessEntry.objects.order_by("-pk").first()
    assert (entry.purpose, entry.subject_ids) == ("면접 날짜와 장소를 알리려고", [row.candidate.user_id])


def test_score_is_kept_once_a_reviewer(client, posting, officer) -> None:
    row = make.application(posting, state="interview")
    scoring.pledge(posting, officer)

    client.post(card(row, "score"), {"points": "80", "comment": "차분합니다."})
    client.post(card(row, "score"), {"points": "85", "comment": "차분합니다."})
    refused = client.post(card(row, "score"), {"points": "101"}).content.decode()

    assert "0점부터 100점까지 적을 수 있습니다." in refused
    assert [sheet.points for sheet in row.score_sheets.all()] == [85]


def test_reviewer_scores_and_moves_nobody(client, posting) -> None:
    reviewer = make.member(posting.organisation, "reviewer")
    row, other = make.application(posting, state="interview"), make.application(make.posting(posting.organisation))
    make.reviewer_assignment(posting, reviewer)
    scoring.pledge(posting, reviewer)
    client.force_login(reviewer)

    assert client.get(card(other)).status_code == 404
    assert client.post(MOVE, {"verb": "select", "application": [row.public_id]}).status_code == 404
    assert client.post(card(row, "contact"), {"reason": "interview"}).status_code == 404
    shown = client.get(card(row)).content.decode()
    assert "합격으로 하기" not in shown
    assert "이름과 연락처" not in shown
    client.post(card(row, "score"), {"points": "70"})
    assert row.score_sheets.get().scored_by == reviewer


def test_reviewer_sees_own_sheets_alone_and_finds_by_number_alone(client, posting, officer) -> None:
    reviewer = make.member(posting.organisation, "reviewer")
    row = make.application(posting, make.candidate(name="박하나"), state="interview")
    better = make.application(
        posting, make.candidate(name="이두나"), state="interview", received_at=make.NOW + timedelta(days=1)
    )
    make.reviewer_assignment(posting, reviewer)
    for points, by, of in ((91, officer, better), (62, officer, row), (73, reviewer, row)):
        make.score_sheet(of, points, by)
    client.force_login(reviewer)
    address = board(posting)

    shown = client.get(address, {"sort": "score"})

    assert [(line.application, line.score) for line in shown.context["applicants"]] == [(row, 73), (better, None)]
    assert "심사 점수 순서" not in shown.content.decode()
    assert client.get(address, {"q": "박하나"}).context["applicants"] == []
    assert len(client.get(address, {"q": row.receipt_number}).context["applicants"]) == 1
    assert client.get(address, {"q": "²"}).status_code == 200


def test_override_writes_the_reason(client, officer, posting) -> None:
    year = make.programme_year(rules=False)
    make.rule_set(
        year,
        [*make.RULES, ("employment", {"allow": "not_employed"}, "apply", True)],
    )
    own = make.posting(posting.organisation, year)
    row = make.application(own, make.candidate(employment="employed"))
    judging.judge_stage([row], stage="apply", at=make.NOW)
    kinds = [found["kind"] for found in judging.latest(row).verdicts if found["outcome"] == "not_met"]

    shown = client.get(card(row)).content.decode()
    assert "이 규칙을 예외로 하기" in shown
    client.post(card(row, "override"), {"kind": kinds[0], "reason": "다음 달에 그만둡니다."})

    assert row.overrides.get().reason == "다음 달에 그만둡니다."
    assert Event.objects.filter(verb="override", subject_id=row.pk).count() == 1
    assert "예외로 함" in client.get(card(row)).content.decode()


def test_another_operators_application_is_not_found(client, officer) -> None:
    assert client.get(card(make.application())).status_code == 404


def test_an_override_refused_keeps_the_page_and_says_why(client, officer) -> None:
    year = make.programme_year(rules=False)
    make.rule_set(year, [*make.RULES, ("employment", {"allow": "not_employed"}, "apply", True)])
    posting = make.posting(officer.current_memberships[0].organisation, year)
    row = make.application(posting, make.candidate(employment="employed"))
    judging.judge_stage([row], stage="apply", at=make.NOW)

    answer = client.post(card(row, "override"), {"kind": "employment", "reason": "가" * 201})

    shown = answer.content.decode()
    assert "가" * 201 in shown
    assert 'id="employment_reason_error"' in shown
    assert not row.overrides.exists()


def test_decision_is_taken_back_after_a_look_and_for_a_reason(client, posting, officer) -> None:
    row = make.application(posting, state="selected")
    chosen = {"verb": "take_back", "application": row.public_id, "state": "selected"}

    looked = client.post(MOVE, chosen).content.decode()
    unsaid = client.post(MOVE, {**chosen, "confirmed": "yes"}).content.decode()
    client.post(MOVE, {**chosen, "confirmed": "yes", "reason": "다른 분과 바꾸어 눌렀습니다."})

    assert "‘심사하던 단계’로 옮겨집니다." in looked
    assert "아무에게도 알리지 않습니다" in looked
    assert "되돌리는 이유를 적어 주세요" in unsaid
    row.refresh_from_db()
    assert row.state == "interview"
    assert "결정 되돌리기" in client.get(card(make.application(posting, state="waiting"))).content.decode()


@pytest.mark.django_db
def test_reasons_are_said_in_the_language_of_the_officer(client) -> None:
    row = make.application()
    reason = {"signal": "pay", "points": 9, "most": 10, "code": "pay.open", "params": {}, "text": "공고에 시급이 없음"}
    gone = {"signal": "luck", "points": 1, "most": 10, "code": "luck.good", "params": {}, "text": "운이 좋음"}
    make.assessment(row, 50, reasons=[reason, gone])
    client.force_login(make.member(row.posting.organisation))
    page = reverse("jobs:operator_applicants", args=[row.posting.public_id])

    korean = client.get(page).content.decode()
    client.post(reverse("set_language"), {"language": "en"})
    english = client.get(page).content.decode()

    assert "공고에 시급이 적혀 있지 않습니다." in korean
    assert "The posting names no hourly pay." in english
    assert "공고에 시급" not in english
    assert "운이 좋음" in english
