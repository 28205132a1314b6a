"""What the city asks to be mended field by field, what the operator says of it, and how versions differ."""

import pytest

from jobs import posting_versions, postings
from jobs.models import PostingRemark
from profiles import events
from tests import make
from tests.jobs.expect import refusal
from tests.make import NOW

pytestmark = pytest.mark.django_db


def fields_of(posting, **more):
    return {name: getattr(posting, name) for name in postings.WRITABLE} | more


def test_a_posting_goes_back_with_remarks_and_comes_again_once_each_is_mended(operator, officer, city) -> None:
    posting = make.posting(operator, state="in_review")
    said = {"title": "제목에 사업 이름을 넣어 주세요.", "duties": " 하는 일을 더 적어 주세요. ", "question": " "}

    postings.return_to_draft(posting, remarks=said, by=city, at=NOW)

    title, duties = PostingRemark.objects.filter(posting=posting).order_by("pk")
    assert [(row.field, row.text, row.version, row.made_by) for row in (title, duties)] == [
        ("title", "제목에 사업 이름을 넣어 주세요.", 1, city.user),
        ("duties", "하는 일을 더 적어 주세요.", 1, city.user),
    ]
    posting.refresh_from_db()
    postings.edit(
        posting, fields_of(posting, title="돌봄지원단 2026"), mended={title.pk: "넣었습니다."}, by=officer, at=NOW
    )
    with refusal("remarks_open"):
        postings.send_to_review(posting, by=officer, at=NOW)
    postings.edit(posting, fields_of(posting), mended={duties.pk: ""}, by=officer, at=NOW)
    postings.send_to_review(posting, by=officer, at=NOW)

    title.refresh_from_db()
    assert (title.answer, title.mended_at, title.mended_by) == ("넣었습니다.", NOW, officer.user)
    assert not PostingRemark.objects.open().exists()
    returned = events.of(posting).get(verb="return_to_draft")
    assert returned.params == {"version": 1, "fields": ["duties", "title"]}


def test_a_remark_stands_on_a_field_of_the_posting_and_a_return_says_something(operator, city) -> None:
    posting = make.posting(operator, state="in_review")

    with refusal("unknown"):
        postings.return_to_draft(posting, remarks={"state": "?"}, by=city, at=NOW)
    with refusal("reason_missing"):
        postings.return_to_draft(posting, remarks={"title": " "}, by=city, at=NOW)
    with refusal("max_length"):
        postings.return_to_draft(posting, remarks={"title": "가" * 501}, by=city, at=NOW)
    assert not PostingRemark.objects.exists()


def test_remarks_of_another_posting_are_not_mended_here(operator, officer) -> None:
    own, other = make.posting(operator, state="draft"), make.posting(state="draft")
    row = PostingRemark.objects.create(posting=other, field="title", text="?", version=1, made_at=NOW)

    postings.edit(own, fields_of(own), mended={row.pk: "했습니다."}, by=officer, at=NOW)

    row.refresh_from_db()
    assert row.mended_at is None


def test_each_version_is_kept_and_an_older_posting_begins_with_the_one_it_stands_at(operator, officer) -> None:
    posting = make.posting(operator, state="draft", version=4, title="어르신 돌봄")

    postings.edit(posting, fields_of(posting, title="어르신 말벗 돌봄"), by=officer, at=NOW)

    before, after = posting.versions.order_by("version")
    assert [(row.version, row.saved_by) for row in (before, after)] == [(4, None), (5, officer.user)]
    (change,) = posting_versions.changes(before.content, after.content)
    assert change == ("title", "어르신 돌봄", "어르신 말벗 돌봄")
    assert posting_versions.words(change.before, change.after) == [
        ("same", "어르신 "),
        ("new", "말벗 "),
        ("same", "돌봄"),
    ]


def test_words_that_change_side_by_side_go_and_come_together() -> None:
    assert posting_versions.words("가 나 다 끝", "라 마 바 끝") == [
        ("gone", "가 나 다"),
        ("new", "라 마 바"),
        ("same", " 끝"),
    ]


def test_words_put_back_together_are_the_two_texts() -> None:
    before, after = "가 나 다\n라 마", "가 바 다\n\n마 사"

    parts = posting_versions.words(before, after)

    assert "".join(part.text for part in parts if part.how != "new") != ""
    assert "".join(part.text for part in parts if part.how != "gone") == after
    assert "".join(part.text for part in parts if part.how != "new") == before


def test_words_of_the_check_stay_for_a_reason_that_the_city_reads(operator, officer) -> None:
    posting = make.posting(operator, state="draft", duties="문의 010-1234-5678")

    with refusal("reasons_missing"):
        postings.send_to_review(posting, by=officer, at=NOW)
    with refusal("reasons_missing"):
        postings.send_to_review(posting, reasons={"duties:phone:010-1234-5678": " "}, by=officer, at=NOW)
    postings.send_to_review(posting, reasons={"duties:phone:010-1234-5678": "기관 휴대전화입니다."}, by=officer, at=NOW)

    sent = events.of(posting).get(verb="send_to_review")
    assert sent.params["kept"] == [["duties:phone:010-1234-5678", "기관 휴대전화입니다."]]
    assert sent.params["version"] == 1


def test_words_that_may_not_stand_keep_a_posting_from_review_beside_their_field(operator, officer) -> None:
    posting = make.posting(operator, state="draft", question="결혼하셨나요?")

    with refusal("wording"):
        postings.send_to_review(posting, reasons={"question:asked_marriage:결혼": "꼭"}, by=officer, at=NOW)

    posting.refresh_from_db()
    assert posting.state == "draft"
