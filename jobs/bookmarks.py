"""Postings that a person keeps an eye on (관심 공고): kept and dropped by themselves.

What somebody looks at is their own: no event tells of it, only the row, which goes when it is dropped.
"""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils.translation import gettext as _

from jobs.models import Bookmark, Posting
from profiles import actors
from profiles.actors import Actor
from profiles.models import User

MOST = 100  # of one person


@transaction.atomic
def keep(user: User, posting: Posting, *, by: Actor, at: datetime) -> Bookmark:
    """Keep a posting; one that is kept already stays as it is. Raises PermissionDenied, not_public, too_many."""
    actors.require_person(by, user.pk)
    if not posting.is_public:
        raise ValidationError(_("지금은 볼 수 없는 공고입니다."), code="not_public")
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    known = Bookmark.objects.filter(user=user, posting=posting).first()
    if known:
        return known
    if Bookmark.objects.filter(user=user).count() >= MOST:
        raise ValidationError(
            _("관심 공고는 %(most)d건까지 담을 수 있습니다. 지난 공고를 빼고 다시 담아 주세요.") % {"most": MOST},
            code="too_many",
        )
    return Bookmark.objects.create(user=user, posting=posting, kept_at=at, kept_by=by.user)


@transaction.atomic
def drop(user: User, posting: Posting, *, by: Actor, at: datetime) -> None:
    """Keep it no more. Raises PermissionDenied."""
    actors.require_person(by, user.pk)
    Bookmark.objects.filter(user=user, posting=posting).delete()


def kept_ids(user, posting_ids: Iterable[int]) -> set[int]:
    """Return which of these postings the person keeps; a visitor keeps none."""
    if not user.is_authenticated:
        return set()
    own = Bookmark.objects.visible_to(user).filter(posting_id__in=list(posting_ids))
    return set(own.values_list("posting_id", flat=True))


def of(user: User, *, at: datetime) -> QuerySet[Posting]:
    """Return what a person keeps and may read: what is still open first, by its deadline, then what is over."""
    mine = Posting.objects.published().filter(pk__in=Bookmark.objects.visible_to(user).values("posting"))
    is_over = ExpressionWrapper(
        Q(apply_until__lte=at) | ~Q(state=Posting.State.PUBLISHED) | Q(limit_reached_at__isnull=False), BooleanField()
    )
    return mine.annotate(is_past=is_over).order_by("is_past", "apply_until", "pk")
