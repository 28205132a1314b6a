"""What a posting announces: where, how many, for what money and to whom, for pages and API alike.

Everything comes from rows read by `with_details`, so a longer list asks the database nothing more.
Source: DOMAIN section 8 (pay as one headline figure with what is taken off); allowance and wage are never mixed up.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from jobs import allowances, eligibility, facts, programmes, sentences
from jobs.allowances import Pay
from jobs.eligibility import RuleSpec
from jobs.models import PayTerms, Posting, PostingSite, Rule, Site
from profiles import places


class SiteLine(NamedTuple):
    """One site of a posting with the words of its place and its seats."""

    posting_site: PostingSite
    site: Site
    place: str
    seats: int


class Announcement(NamedTuple):
    """One posting with its sites, the money in force when it begins, and what a month of it comes to.

    hours : of that month; km : from the place asked for (near) to the nearest site, as the crow flies
    """

    posting: Posting
    sites: list[SiteLine]
    districts: list[str]
    seats: int
    terms: PayTerms | None
    pay: Pay | None
    hours: int
    km: float | None = None
    near: str = ""

    @property
    def is_by_week(self) -> bool:
        """Whether the hours of its week come to less than the most that a month may have: then the money is that of the week."""
        return self.hours < self.posting.hours_per_month

    @property
    def most_people(self) -> int | None:
        """How many people may apply before it closes, where it says so."""
        return self.seats * self.posting.intake_limit if self.posting.intake_limit else None

    @property
    def paid(self) -> "Announcement | None":
        """The announcement itself where its money is known: what the API nests its figures under."""
        return self if self.pay else None


class RuleLine(NamedTuple):
    """One rule as people read it; a posting's own demand has no source but the posting."""

    label: str
    text: str
    is_for_placing: bool
    is_assumed: bool
    source: str


class Rules(list[RuleLine]):
    """The rules of one page, in their order."""

    @property
    def are_some_assumed(self) -> bool:
        """Whether no source says some of them."""
        return any(rule.is_assumed for rule in self)


def with_details(postings: QuerySet[Posting]) -> QuerySet[Posting]:
    """Read what an announcement holds along with the postings."""
    sites = PostingSite.objects.select_related("site").annotate(
        seat_count=Count("seats", filter=Q(seats__closed_at=None))
    )
    return postings.select_related("programme_year__programme", "organisation").prefetch_related(
        Prefetch("posting_sites", queryset=sites.order_by("site__name")), "programme_year__pay_terms"
    )


def announce(postings: Iterable[Posting], *, near: str = "") -> list[Announcement]:
    """Return the announcements of postings read by `with_details`. near : the dong or district to tell the distance from"""
    return [_announce(posting, near) for posting in postings]


def rules_of(posting: Posting, *, at: datetime) -> Rules:
    """Return the rules of the programme year in force and the posting's own demands, as sentences."""
    rule_set = programmes.rule_set_on(posting.programme_year, timezone.localdate(at))
    own = eligibility.compile_posting(facts.posting_facts(posting))
    year = posting.programme_year.year
    return Rules(rule_line(rule, year=year) for rule in [*(rule_set.rules.order_by("pk") if rule_set else ()), *own])


def rule_line(rule: Rule | RuleSpec, *, year: int | None = None) -> RuleLine:
    """Return one rule with its sentence. year : of the programme, for ages"""
    return RuleLine(
        label=sentences.rule_label(rule.kind),
        text=sentences.rule_sentence(rule, year=year),
        is_for_placing=rule.applies_at == eligibility.PLACE,
        is_assumed=getattr(rule, "is_assumed", False),
        source=getattr(rule, "source", ""),
    )


def hours_of(posting: Posting) -> int:
    """The hours of a month on which the money rests: what the week comes to in 365 / 12 days, below the most of a month.

    A wage is for the month as agreed, which holds paid days off.
    """
    if posting.programme_year.pays_wage:
        return posting.hours_per_month
    return min(posting.hours_per_month, posting.weekly_hours * 365 // (7 * 12))


def _announce(posting: Posting, near: str) -> Announcement:
    sites = [
        SiteLine(row, row.site, places.name(row.site.place), row.seat_count) for row in posting.posting_sites.all()
    ]
    codes = {line.site.district for line in sites}
    terms, hours = allowances.terms_on(posting.programme_year.pay_terms.all(), posting.starts_on), hours_of(posting)
    return Announcement(
        posting=posting,
        sites=sites,
        districts=[name for code, name in places.choices() if code in codes],
        seats=sum(line.seats for line in sites),
        terms=terms,
        pay=allowances.pay_of(hours * 60, terms) if terms else None,
        hours=hours,
        km=min((places.distance_km(near, line.site.place) for line in sites), default=None) if near else None,
        near=near,
    )
