"""A stored list comes out the same again, also after its person and its postings changed; a list that was changed does not."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from jobs.models import OutsidePosting, Posting
from matching import packed_profiles, replays, suggestions
from matching.models import FormerProfile, Run, Snapshot, SuggestionList
from tests import make
from tests.matching.who import carer, outside

pytestmark = pytest.mark.django_db
NOW = make.NOW


@pytest.fixture
def listed() -> SuggestionList:
    person = carer()
    make.certificate(person)
    make.posting(required_certificates=["요양보호사"])
    make.posting(title="학교 안전", hours_per_month=40)
    outside(source_key="1", district="11410")
    suggestions.refresh_all(at=NOW)
    return SuggestionList.objects.get(candidate=person)


def replayed(row: SuggestionList) -> str:
    out = StringIO()
    call_command("replay_suggestion", str(row.candidate.public_id), stdout=out)
    return out.getvalue()


def test_replay_gives_every_part_again(listed):
    again = replays.replay(listed)

    assert again.is_same
    assert again.is_same_code
    assert [place.posting_id or place.outside_posting_id for place in again.places] == [
        *listed.posting_ids,
        *listed.outside_ids,
    ]
    assert [sum(place.again) for place in again.places] == listed.points


def test_replay_is_the_same_after_the_person_and_the_postings_changed(listed):
    later = NOW + timedelta(days=1)
    make.changed(listed.candidate, half_km=30, hours_per_month=200, skills="")
    posting = suggestions.places(listed, *_rows())[0].posting_id
    make.changed(_rows()[0].get(pk=posting), duties="아무것도 닮지 않은 일", keco="", hours_per_month=160)
    stored = SuggestionList.objects.get(pk=listed.pk)

    suggestions.refresh(candidate_ids=[listed.pk], at=later)

    assert replays.replay(stored).is_same
    now = SuggestionList.objects.get(pk=listed.pk)
    assert now.points != stored.points
    assert replays.replay(now).is_same
    assert "같은 결과가 나왔습니다" in replayed(now)


def test_replay_of_a_list_that_was_changed_says_so(listed):
    parts = bytearray(bytes(listed.parts))
    parts[0] += 1
    make.changed(listed, parts=bytes(parts))
    listed.refresh_from_db()

    assert not replays.replay(listed).is_same
    with pytest.raises(CommandError, match="저장된 것과 다릅니다"):
        replayed(listed)


def test_replay_without_what_was_read_is_refused(listed):
    make.changed(listed.run, snapshot=None)

    with pytest.raises(CommandError, match="남아 있지 않습니다: 그때 열려 있던 공고"):
        replayed(SuggestionList.objects.get(pk=listed.pk))


def test_replay_without_the_person_as_they_were_is_refused(listed):
    make.changed(listed.candidate, half_km=30)
    suggestions.refresh(candidate_ids=[listed.pk], at=NOW + timedelta(days=1))
    FormerProfile.objects.all().delete()
    make.changed(SuggestionList.objects.get(pk=listed.pk), run=listed.run)

    with pytest.raises(CommandError, match="남아 있지 않습니다: 그때의 회원 정보"):
        replayed(SuggestionList.objects.get(pk=listed.pk))


def test_replay_from_a_snapshot_of_another_version_is_refused(listed):
    Snapshot.objects.update(version=99)

    with pytest.raises(CommandError, match="다른 판의 프로그램"):
        replayed(listed)


def test_replay_names_other_code(listed):
    Run.objects.update(code_version="other")

    assert "code 다름" in replayed(SuggestionList.objects.get(pk=listed.pk))


@pytest.mark.parametrize(
    "told", ["", "1", "999999999999999999999999", "nobody", "018f0000-0000-7000-8000-000000000000"]
)
def test_replay_of_nobody_is_refused(told):
    with pytest.raises(CommandError, match="추천이 없습니다"):
        call_command("replay_suggestion", told)


def _rows():
    return Posting.objects.all(), OutsidePosting.objects.all()


@pytest.mark.parametrize(
    "change",
    [
        lambda row: {"points": [row.points[0] + 1, *row.points[1:]]},
        lambda row: {"posting_ids": row.posting_ids[::-1]},
        lambda row: {"posting_ids": [0, *row.posting_ids[1:]]},
        lambda row: {"posting_ids": [10**9, *row.posting_ids[1:]]},
        lambda row: {"content": row.content + 1},
        lambda row: {"posting_ids": row.posting_ids[1:], "points": row.points[1:], "parts": bytes(row.parts)[22:]},
    ],
)
def test_replay_finds_whatever_was_changed_in_a_list(listed, change):
    make.changed(listed, **change(listed))

    with pytest.raises(CommandError, match="저장된 것과 다릅니다"):
        replayed(SuggestionList.objects.get(pk=listed.pk))


def test_replay_of_who_was_out_of_use_in_between(listed):
    user = listed.candidate.user
    make.changed(user, is_active=False)
    packed_profiles.keep_up(at=NOW + timedelta(hours=1))
    make.changed(user, is_active=True)
    packed_profiles.keep_up(at=NOW + timedelta(hours=2))

    assert replays.replay(listed).is_same
