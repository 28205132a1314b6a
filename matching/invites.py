"""Postings proposed (공고 제안): an operator who has too few applicants asks people who agreed to be found; who they are stays unknown until they apply.

A person is asked about a posting once, and in all no oftener than the limit of the day allows; the limit is data with versions. Both are settled under the
person's lock, so two officers can't ask the same person at once. Consent: PIPA art. 15, apart and refusable (art. 22).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import steps
from jobs.models import Application, Posting
from jobs.steps import Parties, Step
from matching import invite_letters
from matching.models import InviteLimit, PostingInvite
from profiles import actors, consents, events, notices
from profiles.actors import Actor
from profiles.models import Candidate, ConsentText, Notice, User

FOUND = ConsentText.Purpose.FOUND
MOST_AT_ONCE = 50  # people asked by one press
STEPS = (
    Step("follow_invite", gettext_lazy("공고 보고 지원하기"), ("sent", "declined"), "followed", ("candidate",)),
    Step("decline_invite", gettext_lazy("이번에는 괜찮습니다"), ("sent", "followed"), "declined", ("candidate",)),
    Step(
        "stop_invites",
        gettext_lazy("앞으로 제안을 받지 않기"),
        ("sent", "followed", "declined"),
        "stopped",
        ("candidate",),
    ),
)


class Proposal(NamedTuple):
    """Somebody to be asked, and why it suits them: points, and reasons as plain rows."""

    candidate_id: int
    points: int
    reasons: Sequence[Mapping[str, Any]]


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def send(posting: Posting, proposals: Sequence[Proposal], *, by: Actor, at: datetime) -> list[PostingInvite]:
    """Propose the posting to these people; who was asked meanwhile, applied, or agrees no more is passed over.

    Raises PermissionDenied, nobody_chosen, too_many, not_open, nobody_left.
    """
    (row,) = steps.lock(Posting, [posting], "organisation")
    actors.require_role(by, roles={"member", "manager"}, kinds={"operator"}, organisation_ids=[row.organisation_id])
    if not proposals:
        raise ValidationError(_("제안할 분을 골라 주세요."), code="nobody_chosen")
    if len(proposals) > MOST_AT_ONCE:
        raise ValidationError(_("한 번에 %(most)d분까지 제안할 수 있습니다.") % {"most": MOST_AT_ONCE}, code="too_many")
    if not row.is_open(at):
        raise ValidationError(_("접수 중인 공고만 제안할 수 있습니다."), code="not_open")
    wanted = {one.candidate_id: one for one in proposals}
    people = hold(wanted)
    agreed = consents.hold([person.user_id for person in people], FOUND)
    barred = {*asked_already(row, wanted), *at_limit(wanted, at=at), *_applied(row, wanted)}
    invites = [
        PostingInvite(
            posting=row,
            candidate=person,
            points=wanted[person.pk].points,
            reasons=list(wanted[person.pk].reasons),
            invited_at=at,
            invited_by=by.user,
        )
        for person in people
        if person.user_id in agreed and person.pk not in barred
    ]
    if not invites:
        raise ValidationError(
            _("고른 분들께는 지금 제안할 수 없습니다. 그사이 다른 제안을 받았거나 지원하셨습니다."), code="nobody_left"
        )
    PostingInvite.objects.bulk_create(invites)
    events.record("send_invite", invites, by=by, at=at)
    invite_letters.sent(invites, at=at)
    return invites


def follow(invite: PostingInvite, *, by: Actor, at: datetime) -> PostingInvite:
    """Go and look at the posting; the operator learns a number. Raises PermissionDenied, wrong_state, not_open."""
    return _answer(invite, "follow_invite", by=by, at=at)


def decline(invite: PostingInvite, *, by: Actor, at: datetime) -> PostingInvite:
    """Say no thanks to this one. Raises PermissionDenied, wrong_state."""
    return _answer(invite, "decline_invite", by=by, at=at)


@transaction.atomic
def stop(invite: PostingInvite, *, by: Actor, at: datetime) -> PostingInvite:
    """Say no thanks for good: the consent to be found is taken back. Raises PermissionDenied, wrong_state."""
    row = _answer(invite, "stop_invites", by=by, at=at)
    given = consents.standing(row.candidate.user).filter(text__purpose=FOUND).first()
    if given is not None:
        consents.withdraw(given, by=by, at=at)
    return row


@transaction.atomic
def set_limit(*, most: int, days: int, valid_from: date, by: Actor, at: datetime) -> InviteLimit:
    """Set how often one person may be asked from a day on. Raises PermissionDenied, by field in_the_past and those of the columns."""
    actors.require_role(by, roles={"editor"}, kinds={"city"})
    last = InviteLimit.objects.select_for_update().order_by("-version").first()
    if valid_from < timezone.localdate(at):
        late = ValidationError(_("한도는 오늘이나 그 뒤부터 적용할 수 있습니다."), code="in_the_past")
        raise ValidationError({"valid_from": late})
    row = InviteLimit(
        version=last.version + 1 if last else 1,
        most=most,
        days=days,
        valid_from=valid_from,
        added_at=at,
        added_by=by.user,
    )
    row.full_clean()
    row.save()
    events.record("set_invite_limit", [row], by=by, at=at, params={"version": row.version})
    return row


@transaction.atomic
def take_back_untrue(*, at: datetime) -> int:
    """Take back unread notices of postings that closed, and to people who agree no more; how many."""
    unread = Notice.objects.filter(subject_type=invite_letters.SUBJECT, cancelled_at=None, read_at=None)
    rows = PostingInvite.objects.filter(state=PostingInvite.State.SENT, pk__in=unread.values("subject_id"))
    is_over = ~Q(posting__in=Posting.objects.open(at)) | ~Q(
        candidate__user__in=consents.standing_for(FOUND).values("user")
    )
    ids = list(rows.filter(is_over).values_list("pk", flat=True))
    return notices.cancel(invite_letters.SUBJECT, ids, at=at) if ids else 0


# Questions ------------------------------------------------------------------------------------------------------------
def limit_on(day: date) -> InviteLimit:
    """The limit that counts on a day: the newest that is valid."""
    return InviteLimit.objects.filter(valid_from__lte=day).latest("version")


def at_limit(candidate_ids: Sequence[int] | Mapping[int, Any], *, at: datetime) -> set[int]:
    """Those of the people who may not be asked now."""
    limit = limit_on(timezone.localdate(at))
    lately = PostingInvite.objects.filter(
        candidate__in=list(candidate_ids), invited_at__gt=at - timedelta(days=limit.days)
    )
    asked = Counter(lately.values_list("candidate_id", flat=True))
    return {pk for pk, times in asked.items() if times >= limit.most}


def may_be_asked(people: QuerySet[Candidate], posting: Posting, *, at: datetime) -> QuerySet[Candidate]:
    """Those of these people who may be asked about the posting now; ``asked_at``: when each was asked last, about whatever."""
    limit = limit_on(timezone.localdate(at))
    lately = Count("posting_invites", filter=Q(posting_invites__invited_at__gt=at - timedelta(days=limit.days)))
    asked = PostingInvite.objects.filter(posting=posting).values("candidate")
    rows = people.exclude(pk__in=asked).annotate(asked_at=Max("posting_invites__invited_at"), asked_lately=lately)
    return rows.filter(asked_lately__lt=limit.most)


def asked_already(posting: Posting, candidate_ids: Sequence[int] | Mapping[int, Any]) -> set[int]:
    """Those of the people to whom this posting was proposed before."""
    rows = PostingInvite.objects.filter(posting=posting, candidate__in=list(candidate_ids))
    return set(rows.values_list("candidate_id", flat=True))


def waiting(user: User, *, at: datetime) -> list[PostingInvite]:
    """What is proposed to a person and neither answered nor over, the newest first."""
    rows = PostingInvite.objects.visible_to(user).filter(
        state=PostingInvite.State.SENT, posting__in=Posting.objects.open(at)
    )
    return list(rows.select_related("posting__organisation").order_by("-invited_at", "-pk"))


def may_find(user: User) -> bool:
    """Whether the person agreed that postings are proposed to them."""
    return consents.has_given(user, FOUND)


def counts(posting: Posting) -> dict[str, int]:
    """How many were asked about a posting, and how many of them went to look at it or applied."""
    rows = PostingInvite.objects.filter(posting=posting)
    applied = Application.objects.filter(posting=posting, candidate__in=rows.values("candidate"))
    return {
        "sent": rows.count(),
        "followed": rows.filter(state=PostingInvite.State.FOLLOWED).count(),
        "applied": applied.values("candidate").distinct().count(),
    }


def parties(invite: PostingInvite) -> Parties:
    """Whose it is."""
    return Parties(user_id=invite.candidate.user_id)


def hold(candidate_ids: Mapping[int, Any]) -> list[Candidate]:
    """Lock these people, who are in use, so that nobody else asks them before the transaction ends."""
    rows = Candidate.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=list(candidate_ids))
    return list(rows.filter(user__is_active=True).select_related("user").order_by("pk"))


# Private --------------------------------------------------------------------------------------------------------------
def _applied(posting: Posting, candidate_ids: Mapping[int, Any]) -> set[int]:
    rows = Application.objects.filter(posting=posting, candidate__in=list(candidate_ids))
    return set(rows.values_list("candidate_id", flat=True))


@transaction.atomic
def _answer(invite: PostingInvite, verb: str, *, by: Actor, at: datetime) -> PostingInvite:
    rows = PostingInvite.objects.select_for_update(of=("self",)).select_related("candidate__user", "posting")
    row = rows.get(pk=invite.pk)
    step = steps.check(STEPS, verb, [row], parties, [by])
    if verb == "follow_invite" and not row.posting.is_open(at):
        raise ValidationError(_("이 공고는 접수가 끝났습니다. 다른 맞춤 일자리를 살펴봐 주세요."), code="not_open")
    before, row.state, row.answered_at, row.answered_by = row.state, step.to_state, at, by.user
    row.save(update_fields=["state", "answered_at", "answered_by"])
    events.record(verb, [row], by=by, at=at, moves=(before, row.state))
    invite_letters.answered(row, at=at)
    return row
