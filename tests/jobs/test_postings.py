"""Postings: written by an operator, approved by the city, open by their own times."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from jobs import agenda, event_log, postings
from jobs.models import Posting, Seat
from jobs.postings import SiteSeats
from profiles import events
from profiles.models import StaleMark
from tests import make
from tests.jobs.expect import happened, queries, refusal
from tests.make import NOW

pytestmark = pytest.mark.django_db


def fields(**more):
    """What an operator writes."""
    old = make.posting()
    return {name: getattr(old, name) for name in postings.WRITABLE} | more


@pytest.fixture
def site(operator):
    return make.site(operator)


def test_write_lays_out_the_seats(operator, officer, site):
    year = make.programme_year(priority_share=Decimal("0.100"))
    other = make.site(operator)

    made = postings.write(
        year, operator, fields(title="새 공고"), [SiteSeats(site, 4), SiteSeats(other, 7)], by=officer, at=NOW
    )

    assert (made.state, made.title, made.written_by) == ("draft", "새 공고", officer.user)
    seats = Seat.objects.filter(posting_site__posting=made).order_by("posting_site_id", "number")
    assert [seat.posting_site.site for seat in seats] == [site] * 4 + [other] * 7
    assert [seat.reserve for seat in seats] == ["near_poor"] * 2 + [""] * 9  # 10 % of 11, rounded up
    assert happened(made) == [("write", "", "")]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"state": "published"}, "unknown"),
        ({"title": ""}, "blank"),
        ({"apply_until": NOW - timedelta(days=30)}, "posting_apply_period"),
        ({"results_at": NOW}, "posting_results_after_close"),
        ({"ends_on": NOW.date()}, "posting_activity_period"),
        ({"offer_days": 0}, "offer_days"),
        ({"offer_days": 31}, "offer_days"),
        ({"hours_per_month": 0}, "no_hours"),
        ({"hours_per_month": 58}, "hours_over_cap"),
        ({"weekly_hours": 0}, "no_hours"),
        ({"starts_on": date(2025, 12, 31)}, "outside_year"),
        ({"ends_on": date(2027, 1, 1)}, "outside_year"),
        ({"duties": "620307-1234567로 연락"}, "resident_number"),
    ],
)
def test_write_of_what_cannot_be_is_refused(operator, officer, site, changed, code):
    year, given = make.programme_year(), fields(**changed)
    before = Posting.objects.count()

    with refusal(code):
        postings.write(year, operator, given, [SiteSeats(site, 1)], by=officer, at=NOW)

    assert Posting.objects.count() == before


@pytest.mark.parametrize("seats", [[], [0]])
def test_write_without_seats_is_refused(operator, officer, site, seats):
    with refusal("no_seats"):
        postings.write(
            make.programme_year(), operator, fields(), [SiteSeats(site, n) for n in seats], by=officer, at=NOW
        )


def test_write_for_another_operator_or_at_its_site_is_refused(operator, officer, stranger):
    foreign = make.site()

    with pytest.raises(PermissionDenied):
        postings.write(make.programme_year(), operator, fields(), [SiteSeats(foreign, 1)], by=officer, at=NOW)
    with pytest.raises(PermissionDenied):
        postings.write(make.programme_year(), operator, fields(), [], by=stranger, at=NOW)


def test_edit_a_draft_and_notice_who_was_faster(operator, officer, site):
    draft = make.posting(operator, state="draft")

    edited = postings.edit(draft, {"title": "고친 공고"}, [SiteSeats(site, 3)], version=1, by=officer, at=NOW)

    assert (edited.title, edited.version) == ("고친 공고", 2)
    assert Seat.objects.filter(posting_site__posting=draft).count() == 3
    assert events.of(draft).get().params == {"fields": ["title"]}
    with refusal("changed_meanwhile"):
        postings.edit(draft, {"title": "옛 화면에서"}, version=1, by=officer, at=NOW)


def test_edit_keeps_to_the_programme_year_and_the_title_to_one_line(operator, officer):
    draft = make.posting(operator, state="draft")

    with refusal("hours_over_cap"):
        postings.edit(draft, {"hours_per_month": 58}, by=officer, at=NOW)

    assert postings.edit(draft, {"title": "두 줄\n공고\u202e"}, by=officer, at=NOW).title == "두 줄 공고"


def test_edit_after_review_is_refused(operator, officer):
    with refusal("wrong_state"):
        postings.edit(make.posting(operator), {"title": "늦음"}, by=officer, at=NOW)


@pytest.mark.parametrize(
    ("title", "year", "marked"),
    [
        ("2025 학교안전지원단", 2026, "2026 학교안전지원단"),
        ("2024 학교안전지원단", 2026, "2026 학교안전지원단"),
        ("학교안전지원단", 2026, "학교안전지원단 (2026)"),
        ("학교안전지원단 2025", 2025, "학교안전지원단 2025"),
        ("가" * 100, 2026, "가" * 100),
    ],
)
def test_fields_to_copy_leave_the_dates_and_name_the_year(title, year, marked):
    old = make.posting(programme_year_=make.programme_year(year=2025), title=title, question="왜 지원하나요?")

    fields = postings.fields_to_copy(old, year)

    assert (fields["title"], fields["question"]) == (marked, "왜 지원하나요?")
    assert set(postings.WRITABLE) - set(fields) == set(postings.DATES)


def test_write_after_a_posting_of_another_operator_is_refused(operator, officer, site):
    foreign = make.posting()

    with pytest.raises(PermissionDenied):
        postings.write(
            make.programme_year(), operator, fields(), [SiteSeats(site, 1)], by=officer, at=NOW, copied_from=foreign
        )


def test_from_draft_to_archive(operator, officer, city):
    draft = make.posting(operator, state="draft")

    postings.send_to_review(draft, by=officer, at=NOW)
    postings.return_to_draft(draft, reason="기간을 고쳐 주세요.", by=city, at=NOW)
    postings.send_to_review(draft, by=officer, at=NOW)
    postings.approve([draft], by=city, at=NOW)
    postings.close(draft, reason="모집을 마쳤습니다.", by=officer, at=NOW)
    postings.archive([draft], by=officer, at=NOW)

    draft.refresh_from_db()
    assert (draft.state, draft.published_at, draft.published_by) == ("archived", NOW, city.user)
    assert happened(draft) == [
        ("send_to_review", "draft", "in_review"),
        ("return_to_draft", "in_review", "draft"),
        ("send_to_review", "draft", "in_review"),
        ("approve", "in_review", "published"),
        ("close", "published", "closed"),
        ("archive", "closed", "archived"),
    ]
    assert set(StaleMark.objects.values_list("subject_type", "subject_id")) == {("posting", draft.pk)}


def test_discard_leaves_a_draft_only_in_the_history(operator, officer, stranger):
    draft = make.posting(operator, state="draft", title="잘못 쓴 공고", seats=2)
    kept = make.posting(operator, state="draft", copied_from=draft)
    with pytest.raises(PermissionDenied):
        postings.discard(draft, by=stranger, at=NOW)

    postings.discard(draft, by=officer, at=NOW)

    kept.refresh_from_db()
    assert (list(Posting.objects.all()), kept.copied_from) == ([kept], None)
    assert Seat.objects.filter(posting_site__posting=draft.pk).count() == 0
    told = events.of(draft).get()
    assert (told.verb, told.from_state, told.to_state, told.params) == ("discard", "draft", "", {"title": draft.title})
    (line,) = event_log.lines([told], sees_people=False)
    assert (str(line.what), line.details, line.page) == ("공고를 지움", [("title", "잘못 쓴 공고")], "")


@pytest.mark.parametrize("state", ["in_review", "published", "closed"])
def test_discard_of_what_left_the_operator_s_desk_is_refused(operator, officer, state):
    row = make.posting(operator, state=state)

    with refusal("wrong_state"):
        postings.discard(row, by=officer, at=NOW)

    assert Posting.objects.filter(pk=row.pk).exists()


def test_recall_takes_a_posting_back_from_review(operator, officer, city, stranger):
    row = make.posting(operator, state="in_review")
    for by in (stranger, city):
        with pytest.raises(PermissionDenied):
            postings.recall(row, by=by, at=NOW)

    assert postings.recall(row, by=officer, at=NOW).state == "draft"

    assert happened(row) == [("recall", "in_review", "draft")]
    with refusal("wrong_state"):
        postings.approve([row], by=city, at=NOW)


def test_recall_of_what_is_not_in_review_is_refused(operator, officer):
    with refusal("wrong_state"):
        postings.recall(make.posting(operator), by=officer, at=NOW)


def test_a_draft_taken_back_by_its_operator_is_not_one_the_city_returned(operator, officer, city):
    draft = make.posting(operator, state="in_review")
    postings.return_to_draft(draft, reason="기간을 고쳐 주세요.", by=city, at=NOW)
    assert list(agenda.returned(Posting.objects.all())) == [draft]

    postings.send_to_review(draft, by=officer, at=NOW + timedelta(hours=1))
    postings.recall(draft, by=officer, at=NOW + timedelta(hours=2))

    assert not agenda.returned(Posting.objects.all()).exists()


def test_send_to_review_without_seats_is_refused(operator, officer):
    draft = make.posting(operator, state="draft", seats=0)

    with refusal("no_seats"):
        postings.send_to_review(draft, by=officer, at=NOW)


def test_send_to_review_after_the_period_is_refused_beside_its_field(operator, officer):
    draft = make.posting(operator, state="draft", apply_until=NOW)

    with pytest.raises(ValidationError) as refused:
        postings.send_to_review(draft, by=officer, at=NOW)

    assert [error.code for error in refused.value.error_dict["apply_until"]] == ["period_over"]
    draft.refresh_from_db()
    assert (draft.state, happened(draft)) == ("draft", [])


@pytest.mark.parametrize(("pay_kind", "hourly_won"), [("wage", 10_319), ("wage", 10_320), ("allowance", 9_211)])
def test_send_to_review_of_a_wage_under_the_minimum_is_refused(operator, officer, pay_kind, hourly_won):
    year = make.programme_year(pay_kind=pay_kind)
    year.pay_terms.update(hourly_won=hourly_won)
    draft = make.posting(operator, year, state="draft")

    if hourly_won == 10_319:
        with refusal("below_minimum_wage"):
            postings.send_to_review(draft, by=officer, at=NOW)
    else:
        postings.send_to_review(draft, by=officer, at=NOW)

    draft.refresh_from_db()
    assert draft.state == ("draft" if hourly_won == 10_319 else "in_review")


def test_approve_without_rules_or_after_the_deadline_is_refused(operator, city):
    unruled = make.posting(operator, make.programme_year(rules=False), state="in_review")
    over = make.posting(operator, state="in_review", apply_until=NOW)

    with refusal("rules_missing"):
        postings.approve([unruled], by=city, at=NOW)
    with refusal("period_over"):
        postings.approve([over], by=city, at=NOW)


@pytest.mark.parametrize("verb", ["return_to_draft", "close"])
def test_steps_that_need_a_reason_refuse_an_empty_one(operator, officer, city, verb):
    row = make.posting(operator, state="in_review" if verb == "return_to_draft" else "published")

    with refusal("reason_missing"):
        getattr(postings, verb)(row, reason=" ", by=city, at=NOW)


@pytest.mark.parametrize(
    ("verb", "state"), [("send_to_review", "published"), ("close", "draft"), ("archive", "published")]
)
def test_steps_from_another_state_are_refused(operator, officer, verb, state):
    row = make.posting(operator, state=state)
    more = {"reason": "이유"} if verb == "close" else {}

    with refusal("wrong_state"):
        getattr(postings, verb)([row] if verb == "archive" else row, by=officer, at=NOW, **more)


def test_steps_by_the_wrong_party_are_refused(operator, officer, stranger, city):
    draft, in_review = (make.posting(operator, state=state) for state in ("draft", "in_review"))

    for by in (stranger, city):
        with pytest.raises(PermissionDenied):
            postings.send_to_review(draft, by=by, at=NOW)
    for by in (stranger, officer, make.actor(make.city_user("viewer"))):
        with pytest.raises(PermissionDenied):
            postings.approve([in_review], by=by, at=NOW)


def test_approve_asks_the_same_number_of_queries_of_any_number(operator, city):
    found = []
    for number in (1, 3):
        rows = [make.posting(operator, state="in_review") for _ in range(number)]
        found.append(queries(partial(postings.approve, rows, by=city, at=NOW)))
    assert found[0] == found[1]


def test_steps_for_draws_what_the_table_allows(operator, officer, city, stranger):
    def verbs(state, by):
        return [step.verb for step in postings.steps_for(make.posting(operator, state=state), by)]

    assert (verbs("draft", officer), verbs("draft", city)) == (["send_to_review", "discard"], [])
    assert (verbs("in_review", officer), verbs("in_review", city)) == (["recall"], ["return_to_draft", "approve"])
    assert verbs("published", officer) == verbs("published", city) == ["close"]
    assert verbs("published", stranger) == []


def test_open_by_the_times_alone(operator):
    posting = make.posting(operator)

    def is_open(at):
        return posting.is_open(at) and Posting.objects.open(at).exists()

    assert is_open(posting.apply_from)
    assert is_open(posting.apply_until - timedelta(microseconds=1))
    assert not is_open(posting.apply_until)
    assert not is_open(posting.apply_from - timedelta(microseconds=1))


def test_stands_by_the_times_once_published_and_by_its_state_else(operator):
    posting = make.posting(operator)

    def stands(at, state="published"):
        posting.state = state
        return posting.stands(at).label

    assert stands(posting.apply_from - timedelta(microseconds=1)) == "접수 예정"
    assert stands(posting.apply_from) == "접수 중"
    assert stands(posting.apply_until - timedelta(microseconds=1)) == "접수 중"
    assert stands(posting.apply_until) == "접수 마감"
    assert [stands(posting.apply_until, state) for state in ("in_review", "closed")] == ["검토 중", "마감"]


def test_over_by_the_deadline_alone(operator):
    posting = make.posting(operator, state="in_review")

    def is_over(at):
        return posting.is_over(at) and Posting.objects.over(at).exists()

    assert is_over(posting.apply_until)
    assert not is_over(posting.apply_until - timedelta(microseconds=1))
