"""Passing on (제3자 제공): an application reaches its operator and sites with the person's consent alone, asked when it is needed.

Whoever says no can read everything and apply for nothing. Sources: 개인정보 보호법 arts. 17 (passing on), 22 (asked apart, never with what
isn't needed yet).
"""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs.submissions import Submission
from profiles import consents
from profiles.actors import Actor
from profiles.models import ConsentText, User

SHARING = ConsentText.Purpose.SHARING
# The form says it beside its box, the verb to whoever sends without one.
MISSING = gettext_lazy(
    "동의하지 않으시면 지원서를 운영기관에 전할 수 없어 지원할 수 없습니다. 내용을 읽고 표시해 주세요."
)


def require(sent: Sequence[tuple[Submission, Actor]], *, at: datetime) -> None:
    """Hold the consents that stand to the end of the transaction, and note that those agree who do so with their application.

    Raises consent_missing, by field where it is the person who sends, and not_current.
    """
    standing = consents.hold({submission.candidate.user_id for submission, _by in sent}, SHARING)
    asked = [(submission, by) for submission, by in sent if submission.candidate.user_id not in standing]
    if any(by.on_behalf_of for _submission, by in asked):
        sentence = _(
            "본인이 지원서를 운영기관에 전하는 데 동의하지 않았습니다. "
            "본인이 로그인해 ‘개인정보 동의’에서 동의하시면 지원할 수 있습니다."
        )
        raise ValidationError(sentence, code="consent_missing")
    if any(not _is_of_sharing(submission.agrees_to) for submission, _by in asked):
        raise ValidationError({"agrees_to": ValidationError(MISSING, code="consent_missing")})
    by_user = {submission.candidate.user_id: (submission, by) for submission, by in asked}
    locked = User.objects.select_for_update(no_key=True).filter(pk__in=by_user).order_by("pk")
    people = {row.pk: row for row in locked}  # so that two windows don't agree at once
    fresh = sorted(set(people) - consents.hold(people, SHARING))
    ways = {pk: (by_user[pk][0].agrees_to, "api" if by_user[pk][1].kind == "api" else "web") for pk in fresh}
    for agreed_to, channel in dict.fromkeys(ways.values()):
        pks = [pk for pk in fresh if ways[pk] == (agreed_to, channel)]
        by = [by_user[pk][1] for pk in pks]
        consents.give_many([people[pk] for pk in pks], [agreed_to], by=by, at=at, channel=channel)


def text() -> ConsentText:
    """Return the text in use."""
    return consents.current_text(SHARING)


def is_agreed(user: User) -> bool:
    """Whether the person agreed before, to whatever version."""
    return consents.shares(user)


def _is_of_sharing(agreed_to: ConsentText | None) -> bool:
    return agreed_to is not None and (agreed_to.purpose, agreed_to.recipient) == (SHARING, "")
