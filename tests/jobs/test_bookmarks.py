"""Postings that a person keeps an eye on: once each, their own, only what everyone may read."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from jobs import bookmarks
from jobs.models import Bookmark
from profiles.models import Event
from tests import make
from tests.jobs.expect import refusal
from tests.jobs.keeping import bookmark
from tests.make import NOW

pytestmark = pytest.mark.django_db


def test_keep_and_drop_leave_no_trace_of_who_looked_at_what():
    user, posting = make.candidate().user, make.posting()
    by = make.actor(user)

    first, again = (bookmarks.keep(user, posting, by=by, at=NOW) for _ in range(2))
    assert first == again
    assert bookmarks.kept_ids(user, [posting.pk, make.posting().pk]) == {posting.pk}

    for _ in range(2):
        bookmarks.drop(user, posting, by=by, at=NOW)
    assert not Bookmark.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("state", ["draft", "in_review", "archived"])
def test_keep_takes_only_what_everyone_may_read(state):
    user = make.candidate().user

    with refusal("not_public"):
        bookmarks.keep(user, make.posting(state=state), by=make.actor(user), at=NOW)


def test_keep_takes_a_hundred(monkeypatch):
    monkeypatch.setattr(bookmarks, "MOST", 1)
    user, posting = make.candidate().user, make.posting()
    bookmark(user, posting)

    assert bookmarks.keep(user, posting, by=make.actor(user), at=NOW).posting == posting
    with refusal("too_many"):
        bookmarks.keep(user, make.posting(), by=make.actor(user), at=NOW)


def test_another_keeps_and_drops_nothing_for_a_person():
    user, posting, by = make.candidate().user, make.posting(), make.actor(make.candidate().user)
    bookmark(user, posting)

    for verb in (bookmarks.keep, bookmarks.drop):
        with pytest.raises(PermissionDenied):
            verb(user, posting, by=by, at=NOW)
    assert not Bookmark.objects.visible_to(by.user).exists()


def test_of_puts_what_is_open_first_by_its_deadline():
    user = make.candidate().user
    late = make.posting(apply_until=NOW + timedelta(days=9))
    over = make.posting(apply_until=NOW - timedelta(days=1))
    soon = make.posting(apply_until=NOW + timedelta(days=2))
    closed = make.posting(state="closed", apply_until=NOW + timedelta(days=1))
    gone = make.posting(state="archived")
    for posting in (late, over, soon, closed, gone):
        bookmark(user, posting)

    assert list(bookmarks.of(user, at=NOW)) == [soon, late, over, closed]
