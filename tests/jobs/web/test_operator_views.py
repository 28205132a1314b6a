"""How officers look at applicants: filters, the board by stage, views kept under a name; and what a long list asks of the database."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobs import applicant_filters, applicant_views, judging, moves, overrides
from jobs.models import ApplicantView, Posting, ReviewerAssignment
from profiles.models import AccessEntry, User
from tests import make
from tests.jobs import scoring

pytestmark = pytest.mark.django_db
KEEP = reverse("jobs:operator_view_keep")
MOST_QUERIES = 12


def board(posting: Posting) -> str:
    return reverse("jobs:operator_applicants", args=[posting.public_id])


@pytest.fixture
def posting():
    return make.posting()


@pytest.fixture
def officer(client, posting):
    user = make.member(posting.organisation)
    client.force_login(user)
    return user


def names(page) -> list[str]:
    return [row.name for row in page.context["applicants"]]


def columns(page) -> dict[str, list[str]]:
    return {column["state"]: [row.name for row in column["applicants"]] for column in page.context["columns"]}


def test_verdicts_narrow_and_name_the_version_of_the_rules(client, officer) -> None:
    year = make.programme_year(rules=False)
    make.rule_set(year, [*make.RULES, ("employment", {"allow": "not_employed"}, "apply", True)])
    posting = make.posting(officer.current_memberships[0].organisation, year)
    fits, hired, excepted = (
        make.application(posting, make.candidate(name=name, employment=employment))
        for name, employment in (("박하나", "not_employed"), ("이둘셋", "employed"), ("최세네", "employed"))
    )
    judging.judge_stage([fits, hired, excepted], stage="apply", at=make.NOW)
    overrides.make(excepted, "employment", reason="다음 달에 그만둡니다.", by=make.actor(officer), at=make.NOW)

    assert names(client.get(board(posting), {"verdict": "not_met"})) == ["이*셋"]
    assert names(client.get(board(posting), {"verdict": "aside"})) == ["최*네"]
    met = client.get(board(posting), {"verdict": "met"})
    unknown = client.get(board(posting), {"verdict": "unknown"})
    assert sorted(names(met) + names(unknown)) == ["박*나"]
    assert "규칙 1판" in client.get(board(posting)).content.decode()
    assert "조건에 맞는 분이 없습니다." in client.get(board(posting), {"look": "no", "papers": "yes"}).content.decode()


def test_site_wished_narrows_where_a_posting_has_several(client, officer) -> None:
    operator = officer.current_memberships[0].organisation
    posting = make.posting(operator, sites=[make.site(), make.site()])
    first, second = posting.posting_sites.order_by("pk")
    row = make.application(posting, make.candidate(name="박하나"))
    other = make.application(posting, make.candidate(name="이둘셋"))
    other.wishes.update(posting_site=second)

    assert names(client.get(board(posting), {"site": first.public_id})) == ["박*나"]
    assert names(client.get(board(posting), {"site": second.public_id})) == ["이*셋"]
    assert len(names(client.get(board(posting), {"site": "x" * 90}))) == 2
    assert row.wishes.get().posting_site == first


def test_reserved_seats_narrow_and_tell_nothing_of_who_is_reviewed_blind(client, posting, officer) -> None:
    make.application(posting, make.candidate(name="박하나", statuses={"near_poor": True}))
    make.application(posting, make.candidate(name="이둘셋", statuses={"near_poor": False}))
    make.application(posting, make.candidate(name="최세네"))

    assert names(client.get(board(posting), {"seat": "yes"})) == ["박*나"]
    assert sorted(names(client.get(board(posting), {"seat": "no"}))) == ["이*셋", "최*네"]
    Posting.objects.update(is_blind=True)
    assert names(client.get(board(posting), {"seat": "yes"})) == []


def test_papers_and_looks_narrow(client, posting, officer) -> None:
    make.application(posting, make.candidate(name="박하나"), state="accepted")
    seen = make.application(posting, make.candidate(name="이둘셋"))
    make.application(posting, make.candidate(name="최세네"))

    assert names(client.get(board(posting), {"papers": "yes", "state": "all"})) == ["박*나"]
    client.get(reverse("jobs:operator_application", args=[seen.public_id]))
    client.get(reverse("jobs:operator_application", args=[seen.public_id]))
    assert sorted(names(client.get(board(posting), {"look": "no"}))) == ["최*네"]
    assert seen.look.looked_by == officer


def test_odd_filters_are_left_out(client, posting, officer) -> None:
    make.application(posting)

    for odd in ({"verdict": "최고"}, {"layout": "3d"}, {"site": "'; --"}, {"look": "yes"}, {"seat": "maybe"}):
        assert len(names(client.get(board(posting), odd))) == 1


def test_board_shows_each_stage_ranked_with_its_moves(client, posting, officer, monkeypatch) -> None:
    monkeypatch.setattr("jobs.web.operator_applicants.PER_COLUMN", 2)
    for number, name in enumerate(("박하나", "이둘셋", "최세네")):
        make.assessment(make.application(posting, make.candidate(name=name)), 50 + number)
    for name in ("강나다", "강마바"):
        make.application(posting, make.candidate(name=name), state="waiting")

    page = client.get(board(posting), {"layout": "board"})

    assert columns(page) == {"received": ["최*네", "이*셋"], "paper_review": [], "interview": []}
    shown = page.content.decode()
    assert "접수 완료 1명 더 보기" in shown
    assert 'value="pass_eligibility"' in shown
    assert 'value="pass_paper"' not in shown
    assert len(AccessEntry.objects.latest("pk").subject_ids) == 2
    everybody = columns(client.get(board(posting), {"layout": "board", "state": "all"}))
    assert everybody["waiting"] == ["강*다", "강*바"]
    by_score = client.get(board(posting), {"layout": "board", "sort": "score"})
    assert len(columns(by_score)["received"]) == 2


def test_reviewers_narrow_by_stage_alone(client, posting) -> None:
    reviewer = make.member(posting.organisation, "reviewer")
    make.reviewer_assignment(posting, reviewer)
    make.application(posting)
    client.force_login(reviewer)

    page = client.get(board(posting), {"layout": "board", "seat": "yes"})

    assert len(names(page)) == 1
    assert 'name="seat"' not in page.content.decode()
    assert client.post(KEEP, {"name": "내 보기"}).status_code == 404


@pytest.fixture
def reviewed(officer) -> Posting:
    """A posting of another operator that the officer is a mere reviewer of, with two who were scored by others, one of them reserved for."""
    posting = make.posting()
    make.member(posting.organisation, "reviewer", officer)
    membership = officer.memberships.get(role="reviewer")
    ReviewerAssignment.objects.create(posting=posting, membership=membership, assigned_at=make.NOW, assigned_by=officer)
    scoring.pledge(posting, officer)
    for name, points, statuses in (("강나다", 90, {"near_poor": True}), ("강마바", 40, {"near_poor": False})):
        row = make.application(posting, make.candidate(name=name, statuses=statuses))
        for given in (points, points + 10):
            scoring.sheet(row, given, make.user())
    return posting


def test_who_is_officer_elsewhere_sees_a_posting_as_its_reviewer(client, reviewed) -> None:
    for asked in ({}, {"layout": "board"}, {"seat": "yes"}, {"verdict": "met"}, {"sort": "score"}):
        page = client.get(board(reviewed), asked)
        assert names(page) == ["강*다", "강*바"]
        assert [(row.score, row.spread) for row in page.context["applicants"]] == [(None, None)] * 2
        shown = page.content.decode()
        assert not any(f'name="{name}"' in shown for name in ("seat", "verdict"))
        assert "columns" not in page.context
        assert page.context["boxes"] == page.context["views"] == page.context["held"] == []


def test_a_reviewer_s_postings_stay_out_of_filters_and_show_no_ranking_among_one_s_own(
    client, posting, reviewed
) -> None:
    own = make.application(posting, make.candidate(name="박하나", statuses={"near_poor": True}))
    scoring.sheet(own, 10, make.user())
    every = reverse("jobs:operator_application_list")

    assert names(client.get(every, {"seat": "yes"})) == ["박*나"]
    assert sorted(names(client.get(every, {"look": "no"}))) == ["박*나"]
    listed = client.get(every, {"sort": "score"}).context["applicants"]
    assert [(row.name, row.score) for row in listed] == [("박*나", 10), ("강*다", None), ("강*바", None)]
    (first, *_others) = client.get(every, {"layout": "board", "sort": "score"}).context["columns"]
    assert [(row.name, row.score, row.spread) for row in first["applicants"]] == [
        ("박*나", 10, None),
        ("강*다", None, None),
        ("강*바", None, None),
    ]


def test_view_is_kept_for_any_posting_and_shared_by_choice(client, posting, officer) -> None:
    other = make.posting(posting.organisation)
    form = {"query": "verdict=unknown&layout=board&site=1&sort=score&page=3", "name": "확인할 분"}

    answer = client.post(KEEP, {**form, "posting": posting.public_id})

    view = ApplicantView.objects.get()
    assert view.query == "verdict=unknown&sort=score&layout=board"
    assert answer.url == f"{board(posting)}?{view.query}"
    assert "확인할 분" in client.get(board(other)).content.decode()
    colleague = make.member(posting.organisation)
    client.force_login(colleague)
    assert "확인할 분" not in client.get(board(posting)).content.decode()
    assert client.post(reverse("jobs:operator_view_share", args=[view.public_id]), {"on": "1"}).status_code == 404
    client.force_login(officer)
    client.post(reverse("jobs:operator_view_share", args=[view.public_id]), {"on": "1"})
    client.force_login(colleague)
    shown = client.get(board(posting), {"verdict": "unknown", "sort": "score", "layout": "board"}).content.decode()
    assert "함께 쓰는 보기" in shown
    assert client.post(reverse("jobs:operator_view_remove", args=[view.public_id])).status_code == 404
    client.force_login(make.member(make.organisation()))
    assert "확인할 분" not in client.get(reverse("jobs:operator_application_list")).content.decode()
    client.force_login(officer)
    client.post(reverse("jobs:operator_view_remove", args=[view.public_id]))
    assert not ApplicantView.objects.exists()


def test_view_that_cannot_be_kept_says_why(client, posting, officer, monkeypatch) -> None:
    monkeypatch.setattr(applicant_views, "MOST", 1)

    assert "알아보기 쉬운 이름을 적어 주세요." in client.post(KEEP, {"name": " "}, follow=True).content.decode()
    number = client.post(KEEP, {"name": "650101-1234567"}, follow=True).content.decode()
    assert "주민등록번호" in number
    client.post(KEEP, {"name": "첫 보기"})
    assert "보기는 1개까지" in client.post(KEEP, {"name": "둘째"}, follow=True).content.decode()
    monkeypatch.setattr(applicant_views, "MOST", 9)
    assert "같은 이름으로" in client.post(KEEP, {"name": "첫 보기"}, follow=True).content.decode()
    assert ApplicantView.objects.count() == 1


def statements(client, url: str, asked: dict) -> tuple[int, str]:
    """How many statements a page asks, and the page; where its transaction begins and ends is none."""
    with CaptureQueriesContext(connection) as found:
        page = client.get(url, asked).content.decode()
    return sum("SAVEPOINT" not in query["sql"] for query in found), page


@pytest.mark.parametrize("asked", [{}, {"layout": "board"}, {"state": "received", "verdict": "met", "sort": "score"}])
def test_a_long_list_asks_few_things_and_holds_few_rows(client, posting, officer, asked) -> None:
    rows = [make.application(posting) for _ in range(60)]
    judging.judge_stage(rows, stage="apply", at=make.NOW)
    for row in rows:
        make.assessment(row, 10)
    client.post(KEEP, {"name": "보기"})
    moves.make("pass_eligibility", rows[:2], by=make.actor(officer), at=timezone.now())

    number, shown = statements(client, board(posting), asked)

    assert number <= MOST_QUERIES
    assert 0 < shown.count("data-row>") <= 50
    assert "되돌리기" in shown


def test_who_left_the_operator_shares_and_removes_nothing_any_more(officer, posting) -> None:
    by, filters = make.actor(officer), applicant_filters.Filters(state="interview")
    view = applicant_views.keep(posting.organisation, filters, name="면접", is_shared=False, by=by, at=make.NOW)
    officer.memberships.update(ended_on=make.NOW.date())
    left = make.actor(User.objects.get(pk=officer.pk))

    with pytest.raises(PermissionDenied):
        applicant_views.share(view, on=True, by=left, at=make.NOW)
    with pytest.raises(PermissionDenied):
        applicant_views.remove(view, by=left, at=make.NOW)
    assert not ApplicantView.objects.get().is_shared
