"""Allocation rounds as tables: what a round fills, what an allocation came to, two of them side by side, and how far a round is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import one_seat, seats
from jobs.figures import PERSONS, SEATS
from jobs.models import Posting, PostingSite, ProgrammeYear
from matching import round_inputs
from matching.models import Allocation, AllocationRound
from matching.round_outcome import Site
from matching.round_terms import WHOLE, SiteTerms, from_json
from profiles import places
from profiles.models import User

SUMS: tuple[tuple[str, str | Promise, str], ...] = (
    ("people", gettext_lazy("배치에 들어간 사람"), PERSONS),
    ("seated", gettext_lazy("자리가 정해진 사람"), PERSONS),
    ("unseated", gettext_lazy("예비로 남는 사람"), PERSONS),
    ("places", gettext_lazy("모집인원"), SEATS),
    ("empty", gettext_lazy("남는 자리"), SEATS),
    ("favoured", gettext_lazy("우선 자리가 있는 곳에 배치된 차상위계층"), PERSONS),
)
LEFT_OUT = {
    one_seat.HOLDS_SEAT: gettext_lazy("이 사업에 이미 정해진 자리가 있는 분의 지원"),
    one_seat.CLOSED: gettext_lazy("이용을 마친 회원의 지원"),
}
WAY = (
    ("drafted", gettext_lazy("조건 정하기")),
    ("run", gettext_lazy("실제 배치")),
    ("verified", gettext_lazy("검산")),
    ("confirmed", gettext_lazy("확정")),
    ("published", gettext_lazy("발표")),
)


@dataclass(frozen=True)
class PostingLine:
    """A posting that a round fills: its free seats and the people who take part."""

    posting: Posting
    free: int
    people: int


@dataclass(frozen=True)
class SiteLine:
    """A site in one allocation: its terms and what came of them."""

    posting_site: PostingSite
    terms: SiteTerms
    found: Site


class SimulationLine(NamedTuple):
    """A simulation; `is_too_many` where a site of it has more places than are free now, so that it can't be run."""

    simulation: Allocation
    is_too_many: bool


class Sum(NamedTuple):
    """One figure of an allocation; unit : of jobs/figures.py"""

    label: str | Promise
    number: int
    unit: str


@dataclass(frozen=True)
class Compared:
    """One figure of two allocations; `differs` where they aren't the same."""

    label: str | Promise
    first: int
    second: int
    unit: str

    @property
    def differs(self) -> bool:
        return self.first != self.second

    @property
    def change(self) -> int:
        """How many more the second has."""
        return self.second - self.first

    @property
    def fewer(self) -> int:
        """How many more the first has."""
        return -self.change


class Waiting(NamedTuple):
    """What waits for the city."""

    label: str
    rounds: list[AllocationRound]


class Mark(NamedTuple):
    """How far a round is: a step, when and by whom it was taken."""

    label: str | Promise
    at: datetime | None
    by: User | None


def waiting(user: User) -> list[Waiting]:
    """Return the rounds that wait for the city's next step, by step; not for who ran one and can't confirm it. Nothing where none waits."""
    states = (
        (AllocationRound.State.RUN, _("검산할 일괄 배치")),
        (AllocationRound.State.VERIFIED, _("확정할 일괄 배치")),
        (AllocationRound.State.CONFIRMED, _("발표할 일괄 배치")),
    )
    rows = AllocationRound.objects.filter(state__in=dict(states))
    rows = rows.exclude(state=AllocationRound.State.VERIFIED, run_by=user)
    found = {state: [row for row in rows if row.state == state] for state, _label in states}
    return [Waiting(label, found[state]) for state, label in states if found[state]]


def years_that_fill_by_round() -> list[ProgrammeYear]:
    """Return the programme years with a published posting that leaves its seats to a round, newest first."""
    with_postings = Posting.objects.published().filter(selection=Posting.Selection.ROUND).values("programme_year")
    years = ProgrammeYear.objects.filter(pk__in=with_postings).select_related("programme")
    return list(years.order_by("-year", "programme__name"))


def beginnable() -> list[tuple[ProgrammeYear, int]]:
    """Return which round of which programme year may begin now: the first, or the second once the first is told and seats are free."""
    years = years_that_fill_by_round()
    rows = AllocationRound.objects.filter(programme_year__in=years).values_list("programme_year", "number", "state")
    begun = {(year, number): state for year, number, state in rows}
    found = []
    for year in years:
        if (year.pk, 1) not in begun:
            found.append((year, 1))
        elif (
            begun[year.pk, 1] == AllocationRound.State.PUBLISHED
            and (year.pk, 2) not in begun
            and round_inputs.has_free_seats(year)
        ):
            found.append((year, 2))
    return found


def postings(row: AllocationRound, *, at: datetime) -> list[PostingLine]:
    """Return what a round fills as it stands, before it is run."""
    found = list(round_inputs.postings_of(row, at=at).select_related("organisation"))
    free = seats.count_free([posting.pk for posting in found])
    count = round_inputs.count(row, found)
    return [PostingLine(posting, free[posting.pk], count.get(posting.pk, 0)) for posting in found]


def left_out(row: AllocationRound, *, at: datetime) -> list[tuple[str | Promise, int]]:
    """Return how many applications aren't in the round as it stands, by why; once it is run, of the postings that were in it alone."""
    if row.allocation:
        sites = PostingSite.objects.filter(public_id__in=list(from_json(row.allocation.terms).sites))
        postings = Posting.objects.filter(posting_sites__in=sites)
    else:
        postings = round_inputs.postings_of(row, at=at)
    rows = one_seat.left_out(round_inputs.standing(row, postings))
    found = Counter(map(one_seat.why, rows.only("pk")))
    return [(label, found[why]) for why, label in LEFT_OUT.items() if why in found]


def simulations(row: AllocationRound, most: int) -> list[SimulationLine]:
    """Return the newest simulations of a round, the newest first."""
    found = list(row.allocations.filter(kind=Allocation.Kind.SIMULATION).order_by("-pk")[:most])
    terms = {one.pk: from_json(one.terms) for one in found}
    asked = {site for own in terms.values() for site in own.sites}
    free = round_inputs.free_places(PostingSite.objects.filter(public_id__in=asked)) if asked else {}
    return [
        SimulationLine(one, any(own.places > free.get(site, 0) for site, own in terms[one.pk].sites.items()))
        for one in found
    ]


def not_over(row: AllocationRound, *, at: datetime) -> list[Posting]:
    """Return the postings that still take applications, so that a round run now leaves them out."""
    own = Posting.objects.published().filter(
        programme_year_id=row.programme_year_id, selection=Posting.Selection.ROUND, results_released_at=None
    )
    return list(own.exclude(pk__in=round_inputs.postings_of(row, at=at)).order_by("apply_until", "pk"))


def sites(allocation: Allocation, own: Sequence[int] | None = None) -> list[SiteLine]:
    """Return the sites of an allocation, those of these operators alone where they are named."""
    terms = from_json(allocation.terms)
    rows = PostingSite.objects.filter(public_id__in=list(terms.sites))
    rows = rows.filter(posting__organisation__in=own) if own is not None else rows
    rows = rows.select_related("site", "posting__organisation")
    found = allocation.figures["sites"]
    return [
        SiteLine(row, terms.sites[str(row.public_id)], Site(*found[str(row.public_id)]))
        for row in rows.order_by("posting__organisation__name", "posting__title", "posting_id", "pk")
    ]


def sums(allocation: Allocation) -> list[Sum]:
    """Return the figures of an allocation with their labels and units."""
    figures = allocation.figures
    ranks = enumerate(figures["by_rank"], start=1)
    by_rank = [Sum(_("%(rank)s지망대로") % {"rank": rank}, met, PERSONS) for rank, met in ranks]
    later = [Sum(_("그 뒤 희망대로"), figures["later_ranks"], PERSONS)] if figures["later_ranks"] else []
    named = [Sum(label, figures[name], unit) for name, label, unit in SUMS]
    return [*named[:2], *by_rank, *later, *named[2:]]


def caps(allocation: Allocation) -> list[tuple[str, int]]:
    """Return the caps of an allocation with what they stand over."""
    return [(cap_name(region), cap) for region, cap in sorted(from_json(allocation.terms).caps.items())]


def cap_name(region: str) -> str:
    """Say what a cap stands over."""
    return _("전체") if region == WHOLE else places.name(region)


def compared(first: Allocation, second: Allocation) -> list[Compared]:
    """Return the sums of two allocations side by side."""
    left, right = ({row.label: row for row in sums(one)} for one in (first, second))
    both = left | right
    return [
        Compared(label, *(one[label].number if label in one else 0 for one in (left, right)), row.unit)
        for label, row in both.items()
    ]


def sites_compared(first: Allocation, second: Allocation) -> list[tuple[PostingSite, SiteLine | None, SiteLine | None]]:
    """Return each site of either with its line in both."""
    left = {line.posting_site.pk: line for line in sites(first)}
    right = {line.posting_site.pk: line for line in sites(second)}
    rows = {pk: line.posting_site for pk, line in (right | left).items()}
    return [(site, left.get(pk), right.get(pk)) for pk, site in rows.items()]


def way(row: AllocationRound) -> list[Mark]:
    """Return the steps of a round with when and by whom each was taken."""
    return [Mark(label, getattr(row, f"{name}_at"), getattr(row, f"{name}_by")) for name, label in WAY]
