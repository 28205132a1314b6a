"""Stories: offered under a consent of their own, taken by the city, gone at the next look once withdrawn."""

import pytest
from django.core.exceptions import PermissionDenied

from jobs import stories
from jobs.models import Story, StoryPicture
from profiles import actors, consents
from tests import make
from tests.jobs.expect import happened, refusal, told
from tests.jobs.placing import active, own
from tests.jobs.stories import JPEG, consented, picture, story
from tests.make import NOW

pytestmark = pytest.mark.django_db
WORDS = {"title": "다시 아침이 기다려집니다", "text": "어르신들과 함께 노래하며 지낸 여섯 달이었습니다."}


@pytest.fixture
def placement(operator):
    return active(make.posting(operator), state="completed")


def offer(placement, *, by=None, agrees=True, **changed):
    return stories.offer(placement, **{**WORDS, **changed}, agrees=agrees, by=by or own(placement), at=NOW)


def test_offer_stands_on_a_consent_of_its_own(placement):
    with refusal("consent_missing"):
        offer(placement, agrees=False)
    made = offer(placement)

    user = placement.candidate.user
    assert (made.state, made.title, made.offered_by) == ("offered", WORDS["title"], user)
    (consent,) = consents.standing(user)
    assert (consent.text.purpose, consent.text.recipient) == ("story", "누리집 방문자와 성과공유회 참석자")
    assert happened(made) == [("offer_story", "", "offered")]
    assert list(stories.of_year(2026)) == []


def test_offer_after_an_earlier_consent_asks_no_more(placement):
    consented(placement.candidate.user)

    assert offer(placement, agrees=False).state == "offered"


def test_offer_is_of_the_person_who_finished_and_once(placement, officer):
    with pytest.raises(PermissionDenied):
        offer(placement, by=officer)
    with refusal("wrong_state"):
        offer(active(make.posting()))
    offer(placement)
    with refusal("story_once"):
        offer(placement)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": " "}, "title_missing"),
        ({"text": "짧다"}, "text_short"),
        ({"text": "연락 주세요. 제 번호는 010-1234-5678입니다."}, "phone_in_text"),
        ({"text": "제 주민등록번호는 620307-1234567입니다. 정말입니다."}, "resident_number"),
    ],
)
def test_offer_that_cannot_be_changes_nothing(placement, changed, code):
    with refusal(code):
        offer(placement, **changed)
    assert not Story.objects.exists()
    assert not consents.has_given(placement.candidate.user, "story")


def test_accepted_story_is_public(placement, city, officer):
    made = offer(placement)
    for by in (officer, own(placement)):
        with pytest.raises(PermissionDenied):
            stories.accept(made, by=by, at=NOW)

    stories.accept(made, by=city, at=NOW)

    assert list(stories.of_year(2026)) == [made]
    assert list(stories.of_year(2025)) == []
    assert told(placement.candidate.user) == ["jobs.story_decided"]
    stories.decline(made, by=city, at=NOW)
    assert list(stories.of_year(2026)) == []


def test_withdrawn_story_is_erased_with_its_consent(placement, city):
    made = story(placement, state="accepted", decided_at=NOW)

    stories.withdraw(made, by=own(placement), at=NOW)

    made.refresh_from_db()
    assert (made.state, made.title, made.text) == ("withdrawn", "", "")
    assert not consents.has_given(placement.candidate.user, "story")
    assert list(stories.of_year(2026)) == []
    assert offer(placement).state == "offered"  # and may be offered anew


def test_consent_stays_while_another_story_stands_on_it(placement, operator):
    kept = story(placement)
    second = make.placement(
        make.application(make.posting(operator), placement.candidate, state="placed"), state="completed"
    )
    other = story(second)

    stories.withdraw(kept, by=own(placement), at=NOW)
    assert consents.has_given(placement.candidate.user, "story")
    stories.withdraw(other, by=own(placement), at=NOW)

    assert not consents.has_given(placement.candidate.user, "story")


def test_consent_taken_back_hides_the_story_at_once(placement, city):
    made = story(placement, state="accepted", decided_at=NOW)
    (consent,) = consents.standing(placement.candidate.user)

    consents.withdraw(consent, by=own(placement), at=NOW)

    assert list(stories.of_year(2026)) == []
    assert not Story.objects.visible_to(city.user).exists()
    with refusal("consent_missing"):
        stories.accept(make_offered(made), by=city, at=NOW)


def test_consent_given_anew_does_not_bring_back_what_was_told_under_the_last(placement, operator, city):
    first = story(placement, state="accepted", decided_at=NOW)
    second = make.placement(
        make.application(make.posting(operator), placement.candidate, state="placed"), state="completed"
    )
    (consent,) = consents.standing(placement.candidate.user)
    consents.withdraw(consent, by=own(placement), at=NOW)

    told = offer(second)

    assert told.consent != consent
    assert list(stories.of_year(2026)) == []
    assert list(Story.objects.visible_to(city.user)) == [told]
    assert stories.of(placement) is None
    again = offer(placement, agrees=False)  # what lay there is erased first
    first.refresh_from_db()
    assert (first.state, first.text) == ("withdrawn", "")
    assert (again.consent, stories.of(placement)) == (told.consent, again)


def test_the_clock_erases_what_its_person_left(placement, operator, officer):
    left, kept = story(placement, state="accepted", decided_at=NOW), story()
    gone = story(state="declined")
    picture(left)
    picture(kept)
    (consent,) = consents.standing(placement.candidate.user)
    consents.withdraw(consent, by=own(placement), at=NOW)
    make.changed(gone.placement.candidate.user, is_active=False)
    assert not Story.objects.public().filter(pk=gone.pk).exists()
    with pytest.raises(PermissionDenied):
        stories.erase_left(by=officer, at=NOW)

    erased = stories.erase_left(by=actors.system(), at=NOW)
    assert stories.erase_left(by=actors.system(), at=NOW) == []

    assert {row.pk for row in erased} == {left.pk, gone.pk}
    for row in (left, gone, kept):
        row.refresh_from_db()
    assert (left.state, left.title, left.text, left.withdrawn_by) == ("withdrawn", "", "", None)
    assert (gone.state, gone.text) == ("withdrawn", "")
    assert (kept.state, StoryPicture.objects.get().story) == ("offered", kept)
    assert happened(left) == [("withdraw_story", "accepted", "withdrawn")]


def make_offered(made):
    make.changed(made, state="offered")
    return made


def test_others_do_not_see_a_story(placement, stranger):
    story(placement)

    for user in (stranger.user, make.city_user("viewer"), make.candidate().user):
        assert not Story.objects.visible_to(user).exists()
    assert Story.objects.visible_to(placement.candidate.user).exists()


def test_picture_is_kept_without_what_a_camera_writes_and_goes_with_the_story(placement):
    made = offer(placement, picture=JPEG[:2] + b"\xff\xfe\x00\x08SECRET" + JPEG[2:], description="붉은 칸과 푸른 칸")

    assert (bytes(made.picture.content), made.picture.content_type) == (JPEG, "image/jpeg")
    stories.withdraw(made, by=own(placement), at=NOW)
    assert not StoryPicture.objects.exists()


@pytest.mark.parametrize(
    ("picture", "description", "code"),
    [
        (JPEG, " ", "description_missing"),
        (b"%PDF-1.7", "사진", "picture_unknown"),
        (JPEG + b"\0" * 5_242_880, "사진", "picture_too_large"),
        (JPEG, "620307-1234567", "resident_number"),
    ],
)
def test_picture_that_cannot_be_changes_nothing(placement, picture, description, code):
    with refusal(code):
        offer(placement, picture=picture, description=description)
    assert not Story.objects.exists()
