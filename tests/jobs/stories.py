"""Stories as they stand, on the consent of their person."""

from jobs.models import Placement, Story
from profiles import consents
from profiles.models import Consent, User
from tests import make
from tests.make import NOW


def consented(user: User) -> Consent:
    """The consent that stories stand on."""
    (text,) = consents.current_texts("story")
    return Consent.objects.create(user=user, text=text, given_at=NOW, given_by=user)


def story(placement: Placement | None = None, **columns) -> Story:
    """A story that was offered."""
    of = placement or make.placement(state="completed")
    if not consents.has_given(of.candidate.user, "story"):
        consented(of.candidate.user)
    defaults = {"title": "다시 아침이 기다려집니다", "text": "어르신들과 함께 노래하며 지낸 여섯 달이었습니다."}
    return Story.objects.create(placement=of, **{**defaults, "offered_at": NOW, **columns})
