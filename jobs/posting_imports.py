"""Many postings at once from a spreadsheet: read and shown first, then all written as drafts or none, and once only.

One row that can't be written keeps the whole file out. What was read waits in the database, so that what was shown is what is written,
without a second upload. The drafts go through the city's review like any other.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import posting_rows, posting_sheets, postings
from jobs.models import Posting, PostingImport, ProgrammeYear, Site
from jobs.posting_columns import HEADINGS
from jobs.posting_rows import Fault, SheetPosting
from jobs.postings import SiteSeats
from profiles import actors, events
from profiles.actors import Actor
from profiles.cv.sandbox import Sheet
from profiles.lines import one_line
from profiles.models import Organisation

KEPT_DAYS = 7
MOST_WAITING = 20  # of one operator; the oldest make room
_MOMENTS, _DAYS = ("apply_from", "apply_until", "results_at"), ("starts_on", "ends_on")
_BESIDE = {"hours_mask": "weekdays"}
# Constraints of the database that tell two columns apart, asked here without a query for each of 500 rows; beside the later one.
_LATER = {
    "posting_apply_period": ("apply_from", "apply_until"),
    "posting_results_after_close": ("apply_until", "results_at"),
    "posting_activity_period": ("starts_on", "ends_on"),
}
_SENTENCES = {rule.name: rule.violation_error_message for rule in Posting._meta.constraints}


class _Faulty(Exception):
    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(len(faults))
        self.faults = faults


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def keep(
    organisation: Organisation, sheet: Sheet, *, file_name: str, file_hash: str, by: Actor, at: datetime
) -> PostingImport:
    """Keep what a spreadsheet says, to be looked at: its postings, or what is wrong in which cell. No posting is written.

    Raises PermissionDenied, no_headings, no_postings, too_many_rows.
    """
    _require_officer(by, organisation.pk)
    years, sites = _years(at), list(Site.objects.filter(organisation=organisation))  # ended ones too, to name them
    reading = posting_sheets.read(sheet, posting_rows.known(list(years.values()), sites))
    wrong = {fault.row for fault in reading.faults}
    faults = [*reading.faults]
    for row in reading.postings:
        if row.is_whole and row.row not in wrong:
            faults += _drafted(row, organisation, years[row.programme_year], by=by, at=at)[0]
    kept = PostingImport.objects.create(
        organisation=organisation,
        state=PostingImport.State.FAULTY if faults else PostingImport.State.WAITING,
        file_name=one_line(file_name)[-100:],
        file_hash=file_hash,
        postings=len(reading.postings),
        passed_over=reading.passed_over,
        other_sheets=reading.others,
        rows=[] if faults else [asdict(row) for row in reading.postings],
        faults=_in_order(faults),
        read_at=at,
        read_by=by.user,
    )
    told = {"postings": len(reading.postings), "faults": len(faults)}
    events.record("read_postings", [kept], by=by, at=at, params=told)
    _make_room(organisation)
    return kept


@transaction.atomic
def confirm(kept: PostingImport, *, before: UUID | None = None, by: Actor, at: datetime) -> PostingImport:
    """Write all its postings as drafts. Return it imported, or faulty where a row can't be written any more; then none is.

    before: the last import of the very same file that the person was warned of.

    Raises PermissionDenied, already_imported, has_faults, imported_meanwhile, gone.
    """
    Organisation.objects.select_for_update(no_key=True).get(
        pk=kept.organisation_id
    )  # a colleague may hold the same file
    row = _lock(kept, by)
    if row.state == PostingImport.State.IMPORTED:
        raise ValidationError(_("이미 가져온 파일입니다. 공고가 두 번 생기지 않았습니다."), code="already_imported")
    if row.state == PostingImport.State.FAULTY:
        raise ValidationError(
            _("고칠 것이 남아 있어 가져올 수 없습니다. 고친 파일을 다시 올려 주세요."), code="has_faults"
        )
    same = imported_before(row)
    if same is not None and same.public_id != before:
        raise ValidationError(
            _("그사이 다른 담당자가 똑같은 파일을 가져왔습니다. 아무 공고도 쓰지 않았습니다. 아래를 확인해 주세요."),
            code="imported_meanwhile",
        )
    try:
        with transaction.atomic():
            written = _write_all(row, by=by, at=at)
    except _Faulty as wrong:
        row.state, row.rows, row.faults = PostingImport.State.FAULTY, [], _in_order(wrong.faults)
        row.save(update_fields=["state", "rows", "faults"])
        events.record("refuse_postings", [row], by=by, at=at, params={"faults": len(wrong.faults)})
        return row
    row.state, row.rows, row.imported_at, row.imported_by = PostingImport.State.IMPORTED, [], at, by.user
    row.save(update_fields=["state", "rows", "imported_at", "imported_by"])
    events.record("import_postings", [row], by=by, at=at, params={"postings": len(written), "file_hash": row.file_hash})
    return row


@transaction.atomic
def discard(kept: PostingImport, *, by: Actor, at: datetime) -> None:
    """Throw away what was read, of which nothing was written. Raises PermissionDenied, already_imported, gone."""
    row = _lock(kept, by)
    if row.state == PostingImport.State.IMPORTED:
        raise ValidationError(_("이미 가져온 파일입니다. 공고 목록에서 하나씩 지워 주세요."), code="already_imported")
    events.record("discard_postings", [row], by=by, at=at)
    row.delete()


@transaction.atomic
def forget(*, at: datetime) -> int:
    """Delete what was read long ago, written or not; how many went. The history stays."""
    old = PostingImport.objects.select_for_update(skip_locked=True).filter(read_at__lt=at - timedelta(days=KEPT_DAYS))
    return PostingImport.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()[0]


# Questions ------------------------------------------------------------------------------------------------------------
def faults_of(kept: PostingImport) -> list[Fault]:
    """Return what is wrong, in the order of the rows."""
    return [Fault(*fault) for fault in kept.faults]


def rows_of(kept: PostingImport) -> list[SheetPosting]:
    """Return the postings that wait, in the order of the rows."""
    return [SheetPosting(**row) for row in kept.rows]


def in_words(rows: Sequence[SheetPosting]) -> list[dict[str, Any]]:
    """Return rows with what their numbers stand for: the programme year, the sites with their seats, and the fields."""
    years = ProgrammeYear.objects.select_related("programme").in_bulk({row.programme_year for row in rows})
    sites = Site.objects.in_bulk({site for row in rows for site, _seats in row.sites})
    return [
        {
            "row": row.row,
            "year": years.get(row.programme_year),
            "sites": [{"name": sites[site].name, "seats": seats} for site, seats in row.sites if site in sites],
            **fields_of(row),
        }
        for row in rows
    ]


def imported_before(kept: PostingImport) -> PostingImport | None:
    """Return the last import of the very same file, which would be written once more."""
    same = PostingImport.objects.filter(organisation=kept.organisation_id, file_hash=kept.file_hash)
    return same.filter(state=PostingImport.State.IMPORTED).exclude(pk=kept.pk).order_by("-imported_at").first()


def years_on(day: date) -> list[ProgrammeYear]:
    """Return the programme years for which postings may be written on a day, by name."""
    rows = ProgrammeYear.objects.filter(ends_on__gte=day).select_related("programme")
    return list(rows.order_by("programme__name", "year"))


def fields_of(row: SheetPosting) -> dict[str, Any]:
    """Return the fields as `postings.write` takes them: days and times in place of texts."""
    read: dict[str, Any] = {name: datetime.fromisoformat(row.fields[name]) for name in _MOMENTS}
    read |= {name: date.fromisoformat(row.fields[name]) for name in _DAYS}
    return {**row.fields, **read}


# Private --------------------------------------------------------------------------------------------------------------
def _require_officer(by: Actor, organisation_id: int) -> None:
    actors.require_role(by, roles={"member", "manager"}, kinds={"operator"}, organisation_ids=[organisation_id])


def _lock(kept: PostingImport, by: Actor) -> PostingImport:
    _require_officer(by, kept.organisation_id)
    row = PostingImport.objects.select_for_update().filter(pk=kept.pk).first()
    if row is None:
        raise ValidationError(_("올린 내용은 시간이 지나 지웠습니다. 파일을 다시 올려 주세요."), code="gone")
    return row


def _make_room(organisation: Organisation) -> None:
    rows = PostingImport.objects.unimported().filter(organisation=organisation).order_by("-read_at", "-pk")
    PostingImport.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[MOST_WAITING:])).delete()


def _years(at: datetime) -> dict[int, ProgrammeYear]:
    return {year.pk: year for year in years_on(timezone.localdate(at))}


def _sites(organisation: Organisation) -> dict[int, Site]:
    """The sites that take people; one that ended is none that a posting may name."""
    return {site.pk: site for site in Site.objects.filter(organisation=organisation, ended_at=None)}


def _write_all(row: PostingImport, *, by: Actor, at: datetime) -> list[Posting]:
    years, sites = _years(at), _sites(row.organisation)
    drafts, faults = [], []
    for told in rows_of(row):
        if told.programme_year not in years or any(site not in sites for site, _seats in told.sites):
            sentence = _("그사이 사업이나 활동처가 없어졌습니다. 고친 파일을 다시 올려 주세요.")
            faults.append(Fault(told.row, "", "", "", sentence))
            continue
        wrong, posting = _drafted(told, row.organisation, years[told.programme_year], by=by, at=at)
        faults += wrong
        drafts.append((posting, [SiteSeats(sites[site], seats) for site, seats in told.sites]))
    if faults:
        raise _Faulty(faults)
    return postings.write_all(drafts, by=by, at=at)


def _drafted(
    row: SheetPosting, organisation: Organisation, year: ProgrammeYear, *, by: Actor, at: datetime
) -> tuple[list[Fault], Posting | None]:
    """The posting of a row that could be read, or what the rules of postings say against it."""
    fields = fields_of(row)
    early = [
        _fault(row, column, _SENTENCES[rule])
        for rule, (first, column) in _LATER.items()
        if fields[column] < fields[first] or (fields[column] == fields[first] and column != "results_at")
    ]
    try:
        posting = postings.drafted(year, organisation, fields, by=by, at=at, asks_database=False)
    except ValidationError as broken:
        return [*early, *_faults(row, broken)], None
    return early, posting


def _faults(row: SheetPosting, broken: ValidationError) -> list[Fault]:
    """The sentences of broken rules, each beside its cell."""
    by_field = broken.error_dict if hasattr(broken, "error_dict") else {NON_FIELD_ERRORS: broken.error_list}
    return [
        _fault(row, _BESIDE.get(name, name), " ".join(error.messages))
        for name, errors in by_field.items()
        for error in errors
    ]


def _fault(row: SheetPosting, column: str, reason: str) -> Fault:
    at, value = row.cells.get(column, ("", ""))
    return Fault(row.row, at, HEADINGS.get(column, ""), value, str(reason))


def _in_order(faults: Sequence[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: (fault.row, len(fault.address), fault.address))[
        : posting_sheets.MOST_FAULTS
    ]
