"""The city sees how far the run over the city is, and what became of the others."""

import pytest

from matching import city_runs, suggestions
from tests import make

pytestmark = pytest.mark.django_db
PAGE = "/city/runs/"
NOW = make.NOW


@pytest.fixture
def page(client) -> str:
    def opened() -> str:
        client.force_login(make.city_user("viewer"))
        return client.get(PAGE).content.decode()

    return opened


def test_page_without_runs_says_when_there_will_be_some(page):
    assert "아직 찾은 기록이 없습니다" in page()


def test_page_shows_progress_of_the_run_under_way(page):
    make.posting()
    for _ in range(3):
        make.candidate()
    run = city_runs.begin(at=NOW, people=2)
    city_runs.match_shard(run, at=NOW)

    shown = page()

    assert '<progress max="3" value="2"' in shown
    assert "2묶음 가운데 1묶음을 마쳤습니다" in shown
    assert "찾는 중" in shown


def test_page_of_ended_runs_says_whom_they_were_about(page):
    person, posting = make.candidate(), make.posting()
    suggestions.refresh_all(at=NOW)
    suggestions.refresh(candidate_ids=[person.pk], at=NOW)
    suggestions.refresh(posting_ids=[posting.pk], at=NOW)

    shown = page()

    assert all(
        words in shown
        for words in ("모든 회원", "정보를 고친 회원", "바뀐 공고와 관련된 회원", "양쪽을 함께 보는 배점 1판")
    )
    assert "지금 찾고 있습니다" not in shown


def test_list_takes_the_same_queries_for_one_and_for_three(client, django_assert_max_num_queries):
    client.force_login(make.city_user("viewer"))
    person = make.candidate()
    suggestions.refresh(candidate_ids=[person.pk], at=NOW)
    client.get(PAGE)
    with django_assert_max_num_queries(99) as of_one:
        client.get(PAGE)
    for _ in range(2):
        suggestions.refresh(candidate_ids=[person.pk], at=NOW)

    with django_assert_max_num_queries(len(of_one)):
        client.get(PAGE)
