"""Which files a posting asks for: written and versioned with its question, fixed once it is published."""

import pytest
from django.db import IntegrityError, transaction

from jobs import asked_files, postings
from jobs.models import Posting
from tests import make
from tests.jobs.attaching import ASKED, asking
from tests.jobs.expect import happened, refusal
from tests.make import NOW

pytestmark = pytest.mark.django_db


def file(title: str = "", help_: str = "", *, is_required: bool = False) -> dict:
    return {"title": title, "help": help_, "is_required": is_required}


def test_of_gives_each_its_slot():
    first, second = asked_files.of(asking())

    assert (first.slot, first.title, first.is_required, first.field) == (1, "자기소개 자료", True, "file_1")
    assert (second.slot, second.help, second.is_required) == (2, "", False)
    assert asked_files.of(make.posting()) == []


def test_settled_keeps_one_line_each_and_no_empty_row():
    rows = [file(), file(" 자기소개\n자료\u202e ", " 두  쪽 ", is_required=True), file(is_required=True)]

    assert asked_files.settled(rows) == [file("자기소개 자료", "두 쪽", is_required=True)]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([file("하나"), file("둘"), file("셋"), file("넷")], "too_many_files"),
        ([file(help_="설명만")], "title_missing"),
        ([file("같은 이름"), file("같은  이름")], "title_twice"),
        ([file("가" * 41)], "too_long"),
        ([file("하나", "가" * 121)], "too_long"),
        ([file("하나", "620307-2345678")], "resident_number"),
    ],
)
def test_settled_refuses(rows, code):
    with refusal(code):
        asked_files.settled(rows)


def test_edit_of_a_draft_makes_a_new_version(operator, officer):
    draft = make.posting(operator, state="draft")

    edited = postings.edit(draft, {"asked_files": [file(" 자기소개 자료 ")]}, version=1, by=officer, at=NOW)

    assert (edited.asked_files, edited.version) == ([file("자기소개 자료")], 2)
    assert Posting.objects.get(pk=draft.pk).asked_files == [file("자기소개 자료")]
    assert happened(draft) == [("edit", "", "")]
    with refusal("too_many_files"):
        postings.edit(draft, {"asked_files": [file(str(number)) for number in range(4)]}, by=officer, at=NOW)


def test_published_posting_asks_for_the_same_to_its_end(operator, officer):
    with refusal("wrong_state"):
        postings.edit(make.posting(operator), {"asked_files": ASKED}, by=officer, at=NOW)


def test_copy_asks_for_the_same(operator):
    assert postings.fields_to_copy(asking(organisation_=operator), 2027)["asked_files"] == ASKED


def test_the_database_takes_three_and_no_more():
    posting = make.posting(asked_files=[file(str(number)) for number in range(3)])

    with pytest.raises(IntegrityError, match="posting_asked_files"), transaction.atomic():
        make.changed(posting, asked_files=[file(str(number)) for number in range(4)])
