"""What people are told of their applications, seats and pay: one notice a happening, by a key that tells it once.

The words stand in templates/jobs/notices/<kind>.txt: the first line is the title.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from jobs import interview_places, one_seat, round_words
from jobs.models import (
    Application,
    Certificate,
    InterviewSlot,
    Objection,
    Offer,
    PayLine,
    Placement,
    Posting,
    ProgrammeYear,
    Story,
    Worklog,
)
from profiles import notices
from profiles.actors import Actor
from profiles.models import Membership
from profiles.notices import Telling

OVERTAKEN = ("jobs.stage_moved", "jobs.offer_made", "jobs.seat_free", *interview_places.UNTRUE)
GOOD_RESULTS = ("jobs.result_selected", "jobs.result_waiting")


def received(applications: Sequence[Application], *, by: Sequence[Actor], at: datetime) -> None:
    """The receipt: number, the second it reached us, and the centre whose counsellor sent it for the person."""
    notices.tell(
        [
            to_candidate(
                row,
                "jobs.application_received",
                receipt=row.receipt_number,
                at=row.received_at,
                centre=actor.organisation.name if actor.on_behalf_of else "",
            )
            for row, actor in zip(applications, by, strict=True)
        ],
        at=at,
    )


def withdrawn(applications: Sequence[Application], *, by: Sequence[Actor], at: datetime) -> None:
    """Withdrawn: that it was, by whose hand, and until when one may apply again."""
    tellings = []
    for row, actor in zip(applications, by, strict=True):
        until = row.posting.apply_until if row.posting.is_open(at) else None
        centre = actor.organisation.name if actor.on_behalf_of else ""
        tellings.append(to_candidate(row, "jobs.application_withdrawn", at=at, until=until, centre=centre))
    notices.tell(tellings, at=at)


def stage_moved(applications: Sequence[Application], *, at: datetime) -> None:
    """A stage passed."""
    notices.tell(stage_tellings(applications, at=at), at=at)


def stage_tellings(applications: Sequence[Application], *, at: datetime) -> list[Telling]:
    """What is told of a stage passed: what comes next, and whether there are times of an interview to pick from."""
    slots = InterviewSlot.objects.open(at).filter(posting__in={row.posting_id for row in applications})
    with_slots = set(interview_places.with_room(slots).values_list("posting_id", flat=True))
    return [
        to_candidate(
            row,
            "jobs.stage_moved",
            suffix=row.state,
            stage=row.state,
            results_at=row.posting.results_at,
            has_slots=row.posting_id in with_slots,
        )
        for row in applications
    ]


def overtaken(applications: Sequence[Application], *, at: datetime) -> None:
    """Moved on, and the person may know it: what was told of the step before is no longer true."""
    notices.cancel("application", [row.pk for row in applications], kinds=OVERTAKEN, at=at)


def result(applications: Sequence[Application], *, at: datetime) -> None:
    """The result, once it is public, and again after an objection was upheld."""
    notices.tell(result_tellings(applications), at=at)


def result_tellings(applications: Sequence[Application]) -> list[Telling]:
    """What is told of a result; the reason goes to those who were turned down."""
    upheld = Objection.objects.filter(application__in=applications, state=Objection.State.UPHELD)
    again = Counter(upheld.values_list("application_id", flat=True))
    return [
        to_candidate(
            row,
            f"jobs.result_{row.state}",
            suffix=f"{again[row.pk]}" if again[row.pk] else "",
            reason=row.reason,
            number=row.waiting_number,
            by_round=round_words.is_by_round(row.reason),
        )
        for row in applications
    ]


def offer_made(offers: Sequence[Offer], from_waiting: set[int], *, at: datetime) -> None:
    """A seat is offered, with the time to answer by; to those from the waiting list it is a seat that fell free."""
    notices.tell(
        [
            to_candidate(
                offer.application,
                "jobs.seat_free" if offer.application_id in from_waiting else "jobs.offer_made",
                suffix=str(offer.pk),
                url=reverse("jobs:offer", args=[offer.public_id]),
                is_urgent=True,
                site=offer.seat.posting_site.site.name,
                expires_at=offer.expires_at,
            )
            for offer in offers
        ],
        at=at,
    )


def offer_expired(offers: Sequence[Offer], *, at: datetime) -> None:
    """The time to answer is over."""
    notices.tell(
        [to_candidate(offer.application, "jobs.offer_expired", suffix=str(offer.pk)) for offer in offers], at=at
    )


def seat_freed(applications: Sequence[Application], *, at: datetime) -> None:
    """To the operator: a seat fell free, and who is next on the waiting list by number; nothing while a round will fill it."""
    freed = Posting.objects.filter(pk__in={row.posting_id for row in applications})
    in_round = set(freed.in_open_round().values_list("pk", flat=True))
    applications = [row for row in applications if row.posting_id not in in_round]
    found_officers = officers({row.posting.organisation_id for row in applications}, at)
    waiting = Application.objects.filter(posting__in={row.posting_id for row in applications}, state="waiting")
    first = dict(one_seat.may_be_seated(waiting).values_list("posting_id").annotate(Min("waiting_number")))
    notices.tell(
        [
            Telling(
                recipient_id=user_id,
                kind="jobs.seat_freed",
                unique_key=f"jobs.seat_freed:{row.pk}:{row.state}:{user_id}",
                params={"posting": row.posting.title, "next": first.get(row.posting_id)},
                url=reverse("jobs:operator_waiting", args=[row.posting.public_id]),
                subject_type="posting",
                subject_id=row.posting_id,
            )
            for row in applications
            for user_id in found_officers.get(row.posting.organisation_id, ())
        ],
        at=at,
    )


def seat_filled(offers: Sequence[Offer], *, at: datetime) -> None:
    """The next was asked: what told the operator to ask is no longer true."""
    notices.cancel("posting", {row.application.posting_id for row in offers}, kinds=["jobs.seat_freed"], at=at)


def silence(postings: Sequence[Posting], *, days: int, at: datetime) -> None:
    """To the operator and the city, once a week: people wait for an answer longer than promised."""
    found_officers = officers({posting.organisation_id for posting in postings}, at)
    city = set(holders(kind="city", roles=["editor"], at=at).values_list("user_id", flat=True))
    tellings = []
    for posting in postings:
        own = set(found_officers.get(posting.organisation_id, ()))
        tellings += [_silence(posting, user_id, "jobs:operator_applicants", days, at) for user_id in sorted(own)]
        tellings += [_silence(posting, user_id, "jobs:staff_posting", days, at) for user_id in sorted(city - own)]
    notices.tell(tellings, at=at)


def answered(posting_ids: Iterable[int], *, at: datetime) -> None:
    """Everybody has their decision: nobody waits longer than promised."""
    notices.cancel("posting", posting_ids, kinds=["jobs.silence"], at=at)


def let_go(applications: Sequence[Application], *, at: datetime) -> None:
    """Whoever withdrew, or whose selection was taken back, is no longer selected."""
    notices.cancel("application", [row.pk for row in applications], kinds=GOOD_RESULTS, at=at)


def placed(placements: Sequence[Placement], *, at: datetime) -> None:
    """Placed: where and from when."""
    notices.tell(
        [
            to_candidate(
                row.application,
                "jobs.placed",
                url=reverse("jobs:placement", args=[row.public_id]),
                site=row.seat.posting_site.site.name,
                starts_on=row.starts_on,
            )
            for row in placements
        ],
        at=at,
    )


def certificate_issued(certificates: Sequence[Certificate], *, at: datetime) -> None:
    """The certificate is there to be downloaded and shown."""
    notices.tell([_of_certificate(row, "jobs.certificate_issued") for row in certificates], at=at)


def certificate_withdrawn(certificate: Certificate, *, at: datetime) -> None:
    """The certificate no longer stands, and why."""
    notices.cancel("certificate", [certificate.pk], kinds=["jobs.certificate_issued"], at=at)
    notices.tell([_of_certificate(certificate, "jobs.certificate_withdrawn", reason=certificate.withdrawn_for)], at=at)


def outcome_asked(asked: Sequence[tuple[Placement, int]], *, at: datetime) -> None:
    """So many months are over: what became of the person, told in two taps."""
    notices.tell(
        [
            to_candidate(
                row.application,
                "jobs.outcome_asked",
                suffix=str(months),
                url=reverse("jobs:outcome", args=[row.public_id, months]),
                months=months,
            )._replace(subject_type=_outcome_subject(months), subject_id=row.pk)
            for row, months in asked
        ],
        at=at,
    )


def outcome_told(placements: Sequence[Placement], months: int, *, at: datetime) -> None:
    """It was told: what asked for it is no longer true."""
    notices.cancel(_outcome_subject(months), [row.pk for row in placements], kinds=["jobs.outcome_asked"], at=at)


def story_decided(story: Story, *, at: datetime) -> None:
    """Whether the story is shown; what was told before is overtaken."""
    placement = story.placement
    notices.cancel("story", [story.pk], kinds=["jobs.story_decided"], at=at)
    url = reverse("jobs:story", args=[placement.public_id])
    suffix = f"{story.pk}:{at.isoformat()}"
    is_accepted = story.state == Story.State.ACCEPTED
    told = to_candidate(placement.application, "jobs.story_decided", suffix=suffix, url=url, is_accepted=is_accepted)
    notices.tell([told._replace(subject_type="story", subject_id=story.pk)], at=at)


def log_due(placements: Sequence[Placement], month: date, *, at: datetime) -> None:
    """A month is over: the activity log is due."""
    with_wage = _with_wage(row.application.posting.programme_year_id for row in placements)
    notices.tell(
        [
            to_candidate(
                row.application,
                "jobs.log_due",
                suffix=f"{month:%Y-%m}",
                url=reverse("jobs:worklog", args=[row.public_id, f"{month:%Y-%m}"]),
                month=month,
                is_wage=row.application.posting.programme_year_id in with_wage,
            )._replace(subject_type=_log_subject(month), subject_id=row.pk)
            for row in placements
        ],
        at=at,
    )


def log_written(worklogs: Sequence[Worklog], *, at: datetime) -> None:
    """A log was handed in: what asked for it is no longer true."""
    notices.cancel("worklog", [row.pk for row in worklogs], kinds=["jobs.log_returned"], at=at)
    for month in sorted({row.month for row in worklogs}):
        written = [row.placement_id for row in worklogs if row.month == month]
        notices.cancel(_log_subject(month), written, at=at)


def log_returned(worklogs: Sequence[Worklog], *, at: datetime) -> None:
    """A log was sent back, with what to mend."""
    years = [row.placement.application.posting.programme_year_id for row in worklogs]
    with_wage = _with_wage(years)
    notices.tell(
        [
            _of_log(
                row,
                "jobs.log_returned",
                suffix=at.isoformat(),
                reason=row.return_reason,
                is_wage=year_id in with_wage,
            )
            for row, year_id in zip(worklogs, years, strict=True)
        ],
        at=at,
    )


def allowance_paid(lines: Sequence[PayLine], *, at: datetime) -> None:
    """Paid: gross, what was withheld, net; an allowance or a wage."""
    notices.tell(_of_lines(lines, "jobs.allowance_paid"), at=at)


def allowance_corrected(lines: Sequence[PayLine], *, at: datetime) -> None:
    """A payment was put right: by how much, and why."""
    notices.tell(_of_lines(lines, "jobs.allowance_corrected"), at=at)


def _silence(posting: Posting, user_id: int, page: str, days: int, at: datetime) -> Telling:
    """Each reads it on a page of their own."""
    return Telling(
        recipient_id=user_id,
        kind="jobs.silence",
        unique_key=f"jobs.silence:{posting.pk}:{timezone.localdate(at):%G-W%V}:{user_id}",
        params={"posting": posting.title, "days": days, "is_city": page == "jobs:staff_posting"},
        url=reverse(page, args=[posting.public_id]),
        subject_type="posting",
        subject_id=posting.pk,
    )


def _of_lines(lines: Sequence[PayLine], kind: str) -> list[Telling]:
    with_wage = _with_wage(line.terms.programme_year_id for line in lines)
    return [
        _of_log(
            line.worklog,
            kind,
            suffix=str(line.pk),
            gross=line.gross_won,
            withheld=line.withheld_won,
            net=line.net_won,
            reason=line.reason,
            is_wage=line.terms.programme_year_id in with_wage,
        )
        for line in lines
    ]


def _with_wage(year_ids: Iterable[int]) -> set[int]:
    """Those of the programme years that pay a wage, not an allowance."""
    years = ProgrammeYear.objects.filter(pk__in=set(year_ids), pay_kind=ProgrammeYear.PayKind.WAGE)
    return set(years.values_list("pk", flat=True))


def _log_subject(month: date) -> str:
    """A reminder is about one month of a placement, before there is a log."""
    return f"placement {month:%Y-%m}"


def _outcome_subject(months: int) -> str:
    """A question is about one of the two days of a placement."""
    return f"placement +{months}"


def _of_log(worklog: Worklog, kind: str, **params) -> Telling:
    placement = worklog.placement
    url = reverse("jobs:worklog", args=[placement.public_id, f"{worklog.month:%Y-%m}"])
    suffix = f"{worklog.pk}:{params.pop('suffix')}"
    told = to_candidate(placement.application, kind, suffix=suffix, url=url, month=worklog.month, **params)
    return told._replace(subject_type="worklog", subject_id=worklog.pk)


def _of_certificate(certificate: Certificate, kind: str, **params) -> Telling:
    placement = certificate.placement
    url = reverse("jobs:placement", args=[placement.public_id])
    told = to_candidate(placement.application, kind, suffix=str(certificate.pk), url=url, **params)
    return told._replace(subject_type="certificate", subject_id=certificate.pk)


def to_candidate(
    application: Application, kind: str, *, suffix: str = "", url: str = "", is_urgent: bool = False, **params
) -> Telling:
    """Return what is told to the person of an application; other letters of theirs are made of it, too."""
    return Telling(
        recipient_id=application.candidate.user_id,
        kind=kind,
        unique_key=f"{kind}:{application.pk}:{suffix}",
        params={"posting": application.posting.title, **params},
        url=url or reverse("jobs:application", args=[application.public_id]),
        subject_type="application",
        subject_id=application.pk,
        is_urgent=is_urgent,
    )


def officers(organisation_ids: Iterable[int], at: datetime) -> dict[int, list[int]]:
    """The people who work for each operator today."""
    found: dict[int, list[int]] = {}
    held = holders(kind="operator", roles=["member", "manager"], at=at).filter(organisation_id__in=organisation_ids)
    for organisation_id, user_id in held.values_list("organisation_id", "user_id").distinct():
        found.setdefault(organisation_id, []).append(user_id)
    return found


def holders(*, kind: str, roles: Sequence[str], at: datetime):
    """Return the memberships of such a kind and roles that hold today."""
    return Membership.objects.current(timezone.localdate(at)).filter(organisation__kind=kind, role__in=roles)
