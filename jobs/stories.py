"""Stories of participants (이야기 나누기) for the results meeting and the public results: offered under a consent of their own, taken by the city.

A story stands on the consent under which it was offered. One that is withdrawn is erased; one whose consent is withdrawn, or whose person left,
is shown to nobody from then on and erased at the next look of the clock. Names are shown masked.
Source: PIPA arts. 17, 22 and 37.
"""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import letters, placements, steps
from jobs.models import Placement, Story, StoryPicture
from jobs.steps import Parties, Step
from jobs.sweeps import sweep
from profiles import consents, events, lines, pictures
from profiles.actors import Actor
from profiles.models import Consent, ConsentText, User
from profiles.privacy import phones_in, refuse_resident_numbers

STEPS = (
    Step("accept_story", gettext_lazy("싣기로 하기"), ("offered", "declined"), "accepted", ("city",)),
    Step("decline_story", gettext_lazy("싣지 않기로 하기"), ("offered", "accepted"), "declined", ("city",)),
    Step(
        "withdraw_story",
        gettext_lazy("이야기 거두기"),
        ("offered", "accepted", "declined"),
        "withdrawn",
        ("candidate", "system"),
    ),
)
LEAST_TEXT = 20
MOST_TITLE, MOST_TEXT, MOST_DESCRIPTION = 60, 2000, 120


@transaction.atomic
def offer(
    placement: Placement,
    *,
    title: str,
    text: str,
    agrees: bool,
    picture: bytes | None = None,
    description: str = "",
    by: Actor,
    at: datetime,
) -> Story:
    """Offer one's story, with a picture or without; to agree is part of it, where the consent doesn't stand already.

    Raises PermissionDenied, wrong_state, story_once, consent_missing, title_missing, text_short, max_length, resident_number,
    phone_in_text, picture_too_large, picture_unknown, description_missing.
    """
    (row,) = placements.lock([placement])
    steps.require_party("candidate", placements.parties(row), by)
    if row.state != Placement.State.COMPLETED:
        raise steps.wrong_state(row)
    if of(row):
        raise ValidationError(_("이미 이야기를 보내셨습니다."), code="story_once")
    named, said = lines.line(title, MOST_TITLE, field="title"), lines.text(text, MOST_TEXT, field="text")
    _check(named, said)
    kept = _picture(picture, lines.line(description, MOST_DESCRIPTION, field="description")) if picture else None
    for left in _lock(Story.objects.left().filter(placement=row)):
        _erase(left, by, at)
    consent = _consent(row.candidate.user, agrees, by, at)
    made = Story.objects.create(
        placement=row, consent=consent, title=named, text=said, offered_at=at, offered_by=by.user
    )
    if kept:
        kept.story, kept.added_at, kept.added_by = made, at, by.user
        kept.save()
    events.record("offer_story", [made], by=by, at=at, moves=("", Story.State.OFFERED.value))
    return made


def accept(story: Story, *, by: Actor, at: datetime) -> Story:
    """Take a story for the results page and the meeting. Raises PermissionDenied, wrong_state, consent_missing."""
    return _decide("accept_story", story, by, at)


def decline(story: Story, *, by: Actor, at: datetime) -> Story:
    """Leave a story out, or take it off the page. Raises PermissionDenied, wrong_state, consent_missing."""
    return _decide("decline_story", story, by, at)


@transaction.atomic
def withdraw(story: Story, *, by: Actor, at: datetime) -> Story:
    """Take one's story back: its words are erased, and the consent with the last of them. Raises PermissionDenied, wrong_state."""
    row = _begin("withdraw_story", story, by)
    _erase(row, by, at)
    if not Story.objects.filter(consent=row.consent_id).exclude(state=Story.State.WITHDRAWN).exists():
        for consent in consents.standing(row.placement.candidate.user).filter(pk=row.consent_id):
            consents.withdraw(consent, by=by, at=at)
    return row


def erase_left(*, by: Actor, at: datetime) -> list[Story]:
    """Erase the stories whose consent was taken back or whose person closed the account. Raises PermissionDenied."""
    steps.require_party("system", Parties(), by)
    by_posting: dict[int, list[Story]] = {}
    for row in Story.objects.left().select_related("placement__application").order_by("pk"):
        by_posting.setdefault(row.placement.application.posting_id, []).append(row)

    def erase(rows: Sequence[Story]) -> list[Story]:
        return [_erase(row, by, at) for row in _lock(Story.objects.left().filter(pk__in=[row.pk for row in rows]))]

    return sweep(by_posting, erase)


def of(placement: Placement) -> Story | None:
    """Return the story of a placement that stands."""
    return (
        Story.objects.consented()
        .select_related("picture")
        .defer("picture__content")
        .filter(placement=placement)
        .exclude(state=Story.State.WITHDRAWN)
        .first()
    )


def text_of_consent() -> ConsentText:
    """Return the consent that a story stands on."""
    (text,) = consents.current_texts(ConsentText.Purpose.STORY)
    return text


def of_year(year: int) -> Sequence[Story]:
    """Return what everybody may read of a year, the newest first."""
    found = Story.objects.public().filter(placement__application__posting__programme_year__year=year)
    read = (
        "picture",
        "placement__application__posting__programme_year__programme",
        "placement__candidate__user__identity",
    )
    return found.select_related(*read).defer("picture__content").order_by("-decided_at", "-pk")


# Private --------------------------------------------------------------------------------------------------------------
def _begin(verb: str, story: Story, by: Actor) -> Story:
    (row,) = steps.lock(Story, [story], "placement__candidate__user", "placement__application__posting")
    steps.check(STEPS, verb, [row], _parties, [by])
    return row


def _lock(rows: QuerySet[Story]) -> list[Story]:
    """Those of the rows that still are so once nobody else changes them."""
    return list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))


def _erase(row: Story, by: Actor, at: datetime) -> Story:
    """Leave of a locked story only that there was one."""
    before = row.state
    row.state, row.title, row.text = Story.State.WITHDRAWN, "", ""
    row.withdrawn_at, row.withdrawn_by = at, by.user
    row.save(update_fields=["state", "title", "text", "withdrawn_at", "withdrawn_by"])
    StoryPicture.objects.filter(story=row).delete()
    events.record("withdraw_story", [row], by=by, at=at, moves=(before, row.state))
    return row


def _parties(row: Story) -> Parties:
    return Parties(user_id=row.placement.candidate.user_id)


@transaction.atomic
def _decide(verb: str, story: Story, by: Actor, at: datetime) -> Story:
    row = _begin(verb, story, by)
    before = row.state
    if not Story.objects.consented().filter(pk=row.pk).exists():
        raise ValidationError(_("동의를 거둔 이야기입니다."), code="consent_missing")
    row.state = next(step.to_state for step in STEPS if step.verb == verb)
    row.decided_at, row.decided_by = at, by.user
    row.save(update_fields=["state", "decided_at", "decided_by"])
    events.record(verb, [row], by=by, at=at, moves=(before, row.state))
    row.placement.application.candidate = row.placement.candidate
    letters.story_decided(row, at=at)
    return row


def _consent(user: User, agrees: bool, by: Actor, at: datetime) -> Consent:
    given = consents.standing(user).filter(text__purpose=ConsentText.Purpose.STORY).order_by("-pk").first()
    if given:
        return given
    if not agrees:
        text = _("이야기를 널리 알리는 데 동의해 주셔야 보낼 수 있습니다.")
        raise ValidationError({"agrees": ValidationError(text, code="consent_missing")})
    (consent,) = consents.give(user, [text_of_consent()], by=by, at=at)
    return consent


def _picture(content: bytes, description: str) -> StoryPicture:
    """The picture without what a camera writes, and with words for those who can't see it."""
    if not description:
        said = _("사진을 보지 못하는 분을 위해 무엇이 찍혔는지 적어 주세요. 예: 경로당에서 함께 노래하는 모습")
        raise ValidationError({"description": ValidationError(said, code="description_missing")})
    refuse_resident_numbers(description=description)
    try:
        found = pictures.cleaned(content)
    except ValidationError as refused:
        raise ValidationError({"picture": refused}) from refused
    return StoryPicture(content_type=found.content_type, content=found.content, description=description)


def _check(title: str, text: str) -> None:
    wrong = {}
    if not title:
        wrong["title"] = ValidationError(_("제목을 적어 주세요."), code="title_missing")
    if len(text) < LEAST_TEXT:
        said = _("이야기를 %(least)d자 이상 적어 주세요.") % {"least": LEAST_TEXT}
        wrong["text"] = ValidationError(said, code="text_short")
    for name, words in (("title", title), ("text", text)):
        if phones_in(words):
            wrong[name] = ValidationError(_("전화번호는 빼고 적어 주세요. 누구나 보게 됩니다."), code="phone_in_text")
    if wrong:
        raise ValidationError(wrong)
    refuse_resident_numbers(title=title, text=text)
