"""What the city oversees: figures beside each programme year and posting, and who waits for its word. Read only."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum

from jobs import agenda, judging
from jobs.eligibility import CITY, NOT_MET
from jobs.models import Application, EligibilityCheck, Posting, ProgrammeYear, RuleSet, Seat, Target, Worklog
from profiles import dead_letters
from profiles.models import Event

WITH_THE_CITY = ("in_review", "published", "closed", "archived")  # a draft is still its operator's


@dataclass(frozen=True)
class Waiting:
    """How much waits for the city's word; numbers, no people. `newest_year` is the newest of those without rules."""

    postings: int
    applications: int
    worklogs: int
    years: int
    newest_year: int | None
    dead_letters: int


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


def waiting_for_the_city(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Keep those not begun yet in whose way a rule stands that nobody but the city may set aside."""
    refused = EligibilityCheck.objects.filter(application=OuterRef("pk"), outcome=NOT_MET)
    near = applications.live().filter(Exists(refused)).exclude(placement__started_at__isnull=False)
    verdicts = judging.refusals(list(near.only("pk")))
    waiting = [pk for pk, rows in verdicts.items() if any(row["overridable_by"] == CITY for row in rows)]
    return applications.filter(pk__in=waiting)


def logs_for_the_city(worklogs: QuerySet[Worklog]) -> QuerySet[Worklog]:
    """Keep those not confirmed yet whose person has so many hours in the month that only the city lets it go over the cap.

    A single log of so many hours can't be handed in; hours of several placements, one of them without a cap, add up to it.
    """
    of_year = "placement__application__posting__programme_year__"
    same_month = Worklog.objects.filter(placement__candidate=OuterRef("placement__candidate"), month=OuterRef("month"))
    counted = same_month.exclude(state=Worklog.State.RETURNED).order_by().values("placement__candidate")
    allowed = Event.objects.filter(
        subject_type="worklog", subject_id=OuterRef("pk"), verb="allow_over_cap", params__who="city"
    )
    near = worklogs.filter(
        state__in=[Worklog.State.SUBMITTED, Worklog.State.SITE_CONFIRMED],
        **{f"{of_year}hours_cap_per_month__isnull": False},
    )
    together = near.annotate(together=Subquery(counted.annotate(sum=Sum("minutes")).values("sum")))
    return together.filter(~Exists(allowed), together__gte=F(f"{of_year}city_hours_from") * 60)


def years_without_rules(on: date) -> QuerySet[ProgrammeYear]:
    """Return the years that aren't over and have no rules: no posting of theirs can be published."""
    return ProgrammeYear.objects.filter(ends_on__gte=on, rule_sets=None).order_by("-year", "pk")


def waiting(on: date) -> Waiting:
    """Count what waits for the city; the same few queries for any number."""
    bare = list(years_without_rules(on).values_list("year", flat=True))
    return Waiting(
        postings=Posting.objects.filter(state=Posting.State.IN_REVIEW).count(),
        applications=waiting_for_the_city(Application.objects.all()).count(),
        worklogs=logs_for_the_city(Worklog.objects.all()).count(),
        years=len(bare),
        newest_year=next(iter(bare), None),
        dead_letters=dead_letters.listed().count(),
    )


def _count(rows: QuerySet, owner: str) -> Subquery:
    counted = rows.order_by().values(owner).annotate(number=Count("pk")).values("number")
    return Subquery(counted, output_field=IntegerField())
