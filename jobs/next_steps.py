"""What waits for the people whom a counsellor acts for: whose turn it is, with what, until when. Read only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jobs import pay_accounts, progress
from jobs.models import Agreement, AgreementSignature, Application, Offer, Placement, Worklog
from profiles import candidates, proxies
from profiles.actors import ANSWER, APPLY, FILL
from profiles.models import Candidate, Proxy, User

ANSWER_OFFER = _("참여 제안에 답하기")
PICK_INTERVIEW = _("면접 시간 고르기")
ACCOUNT = _("활동비 받을 계좌 적기")
AGREE = _("활동 약정 확인하기")
MEND_LOG = _("돌아온 활동일지 고치기")
TELL_MORE = _("나의 정보 이어서 적기")


@dataclass(frozen=True)
class NextStep:
    """`is_own`: only the person can do it; the counsellor reminds them. `until` is when it is too late."""

    proxy: Proxy
    what: str | Promise
    about: str = ""
    until: datetime | None = None
    is_own: bool = False


@dataclass(frozen=True)
class Person:
    """Somebody whom the counsellor acts for, with all that waits for them."""

    proxy: Proxy
    steps: list[NextStep]


@dataclass(frozen=True)
class Standing:
    """An application or a placement of a person that runs, and its state, as the person knows it."""

    person_id: int
    about: str
    state: str


def people_of(counsellor: User, *, at: datetime) -> list[Person]:
    """Return those for whom something waits, each once, whoever has the most pressing first."""
    found: dict[int, Person] = {}
    for step in of(counsellor, at=at):
        found.setdefault(step.proxy.pk, Person(step.proxy, [])).steps.append(step)
    return list(found.values())


def of(counsellor: User, *, at: datetime) -> list[NextStep]:
    """Return what waits, the most pressing first, the same few queries for one person and for many."""
    mine = {row.person_id: row for row in proxies.people_of(counsellor, at=at).filter(taken_by=counsellor)}
    if not mine:
        return []
    applied = {pk: row for pk, row in mine.items() if APPLY in row.scopes or ANSWER in row.scopes}
    found = [*_offers(applied, at), *_interviews(applied, at), *_own(applied), *_accounts(mine), *_untold(mine)]
    return sorted(found, key=lambda step: (step.until is None, step.until or at, step.is_own, step.proxy.pk))


def standings(counsellor: User, *, at: datetime) -> list[Standing]:
    """Return where what runs stands, of those for whom this counsellor applies or answers; the same few queries for one and for many."""
    mine = [
        row.person_id
        for row in proxies.people_of(counsellor, at=at).filter(taken_by=counsellor)
        if APPLY in row.scopes or ANSWER in row.scopes
    ]
    rows = Application.objects.live().filter(candidate__user__in=mine).order_by("pk")
    read = list(rows.select_related("posting__organisation", "candidate", "placement"))
    return [_standing(row) for row in progress.of(read, at=at) if not row.is_over]


def _standing(row: progress.Progress) -> Standing:
    found = row.application
    return Standing(found.candidate.user_id, found.posting.title, row.shown_state)


def _offers(mine: dict[int, Proxy], at: datetime) -> Iterable[NextStep]:
    pending = Offer.objects.filter(application__candidate__user__in=mine, state=Offer.State.PENDING, expires_at__gt=at)
    for offer in pending.select_related("application__posting", "application__candidate"):
        proxy, title = mine[offer.application.candidate.user_id], offer.application.posting.title
        yield NextStep(proxy, ANSWER_OFFER, title, offer.expires_at, ANSWER not in proxy.scopes)


def _interviews(mine: dict[int, Proxy], at: datetime) -> Iterable[NextStep]:
    rows = Application.objects.live().filter(candidate__user__in=mine)
    waiting = rows.select_related("posting__organisation", "candidate", "placement").order_by("pk")
    for row in progress.of(list(waiting), at=at):
        if row.interview and row.interview.until and not row.interview.pick:
            proxy = mine[row.application.candidate.user_id]
            is_own = ANSWER not in proxy.scopes
            yield NextStep(proxy, PICK_INTERVIEW, row.application.posting.title, row.interview.until, is_own)


def _own(mine: dict[int, Proxy]) -> Iterable[NextStep]:
    """What nobody does for another: the agreement and the log."""
    waiting = Agreement.objects.filter(placement__candidate__user__in=mine).to_sign(AgreementSignature.Side.PERSON)
    placements = Placement.objects.filter(pk__in=waiting.values("placement"))
    for row in placements.select_related("candidate", "application__posting").order_by("pk"):
        yield NextStep(mine[row.candidate.user_id], AGREE, row.application.posting.title, is_own=True)
    returned = Worklog.objects.filter(placement__candidate__user__in=mine, state=Worklog.State.RETURNED)
    for log in returned.select_related("placement__candidate", "placement__application__posting").order_by("pk"):
        person = mine[log.placement.candidate.user_id]
        yield NextStep(person, MEND_LOG, log.placement.application.posting.title, is_own=True)


def _accounts(mine: dict[int, Proxy]) -> Iterable[NextStep]:
    """Where the allowance goes: who may fill in for the person may write it down with them."""
    placements = pay_accounts.awaited(Placement.objects.filter(candidate__user__in=mine))
    found: dict[int, NextStep] = {}
    for row in placements.select_related("candidate", "application__posting").order_by("starts_on", "pk"):
        proxy = mine[row.candidate.user_id]
        step = NextStep(proxy, ACCOUNT, row.application.posting.title, is_own=FILL not in proxy.scopes)
        found.setdefault(proxy.pk, step)
    return found.values()


def _untold(mine: dict[int, Proxy]) -> Iterable[NextStep]:
    """Who hasn't told yet what every rule and every suggestion reads."""
    for row in Candidate.objects.filter(user__in=mine).order_by("pk"):
        if candidates.lacks_basics(row):
            yield NextStep(mine[row.user_id], TELL_MORE)
