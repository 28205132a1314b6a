"""Stories as they stand, on the consent of their person."""

from base64 import b64decode

from jobs.models import Placement, Story, StoryPicture
from profiles import consents
from profiles.models import Consent, User
from tests import make
from tests.make import NOW

# Drawn by a browser: 8 by 4 dots, the left half red, the right half blue.
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAYAAACzzX7wAAAAIUlEQVR4AaSKsQkAAAyDJP//bNfSpUMEB8EIbk8aHvphAAAA//87ryGIAAAABklEQVQDACxRD/lyAWkYAAAAAElFTkSuQmCC"
)
JPEG = b64decode(
    "/9j/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSk"
    "pKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAEAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAXEAEAAwAA"
    "AAAAAAAAAAAAAAAABEKB/8QAFQEBAQAAAAAAAAAAAAAAAAAAAwX/xAAbEQABBAMAAAAAAAAAAAAAAAAAAgSBsQEzNP/aAAwDAQACEQMRAD8Akya6AsMOdM3kV7vVFH//"
    "2Q=="
)


def consented(user: User) -> Consent:
    """The consent that stories stand on."""
    (text,) = consents.current_texts("story")
    return Consent.objects.create(user=user, text=text, given_at=NOW, given_by=user)


def story(placement: Placement | None = None, **columns) -> Story:
    """A story that was offered."""
    of = placement or make.placement(state="completed")
    user = of.candidate.user
    consent = consents.standing(user).filter(text__purpose="story").first() or consented(user)
    defaults = {
        "consent": consent,
        "title": "다시 아침이 기다려집니다",
        "text": "어르신들과 함께 노래하며 지낸 여섯 달이었습니다.",
    }
    return Story.objects.create(placement=of, **{**defaults, "offered_at": NOW, **columns})


def picture(of: Story) -> StoryPicture:
    """A red and blue picture of 8 by 4 dots."""
    words = {"content_type": "image/png", "content": PNG, "description": "붉은 칸과 푸른 칸"}
    return StoryPicture.objects.create(story=of, added_at=NOW, **words)
