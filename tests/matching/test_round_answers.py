"""What a person reads of each wish; figures that would give somebody away aren't even stored."""

import pytest

from matching import round_answers, round_inputs, round_tables, rounds
from matching.models import RoundResult
from matching.round_terms import WHOLE, RoundTerms
from tests import make
from tests.make import NOW
from tests.matching.allocating import OVER, applied, begun, posting, ran

pytestmark = pytest.mark.django_db
HIDDEN = "모집인원이 5명보다 적어 다른 분의 점수를 짐작할 수 있으므로 자세한 수는 보여 드리지 않습니다."


@pytest.fixture
def year():
    return make.programme_year()


def told(application) -> list[list[str]]:
    (result,) = RoundResult.objects.filter(candidate=application.candidate)
    return [answer.sentences for answer in round_answers.of(result)]


def test_who_is_outranked_reads_how_many_came_and_the_last_score(year, city):
    to = posting(year, seats=5)
    for score in (95, 90, 85, 80, 71):
        applied(to, score)
    missed = applied(to, 68)

    ran(year, city)

    assert told(missed) == [
        ["5명 모집에 6명이 지원했습니다.", "마지막 합격자의 심사 점수는 71점, 회원님은 68점입니다."]
    ]


def test_figures_of_few_places_are_not_stored(year, city):
    to = posting(year, seats=4)
    for score in (95, 90, 85, 73):
        applied(to, score)
    missed = applied(to, 68)

    ran(year, city)

    assert told(missed) == [["먼저 정해진 분들로 자리가 모두 찼습니다.", HIDDEN]]
    (result,) = RoundResult.objects.filter(candidate=missed.candidate)
    assert "73" not in {str(value) for answer in result.answers for value in answer["params"].values()}


def test_where_there_is_a_reserve_the_last_score_is_that_of_the_others(year, city):
    to = posting(year, seats=6, reserved=1)
    for score in (95, 90, 85, 82, 80):
        applied(to, score)
    applied(to, 10, make.candidate(statuses={"near_poor": True}))
    missed = applied(to, 68)

    ran(year, city)

    assert told(missed) == [
        [
            "6명 모집에 7명이 지원했습니다.",
            "마지막 합격자의 심사 점수는 80점, 회원님은 68점입니다.",
            "우선 자리로 정해진 분은 빼고 본 점수입니다.",
        ]
    ]


def test_last_score_of_few_who_sit_by_rank_alone_is_not_stored(year, city):
    to = posting(year, seats=5, reserved=4)
    for score in (40, 30, 20, 10):
        applied(to, score, make.candidate(statuses={"near_poor": True}))
    applied(to, 73)
    missed = applied(to, 68)

    ran(year, city)

    assert told(missed) == [["5명 모집에 6명이 지원했습니다.", "먼저 정해진 분들로 자리가 모두 찼습니다."]]
    (result,) = RoundResult.objects.filter(candidate=missed.candidate)
    assert "lowest" not in result.answers[0]["params"]


@pytest.mark.parametrize("seats", [1, 4])
def test_an_equal_score_at_a_small_site_is_not_told(year, city, seats):
    to = posting(year, seats=seats)
    rows = [applied(to, 80) for _ in range(seats + 1)]

    ran(year, city)

    (missed,) = RoundResult.objects.filter(application=None)
    (sentences,) = [told(row) for row in rows if row.candidate_id == missed.candidate_id]
    assert sentences == [["먼저 정해진 분들로 자리가 모두 찼습니다.", HIDDEN]]
    assert not missed.answers[0]["by_lottery"]


def test_equal_scores_are_told_of_the_lottery(year, city):
    to = posting(year, seats=5)
    rows = [applied(to, 80) for _ in range(6)]

    ran(year, city)

    (missed,) = RoundResult.objects.filter(application=None)
    (sentences,) = [told(row) for row in rows if row.candidate_id == missed.candidate_id]
    assert sentences == [
        [
            "5명 모집에 6명이 지원했습니다.",
            "마지막 합격자의 심사 점수는 80점, 회원님은 80점입니다.",
            "마지막 합격자와 점수가 같아, 미리 정해 둔 추첨 번호의 순서로 정했습니다.",
        ]
    ]


def test_a_wish_behind_the_one_met_was_not_needed(year, city):
    operator = make.organisation()
    to = posting(year, operator, sites=[make.site(operator), make.site(operator)], seats=5)
    row = applied(to, 80, sites=[1, 0])

    ran(year, city)

    assert told(row) == [
        ["5명 모집에 1명이 지원했습니다.", "이 활동처에 자리가 정해졌습니다."],
        ["5명 모집에 1명이 지원했습니다.", "앞선 희망에 자리가 정해져 여기까지 오지 않았습니다."],
    ]


def test_a_full_region_is_told_without_a_single_persons_score(year, city):
    to = posting(year, seats=6)
    best, missed = applied(to, 90), applied(to, 80)
    row = begun(year, city)
    terms = RoundTerms(round_inputs.first_terms(row, at=OVER).sites, {WHOLE: 1})
    simulation = rounds.simulate(row, terms, name="상한 1명", by=city, at=OVER)
    rounds.run(row, simulation, by=city, at=OVER)
    rounds.verify(row, by=city, at=OVER)

    assert told(missed) == [
        ["6명 모집에 2명이 지원했습니다.", "자리는 남아 있었지만 이 지역에서 뽑을 수 있는 수가 모두 찼습니다."]
    ]
    assert told(best)[0][1] == "이 활동처에 자리가 정해졌습니다."
    (result,) = RoundResult.objects.filter(candidate=missed.candidate)
    assert [answer["score"] for answer in result.answers] == ["80"]
    assert ["90" in map(str, answer["params"].values()) for answer in result.answers] == [False]


def test_a_site_without_places_is_told_so(year, city):
    to, full = posting(year, seats=1), posting(year, seats=1)
    make.hold(make.application(full, state="placed"))
    person = make.candidate()
    applied(full, 80, person, received_at=NOW.replace(hour=1))
    applied(to, 80, person, received_at=NOW.replace(hour=2))

    ran(year, city)

    (result,) = RoundResult.objects.filter(candidate=person)
    assert [answer["code"] for answer in result.answers] == ["no_places", "met"]
    assert round_answers.of(result)[0].sentences == ["이번 차수에는 이 활동처에 빈자리가 없었습니다."]


def test_figures_of_a_round_add_up(year, city):
    operator = make.organisation()
    to = posting(year, operator, sites=[make.site(operator), make.site(operator)], seats=1)
    for score, sites in ((90, [0]), (80, [0, 1]), (70, [0, 1])):
        applied(to, score, sites=sites)

    row = ran(year, city)

    assert {line.label: line.number for line in round_tables.sums(row.allocation)} == {
        "배치에 들어간 사람": 3,
        "자리가 정해진 사람": 2,
        "1지망대로": 1,
        "2지망대로": 1,
        "3지망대로": 0,
        "예비로 남는 사람": 1,
        "모집인원": 2,
        "남는 자리": 0,
        "우선 자리가 있는 곳에 배치된 차상위계층": 0,
    }
    lines = round_tables.sites(row.allocation)
    assert [(line.found.applicants, line.found.seated, line.found.lowest) for line in lines] == [
        (3, 1, "90"),
        (2, 1, "80"),
    ]
    assert round_tables.sites(row.allocation, own=[make.organisation().pk]) == []
