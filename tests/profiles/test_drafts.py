"""What was typed and can't be kept yet comes back; it is sealed, the person's alone, and holds no resident number."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from profiles import candidates, drafts, tasks
from profiles.models import Destruction, Event, ProfileDraft, StaleMark
from tests import make
from tests.jobs.racing import at_once
from tests.make import NOW

pytestmark = pytest.mark.django_db


def keep(candidate, values, step="careers", **more):
    return drafts.keep(candidate, step, values, by=make.actor(candidate.user), at=NOW, **more)


def test_keep_in_place_of_what_was_kept():
    candidate = make.candidate()
    keep(candidate, {"title": ["요양"]})
    keep(candidate, {"title": ["요양보호사"], "days": ["0:morning", "1:morning"]}, marks={"title": "ab"})
    keep(candidate, {"name": ["공공근로"]}, step="history")

    assert drafts.of(candidate, "careers") == (
        {"title": ["요양보호사"], "days": ["0:morning", "1:morning"]},
        {"title": "ab"},
    )
    assert drafts.of(candidate, "history").values == {"name": ["공공근로"]}
    assert drafts.of(make.candidate(), "careers") == drafts.NOTHING
    assert not Event.objects.exists()
    assert not StaleMark.objects.exists()


def test_keep_seals_what_was_typed():
    candidate = make.candidate()
    keep(candidate, {"duties": ["어르신 돌봄"]})

    assert "돌봄".encode() not in bytes(ProfileDraft.objects.get().typed_sealed)


@pytest.mark.parametrize(
    ("text", "code"), [("제 번호는 620307-1234567", "resident_number"), ("가" * 10_001, "max_length")]
)
def test_keep_leaves_out_what_no_draft_may_hold_and_says_so(text, code):
    candidate = make.candidate()

    refused = keep(candidate, {"title": ["요양보호사"], "duties": [text]})

    assert {box: why.code for box, why in refused.items()} == {"duties": code}
    assert drafts.of(candidate, "careers").values == {"title": ["요양보호사"]}


def test_keep_of_nothing_typed_leaves_no_draft():
    candidate = make.candidate()
    keep(candidate, {"title": ["요양보호사"]})
    keep(candidate, {"title": [" "], "duties": [""]})

    assert not ProfileDraft.objects.exists()


def test_wipe_forgets_one_step():
    candidate = make.candidate()
    keep(candidate, {"title": ["요양보호사"]})
    keep(candidate, {"name": ["공공근로"]}, step="history")

    drafts.wipe(candidate, "careers", by=make.actor(candidate.user))

    assert list(ProfileDraft.objects.values_list("step", flat=True)) == ["history"]


def test_forget_sensitive_leaves_no_draft_of_the_facts():
    candidate = make.candidate(statuses={"long_term_care": True})
    keep(candidate, {"long_term_care": ["yes"]}, step="facts")
    keep(candidate, {"title": ["요양보호사"]})

    candidates.forget_sensitive(candidate, by=make.actor(candidate.user), at=NOW)

    assert list(ProfileDraft.objects.values_list("step", flat=True)) == ["careers"]


def test_draft_of_another_is_refused():
    candidate, other = make.candidate(), make.actor(make.candidate().user)
    with pytest.raises(PermissionDenied):
        drafts.keep(candidate, "careers", {"title": ["요양보호사"]}, by=other, at=NOW)
    with pytest.raises(PermissionDenied):
        drafts.wipe(candidate, "careers", by=other)


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_keep_twice_at_once_leaves_one():
    candidate = make.candidate()

    found = at_once([partial(keep, candidate, {"title": [text]}) for text in ("경비", "조리", "운전")])

    assert found == [{}, {}, {}]
    assert ProfileDraft.objects.count() == 1


def test_drafts_of_who_left_go_on_record():
    left, other = make.candidate(), make.candidate()
    for candidate in (left, other):
        keep(candidate, {"title": ["요양보호사"]})
    make.changed(left.user, is_active=False)

    tasks.forget_drafts()
    tasks.forget_drafts()

    assert list(ProfileDraft.objects.values_list("candidate", flat=True)) == [other.pk]
    assert list(Destruction.objects.values_list("rows_of", "cause", "count")) == [("profiles.ProfileDraft", "left", 1)]
