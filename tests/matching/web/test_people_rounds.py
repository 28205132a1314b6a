"""What operators and candidates read of a round that is out, and that they read nothing before."""

import pytest
from django.urls import reverse

from matching import rounds
from profiles.models import AccessEntry
from tests import make
from tests.jobs.expect import queries
from tests.matching.allocating import AFTER, SEED, applied, confirmed, posting, published, published_row

pytestmark = pytest.mark.django_db
APPLICATIONS = reverse("jobs:candidate_application_list")
OPERATOR_LIST = reverse("matching:operator_round_list")


@pytest.fixture
def year():
    return make.programme_year()


def candidate_page(row) -> str:
    return reverse("matching:candidate_round", args=[row.public_id])


def operator_page(row) -> str:
    return reverse("matching:operator_round", args=[row.public_id])


def test_a_candidate_reads_which_wish_was_met_and_why_not(client, year, city, second):
    to = posting(year, seats=5, title="어르신돌봄")
    rows = [applied(to, score) for score in (95, 90, 85, 80, 71, 68)]
    row = published(year, city, second)

    client.force_login(rows[0].candidate.user)
    met = client.get(candidate_page(row)).content.decode()
    client.force_login(rows[5].candidate.user)
    missed = client.get(candidate_page(row)).content.decode()

    assert "1지망대로 자리가 정해졌습니다" in met
    assert "</strong>까지 답해 주세요." in met
    assert reverse("jobs:offer", args=[rows[0].offers.get().public_id]) in met
    assert "어르신돌봄: <strong>예비 1번입니다.</strong>" in missed
    assert "이번에는 자리가 정해지지 않았습니다" in missed
    assert "5명 모집에 6명이 지원했습니다. 마지막 합격자의 심사 점수는 71점, 회원님은 68점입니다." in missed
    assert SEED in missed
    assert "68점" not in met
    assert candidate_page(row) in client.get(APPLICATIONS).content.decode()


def test_nobody_reads_anything_before_it_is_published(client, year, city, second):
    to = posting(year)
    own = applied(to, 80)
    row = confirmed(year, city, second)

    client.force_login(own.candidate.user)
    assert client.get(candidate_page(row)).status_code == 404
    assert "일괄 배치 결과" not in client.get(APPLICATIONS).content.decode()
    client.force_login(make.member(to.organisation))
    assert client.get(operator_page(row)).status_code == 404

    rounds.publish(row, by=city, at=AFTER)
    assert client.get(operator_page(row)).status_code == 200


def test_operators_are_told_that_a_round_is_under_way(client, year, city, second):
    to = posting(year)
    applied(to, 80)
    row = confirmed(year, city, second)
    client.force_login(make.member(to.organisation))

    assert "일괄 배치를 하고 있습니다." in client.get(OPERATOR_LIST).content.decode()
    rounds.publish(row, by=city, at=AFTER)
    assert "일괄 배치를 하고 있습니다." not in client.get(OPERATOR_LIST).content.decode()


def test_another_candidates_result_is_not_found(client, year, city, second):
    applied(posting(year), 80)
    row = published(year, city, second)
    client.force_login(make.candidate().user)

    assert client.get(candidate_page(row)).status_code == 404


def test_an_operator_sees_its_own_sites_in_figures(client, year, city, second):
    own, others = posting(year, seats=1, title="우리 공고"), posting(year, title="다른 기관 공고")
    for to, score in ((own, 90), (own, 60), (others, 77)):
        applied(to, score, make.candidate(name="김영수"))
    row = published(year, city, second)
    client.force_login(make.member(own.organisation))

    shown = client.get(operator_page(row)).content.decode()

    assert "우리 공고" in shown
    assert "다른 기관 공고" not in shown
    assert "77점" not in shown
    assert "영수" not in shown
    assert "김*수" not in shown
    assert not AccessEntry.objects.exists()
    assert operator_page(row) in client.get(OPERATOR_LIST).content.decode()


def test_an_operator_whose_posting_was_not_in_a_round_sees_nothing_of_it(client, year, city, second):
    applied(posting(year), 80)
    row = published(year, city, second)
    later = posting(year, title="나중에 낸 공고")
    client.force_login(make.member(later.organisation))

    assert client.get(operator_page(row)).status_code == 404
    assert operator_page(row) not in client.get(OPERATOR_LIST).content.decode()


def test_lists_ask_the_database_no_more_for_three(client):
    operator, person = make.organisation(), make.candidate()
    officer = make.member(operator)

    def one_more() -> None:
        year = make.programme_year()
        met = make.application(posting(year, operator), person, state="offered")
        published_row(year, [(met, [])])

    one_more()
    client.force_login(officer)
    one = queries(lambda: client.get(OPERATOR_LIST))
    for _ in range(2):
        one_more()
    assert queries(lambda: client.get(OPERATOR_LIST)) == one


def test_a_candidates_page_asks_the_database_no_more_for_three_wishes(client, year, city, second):
    operator = make.organisation()
    to = posting(year, operator, sites=[make.site(operator) for _ in range(3)], seats=1)
    single, triple = applied(to, 80, sites=[0]), applied(to, 90, sites=[2, 1, 0])
    row = published(year, city, second)

    counts = []
    for own in (single, triple):
        client.force_login(own.candidate.user)
        counts.append(queries(lambda: client.get(candidate_page(row))))

    assert counts[0] == counts[1]
