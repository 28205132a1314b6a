"""What the city oversees: figures beside each programme year and posting, and who waits for its word. Read only."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery

from jobs import agenda, hours, judging, objections
from jobs.eligibility import CITY, NOT_MET
from jobs.models import Application, EligibilityCheck, Holiday, Posting, ProgrammeYear, RuleSet, Seat, Target, Worklog
from profiles import dead_letters

WITH_THE_CITY = ("in_review", "published", "closed", "archived")  # a draft is still its operator's


@dataclass(frozen=True)
class Waiting:
    """How much waits for the city's word; numbers, no people. `years`: how many without rules, by year, the newest first.

    `bare_years`: years of programmes that run now, in which no public holiday is entered.
    """

    postings: int
    applications: int
    worklogs: int
    objections: int
    years: dict[int, int]
    dead_letters: int
    bare_years: list[int]


def years_with_figures(years: QuerySet[ProgrammeYear]) -> QuerySet[ProgrammeYear]:
    """Read the city-wide target, the newest version of the rules, postings and seats along with each year."""
    target = Target.objects.filter(programme_year=OuterRef("pk"), district="")
    newest = RuleSet.objects.filter(programme_year=OuterRef("pk")).order_by("-version")
    seats = Seat.objects.filter(
        posting_site__posting__programme_year=OuterRef("pk"),
        posting_site__posting__state__in=["published", "closed", "archived"],
        closed_at=None,
    )
    return years.select_related("programme").annotate(
        target_places=Subquery(target.values("places")[:1]),
        newest_version=Subquery(newest.values("version")[:1]),
        posting_count=Count("postings", filter=Q(postings__state__in=WITH_THE_CITY)),
        waiting_count=Count("postings", filter=Q(postings__state="in_review")),
        seat_count=_count(seats, "posting_site__posting__programme_year"),
    )


def postings_with_figures(postings: QuerySet[Posting]) -> QuerySet[Posting]:
    """Read operator, programme year, seats and people along with each posting that has left its operator."""
    return agenda.with_figures(postings.filter(state__in=WITH_THE_CITY)).select_related("organisation")


def seats_beyond(postings: Sequence[Posting]) -> dict[int, int]:
    """Return, by posting that waits for approval, how many of its seats the target leaves no room for, if any.

    The target is the programme year's for the whole city, less the seats of postings published before.
    """
    waiting = {row.pk: row.programme_year_id for row in postings if row.state == Posting.State.IN_REVIEW}
    years = years_with_figures(ProgrammeYear.objects.filter(pk__in=waiting.values()))
    left = {year.pk: year.target_places - (year.seat_count or 0) for year in years if year.target_places is not None}
    seats = Seat.objects.filter(posting_site__posting__in=waiting, closed_at=None).values("posting_site__posting")
    wanted = dict(seats.annotate(number=Count("pk")).values_list("posting_site__posting", "number"))
    over = {pk: wanted.get(pk, 0) - max(left[year], 0) for pk, year in waiting.items() if year in left}
    return {pk: number for pk, number in over.items() if number > 0}


def waiting_for_the_city(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Keep those not begun yet in whose way a rule stands that nobody but the city may set aside."""
    refused = EligibilityCheck.objects.filter(application=OuterRef("pk"), outcome=NOT_MET)
    near = applications.live().filter(Exists(refused)).exclude(placement__started_at__isnull=False)
    verdicts = judging.refusals(list(near.only("pk")))
    waiting = [pk for pk, rows in verdicts.items() if any(row["overridable_by"] == CITY for row in rows)]
    return applications.filter(pk__in=waiting)


def years_without_rules(on: date) -> QuerySet[ProgrammeYear]:
    """Return the years that aren't over and have no rules: no posting of theirs can be published."""
    return ProgrammeYear.objects.filter(ends_on__gte=on, rule_sets=None).order_by("-year", "pk")


def years_without_holidays(on: date) -> list[int]:
    """Return the years of programmes that run on a day in which no public holiday is entered: their logs are filled as if all days were worked."""
    running = ProgrammeYear.objects.filter(starts_on__lte=on, ends_on__gte=on)
    entered = Holiday.objects.filter(on__year=OuterRef("year"))
    return sorted(set(running.filter(~Exists(entered)).values_list("year", flat=True)))


def waiting(on: date) -> Waiting:
    """Count what waits for the city; the same few queries for any number."""
    return Waiting(
        postings=Posting.objects.filter(state=Posting.State.IN_REVIEW).count(),
        applications=waiting_for_the_city(Application.objects.all()).count(),
        objections=objections.silent(on).count(),
        worklogs=len(hours.waiting_for_the_city(Worklog.objects.all())),
        years=dict(Counter(years_without_rules(on).values_list("year", flat=True))),
        dead_letters=dead_letters.listed().count(),
        bare_years=years_without_holidays(on),
    )


def _count(rows: QuerySet, owner: str) -> Subquery:
    counted = rows.order_by().values(owner).annotate(number=Count("pk")).values("number")
    return Subquery(counted, output_field=IntegerField())
