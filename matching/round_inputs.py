"""What goes into an allocation round: which postings and people take part, their wishes and the operators' scores, as text files.

A person's wishes stand in the order in which their applications reached us, inside one by its own ranks (1·2·3지망). The score is the mean of
the score sheets of the last stage, to the hundredth. Nobody goes in unready: who lacks a score or a stage stops the round, by name.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import deciding, facts, judging, one_seat, rankings, seats
from jobs.applicants import masked_name
from jobs.applications import STAGES
from jobs.models import Application, Posting, PostingSite, ProgrammeYear, Wish
from matching.core.remaining import remaining
from matching.core.round_columns import NONE
from matching.models import AllocationRound
from matching.round_ledger import compute
from matching.round_terms import GROUP, RoundTerms, SiteTerms, from_json

NAMED = 3  # people whom an error names, the page lists the others
WHY = {
    "received": gettext_lazy("적격검토가 끝나지 않았습니다."),
    "interview_first": gettext_lazy("면접심사로 옮기지 않았습니다."),
    "not_eligible": gettext_lazy(
        "신청 자격에 맞지 않는 규칙이 있습니다. 운영기관이 예외로 하거나 불합격으로 해야 합니다."
    ),
    "score_missing": gettext_lazy("심사표에 점수가 없습니다."),
    "statuses_broken": gettext_lazy(
        "‘나의 정보’에 저장된 해당 사항을 읽을 수 없습니다. 지원자가 해당 사항을 다시 적어야 합니다."
    ),
}


@dataclass(frozen=True)
class Unready:
    """An application that keeps the round from being run, and why: a key of WHY."""

    application: Application
    code: str

    @property
    def why(self) -> str:
        return str(WHY[self.code])

    @property
    def name(self) -> str:
        return masked_name(self.application)


@dataclass(frozen=True)
class Collected:
    """The files of a round, and whom their rows stand for: by candidate and seat as the files name them.

    wishes : the wish of each pair; applications and sites by pk and public id
    """

    files: dict[str, str]
    wishes: dict[tuple[str, str], Wish]
    scores: dict[int, Decimal]
    applications: dict[int, Application]
    sites: dict[str, PostingSite]
    rule_set_ids: list[int]


def postings_of(row: AllocationRound, *, at: datetime) -> QuerySet[Posting]:
    """Return the postings that a round fills: applications are over, and results untold; the second also those told by the first."""
    own = Posting.objects.published().filter(programme_year_id=row.programme_year_id, selection=Posting.Selection.ROUND)
    over = Q(results_released_at=None, apply_until__lte=at) | Q(results_released_at=None, state=Posting.State.CLOSED)
    return own.filter(over if row.number == 1 else over | Q(results_released_at__isnull=False)).order_by("pk")


def sites_of(postings: Iterable[Posting]) -> list[PostingSite]:
    """Return the sites of these postings, in the order of the page."""
    rows = PostingSite.objects.filter(posting__in=postings).select_related("site", "posting__organisation")
    return list(rows.order_by("posting__organisation__name", "posting__title", "posting_id", "pk"))


def first_terms(row: AllocationRound, *, at: datetime) -> RoundTerms:
    """Return the terms that a round begins from: the free seats with their reserves; in the second, what the first one left of them."""
    sites = sites_of(postings_of(row, at=at))
    free = list(seats.free_in({site.posting_id for site in sites}))
    count, kept = dict.fromkeys((site.pk for site in sites), 0), dict.fromkeys((site.pk for site in sites), 0)
    for seat in free:
        count[seat.posting_site_id] += 1
        kept[seat.posting_site_id] += bool(seat.reserve)
    own = {str(site.public_id): SiteTerms(count[site.pk], kept[site.pk], district=site.site.district) for site in sites}
    first = AllocationRound.objects.filter(
        programme_year_id=row.programme_year_id, number=1, state=AllocationRound.State.PUBLISHED
    ).select_related("allocation")
    return RoundTerms(own) if row.number == 1 or not first else _left_by(first[0], own)


def has_free_seats(year: ProgrammeYear) -> bool:
    """Whether a round of the year would have a seat to fill; while one is under way nothing is refilled one by one."""
    own = Posting.objects.published().filter(programme_year=year, selection=Posting.Selection.ROUND)
    return seats.free_in(own.values_list("pk", flat=True)).exists()


def free_places(sites: Iterable[PostingSite]) -> dict[str, int]:
    """Return how many seats nobody holds at each site, by its public id."""
    by_pk = {site.pk: str(site.public_id) for site in sites}
    found = dict.fromkeys(by_pk.values(), 0)
    for seat in seats.free_in({site.posting_id for site in sites}):
        if seat.posting_site_id in by_pk:
            found[by_pk[seat.posting_site_id]] += 1
    return found


def unready(row: AllocationRound, *, at: datetime) -> list[Unready]:
    """Return everybody who takes part and isn't ready, each with the first thing that is missing."""
    people = _taking_part(row, list(postings_of(row, at=at)))
    return _unready(people, rankings.scores_of(people))


def standing(row: AllocationRound, postings: Iterable[Posting]) -> QuerySet[Application]:
    """Those who stand at a stage of these postings, in the second round also those who wait."""
    states = STAGES if row.number == 1 else (*STAGES, "waiting")
    return Application.objects.filter(posting__in=postings, state__in=states)


def count(row: AllocationRound, postings: Iterable[Posting]) -> dict[int, int]:
    """Return how many applications take part, by posting."""
    taking_part = one_seat.may_be_seated(standing(row, postings)).order_by()
    return dict(taking_part.values_list("posting").annotate(Count("pk")))


def left_out(row: AllocationRound, postings: Iterable[Posting]) -> dict[str, list[Application]]:
    """Return who stands in these postings and isn't in the round, by why: a key of `jobs.round_words.WHY_ENDED`."""
    found: dict[str, list[Application]] = {}
    for one in one_seat.left_out(standing(row, postings)).order_by("pk"):
        found.setdefault(one_seat.why(one), []).append(one)
    return found


def collect(row: AllocationRound, terms: RoundTerms, *, at: datetime) -> Collected:
    """Return what goes into the round as it stands now, for the postings that the terms name. Raises no_postings, terms_outdated, not_ready, nobody."""
    sites = {str(site.public_id): site for site in _sites_named(row, terms, at)}
    people = _taking_part(row, sorted({site.posting for site in sites.values()}, key=lambda posting: posting.pk))
    scores = rankings.scores_of(people)
    if left := _unready(people, scores):
        raise _not_ready(left)
    if not people:
        raise ValidationError(_("배치할 지원자가 없습니다."), code="nobody")
    applications = {row.pk: row for row in people}
    ranked = _ranked(applications, {site.pk: name for name, site in sites.items()})
    return Collected(
        files=_files(ranked, scores, applications, terms),
        wishes={(str(candidate), seat): wish for candidate, _rank, seat, wish in ranked},
        scores=scores,
        applications=applications,
        sites=sites,
        rule_set_ids=sorted({row.rule_set_id for row in people if row.rule_set_id}),
    )


def require_all(row: AllocationRound, terms: RoundTerms, *, at: datetime) -> None:
    """Refuse terms that leave out a posting whose applications are over by now. Raises terms_outdated."""
    if {str(site.public_id) for site in sites_of(postings_of(row, at=at))} - set(terms.sites):
        raise _outdated()


# Private --------------------------------------------------------------------------------------------------------------
def _sites_named(row: AllocationRound, terms: RoundTerms, at: datetime) -> list[PostingSite]:
    open_to = sites_of(postings_of(row, at=at))
    if not open_to:
        raise ValidationError(
            _("일괄 배치로 자리를 정하는 공고 가운데 지원이 마감된 것이 없습니다. 공고의 지원 마감을 확인해 주세요."),
            code="no_postings",
        )
    found = [site for site in open_to if str(site.public_id) in terms.sites]
    postings = {site.posting_id for site in found}
    if len(found) < len(terms.sites) or len(found) < sum(site.posting_id in postings for site in open_to):
        raise _outdated()
    return found


def _outdated() -> ValidationError:
    return ValidationError(
        _("그사이 대상 공고가 바뀌었습니다. 조건을 다시 확인하고 모의 배치를 한 뒤 이어 주세요."), code="terms_outdated"
    )


def _taking_part(row: AllocationRound, postings: Sequence[Posting]) -> list[Application]:
    """Those of them who may be seated."""
    found = one_seat.may_be_seated(standing(row, postings))
    return list(found.select_related("posting", "candidate__user__identity").order_by("received_at", "pk"))


def _unready(people: Sequence[Application], scores: Mapping[int, Decimal]) -> list[Unready]:
    judged = [row for row in people if row.state != Application.State.WAITING]
    barred = {row.pk for row in judging.barred(judged)}
    found = []
    for row in people:
        if row.state == Application.State.RECEIVED:
            found.append(Unready(row, "received"))
        elif row.pk in barred:
            found.append(Unready(row, "not_eligible"))
        elif deciding.awaits_interview(row):
            found.append(Unready(row, "interview_first"))
        elif row.pk not in scores:
            found.append(Unready(row, "score_missing"))
        elif facts.has_broken_statuses(row.candidate):
            found.append(Unready(row, "statuses_broken"))
    return found


def _not_ready(left: Sequence[Unready]) -> ValidationError:
    """Name the first few (masked) with their postings and what is missing."""
    lines = [
        _("%(name)s 님(접수번호 %(receipt)s, ‘%(posting)s’): %(why)s")
        % {
            "name": one.name,
            "receipt": one.application.receipt_number,
            "posting": one.application.posting.title,
            "why": one.why,
        }
        for one in left[:NAMED]
    ]
    if len(left) > NAMED:
        lines.append(_("그 밖에 %(count)d명이 더 있습니다.") % {"count": len(left) - NAMED})
    first = _(
        "아직 준비되지 않은 지원이 %(count)d건 있어 배치하지 않았습니다. 점수가 없다고 떨어뜨리지 않습니다. "
        "운영기관에 심사를 마쳐 달라고 해 주세요."
    ) % {"count": len(left)}
    return ValidationError(" ".join([first, *lines]), code="not_ready")


def _ranked(applications: Mapping[int, Application], sites: Mapping[int, str]) -> list[tuple[Any, int, str, Wish]]:
    """Candidate, rank, seat and wish, each candidate's best first: by when the application came, then by its own rank."""
    wishes = Wish.objects.filter(application__in=applications, posting_site__in=sites)
    order = {pk: place for place, pk in enumerate(applications)}  # they came in the order of receipt
    found, ranks = [], {}
    for wish in sorted(wishes, key=lambda wish: (order[wish.application_id], wish.rank)):
        candidate = applications[wish.application_id].candidate.public_id
        ranks[candidate] = ranks.get(candidate, 0) + 1
        found.append((candidate, ranks[candidate], sites[wish.posting_site_id], wish))
    return sorted(found, key=lambda row: (str(row[0]), row[1]))


def _files(
    ranked: Sequence[tuple[Any, int, str, Wish]],
    scores: Mapping[int, Decimal],
    applications: Mapping[int, Application],
    terms: RoundTerms,
) -> dict[str, str]:
    """The texts; a reserve without anybody it is for is left out, for a group has members."""
    people = {row.candidate.public_id: row.candidate for row in applications.values()}
    favoured = sorted(str(pk) for pk, person in people.items() if facts.told_statuses(person)[GROUP] is True)
    sites = sorted(terms.sites.items())
    tables: dict[str, tuple[Sequence[str], list[Sequence[Any]]]] = {
        "wishes": (
            ("candidate", "rank", "seat", "score"),
            [(candidate, rank, seat, scores[wish.application_id]) for candidate, rank, seat, wish in ranked],
        ),
        "seats": (("seat", "capacity"), [(site, own.places) for site, own in sites]),
        "candidates": (("candidate",), [(name,) for name in sorted(map(str, people))]),
        "groups": (("candidate", "group"), [(name, GROUP) for name in favoured]),
        "reserves": (
            ("seat", "group", "count"),
            [(site, GROUP, own.reserve) for site, own in sites if own.reserve and favoured],
        ),
        "regions": (
            ("region", "seat", "target"),
            [(terms.region_of(site), site, own.target) for site, own in sites if terms.region_of(site)],
        ),
    }
    used = {terms.region_of(site) for site in terms.sites}
    tables["caps"] = (("region", "cap"), [(name, cap) for name, cap in sorted(terms.caps.items()) if name in used])
    return {name: _text(header, rows) for name, (header, rows) in tables.items() if rows or name == "wishes"}


def _text(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return lines.getvalue()


def _left_by(first: AllocationRound, own: Mapping[str, SiteTerms]) -> RoundTerms:
    """What the first round left at its sites, by who holds a seat of theirs now; new sites come with all they have."""
    ledger = first.allocation
    computed = compute(ledger.inputs, ledger.seed)
    number = {name: place for place, name in enumerate(computed.found.seats)}
    held = Application.objects.filter(holds__released_at=None, holds__seat__posting_site__public_id__in=list(number))
    seat_of = {
        str(candidate): number[str(site)]
        for candidate, site in held.values_list("candidate__public_id", "holds__seat__posting_site__public_id")
    }
    given = computed.given.copy()
    given[:] = [seat_of.get(name, NONE) for name in computed.found.candidates]
    left, before = remaining(computed.found.inputs, given), from_json(ledger.terms)
    regions = sorted({before.region_of(site) for site in before.sites} - {""})
    sites = {
        site: SiteTerms(
            places=(places := min(int(left.capacities[number[site]]), mine.places)),
            reserve=min(int(left.reserves[number[site]]), places),
            district=mine.district,
            target=min(int(left.targets[number[site]]), places),
        )
        if site in number
        else mine
        for site, mine in own.items()
    }
    return RoundTerms(
        sites, {region: max(int(cap), 0) for region, cap in zip(regions, left.caps.tolist(), strict=True)}
    )
