"""Builders of rows for tests: valid, unsurprising, overridable by keyword.

They write rows as they stand, past the verbs, so that a test can begin in any state.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db.models import Model

from jobs.models import (
    Application,
    Assessment,
    Hold,
    Offer,
    OutsidePosting,
    PayAccount,
    PayLine,
    PayTerms,
    Placement,
    Posting,
    PostingDraft,
    PostingSite,
    PostingTemplate,
    Programme,
    ProgrammeYear,
    ReviewerAssignment,
    Rule,
    RuleSet,
    ScoreSheet,
    Seat,
    Site,
    Target,
    Wish,
    Worklog,
)
from profiles import actors
from profiles.actors import Actor
from profiles.models import (
    Candidate,
    Career,
    ContactChoice,
    HeldCertificate,
    Identity,
    Membership,
    Notice,
    Organisation,
    PublicJob,
    User,
    VoluntaryStatement,
)

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 4, 15, 10, 0, tzinfo=SEOUL)  # a Wednesday morning
TODAY = NOW.date()
PASSWORD = "again-and-again-62"
WEEKDAY_MORNINGS = [0b111 << 9] * 5 + [0, 0]  # 9-12, Monday to Friday
RULES = (
    ("birth_range", {"birth_from": "1959-01-01", "birth_to": "1986-12-31"}, "apply"),
    ("residence", {"seoul": True}, "apply"),
)
_numbers = count(1)


def user(
    email: str | None = None, password: str | None = None, *, channels: Sequence[str] = (), **columns: Any
) -> User:
    """A person who can sign in with `password`; without one there is none to sign in with."""
    made = User(email=email or f"person{next(_numbers)}@example.com", joined_at=NOW, **columns)
    made.set_password(password)
    made.save()
    ContactChoice.objects.create(user=made, channels=list(channels), chosen_at=NOW)
    return made


def identity(owner: User, *, name: str = "김영수", phone: str = "") -> Identity:
    """What somebody is called, and their number."""
    made = Identity(user=owner, changed_at=NOW)
    made.name, made.phone = name, phone
    made.save()
    return made


def candidate(
    user_: User | None = None, *, name: str = "김영수", phone: str = "01012345678", **columns: Any
) -> Candidate:
    """A person of 62 in 서대문구 who fits the rules of `rule_set`."""
    owner = user_ or user()
    identity(owner, name=name, phone=phone)
    defaults = {
        "birth_on": date(1964, 3, 7),
        "district": "11410",
        "employment": "not_employed",
        "kinds_wished": ["meaningful_work"],
        "hours_mask": list(WEEKDAY_MORNINGS),
        "hours_per_month": 57,
        "created_at": NOW,
        "changed_at": NOW,
    }
    return Candidate.objects.create(user=owner, **{**defaults, **columns})


def career(candidate_: Candidate, **columns: Any) -> Career:
    """Six years of care work."""
    defaults = {"title": "요양보호사", "duties": "어르신의 식사와 이동을 도왔습니다.", "keco": "5501", "months": 72}
    return Career.objects.create(candidate=candidate_, **{**defaults, **columns})


def certificate(candidate_: Candidate, name: str = "요양보호사") -> HeldCertificate:
    """A certificate that the person holds."""
    return HeldCertificate.objects.create(candidate=candidate_, name=name)


def public_job(candidate_: Candidate, **columns: Any) -> PublicJob:
    """A public job of last year that the person told of."""
    defaults = {"name": "공공근로", "kind": "other", "starts_on": date(2025, 3, 1), "ends_on": date(2025, 8, 31)}
    return PublicJob.objects.create(candidate=candidate_, **{**defaults, **columns})


def voluntary_statement(candidate_: Candidate, sex: str = "female") -> VoluntaryStatement:
    """What a person told for statistics, past the consent that it stands on."""
    return VoluntaryStatement.objects.create(candidate=candidate_, sex=sex, told_at=NOW, told_by=candidate_.user)


def organisation(kind: str = "operator", name: str | None = None, **columns: Any) -> Organisation:
    """An organisation; the city is one and the same."""
    if kind == "city":
        return Organisation.objects.get_or_create(kind="city", defaults={"name": "서울특별시", "created_at": NOW})[0]
    return Organisation.objects.create(kind=kind, name=name or f"기관 {next(_numbers)}", created_at=NOW, **columns)


def member(organisation_: Organisation | None = None, role: str = "member", user_: User | None = None) -> User:
    """A person who holds a role since long ago."""
    owner = user_ or user()
    Membership.objects.create(
        user=owner, organisation=organisation_ or organisation(), role=role, started_on=date(2015, 1, 1), granted_at=NOW
    )
    return owner


def city_user(role: str = "editor") -> User:
    """A person of the city."""
    return member(organisation("city"), role)


def actor(user_: User) -> Actor:
    """The person as who does something, for the organisation they work for."""
    held = user_.current_memberships
    return actors.user(user_, organisation=held[0].organisation if held else None)


def programme(kind: str = "meaningful_work", name: str | None = None, **columns: Any) -> Programme:
    """A programme."""
    return Programme.objects.create(name=name or f"사업 {next(_numbers)}", kind=kind, **columns)


def programme_year(programme_: Programme | None = None, *, rules: bool = True, **columns: Any) -> ProgrammeYear:
    """The year 2026 of a programme, with pay terms of 2026 and the rules of `rule_set`."""
    defaults = {
        "year": 2026,
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
        "pay_kind": "allowance",
        "hours_cap_per_month": 57,
        "counting_definition": "자리에서 처음 활동을 시작한 사람을 일자리 하나로 셉니다.",
        "opened_at": NOW,
    }
    made = ProgrammeYear.objects.create(programme=programme_ or programme(), **{**defaults, **columns})
    pay_terms(made)
    if rules:
        rule_set(made)
    return made


def pay_terms(year: ProgrammeYear, **columns: Any) -> PayTerms:
    """10,320 won an hour, 8.8 % withheld above 50,000 won."""
    defaults = {
        "valid_from": year.starts_on,
        "hourly_won": 10_320,
        "withholding_rate": Decimal("0.088"),
        "withholding_floor_won": 50_000,
    }
    return PayTerms.objects.create(programme_year=year, **{**defaults, **columns})


def rule_set(year: ProgrammeYear, lines: Sequence[tuple] = RULES, **columns: Any) -> RuleSet:
    """The next version: lines are (kind, params, applies_at[, is_overridable])."""
    defaults = {"version": year.rule_sets.count() + 1, "valid_from": year.starts_on, "added_at": NOW}
    made = RuleSet.objects.create(programme_year=year, **{**defaults, **columns})
    Rule.objects.bulk_create(
        Rule(rule_set=made, kind=kind, params=params, applies_at=at, is_overridable=bool(more and more[0]))
        for kind, params, at, *more in lines
    )
    return made


def rule(rule_set_: RuleSet, kind: str, params: dict[str, Any], **columns: Any) -> Rule:
    """One more rule of a version."""
    return Rule.objects.create(rule_set=rule_set_, kind=kind, params=params, **columns)


def target(year: ProgrammeYear, places: int, **columns: Any) -> Target:
    """How many places the city wants in a programme year."""
    defaults = {"definition": "시작한 자리", "set_at": NOW}
    return Target.objects.create(programme_year=year, places=places, **{**defaults, **columns})


def changed(row: Model, **columns: Any) -> None:
    """The row as somebody else leaves it while a page still shows what it was."""
    type(row)._default_manager.filter(pk=row.pk).update(**columns)


def destroyed(row: Model) -> None:
    """The row gone, as when what it holds need no longer be kept."""
    row.delete()


def notice(recipient: User, **columns: Any) -> Notice:
    """A notice that an offer ran out."""
    defaults = {
        "kind": "jobs.offer_expired",
        "params": {"posting": "공고"},
        "unique_key": f"notice:{next(_numbers)}",
        "created_at": NOW,
    }
    return Notice.objects.create(recipient=recipient, **{**defaults, **columns})


def site(organisation_: Organisation | None = None, **columns: Any) -> Site:
    """A site in 서대문구."""
    defaults = {"name": f"복지관 {next(_numbers)}", "district": "11410"}
    return Site.objects.create(organisation=organisation_ or organisation(), **{**defaults, **columns})


def posting(
    organisation_: Organisation | None = None,
    programme_year_: ProgrammeYear | None = None,
    *,
    state: str = "published",
    seats: int = 2,
    sites: Sequence[Site] | None = None,
    reserved: int = 0,
    **columns: Any,
) -> Posting:
    """A posting that is open at NOW; each of its sites has `seats` seats, the first `reserved` for near-poor people."""
    operator = organisation_ or organisation()
    defaults = {
        "title": f"어르신돌봄지원단 {next(_numbers)}",
        "duties": "어르신의 말벗이 되어 드리고 식사와 이동을 돕습니다.",
        "keco": "5501",
        "weekly_hours": 15,
        "hours_per_month": 57,
        "hours_mask": list(WEEKDAY_MORNINGS),
        "apply_from": NOW - timedelta(days=7),
        "apply_until": NOW + timedelta(days=7),
        "results_at": NOW + timedelta(days=14),
        "starts_on": date(2026, 5, 4),
        "ends_on": date(2026, 10, 31),
        "written_at": NOW - timedelta(days=20),
        "published_at": None if state in ("draft", "in_review") else NOW - timedelta(days=8),
    }
    made = Posting.objects.create(
        organisation=operator,
        programme_year=programme_year_ or programme_year(),
        state=state,
        **{**defaults, **columns},
    )
    for place in sites or [site(operator)]:
        row = PostingSite.objects.create(posting=made, site=place)
        Seat.objects.bulk_create(
            Seat(posting_site=row, number=number, reserve="near_poor" if number <= reserved else "")
            for number in range(1, seats + 1)
        )
    return made


def application(
    posting_: Posting | None = None, candidate_: Candidate | None = None, *, state: str = "received", **columns: Any
) -> Application:
    """An application with one wish, for the first site. A waiting one stands last in line; of one placed the papers were seen."""
    to, person = posting_ or posting(), candidate_ or candidate()
    defaults = {
        "form_token": uuid4(),
        "received_at": NOW,
        "received_by": person.user,
        "moved_at": NOW,
        "rule_set": to.programme_year.rule_sets.order_by("-version").first(),
        "outcome": "met",
    }
    if state == "placed":
        defaults["documents_seen_at"] = NOW
    if state == "waiting":
        defaults["waiting_number"] = to.applications.filter(state="waiting").count() + 1
    made = Application.objects.create(posting=to, candidate=person, state=state, **{**defaults, **columns})
    place = to.posting_sites.order_by("pk").first()
    Wish.objects.create(
        application=made, candidate=person, programme_year=to.programme_year, posting_site=place, rank=1
    )
    return made


def posting_draft(organisation_: Organisation | None = None, **columns: Any) -> PostingDraft:
    """A new posting that somebody began and did not save."""
    defaults = {"public_id": uuid4(), "typed": {"title": ["돌봄지원단"]}, "saved_at": NOW}
    return PostingDraft.objects.create(organisation=organisation_ or organisation(), **{**defaults, **columns})


def posting_template(
    organisation_: Organisation | None = None, programme_: Programme | None = None, **columns: Any
) -> PostingTemplate:
    """A template that says little."""
    content = {"title": "돌봄지원단", "duties": "어르신을 돕습니다.", "weekly_hours": 15, "hours_per_month": 57}
    defaults = {"name": f"틀 {next(_numbers)}", "content": content, "saved_at": NOW}
    return PostingTemplate.objects.create(
        organisation=organisation_ or organisation(),
        programme=programme_ or programme(),
        **{**defaults, **columns},
    )


def hold(application_: Application, seat: Seat | None = None) -> Hold:
    """A seat of the posting held for an application: the first that nobody holds."""
    taken = Hold.objects.filter(released_at=None).values("seat")
    free = Seat.objects.filter(posting_site__posting=application_.posting).exclude(pk__in=taken)
    return Hold.objects.create(seat=seat or free.order_by("pk").first(), application=application_, held_at=NOW)


def _held(application_: Application) -> Hold:
    return application_.holds.filter(released_at=None).first() or hold(application_)


def offer(application_: Application | None = None, *, state: str = "pending", **columns: Any) -> Offer:
    """An offer that runs out three days after NOW, its seat held."""
    to = application_ or application(state="offered")
    defaults = {"offered_at": NOW, "expires_at": NOW + timedelta(days=3)}
    return Offer.objects.create(application=to, seat=_held(to).seat, state=state, **{**defaults, **columns})


def placement(
    application_: Application | None = None, *, state: str = "active", started_on: date | None = None, **columns: Any
) -> Placement:
    """A placement on a held seat, its person's account told; one that began did so when its posting says (or on `started_on`)."""
    of = application_ or application(state="placed", documents_seen_at=NOW)
    held = _held(of)
    defaults = {"starts_on": of.posting.starts_on, "ends_on": of.posting.ends_on, "placed_at": NOW}
    if state != "preparing":
        began = started_on or of.posting.starts_on
        defaults |= {"started_at": NOW, "started_on": began, "agreed_at": NOW, "starts_on": began}
    if state in ("completed", "ended_early"):
        defaults |= {"finished_at": NOW, "finished_on": of.posting.ends_on}
    if state == "ended_early":
        defaults |= {"ended_for": "person", "reason": "이사"}
    pay_account(of.candidate)
    return Placement.objects.create(
        application=of, candidate=of.candidate, seat=held.seat, state=state, **{**defaults, **columns}
    )


def pay_account(candidate_: Candidate) -> PayAccount:
    """Where the money of a person goes: the one account that they have, twelve digits at 신한은행."""
    known = PayAccount.objects.filter(candidate=candidate_).first()
    if known:
        return known
    made = PayAccount(candidate=candidate_, bank="088", is_own_name=True, told_at=NOW, told_by=candidate_.user)
    made.number, made.holder = "110123456789", "김영수"
    made.save()
    return made


def worklog(placement_: Placement | None = None, *, state: str = "submitted", **columns: Any) -> Worklog:
    """The log of May 2026 with one day of three hours."""
    of = placement_ or placement()
    defaults = {
        "month": date(2026, 5, 1),
        "entries": [{"on": "2026-05-06", "minutes": 180, "what": "말벗과 식사 도움"}],
        "minutes": 180,
        "submitted_at": NOW,
        "submitted_by": of.candidate.user,
    }
    return Worklog.objects.create(placement=of, state=state, **{**defaults, **columns})


def pay_line(worklog_: Worklog, **columns: Any) -> PayLine:
    """The first line of a log, by the terms of its programme year."""
    of = worklog_.placement
    defaults = {
        "placement": of,
        "worklog": worklog_,
        "terms": of.application.posting.programme_year.pay_terms.get(),
        "minutes": worklog_.minutes,
        "paid_at": NOW,
    }
    return PayLine.objects.create(**{**defaults, **columns})


def assessment(application_: Application, points: int, **columns: Any) -> Assessment:
    """Points of an application with two reasons."""
    reasons = [
        {"signal": "distance", "points": 5, "most": 10, "text": "사는 동에서 약 2.1km"},
        {"signal": "duties", "points": 30, "most": 40, "text": "돌봄 경력 6년"},
    ]
    defaults = {"reasons": reasons, "version": "1", "assessed_at": NOW}
    return Assessment.objects.create(application=application_, points=points, **{**defaults, **columns})


def reviewer_assignment(posting_: Posting, reviewer: User) -> ReviewerAssignment:
    """A reviewer given a posting to review."""
    return ReviewerAssignment.objects.create(
        posting=posting_, membership=reviewer.memberships.get(), assigned_at=NOW, assigned_by=reviewer
    )


def score_sheet(application_: Application, points: int, by: User) -> ScoreSheet:
    """What somebody gave in the interview."""
    return ScoreSheet.objects.create(
        application=application_, stage="interview", points=points, scored_by=by, scored_at=NOW
    )


def outside_posting(**columns: Any) -> OutsidePosting:
    """An imported posting that is still open."""
    seen = {"first_seen_at": NOW, "last_seen_at": NOW, "changed_at": NOW}
    defaults = {
        "source": "senuri",
        "source_key": f"K{next(_numbers)}",
        "title": "아파트 경비원",
        "company": "한빛관리",
        "contact": "02-000-0000",
        "district": "11410",
        "fingerprint": "f",
    }
    return OutsidePosting.objects.create(**{**defaults, **seen, **columns})
