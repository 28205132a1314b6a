"""The words of what is open: learnt when it changed, shared, and in which order postings come."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from jobs.models import OutsidePosting, Posting
from jobs.search import Terms, find
from matching import finding, tasks
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db


def test_order_names_own_and_outside_postings_apart() -> None:
    in_duties = make.posting(title="어르신 말벗", duties="도서관에 함께 갑니다.")
    in_title = make.posting(title="도서관 보람이")
    outside = make.outside_posting(title="도서관 청소")
    make.outside_posting(title="아파트 경비원", place="강남")
    finding.learn(at=NOW)

    order = finding.order("도서관", at=NOW)

    assert order == ([in_title.pk, in_duties.pk], [outside.pk])


def test_order_reads_certificates_sites_and_districts() -> None:
    place = make.site(name="서촌경로당", district="11110")
    posting = make.posting(title="말벗", preferred_certificates=["요양보호사"], sites=[place])
    finding.learn(at=NOW)

    assert [finding.order(words, at=NOW).own for words in ("요양보호사", "경로당", "종로구")] == [[posting.pk]] * 3


def test_meant_knows_occupations_that_nothing_open_names() -> None:
    finding.learn(at=NOW)

    assert finding.meant("요양보호샤", at=NOW)[0] == "요양보호사"


def test_keep_up_learns_what_was_published_and_forgets_what_closed() -> None:
    first = make.posting(title="도서관 보람이")
    finding.learn(at=NOW)
    second = make.posting(
        title="도서관 지킴이", apply_until=NOW + timedelta(days=30), results_at=NOW + timedelta(days=40)
    )

    finding.keep_up(at=NOW)
    both = finding.order("도서관", at=NOW).own
    finding.keep_up(at=first.apply_until)

    assert sorted(both) == [first.pk, second.pk]
    assert finding.order("도서관", at=NOW).own == [second.pk]


def test_keep_up_learns_nothing_twice(django_assert_num_queries) -> None:
    make.posting()
    finding.learn(at=NOW)

    with django_assert_num_queries(2):
        finding.keep_up(at=NOW)


def test_keep_up_learns_again_what_the_cache_let_go() -> None:
    posting = make.posting(title="도서관 보람이")
    finding.learn(at=NOW)
    cache.delete(finding._key(finding.WORDS))
    finding._held.clear()

    finding.keep_up(at=NOW)

    assert cache.get(finding._key(finding.WORDS)).ids.tolist() == [posting.pk]


def test_words_of_other_code_are_not_read(monkeypatch) -> None:
    make.posting(title="도서관 보람이")
    finding.learn(at=NOW)
    finding._held.clear()
    monkeypatch.setattr(finding, "code_version", lambda: "other")

    assert cache.get(finding._key(finding.STATE)) is None
    finding.keep_up(at=NOW)
    assert cache.get(finding._key(finding.STATE))


def test_what_another_process_shared_is_taken_over(django_assert_num_queries) -> None:
    posting = make.posting(title="도서관 보람이")
    finding.learn(at=NOW)
    finding._held.clear()

    with django_assert_num_queries(0):
        assert finding.order("도서관", at=NOW).own == [posting.pk]


def test_words_once_held_serve_while_the_cache_is_empty(django_assert_num_queries) -> None:
    posting = make.posting(title="도서관 보람이")
    finding.learn(at=NOW)
    cache.clear()

    with django_assert_num_queries(0):
        assert finding.order("도서관", at=NOW).own == [posting.pk]


def test_a_page_learns_where_no_worker_has() -> None:
    posting = make.posting(title="도서관 보람이")
    cache.clear()
    finding._held.clear()

    assert finding.order("도서관", at=NOW).own == [posting.pk]


def test_nobody_waits_for_words_of_very_many_postings(monkeypatch) -> None:
    monkeypatch.setattr(finding, "AT_ONCE", 1)
    posting = make.posting(title="도서관 보람이")
    make.outside_posting(title="도서관 청소")
    finding._held.clear()
    cache.clear()

    assert finding.order("도서관", at=NOW) == ((), ())
    assert finding.meant("도서과", at=NOW) == []
    assert list(find(Posting.objects.all(), Terms(words="도서관"), at=NOW)) == [posting]
    finding.learn(at=NOW)
    assert finding.order("도서관", at=NOW).own == [posting.pk]


def test_old_words_show_nothing_closed_and_hide_nothing_new() -> None:
    closed = make.posting(title="도서관 보람이")
    finding.learn(at=NOW)
    later = closed.apply_until
    new = make.posting(
        title="도서관 지킴이", apply_until=later + timedelta(days=9), results_at=later + timedelta(days=20)
    )

    assert list(find(Posting.objects.published(), Terms(words="도서관"), at=later)) == [new]


def test_task_learns_what_is_open() -> None:
    make.outside_posting(title="도서관 청소")
    cache.clear()

    tasks.learn_words()

    assert cache.get(finding._key(finding.STATE)) is not None
    assert len(cache.get(finding._key(finding.WORDS)).ids) == OutsidePosting.objects.count() == 1
