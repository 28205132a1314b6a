"""Conflicts of interest (이해충돌 신고): who declares a relation to an applicant sees nothing of them from then on, scores and decides nothing.

Whoever declares a name learns whether somebody of that name applied: the application leaves their list. It can't be otherwise, for from then on
they mayn't see it. So names are few (CONFLICT_NAMES at a posting), each declaration is on record, and managers see who declared names, and when.
Before the first sheet at a posting a reviewer gives their word that they declared all they know of. Only a manager who didn't declare it
takes a declaration back, with the reason. Sources: 공직자의 이해충돌 방지법 arts. 5, 7; 공정채용 (fair hiring) guide.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Max, Min, QuerySet
from django.utils.translation import gettext as _

from jobs import steps
from jobs.models import Application, Conflict, NamedConflict, Pledge, Posting
from jobs.steps import Parties
from profiles import actors, events, lines, privacy
from profiles.actors import Actor
from profiles.models import Identity, User
from profiles.models.sealing import blind_index

MOST_REASON = 200
MOST_NAME = 40


class Naming(NamedTuple):
    """How many names somebody declared at a posting, and when first and last."""

    declared_by: User
    names: int
    first_at: datetime
    last_at: datetime


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def pledge(posting: Posting, *, by: Actor, at: datetime) -> Pledge:
    """Give one's word for a posting; given again, the first stands. Raises PermissionDenied."""
    (row,) = steps.lock(Posting, [posting])
    _require_reviewer(row, by)
    given, is_new = Pledge.objects.get_or_create(posting=row, pledged_by=by.user, defaults={"pledged_at": at})
    if is_new:
        events.record("pledge", [row], by=by, at=at)
    return given


@transaction.atomic
def declare(application: Application, *, kind: str, by: Actor, at: datetime) -> Conflict:
    """Declare a relation to an applicant; said again, the first stands. Raises PermissionDenied, kind_missing."""
    (posting,) = steps.lock(Posting, [application.posting])
    _require_reviewer(posting, by)
    _require_kind(kind)
    (made,) = _declare([application], kind, by=by, at=at)
    return made


@transaction.atomic
def declare_by_name(posting: Posting, name: str, *, kind: str, by: Actor, at: datetime) -> list[Conflict]:
    """Declare a relation to somebody by name, whoever applied under it or does later; the page never says whether anybody did.

    Raises PermissionDenied and, by field, kind_missing, name_missing, too_many_names.
    """
    (row,) = steps.lock(Posting, [posting])
    _require_reviewer(row, by)
    _require_kind(kind)
    typed = lines.one_line(name)[:MOST_NAME]
    if not typed:
        raise ValidationError({"name": ValidationError(_("이름을 적어 주세요."), code="name_missing")})
    index = blind_index(typed)
    _require_few_names(row, index, by)
    fresh = {"kind": kind, "declared_at": at}
    NamedConflict.objects.get_or_create(posting=row, declared_by=by.user, name_index=index, defaults=fresh)
    named = row.applications.filter(candidate__user__identity__name_index=index)
    found = list(named.exclude(candidate__user=by.user))
    events.record("declare_conflict", [row], by=by, at=at, params={"relation": kind})
    return _declare(found, kind, by=by, at=at) if found else []


def cover(received: Sequence[Application], *, at: datetime) -> list[Conflict]:
    """Let what was declared by name hold for who applies now; the postings are locked, as they are by who declares.

    Not for somebody whose namesake it was: a manager took that declaration back.
    """
    named: dict[tuple[int, str], list[NamedConflict]] = {}
    for row in NamedConflict.objects.filter(posting__in={row.posting_id for row in received}).order_by("pk"):
        named.setdefault((row.posting_id, row.name_index), []).append(row)
    if not named:
        return []
    people = {row.candidate_id: row.candidate.user_id for row in received}
    names = dict(Identity.objects.filter(user__in=people.values()).values_list("user_id", "name_index"))
    back = Conflict.objects.exclude(withdrawn_at=None).filter(
        application__candidate__in=people, application__posting__in={posting_id for posting_id, _name in named}
    )
    cleared = set(back.values_list("application__posting", "application__candidate", "declared_by"))
    made = [
        Conflict(application=row, kind=found.kind, declared_at=found.declared_at, declared_by_id=found.declared_by_id)
        for row in received
        for found in named.get((row.posting_id, names.get(people[row.candidate_id], "")), ())
        if found.declared_by_id != people[row.candidate_id]
        and (row.posting_id, row.candidate_id, found.declared_by_id) not in cleared
    ]
    Conflict.objects.bulk_create(made)
    told = [{"relation": row.kind} for row in made]
    events.record("declare_conflict", [row.application for row in made], by=actors.system(), at=at, params=told)
    return made


@transaction.atomic
def withdraw(conflict: Conflict, *, reason: str, by: Actor, at: datetime) -> Conflict:
    """Take a declaration back, as a manager who didn't make it. Raises PermissionDenied, own_conflict, already_withdrawn, reason_missing."""
    application = conflict.application
    steps.lock(Posting, [application.posting])
    (locked,) = steps.lock(Application, [application], "posting", "candidate")
    (row,) = steps.lock(Conflict, [conflict])
    steps.require_party("manager", Parties(locked.candidate.user_id, locked.posting.organisation_id), by)
    if row.declared_by_id == by.user.pk:
        raise ValidationError(_("내가 한 신고는 다른 관리자가 거둘 수 있습니다."), code="own_conflict")
    if row.withdrawn_at is not None:
        raise ValidationError(_("이미 거둔 신고입니다."), code="already_withdrawn")
    why = lines.text(reason, MOST_REASON, field="reason")
    if not why:
        raise ValidationError(_("이유를 적어 주세요."), code="reason_missing")
    privacy.refuse_resident_numbers(reason=why)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_for = at, by.user, why
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_for"])
    events.record("withdraw_conflict", [locked], by=by, at=at, reason=why)
    return row


# Questions ------------------------------------------------------------------------------------------------------------
def require_none(rows: Sequence[Application], actors: Sequence[Actor]) -> None:
    """Refuse whoever declared a conflict with one of these applicants, which are locked. Raises PermissionDenied."""
    asked = {(row.pk, actor.user.pk) for row, actor in zip(rows, actors, strict=True) if actor.user}
    if not asked:
        return
    found = Conflict.objects.standing().filter(
        application__in={pk for pk, _user in asked}, declared_by__in={pk for _row, pk in asked}
    )
    if asked & set(found.values_list("application_id", "declared_by_id")):
        raise PermissionDenied


def require_none_paid(rows: Sequence[Application], by: Actor) -> None:
    """Refuse the money of these applicants to whoever declared a conflict with one of them, or is one. Raises conflict_declared, own_pay."""
    own = Application.objects.filter(pk__in={row.pk for row in rows}, candidate__user=by.user)
    if by.user and own.exists():
        raise ValidationError(_("내가 받는 지급이 들어 있습니다. 다른 분이 해야 합니다."), code="own_pay")
    try:
        require_none(rows, [by] * len(rows))
    except PermissionDenied as declared:
        raise ValidationError(
            _("이해충돌을 신고한 분이 이 지급에 들어 있습니다. 신고하지 않은 다른 분이 해야 합니다."),
            code="conflict_declared",
        ) from declared


def require_pledges(pairs: Iterable[tuple[int, int]]) -> None:
    """Refuse to score at a posting, by (posting, user), before they gave their word. Raises pledge_missing."""
    asked = set(pairs)
    given = Pledge.objects.filter(posting__in={pk for pk, _u in asked}, pledged_by__in={pk for _p, pk in asked})
    if asked - set(given.values_list("posting_id", "pledged_by_id")):
        raise ValidationError(
            _("심사표를 적기 전에 이해충돌이 있는지 먼저 확인해 주세요. ‘심사할 지원서’ 화면에서 할 수 있습니다."),
            code="pledge_missing",
        )


def is_pledged(posting: Posting, user: User) -> bool:
    """Whether this person gave their word for a posting."""
    return Pledge.objects.filter(posting=posting, pledged_by=user).exists()


def of_posting(posting: Posting) -> QuerySet[Conflict]:
    """Return the declarations at a posting, withdrawn ones too, newest first."""
    found = Conflict.objects.filter(application__posting=posting).select_related("application", "declared_by")
    return found.order_by("-declared_at", "-pk")


def named_at(posting: Posting) -> list[Naming]:
    """Return who declared names at a posting, how many and when, for its managers; never which."""
    told = NamedConflict.objects.filter(posting=posting).values("declared_by")
    told = told.annotate(names=Count("pk"), first_at=Min("declared_at"), last_at=Max("declared_at"))
    rows = list(told.order_by("-last_at", "declared_by"))
    people = User.objects.in_bulk([row["declared_by"] for row in rows])
    return [Naming(people[row["declared_by"]], row["names"], row["first_at"], row["last_at"]) for row in rows]


# Private --------------------------------------------------------------------------------------------------------------
def _declare(applications: Sequence[Application], kind: str, *, by: Actor, at: datetime) -> list[Conflict]:
    rows = steps.lock(Application, applications, "posting", "candidate")
    if any(row.candidate.user_id == by.user.pk for row in rows):
        raise PermissionDenied
    standing = Conflict.objects.standing().filter(application__in=rows, declared_by=by.user)
    known = {row.application_id: row for row in standing}
    fresh = [row for row in rows if row.pk not in known]
    for row in fresh:
        made = Conflict.objects.create(application=row, kind=kind, declared_at=at, declared_by=by.user)
        known[row.pk] = made
    if fresh:
        events.record("declare_conflict", fresh, by=by, at=at, params={"relation": kind})
    return [known[row.pk] for row in rows]


def _require_few_names(posting: Posting, index: str, by: Actor) -> None:
    """Refuse one name more than a person may know of: a list of names would tell who applied. The posting is locked."""
    told = NamedConflict.objects.filter(posting=posting, declared_by=by.user).exclude(name_index=index)
    if told.count() >= settings.CONFLICT_NAMES:
        sentence = _(
            "이름으로는 공고마다 %(most)d명까지 신고할 수 있습니다. 더 있으면 지원서 화면에서 신고하거나 운영기관 관리자에게 알려 주세요."
        )
        raise ValidationError(
            {"name": ValidationError(sentence % {"most": settings.CONFLICT_NAMES}, code="too_many_names")}
        )


def _require_kind(kind: str) -> None:
    if kind not in Conflict.Kind.values:
        raise ValidationError({"kind": ValidationError(_("어떤 관계인지 골라 주세요."), code="kind_missing")})


def _require_reviewer(posting: Posting, by: Actor) -> None:
    """Officers of the operator, and reviewers given the posting."""
    if not by.user or not Posting.objects.reviewed_by(by.user).filter(pk=posting.pk).exists():
        raise PermissionDenied
