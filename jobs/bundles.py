"""Papers for an audit (감사 제출 자료): asked for by who answers for them, built by a worker, sealed, taken for a reason, kept for a while.

All files of a bundle are read in one snapshot of the database, so that their sums agree. The hash of the manifest stands in an event of the
making: a manifest that somebody changed is not ours any more (jobs/bundle_manifests.py). Sources: 공공감사에 관한 법률 art. 20 (papers asked for
an audit); PIPA art. 21 (what isn't needed any more is destroyed). Decision: docs/adr/0029.
"""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobs import bundle_files, bundle_manifests, exports, steps, transfers
from jobs.bundle_files import READ_FIRST
from jobs.bundle_manifests import Checked
from jobs.exports import CAUSES
from jobs.models import (
    Application,
    AuditBundle,
    AuditBundlePiece,
    Conflict,
    Posting,
    ProgrammeYear,
    RunLine,
    Worklog,
)
from jobs.steps import Parties
from jobs.tables.base import NAME, Scope
from jobs.zips import Added, Archive
from profiles import access, actors, destructions, events
from profiles.actors import Actor
from profiles.models import Candidate, Destruction, Event, Organisation, User

READERS = ("editor", "auditor")  # of the city
LEASE = timedelta(minutes=15)  # a bundle begun longer ago was left by a worker that died
MOST_TRIES = 3
_log = logging.getLogger(__name__)


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def ask_of_posting(posting: Posting, *, shows_names: bool = False, by: Actor, at: datetime) -> AuditBundle:
    """Ask for the papers of a posting. Raises PermissionDenied, has_conflict, under_way."""
    (row,) = steps.lock(Posting, [posting], "programme_year__programme", "organisation")
    return _ask(AuditBundle(posting=row, organisation=row.organisation), shows_names, by, at)


@transaction.atomic
def ask_of_month(
    year: ProgrammeYear,
    organisation: Organisation,
    month: date,
    *,
    shows_names: bool = False,
    by: Actor,
    at: datetime,
) -> AuditBundle:
    """Ask for the papers of a month of an operator's project. Raises PermissionDenied, has_conflict, nobody_worked, under_way."""
    (row,) = steps.lock(Organisation, [organisation])
    asked = AuditBundle(programme_year=year, month=month.replace(day=1), organisation=row)
    _require_reader(by, row.pk)
    if not people_of(asked).exists():
        raise ValidationError(_("이 달에 낸 활동일지도 지급도 없습니다."), code="nobody_worked")
    return _ask(asked, shows_names, by, at)


def build_due(*, at: datetime) -> int:
    """Build what was asked for, and what was left half done, oldest first; return how many are ready."""
    ready = 0
    while (bundle := _claim(at)) is not None:
        try:
            build(bundle, at=at)
        except Exception:  # whatever is wrong with one must not hold up the others; it stays asked for or is given up
            _log.exception("bundle %s could not be built", bundle.pk)
            _put_back(bundle, at)
        else:
            ready += 1
        cache.delete(_progress_key(bundle))
    return ready


def build(bundle: AuditBundle, *, at: datetime) -> AuditBundle:
    """Write a bundle that this worker claimed: all of it, or nothing."""
    with _snapshot(), translation.override("ko"):
        row = AuditBundle.objects.select_for_update(no_key=True).get(pk=bundle.pk)
        if row.state != AuditBundle.State.BUILDING:
            raise steps.wrong_state(row)
        AuditBundlePiece.objects.filter(bundle=row).delete()
        whole, manifest, files = _write(row, at)
        row.state, row.made_at = AuditBundle.State.READY, at
        row.application_ids = list(people_of(row).order_by("pk").values_list("pk", flat=True))
        row.people, row.files, row.size = len(row.application_ids), files, whole.size
        row.file_hash, row.manifest_hash = whole.sha256, hashlib.sha256(manifest).hexdigest()
        row.save()
        told = {"manifest_hash": row.manifest_hash, "file_hash": row.file_hash, "files": files}
        events.record("make_bundle", [row], by=actors.system(), at=at, params=told)
    return row


@transaction.atomic
def take(
    bundle: AuditBundle, *, cause: str, words: str = "", page: str, address: str | None, by: Actor, at: datetime
) -> Iterator[bytes]:
    """Return the file of a bundle, piece by piece; who took it, and why, is kept.

    Raises PermissionDenied, has_conflict, wrong_state and, by field, shows_too_much and what `exports.reason_of` raises.
    """
    (row,) = steps.lock(AuditBundle, [bundle], "posting", "organisation")
    _require_reader(by, row.owner_id)
    _require_impartial(row, by)
    if row.state != AuditBundle.State.READY:
        raise steps.wrong_state(row)
    why = exports.reason_of(cause, words)
    if row.shows_names and NAME not in CAUSES[cause].shows:
        sentence = _("이름을 가리지 않은 자료는 ‘%(cause)s’에 쓸 수 없습니다. 이름을 가린 자료를 새로 만들어 주세요.")
        told = ValidationError(sentence % {"cause": CAUSES[cause].label}, code="shows_too_much")
        raise ValidationError({"cause": told})
    people = Candidate.objects.filter(applications__in=told_of(row))
    access.record(people.only("user"), page=page, purpose=why, by=by, at=at, address=address)
    events.record("take_bundle", [row], by=by, at=at, reason=why, params={"file_hash": row.file_hash, "cause": cause})
    return _pieces(row)


@transaction.atomic
def forget(*, at: datetime) -> int:
    """Destroy the pieces of a bundle that was kept long enough; return how many went. Raises NoPeriod."""
    due = destructions.overdue("audit bundle", at=at)
    old = AuditBundle.objects.filter(state=AuditBundle.State.READY, made_at__lt=due.before).order_by("pk")
    ids = destructions.held(old, 1)
    pieces = list(AuditBundlePiece.objects.filter(bundle__in=ids).values_list("pk", flat=True))
    AuditBundle.objects.filter(pk__in=ids).update(state=AuditBundle.State.GONE, application_ids=None)
    return destructions.destroy(AuditBundlePiece, pieces, cause=Destruction.Cause.PERIOD, period=due.period, at=at)


# Questions ------------------------------------------------------------------------------------------------------------
def may_read(organisation_id: int, by: Actor) -> bool:
    """Whether these papers are for this person: managers of the operator, the city's editors and auditors."""
    is_city = by.user is not None and bool(by.user.organisation_ids(kinds={"city"}, roles=set(READERS)))
    return is_city or steps.is_party("manager", Parties(operator_id=organisation_id), by)


def is_impartial(bundle: AuditBundle, user: User | None) -> bool:
    """Whether this person keeps away from nobody in the papers, and isn't in them: they tell of everybody."""
    if user is None:
        return False
    barred = Conflict.objects.standing().filter(application__in=told_of(bundle), declared_by=user)
    return not barred.exists() and not told_of(bundle).filter(candidate__user=user).exists()


def told_of(bundle: AuditBundle) -> QuerySet[Application]:
    """Return of whom a bundle tells: once it is built, those who were in its snapshot, whatever happened since."""
    if bundle.application_ids is None:
        return people_of(bundle)
    return Application.objects.filter(pk__in=bundle.application_ids)


def people_of(bundle: AuditBundle) -> QuerySet[Application]:
    """Return whose papers these would be now: the applicants of the posting; of a month, who stands in the operator's runs, and whose log it
    answers for: a month stays with who paid it, also when its posting passed on.
    """
    if bundle.posting_id:
        return Application.objects.filter(posting=bundle.posting_id)
    year, month, operator = bundle.programme_year_id, bundle.month, bundle.organisation_id
    logs = Worklog.objects.filter(month=month, placement__application__posting__programme_year=year)
    logged = transfers.answered_for(logs, operator).values("placement__application")
    prepared = RunLine.objects.filter(run__programme_year=year, run__organisation=operator, run__month=month)
    return Application.objects.filter(Q(pk__in=logged) | Q(pk__in=prepared.values("placement__application")))


def recorded(found: Checked) -> Event | None:
    """Return the event of the making of this manifest; None where it isn't ours, or was changed since."""
    if found.made_at is None:
        return None
    told = Event.objects.filter(at=found.made_at, verb="make_bundle", subject_type="auditbundle")
    return told.filter(params__manifest_hash=found.manifest_hash).first()


def progress(bundle: AuditBundle) -> tuple[int, int] | None:
    """Return how many files of how many are written, where a worker is at it; a broken cache says nothing."""
    found = cache.get(_progress_key(bundle))
    return (found[0], found[1]) if found else None


def kept_until(bundle: AuditBundle, *, at: datetime) -> datetime | None:
    """Return until when a bundle can be taken, by the period in force."""
    period = destructions.standing("audit bundle", on=timezone.localdate(at)).now
    return bundle.made_at + timedelta(days=period.days) if period and bundle.made_at else None


def title_of(bundle: AuditBundle) -> str:
    """Return what a bundle is of."""
    if bundle.posting is not None:
        return bundle.posting.title
    return f"{bundle.programme_year} · {date_format(bundle.month, 'YEAR_MONTH_FORMAT')}"


# Private --------------------------------------------------------------------------------------------------------------
def _ask(asked: AuditBundle, shows_names: bool, by: Actor, at: datetime) -> AuditBundle:
    _require_reader(by, asked.organisation_id)
    _require_impartial(asked, by)
    asked.shows_names, asked.asked_at, asked.asked_by = shows_names, at, by.user
    asked.validate_constraints()
    asked.save()
    events.record("ask_bundle", [asked], by=by, at=at, params={"shows_names": shows_names})
    return asked


def _require_reader(by: Actor, organisation_id: int) -> None:
    if not may_read(organisation_id, by):
        raise PermissionDenied


def _require_impartial(bundle: AuditBundle, by: Actor) -> None:
    if not is_impartial(bundle, by.user):
        sentence = _("이해충돌을 신고했거나 직접 지원한 분의 자료가 들어 있어 받을 수 없습니다. 다른 분이 받아 주세요.")
        raise ValidationError(sentence, code="has_conflict")


@transaction.atomic
def _claim(at: datetime) -> AuditBundle | None:
    left = Q(state=AuditBundle.State.BUILDING, begun_at__lt=at - LEASE)
    fresh = Q(state=AuditBundle.State.ASKED) & (Q(begun_at=None) | Q(begun_at__lt=at))  # not again in one sweep
    waiting = AuditBundle.objects.filter(fresh | left).order_by("asked_at", "pk")
    row = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if row is None:
        return None
    if row.tries >= MOST_TRIES:
        row.state = AuditBundle.State.FAILED
        row.save(update_fields=["state"])
        events.record("fail_bundle", [row], by=actors.system(), at=at)
        return _claim(at)
    row.state, row.begun_at, row.tries = AuditBundle.State.BUILDING, at, row.tries + 1
    row.save(update_fields=["state", "begun_at", "tries"])
    return row


@transaction.atomic
def _put_back(bundle: AuditBundle, at: datetime) -> None:
    """Leave it to the next sweep, or give it up after the last try."""
    row = AuditBundle.objects.select_for_update(no_key=True).get(pk=bundle.pk)
    row.state = AuditBundle.State.ASKED
    if row.tries >= MOST_TRIES:
        row.state = AuditBundle.State.FAILED
        events.record("fail_bundle", [row], by=actors.system(), at=at)
    row.save(update_fields=["state"])


@contextmanager
def _snapshot() -> Iterator[None]:
    """A transaction that sees the database as it stood at its first look; inside another one its own holds."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _write(bundle: AuditBundle, at: datetime) -> tuple[Added, bytes, int]:
    """Write the archive into sealed pieces; return what it is as a whole, its manifest, and how many files it has."""
    count = 0

    def keep(piece: bytes) -> None:
        nonlocal count
        row = AuditBundlePiece(bundle=bundle, number=count)
        row.content = piece
        row.save()
        count += 1

    archive, scope = Archive(keep), _scope_of(bundle)
    parts = bundle_files.parts_of(bundle, scope)
    listed: list[tuple[Added, int | None]] = []
    for part in parts:
        cache.set(_progress_key(bundle), (len(listed), len(parts)), timeout=int(LEASE.total_seconds()))
        chunks = part.chunks()  # first: a paper that can't be set has another name
        added = archive.add(part.name, chunks)
        listed.append((added, part.rows))
    listed.append((archive.add(READ_FIRST, [bundle_files.read_first(bundle, title_of(bundle), parts)]), None))
    manifest = bundle_manifests.write(listed, about=_about(bundle), made_at=at.astimezone(UTC).isoformat())
    archive.add(bundle_manifests.NAME, [manifest])
    return archive.close(), manifest, len(listed) + 1


def _scope_of(bundle: AuditBundle) -> Scope:
    return Scope(
        people_of(bundle),
        posting=bundle.posting,
        month=bundle.month,
        shows=frozenset({NAME}) if bundle.shows_names else frozenset(),
        organisation=bundle.posting.organisation if bundle.posting else bundle.organisation,
        programme_year=bundle.programme_year,
    )


def _about(bundle: AuditBundle) -> dict[str, str | bool]:
    """What the manifest says of the bundle: by which rows it can be found again."""
    of = bundle.posting or bundle.programme_year
    return {
        "kind": "posting" if bundle.posting else "month",
        "title": title_of(bundle),
        "organisation": bundle.organisation.name,
        "public_id": str(of.public_id),
        "month": f"{bundle.month:%Y-%m}" if bundle.month else "",
        "shows_names": bundle.shows_names,
    }


def _pieces(bundle: AuditBundle) -> Iterator[bytes]:
    """The file piece by piece, each opened when it is asked for."""
    numbers = list(AuditBundlePiece.objects.filter(bundle=bundle).order_by("number").values_list("number", flat=True))
    return (AuditBundlePiece.objects.get(bundle=bundle, number=number).content for number in numbers)


def _progress_key(bundle: AuditBundle) -> str:
    return f"audit-bundle:{bundle.pk}"
