"""A published posting takes applications for longer, or once more: times only move later, and people are told."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from jobs import bookmarks, posting_calls, postings
from jobs.models import PostingVersion
from profiles.models import StaleMark
from tests import make
from tests.jobs.expect import happened, refusal, told
from tests.make import NOW

pytestmark = pytest.mark.django_db
LATER = {
    "apply_until": NOW + timedelta(days=10),
    "results_at": NOW + timedelta(days=15),
    "reason": "지원자가 적습니다.",
}
DAY = timedelta(days=1)


def keeper(posting):
    user = make.candidate().user
    bookmarks.keep(user, posting, by=make.actor(user), at=NOW)
    return user


def test_extend_moves_the_times_and_tells_who_applied_and_who_keeps_it(operator, officer) -> None:
    posting = make.posting(operator)
    applied, gone, kept = make.application(posting), make.application(posting, state="withdrawn"), keeper(posting)
    bookmarks.keep(applied.candidate.user, posting, by=make.actor(applied.candidate.user), at=NOW)

    extended = posting_calls.extend(posting, **LATER, by=officer, at=NOW)

    assert (extended.apply_until, extended.results_at, extended.version) == (*list(LATER.values())[:2], 2)
    assert told(applied.candidate.user) == ["jobs.posting_changed"]
    assert told(kept) == ["jobs.kept_posting_changed"]
    assert told(gone.candidate.user) == []
    assert happened(posting) == [("extend", "", "")]
    assert [row.version for row in PostingVersion.objects.filter(posting=posting).order_by("version")] == [1, 2]
    assert StaleMark.objects.filter(subject_type="posting", subject_id=posting.pk).exists()


def test_a_second_extension_tells_again_and_takes_the_first_back(operator, officer) -> None:
    posting = make.posting(operator, starts_on=date(2026, 5, 20))
    applied = make.application(posting)
    posting_calls.extend(posting, **LATER, by=officer, at=NOW)

    posting_calls.extend(posting, **{**LATER, "apply_until": NOW + 12 * DAY}, by=officer, at=NOW + DAY)

    assert told(applied.candidate.user) == ["jobs.posting_changed"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"apply_until": NOW + 7 * DAY}, "not_later"),
        ({"apply_until": NOW + 6 * DAY}, "not_later"),
        ({"results_at": NOW + 13 * DAY}, "not_later"),
        ({"apply_until": NOW + 16 * DAY}, "too_early"),
        ({"results_at": NOW + 20 * DAY}, "starts_before"),
        ({"reason": " "}, "reason_missing"),
    ],
)
def test_extend_of_what_cannot_be_is_refused(operator, officer, changed, code) -> None:
    posting = make.posting(operator)

    with refusal(code):
        posting_calls.extend(posting, **{**LATER, **changed}, by=officer, at=NOW)

    assert happened(posting) == []


def test_extend_is_for_a_posting_that_takes_applications(operator, officer) -> None:
    with refusal("period_over"):
        posting_calls.extend(make.posting(operator), **LATER, by=officer, at=NOW + 7 * DAY)
    with refusal("intake_full"):
        full = make.posting(operator, intake_limit=1, limit_reached_at=NOW)
        posting_calls.extend(full, **LATER, by=officer, at=NOW)
    with refusal("wrong_state"):
        posting_calls.extend(make.posting(operator, state="closed"), **LATER, by=officer, at=NOW)
    with refusal("results_released"):
        posting_calls.extend(make.posting(operator, results_released_at=NOW), **LATER, by=officer, at=NOW)


def test_strangers_neither_extend_nor_call_again(operator, stranger) -> None:
    with pytest.raises(PermissionDenied):
        posting_calls.extend(make.posting(operator), **LATER, by=stranger, at=NOW)
    with pytest.raises(PermissionDenied):
        posting_calls.call_again(make.posting(operator, state="closed"), **LATER, by=stranger, at=NOW)


@pytest.mark.parametrize("state", ["published", "closed"])
def test_call_again_takes_applications_once_more(operator, officer, state) -> None:
    posting = make.posting(operator, state=state, apply_until=NOW - DAY)
    applied = make.application(posting)

    again = posting_calls.call_again(posting, **LATER, by=officer, at=NOW)

    assert (again.state, again.is_open(NOW), again.version) == ("published", True, 2)
    assert told(applied.candidate.user) == ["jobs.posting_changed"]
    assert happened(posting) == [("call_again", *(("closed", "published") if state == "closed" else ("", "")))]


def test_call_again_after_the_limit_needs_room(operator, officer) -> None:
    posting = make.posting(operator, seats=1, intake_limit=1, limit_reached_at=NOW)
    make.application(posting)

    with refusal("still_full"):
        posting_calls.call_again(posting, **LATER, intake_limit=1, by=officer, at=NOW)
    again = posting_calls.call_again(posting, **LATER, intake_limit=2, by=officer, at=NOW)

    assert (again.is_open(NOW), again.intake_limit) == (True, 2)


def test_call_again_is_refused_while_it_is_open_and_after_its_results(operator, officer) -> None:
    with refusal("still_open"):
        posting_calls.call_again(make.posting(operator), **LATER, by=officer, at=NOW)
    with refusal("results_released"):
        told_of = make.posting(operator, state="closed", results_released_at=NOW)
        posting_calls.call_again(told_of, **LATER, by=officer, at=NOW)


def test_what_the_city_closed_only_the_city_opens(operator, officer, city) -> None:
    posting = make.posting(operator)
    postings.close(posting, reason="예산", by=city, at=NOW)
    posting.refresh_from_db()

    assert not posting_calls.may("call_again", posting, officer, at=NOW)
    with refusal("closed_by_city"):
        posting_calls.call_again(posting, **LATER, by=officer, at=NOW)
    assert posting_calls.call_again(posting, **LATER, by=city, at=NOW).state == "published"


def test_may_says_which_of_the_two_a_page_offers(operator, officer, stranger) -> None:
    def offered(posting, by=officer, at=NOW):
        return [verb for verb in ("extend", "call_again") if posting_calls.may(verb, posting, by, at=at)]

    assert offered(make.posting(operator)) == ["extend"]
    assert offered(make.posting(operator), at=NOW + 8 * DAY) == ["call_again"]
    assert offered(make.posting(operator, state="closed")) == ["call_again"]
    assert offered(make.posting(operator, state="draft")) == []
    assert offered(make.posting(operator), by=stranger) == []
