"""Passing on (제3자 제공): an application reaches its operator and sites with the person's consent alone, asked when it is needed.

Whoever says no can read everything and apply for nothing. Sources: 개인정보 보호법 arts. 17 (passing on), 22 (asked apart, never with what
isn't needed yet).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jobs.submissions import Submission
from profiles import consents
from profiles.actors import Actor
from profiles.models import Consent, ConsentText, User

SHARING = ConsentText.Purpose.SHARING


def require(sent: Sequence[tuple[Submission, Actor]], *, at: datetime) -> None:
    """Note that those agree who do so with their application; whose consent stands isn't asked again. Raises, by field, consent_missing."""
    by_user = {submission.candidate.user_id: (submission, actor) for submission, actor in sent}
    asked = set(by_user) - _agreed(by_user)
    if not asked:
        return
    locked = User.objects.select_for_update(no_key=True).filter(pk__in=asked).order_by("pk")
    people = {row.pk: row for row in locked}  # so that two windows don't agree at once
    asked -= _agreed(asked)
    if any(by_user[pk][1].on_behalf_of for pk in asked):
        sentence = _(
            "본인이 지원서를 운영기관에 전하는 데 동의하지 않았습니다. "
            "본인이 로그인해 ‘개인정보 동의’에서 동의하시면 지원할 수 있습니다."
        )
        raise ValidationError(sentence, code="consent_missing")
    if any(not by_user[pk][0].agrees for pk in asked):
        sentence = _(
            "동의하지 않으시면 지원서를 운영기관에 전할 수 없어 지원할 수 없습니다. 내용을 읽고 표시해 주세요."
        )
        raise ValidationError({"agrees": ValidationError(sentence, code="consent_missing")})
    rows = [people[pk] for pk in sorted(asked)]
    if rows:
        consents.give_many(rows, [text()], by=[by_user[row.pk][1] for row in rows], at=at, channel="web")


def text() -> ConsentText:
    """Return the text in use."""
    (found,) = consents.current_texts(SHARING)
    return found


def is_agreed(user: User) -> bool:
    """Whether the person agreed before, to whatever version."""
    return consents.has_given(user, SHARING)


def _agreed(user_ids: Iterable[int]) -> set[int]:
    standing = Consent.objects.filter(user__in=list(user_ids), text__purpose=SHARING, withdrawn_at=None)
    return set(standing.values_list("user", flat=True))
