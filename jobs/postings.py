"""Postings: an operator writes one, the city approves it, it takes applications between its times, it closes.

"Open" is computed from the times; no job flips it (DESIGN section 11).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import (
    posting_remarks,
    posting_terms,
    posting_versions,
    reserves,
    steps,
    wordings,
)
from jobs.models import Posting, PostingDraft, PostingSite, ProgrammeYear, RuleSet, Seat, Site
from jobs.steps import Parties, Step
from profiles import actors, events, stale_marks
from profiles.actors import Actor
from profiles.models import Organisation

STEPS = (
    Step("send_to_review", gettext_lazy("검토 요청하기"), ("draft",), "in_review", ("operator",)),
    Step("discard", gettext_lazy("공고 지우기"), ("draft",), "", ("operator",)),
    Step("recall", gettext_lazy("검토 요청 거두기"), ("in_review",), "draft", ("operator",)),
    Step("return_to_draft", gettext_lazy("고쳐 달라고 하기"), ("in_review",), "draft", ("city",)),
    Step("approve", gettext_lazy("게시 승인하기"), ("in_review",), "published", ("city",)),
    Step("extend", gettext_lazy("접수 기간 연장하기"), ("published",), "published", ("operator", "city")),
    Step("call_again", gettext_lazy("재공고하기"), ("published", "closed"), "published", ("operator", "city")),
    Step("close", gettext_lazy("마감하기"), ("published",), "closed", ("operator", "city")),
    Step("archive", gettext_lazy("보관하기"), ("closed",), "archived", ("operator", "city")),
)

WRITABLE = (
    "selection",
    "title",
    "duties",
    "keco",
    "weekly_hours",
    "hours_per_month",
    "hours_mask",
    "districts",
    "required_certificates",
    "preferred_certificates",
    "question",
    "asked_files",
    "has_interview",
    "shares_scores",
    "has_training",
    "apply_from",
    "apply_until",
    "results_at",
    "starts_on",
    "ends_on",
    "offer_days",
    "intake_limit",
    "reopens_when_withdrawn",
)
DATES = ("apply_from", "apply_until", "results_at", "starts_on", "ends_on")
APART = ("extend", "call_again")  # steps of posting_calls.py, which ask for more than a press


@dataclass(frozen=True)
class SiteSeats:
    """How many seats a posting has at a site."""

    site: Site
    seats: int


@transaction.atomic
def write(
    programme_year: ProgrammeYear,
    organisation: Organisation,
    fields: dict[str, Any],
    sites: Sequence[SiteSeats],
    *,
    by: Actor,
    at: datetime,
    copied_from: Posting | None = None,
) -> Posting:
    """Write a new draft with its sites and seats.

    Raises PermissionDenied, no_seats; by field offer_days, hours_over_cap, no_hours, outside_year, resident_number, those of
    asked_files.settled and of the columns.
    """
    posting = drafted(programme_year, organisation, fields, by=by, at=at, copied_from=copied_from)
    return write_all([(posting, sites)], by=by, at=at)[0]


@transaction.atomic
def write_all(drafts: Sequence[tuple[Posting, Sequence[SiteSeats]]], *, by: Actor, at: datetime) -> list[Posting]:
    """Keep postings that `drafted` made, with their sites and seats: all or none. Raises PermissionDenied, no_seats."""
    for organisation_id in {posting.organisation_id for posting, _sites in drafts}:
        _require_operator(by, organisation_id)
    written = Posting.objects.bulk_create(posting for posting, _sites in drafts)
    _lay_out(drafts)
    for posting in written:
        posting_versions.keep(posting, WRITABLE, by=by, at=at)
    events.record("write", written, by=by, at=at)
    return written


@transaction.atomic
def edit(
    posting: Posting,
    fields: dict[str, Any],
    sites: Sequence[SiteSeats] | None = None,
    *,
    version: int | None = None,
    mended: Mapping[int, str] | None = None,
    by: Actor,
    at: datetime,
) -> Posting:
    """Change a draft. `mended`: what is said of remarks that are mended with it, by their pk.

    Raises PermissionDenied, wrong_state, changed_meanwhile, and what `write` and `posting_remarks.mend` raise.
    """
    (posting,) = steps.lock(Posting, [posting], "programme_year")
    _require_operator(by, posting.organisation_id)
    if posting.state != Posting.State.DRAFT:
        raise steps.wrong_state(posting)
    if version is not None and version != posting.version:
        raise ValidationError(
            _("그사이 다른 담당자가 이 공고를 고쳤습니다. 고친 내용을 확인한 뒤 다시 저장해 주세요."),
            code="changed_meanwhile",
        )
    _refuse_unknown(fields)
    posting_versions.keep(posting, WRITABLE, by=None, at=at)
    for name, value in fields.items():
        setattr(posting, name, value)
    posting.version += 1
    posting_terms.check(posting)
    posting.save()
    if sites is not None:
        posting.posting_sites.all().delete()
        _lay_out([(posting, sites)])
    posting_versions.keep(posting, WRITABLE, by=by, at=at)
    posting_remarks.mend(posting, mended or {}, by=by, at=at)
    events.record("edit", [posting], by=by, at=at, params={"fields": sorted(fields)})
    return posting


@transaction.atomic
def send_to_review(posting: Posting, *, reasons: Mapping[str, str] | None = None, by: Actor, at: datetime) -> Posting:
    """Ask the city to publish a draft. `reasons`: why words that the check warns of stay, by their key; the city reads them.

    Raises PermissionDenied, wrong_state, no_seats, remarks_open, reasons_missing; by field period_over, below_minimum_wage, wording.
    """
    if not Seat.objects.filter(posting_site__posting=posting).exists():
        raise _no_seats()
    (row,) = steps.lock(Posting, [posting], "programme_year", "organisation")
    steps.check(STEPS, "send_to_review", [row], parties, [by])
    posting_remarks.require_mended(row)
    kept = posting_terms.require_words(row, reasons or {}, at)
    told = {"version": row.version, "wordings": wordings.version(timezone.localdate(at)), "kept": kept}
    (sent,) = _move("send_to_review", [row], by=by, at=at, params=told)
    if sent.is_over(at):
        sentence = _("지원 마감이 이미 지났습니다. 지원 기간과 그 뒤의 날짜를 고친 뒤 검토를 요청해 주세요.")
        raise ValidationError({"apply_until": ValidationError(sentence, code="period_over")})
    posting_terms.require_minimum_wage(posting.programme_year, sent.starts_on)
    return sent


@transaction.atomic
def discard(posting: Posting, *, by: Actor, at: datetime) -> None:
    """Delete a draft with its sites and seats; the history keeps its title. Raises PermissionDenied, wrong_state."""
    (row,) = steps.lock(Posting, [posting])
    steps.check(STEPS, "discard", [row], parties, [by])
    events.record("discard", [row], by=by, at=at, moves=(row.state, ""), params={"title": row.title})
    row.delete()


@transaction.atomic
def recall(posting: Posting, *, by: Actor, at: datetime) -> Posting:
    """Take a posting back from the city's review, to change it. Raises PermissionDenied, wrong_state."""
    return _move("recall", [posting], by=by, at=at)[0]


@transaction.atomic
def return_to_draft(
    posting: Posting, *, reason: str = "", remarks: Mapping[str, str] | None = None, by: Actor, at: datetime
) -> Posting:
    """Send a posting back to its operator with what to mend: as a whole, field by field (`remarks`), or both.

    Raises PermissionDenied, wrong_state, reason_missing, and what `posting_remarks.make` raises.
    """
    said = {field: text for field, text in (remarks or {}).items() if text.strip()}
    if set(said) - {*WRITABLE, posting_versions.SITES}:
        raise posting_remarks.unknown_field()
    why = reason.strip() if said else needed(reason, _("고칠 점을 적어 주세요. 운영기관이 그대로 읽습니다."))
    (row,) = steps.lock(Posting, [posting])
    told = {"version": row.version, "fields": sorted(said)}
    (returned,) = _move("return_to_draft", [row], by=by, at=at, reason=why, params=told)
    posting_remarks.make(returned, said, by=by, at=at)
    return returned


@transaction.atomic
def approve(
    postings: Sequence[Posting], *, shown: Sequence[int | None] | None = None, by: Actor, at: datetime
) -> list[Posting]:
    """Publish postings; they open by their own times. `shown`: the version of each, as the page said.

    Raises PermissionDenied, wrong_state, changed_meanwhile, rules_missing, period_over.
    """
    untold = {"results_released_at": None, "results_released_by": None}  # nobody has applied yet
    moved = _move("approve", postings, by=by, at=at, published_at=at, published_by=by.user, **untold)
    steps.require_unchanged(moved, "version", shown)
    years = {row.programme_year_id for row in moved}
    if RuleSet.objects.filter(programme_year__in=years).values("programme_year").distinct().count() < len(years):
        raise ValidationError(_("이 연도별 사업에 규칙이 없어 게시할 수 없습니다."), code="rules_missing")
    if any(row.is_over(at) for row in moved):
        raise ValidationError(_("지원 마감이 이미 지났습니다. 기간을 고쳐 주세요."), code="period_over")
    PostingDraft.objects.filter(posting__in=moved).delete()
    stale_marks.mark("posting", [row.pk for row in moved], at=at)
    return moved


@transaction.atomic
def close(posting: Posting, *, reason: str, by: Actor, at: datetime) -> Posting:
    """Stop taking applications before the deadline, for a reason. Raises PermissionDenied, wrong_state, reason_missing."""
    why = needed(reason, _("마감하는 이유를 적어 주세요. 처리 기록에 남습니다."))
    (closed,) = _move("close", [posting], by=by, at=at, reason=why)
    stale_marks.mark("posting", [closed.pk], at=at)
    return closed


@transaction.atomic
def archive(postings: Sequence[Posting], *, by: Actor, at: datetime) -> list[Posting]:
    """Put closed postings away. Raises PermissionDenied, wrong_state."""
    return _move("archive", postings, by=by, at=at)


@transaction.atomic
def leave_to_operator(posting: Posting, *, reason: str, by: Actor, at: datetime) -> Posting:
    """Take a posting out of allocation rounds: its operator selects (일괄 배치에서 빼기), as nobody was told a result yet.

    Raises PermissionDenied, wrong_state, not_by_round, reason_missing.
    """
    steps.require_party("city", Parties(), by)
    (row,) = steps.lock(Posting, [posting])
    if not row.is_public or row.results_released_at is not None:
        raise steps.wrong_state(row)
    if row.selection != Posting.Selection.ROUND:
        raise ValidationError(_("일괄 배치로 자리를 정하는 공고가 아닙니다."), code="not_by_round")
    why = needed(reason, _("빼는 이유를 적어 주세요. 처리 기록에 남습니다."))
    row.selection = Posting.Selection.OPERATOR
    row.save(update_fields=["selection"])
    events.record("leave_to_operator", [row], by=by, at=at, reason=why)
    return row


def drafted(
    programme_year: ProgrammeYear,
    organisation: Organisation,
    fields: dict[str, Any],
    *,
    by: Actor,
    at: datetime,
    copied_from: Posting | None = None,
    asks_database: bool = True,
) -> Posting:
    """Return a posting as `write` keeps it, checked and not kept; `asks_database`: also by the constraints, each a query.

    Raises what `write` raises but no_seats.
    """
    _require_operator(by, organisation.pk)
    if copied_from is not None:
        _require_operator(by, copied_from.organisation_id)
        fields = {"selection": copied_from.selection, **fields}
    _refuse_unknown(fields)
    posting = Posting(
        programme_year=programme_year,
        organisation=organisation,
        written_at=at,
        written_by=by.user,
        copied_from=copied_from,
        **fields,
    )
    posting_terms.check(posting, asks_database=asks_database)
    return posting


def fields_to_copy(posting: Posting, year: int) -> dict[str, Any]:
    """Return what a new posting takes from an older one for this year: no dates, and a title that names the year."""
    kept = {name: getattr(posting, name) for name in WRITABLE if name not in DATES}
    return kept | {"title": title_of_year(posting.title, year)}


def title_of_year(title: str, year: int) -> str:
    """Return a title that names the year, where that fits."""
    marked = re.sub(r"(?<!\d)20\d\d(?!\d)", str(year), title)
    marked = marked if str(year) in marked else f"{title} ({year})"
    return marked if len(marked) <= Posting._meta.get_field("title").max_length else title


def steps_for(posting: Posting, by: Actor) -> list[Step]:
    """Return the steps this actor may take now: what the page draws as buttons."""
    here = [step for step in STEPS if step.verb not in APART]
    return [step for step in here if steps.may(step, posting, parties(posting), by)]


def may_leave_round(posting: Posting, by: Actor) -> bool:
    """Return whether this actor may take the posting out of allocation rounds now."""
    is_untold = posting.is_public and posting.results_released_at is None
    return is_untold and posting.selection == Posting.Selection.ROUND and steps.is_party("city", Parties(), by)


def parties(posting: Posting) -> Parties:
    """Return whose posting it is."""
    return Parties(operator_id=posting.organisation_id)


def _move(
    verb: str,
    postings: Sequence[Posting],
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    params: dict[str, Any] | None = None,
    **also,
) -> list:
    rows = steps.lock(Posting, postings)
    step = steps.check(STEPS, verb, rows, parties, [by] * len(rows))
    moves = [(row.state, step.to_state) for row in rows]
    changed = {"state": step.to_state, **also}
    Posting.objects.filter(pk__in=[row.pk for row in rows]).update(**changed)
    for row in rows:
        for name, value in changed.items():
            setattr(row, name, value)
    events.record(verb, rows, by=by, at=at, moves=moves, reason=reason, params=params)
    return rows


def _lay_out(laid: Sequence[tuple[Posting, Sequence[SiteSeats]]]) -> None:
    """Give postings their sites and seats; the first seats are the reserve of the programme year's priority share."""
    _require_standing([entry.site for _posting, sites in laid for entry in sites])
    rows, seats = [], []
    for posting, sites in laid:
        total = sum(entry.seats for entry in sites)
        if not total or any(entry.seats < 1 for entry in sites):
            raise _no_seats()
        reserved = reserves.count(total, posting.programme_year.priority_share)
        for entry in sites:
            if entry.site.organisation_id != posting.organisation_id:
                raise PermissionDenied
            rows.append(PostingSite(posting=posting, site=entry.site))
            seats += [
                Seat(posting_site=rows[-1], number=number, reserve=reserves.NEAR_POOR if number <= reserved else "")
                for number in range(1, entry.seats + 1)
            ]
            reserved = max(0, reserved - entry.seats)
    PostingSite.objects.bulk_create(rows)
    Seat.objects.bulk_create(seats, batch_size=5_000)


def _require_standing(sites: Sequence[Site]) -> None:
    """Hold the sites, so that none ends meanwhile. Raises site_ended."""
    if ended := next((site for site in steps.lock(Site, sites) if site.ended_at is not None), None):
        raise ValidationError(_("끝난 활동처가 있습니다: %(name)s") % {"name": ended.name}, code="site_ended")


def _refuse_unknown(fields: dict[str, Any]) -> None:
    unknown = set(fields) - set(WRITABLE)
    if unknown:
        raise ValidationError(
            _("고칠 수 없는 항목입니다: %(names)s") % {"names": ", ".join(sorted(unknown))}, code="unknown"
        )


def _no_seats() -> ValidationError:
    return ValidationError(_("모집인원이 없습니다. 활동처마다 한 자리 이상 넣어 주세요."), code="no_seats")


def needed(reason: str, asked: str) -> str:
    """Return a reason without the blanks around it. Raises reason_missing, with the sentence given."""
    if not reason.strip():
        raise ValidationError(asked, code="reason_missing")
    return reason.strip()


def _require_operator(by: Actor, organisation_id: int) -> None:
    actors.require_role(by, roles={"member", "manager"}, kinds={"operator"}, organisation_ids=[organisation_id])
