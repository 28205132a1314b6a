"""What a candidate tells of themselves, and what is kept of it; what may be told stands in declarations.py.

A fact that changes is declared anew: its proof falls, the matcher looks at the person again, and the event names the
fields, never their values.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles import actors, careers, declarations, drafts, events, places, stale_marks
from profiles.actors import Actor
from profiles.declarations import BOOKMARK, MOST_ROWS, STARTED, CareerLine, PublicJobLine
from profiles.lines import one_line
from profiles.models import (
    Candidate,
    Career,
    Consent,
    ConsentText,
    HeldCertificate,
    Identity,
    Proof,
    PublicJob,
    User,
)

# What 주민등록등본, 사업자등록증 and 자격증 prove: hours, wishes and other jobs are the person's word.
PROVABLE = frozenset({"birth_on", "district", "business_district", "certificates"})


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def join(user: User, *, by: Actor, at: datetime) -> Candidate:
    """Make a candidate of a person who signed up. Raises PermissionDenied, already_joined."""
    actors.require_person(by, user.pk)
    # before there is a profile there is no row of its own to lock
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if Candidate.objects.filter(user=user).exists():
        raise ValidationError(_("이미 가입한 분입니다. 로그인해 주세요."), code="already_joined")
    candidate = Candidate.objects.create(user=user, profile_step=STARTED, created_at=at, changed_at=at)
    events.record("join", [candidate], by=by, at=at)
    return candidate


@transaction.atomic
def tell(candidate: Candidate, fields: Mapping[str, Any], *, by: Actor, at: datetime) -> Candidate:
    """Keep what the person tells; what is as before is no change. A move to another district forgets the old dong.

    Raises PermissionDenied; by field future_birth, implausible_birth, unknown_district, unknown_dong, dong_elsewhere,
    unknown_status, consent_missing, resident_number, week_mask and those of the columns.
    """
    actors.require_person(by, candidate.user_id, scope=actors.FILL)
    row = _lock(candidate)
    changed = declarations.apply(row, fields, on=timezone.localdate(at))
    if not changed:
        return row
    if "statuses" in changed:
        _require_sensitive_consent(row)
    facts = [name for name in changed if name != BOOKMARK]
    if facts:
        row.changed_at = at
    row.save(update_fields=[*changed, *(["changed_at"] if facts else [])])
    if facts:
        Proof.objects.filter(candidate=row, fact__in=declarations.facts_of(facts)).delete()
        _told("tell", row, by=by, at=at, params={"fields": facts})
    return row


def forget_sensitive(candidate: Candidate, *, by: Actor, at: datetime) -> Candidate:
    """Forget what stands on the consent for sensitive facts. Raises PermissionDenied."""
    kept = {name: told for name, told in candidate.statuses.items() if name not in declarations.SENSITIVE}
    told = tell(candidate, {"statuses": kept}, by=by, at=at)
    drafts.wipe(told, "facts", by=by)  # an answer that two windows disputed may wait there
    return told


@transaction.atomic
def set_identity(
    user: User,
    *,
    name: str,
    phone: str,
    address: str | None = None,
    account: str | None = None,
    by: Actor,
    at: datetime,
) -> Identity:
    """Keep, sealed, who a person is and how to reach them; None leaves what stands.

    A number to sign in with changes by `phones.confirm` alone; a counsellor who acts for the person fills in what is empty and changes nothing,
    for texts go there. Raises PermissionDenied; by field name_missing, name_long, name_signs, bad_phone, phone_signs_in, persons_alone,
    resident_number.
    """
    actors.require_person(by, user.pk, scope=actors.FILL)
    told = {"name": one_line(name), "phone": declarations.digits(phone), "address": address, "account": account}
    told = {field: value for field, value in told.items() if value is not None}
    declarations.check_identity(told)
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # the first time there is no identity to lock
    identity = Identity.objects.filter(user=user).first() or Identity(user=user)
    changed = [field for field, value in told.items() if getattr(identity, field) != value]
    if not changed:
        return identity
    if "phone" in changed and identity.phone_verified_at:
        raise _phone_signs_in()
    if by.on_behalf_of and (stood := [field for field in changed if getattr(identity, field)]):
        raise _persons_alone(stood)
    for field in changed:
        setattr(identity, field, told[field])
    identity.changed_at = at
    identity.save()
    events.record("set_identity", [identity], by=by, at=at, params={"fields": changed})
    return identity


@transaction.atomic
def add_career(
    candidate: Candidate,
    *,
    title: str,
    duties: str = "",
    keco: str = "",
    months: int = 0,
    starts_on: date | None = None,
    ends_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Career:
    """Add a career. Raises PermissionDenied, too_many; by field those of declarations.career."""
    actors.require_person(by, candidate.user_id, scope=actors.FILL)
    row = _lock(candidate)
    if row.careers.count() >= MOST_ROWS:
        raise ValidationError(
            _("경력은 %(most)d개까지 적을 수 있습니다.") % {"most": MOST_ROWS},
            code="too_many",
            params={"most": MOST_ROWS},
        )
    line = CareerLine(title, months, duties, keco, starts_on, ends_on)
    career = declarations.career(row, line, on=timezone.localdate(at))
    career.save()
    _told("add_career", row, by=by, at=at)
    return career


@transaction.atomic
def change_career(career: Career, line: CareerLine, *, seen: str, by: Actor, at: datetime) -> Career:
    """Tell a career anew, where it stands; `seen` is the mark of what the page showed of it (careers.mark).

    Raises PermissionDenied, career_gone, changed_elsewhere; by field those of declarations.career.
    """
    actors.require_person(by, career.candidate.user_id, scope=actors.FILL)
    row = _lock(career.candidate)
    stands = row.careers.filter(pk=career.pk).first()
    if stands is None:
        raise ValidationError(_("다른 창에서 뺀 경력입니다. 경력을 새로 더해 주세요."), code="career_gone")
    if careers.mark(stands) != seen:
        raise ValidationError(
            _(
                "다른 창에서 이 경력을 먼저 고치셨습니다(지금은 ‘%(title)s’). 아래 내용으로 바꾸려면 한 번 더 저장해 주세요."
            )
            % {"title": stands.title},
            code="changed_elsewhere",
        )
    told = declarations.career(row, line, on=timezone.localdate(at))
    told.pk, told.public_id = career.pk, career.public_id
    told.save(force_update=True)
    _told("change_career", row, by=by, at=at)
    return told


@transaction.atomic
def remove_career(career: Career, *, by: Actor, at: datetime) -> None:
    """Remove a career that the person no longer wants to show. Raises PermissionDenied."""
    actors.require_person(by, career.candidate.user_id, scope=actors.FILL)
    row = _lock(career.candidate)
    Career.objects.filter(pk=career.pk).delete()
    _told("remove_career", row, by=by, at=at)


@transaction.atomic
def set_certificates(candidate: Candidate, names: Sequence[str], *, by: Actor, at: datetime) -> list[HeldCertificate]:
    """Keep these certificates and no others. Raises PermissionDenied; by field too_many, max_length, resident_number."""
    actors.require_person(by, candidate.user_id, scope=actors.FILL)
    row = _lock(candidate)
    wanted = declarations.certificate_names(names)
    held = {one.name: one for one in row.certificates.all()}
    if set(wanted) != set(held):
        row.certificates.exclude(name__in=wanted).delete()
        HeldCertificate.objects.bulk_create(
            HeldCertificate(candidate=row, name=name) for name in wanted if name not in held
        )
        Proof.objects.filter(candidate=row, fact="certificates").delete()
        _told("set_certificates", row, by=by, at=at)
    return list(row.certificates.order_by("pk"))


@transaction.atomic
def add_public_job(candidate: Candidate, line: PublicJobLine, *, by: Actor, at: datetime) -> PublicJob:
    """Add a job paid by public money.

    Raises PermissionDenied, too_many, public_job_ends_after_start, resident_number and those of the columns.
    """
    actors.require_person(by, candidate.user_id, scope=actors.FILL)
    row = _lock(candidate)
    if row.public_jobs.count() >= MOST_ROWS:
        raise ValidationError(
            _("다른 공공일자리는 %(most)d개까지 적을 수 있습니다.") % {"most": MOST_ROWS}, code="too_many"
        )
    job = declarations.public_job(row, line)
    job.save()
    _told_of_public_jobs("add_public_job", row, by=by, at=at)
    return job


@transaction.atomic
def remove_public_job(job: PublicJob, *, by: Actor, at: datetime) -> None:
    """Remove a public job that was told by mistake. Raises PermissionDenied."""
    actors.require_person(by, job.candidate.user_id, scope=actors.FILL)
    row = _lock(job.candidate)
    PublicJob.objects.filter(pk=job.pk).delete()
    _told_of_public_jobs("remove_public_job", row, by=by, at=at)


@transaction.atomic
def tell_no_public_jobs(candidate: Candidate, *, by: Actor, at: datetime) -> None:
    """Keep that the person has and had no public job. Raises PermissionDenied, jobs_listed."""
    actors.require_person(by, candidate.user_id, scope=actors.FILL)
    row = _lock(candidate)
    if row.public_jobs.exists():
        sentence = _(
            "다른 창에서 공공일자리를 더하셨습니다. 목록을 확인해 주세요. 참여한 적이 없으면 목록에서 빼 주세요."
        )
        raise ValidationError(sentence, code="jobs_listed")
    _told_of_public_jobs("tell_no_public_jobs", row, by=by, at=at)


@transaction.atomic
def see_proofs(
    candidates: Sequence[Candidate],
    facts: Sequence[Collection[str]],
    *,
    by: Actor | Sequence[Actor],
    at: datetime,
) -> None:
    """Note that officers saw papers that prove these facts of each person; the papers aren't kept.

    Who may look at whose papers is the caller's to check: an operator has a person by an application alone. Facts that
    no paper proves are left as they were declared. Raises PermissionDenied.
    """
    seen = [
        (row, sorted(PROVABLE.intersection(names)), actor)
        for row, names, actor in zip(candidates, facts, actors.each(by, candidates), strict=True)
    ]
    for actor in {actor for _row, _names, actor in seen}:
        actors.require_role(actor, roles={"member", "manager"}, kinds={"operator"})
    seen = [(row, names, actor) for row, names, actor in seen if names]
    rows = {
        (row.pk, name): Proof(candidate=row, fact=name, basis=Proof.Basis.PROOF, seen_at=at, seen_by=actor.user)
        for row, names, actor in seen
        for name in names
    }
    Proof.objects.bulk_create(
        [rows[key] for key in sorted(rows)],
        update_conflicts=True,
        unique_fields=["candidate", "fact"],
        update_fields=["basis", "seen_at", "seen_by"],
    )
    told = [{"facts": names} for _row, names, _actor in seen]
    events.record("see_proof", [row for row, _n, _a in seen], by=[actor for _r, _n, actor in seen], at=at, params=told)


# Questions ------------------------------------------------------------------------------------------------------------
def untold(candidate: Candidate) -> dict[str, bool]:
    """Whether each answer that would open something is still to be told, those first that open most.

    First what every rule and every suggestion reads, then what single rules read, then what only moves the order.
    """
    return {
        "birth_on": candidate.birth_on is None,
        "district": not candidate.district,
        "hours_mask": not candidate.hours_mask,
        "employment": candidate.employment == Candidate.Employment.UNKNOWN,
        "careers": not (candidate.no_careers or candidate.careers.exists()),
        "public_jobs": candidate.public_jobs_told_at is None,
        "kinds_wished": not candidate.kinds_wished,
        "skills": not (candidate.skills or candidate.no_certificates or candidate.certificates.exists()),
        "hours_per_month": candidate.hours_per_month is None,
        "has_benefit": candidate.has_benefit is None,
        "dong": not candidate.dong and candidate.district != places.OUTSIDE,
    }


def lacks_basics(candidate: Candidate) -> bool:
    """Whether what every rule and every suggestion reads is still to be told."""
    return candidate.birth_on is None or not candidate.district or not candidate.hours_mask


def missing(candidate: Candidate) -> list[str]:
    """Return the answers that are still to be told and would open something, those first that open most."""
    return [name for name, is_untold in untold(candidate).items() if is_untold]


# Private --------------------------------------------------------------------------------------------------------------
def _lock(candidate: Candidate) -> Candidate:
    return Candidate.objects.select_for_update(no_key=True).get(pk=candidate.pk)


def _told(verb: str, row: Candidate, *, by: Actor, at: datetime, params: dict[str, Any] | None = None) -> None:
    events.record(verb, [row], by=by, at=at, params=params)
    stale_marks.mark("candidate", [row.pk], at=at)


def _told_of_public_jobs(verb: str, row: Candidate, *, by: Actor, at: datetime) -> None:
    row.public_jobs_told_at = at
    row.save(update_fields=["public_jobs_told_at"])
    Proof.objects.filter(candidate=row, fact="public_jobs").delete()
    _told(verb, row, by=by, at=at)


def _require_sensitive_consent(row: Candidate) -> None:
    """A fact about health needs a consent of its own (PIPA art. 23)."""
    standing = Consent.objects.filter(user_id=row.user_id, withdrawn_at=None)
    if declarations.tells_sensitive(row) and not standing.filter(text__purpose=ConsentText.Purpose.SENSITIVE).exists():
        raise declarations.consent_missing()


def _persons_alone(fields: Sequence[str]) -> ValidationError:
    sentence = _("이름과 연락처는 본인만 바꿀 수 있습니다. 잘못 적혀 있으면 홈페이지 아래의 전화로 알려 주세요.")
    return ValidationError({field: ValidationError(sentence, code="persons_alone") for field in fields})


def _phone_signs_in() -> ValidationError:
    sentence = _("로그인할 때 쓰는 번호입니다. ‘알림 받는 방법’의 ‘번호 바꾸기’에서 새 번호를 확인하고 바꿔 주세요.")
    return ValidationError({"phone": ValidationError(sentence, code="phone_signs_in")})
