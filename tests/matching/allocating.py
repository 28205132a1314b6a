"""A programme year that fills by a round: postings, people with scores and wishes, and how far a round has come."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from jobs.models import Application, Posting, ProgrammeYear, Wish
from matching import round_inputs, rounds
from matching.models import Allocation, AllocationRound, RoundResult
from matching.round_terms import RoundTerms
from profiles.actors import Actor
from profiles.models import Candidate
from tests import make
from tests.make import NOW

OVER = NOW + timedelta(days=8)  # applications are over
AFTER = NOW + timedelta(days=15)  # and the time of results has come
SEED = "2026년 추첨 4711"


def posting(year: ProgrammeYear, *args, **columns) -> Posting:
    """A posting that leaves its seats to the round."""
    return make.posting(*args, programme_year_=year, selection="round", **columns)


def applied(
    to: Posting, score: int | None, person: Candidate | None = None, *, sites: Sequence[int] = (0,), **columns
) -> Application:
    """Somebody at the last stage, with the points of one reviewer and wishes for the sites of these numbers, best first."""
    row = make.application(to, person, **{"state": "interview", **columns})
    row.wishes.all().delete()
    places = list(to.posting_sites.order_by("pk"))
    Wish.objects.bulk_create(
        Wish(
            application=row,
            candidate=row.candidate,
            programme_year=to.programme_year,
            posting_site=places[number],
            rank=rank,
        )
        for rank, number in enumerate(sites, start=1)
    )
    if score is not None:
        make.score_sheet(row, score, make.member(to.organisation))
    return row


def state_of(application: Application) -> str:
    """Where the application stands now."""
    return Application.objects.get(pk=application.pk).state


def begun(year: ProgrammeYear, by: Actor, number: int = 1) -> AllocationRound:
    """A round in its draft."""
    return rounds.draft(year, number, seed=SEED, by=by, at=OVER)


def terms_of(row: AllocationRound, at: datetime = OVER) -> RoundTerms:
    """The terms that the round begins from."""
    return round_inputs.first_terms(row, at=at)


def ran(year: ProgrammeYear, by: Actor, number: int = 1) -> AllocationRound:
    """A round that was run under its first terms."""
    row = begun(year, by, number)
    simulation = rounds.simulate(row, terms_of(row), name="처음 조건", by=by, at=OVER)
    return rounds.run(row, simulation, by=by, at=OVER)


def confirmed(year: ProgrammeYear, by: Actor, second: Actor, number: int = 1) -> AllocationRound:
    """A round that was checked and confirmed by a second person."""
    row = ran(year, by, number)
    rounds.verify(row, by=by, at=OVER)
    return rounds.confirm(row, by=second, at=OVER)


def published(year: ProgrammeYear, by: Actor, second: Actor, number: int = 1) -> AllocationRound:
    """A round whose results are out."""
    return rounds.publish(confirmed(year, by, second, number), by=by, at=AFTER)


def finished(row: AllocationRound, by: Actor, second: Actor) -> AllocationRound:
    """The same round run under its first terms and published, after its day of results."""
    simulation = rounds.simulate(row, terms_of(row, AFTER), name="남은 자리", by=by, at=AFTER)
    rounds.run(row, simulation, by=by, at=AFTER)
    rounds.verify(row, by=by, at=AFTER)
    rounds.confirm(row, by=second, at=AFTER)
    return rounds.publish(row, by=by, at=AFTER)


def published_row(year: ProgrammeYear, results: Sequence[tuple[Application, list]] = ()) -> AllocationRound:
    """A published round as it stands, past the verbs; results are applications that were met, with the answers told."""
    runner, confirmer = make.city_user(), make.city_user()
    row = AllocationRound.objects.create(programme_year=year, number=1, seed=SEED, drafted_at=NOW, drafted_by=runner)
    sites = {str(place.public_id) for met, _answers in results for place in met.posting.posting_sites.all()}
    figures = dict.fromkeys(("people", "seated", "unseated", "places", "empty", "favoured", "later_ranks"), 0)
    ledger = Allocation.objects.create(
        round=row,
        kind="run",
        name="처음 조건",
        seed=SEED,
        terms={"schema": 1, "sites": {name: {"places": 1} for name in sorted(sites)}, "caps": {}},
        inputs={"wishes": "candidate,rank,seat,score\n"},
        inputs_hash="0" * 64,
        result="candidate,seat\n",
        result_hash="0" * 64,
        code_version="0",
        figures={**figures, "by_rank": [0, 0, 0], "sites": dict.fromkeys(sites, (1, 0, 1, 1, 0, None))},
        allocated_at=NOW,
        allocated_by=runner,
    )
    RoundResult.objects.bulk_create(
        RoundResult(
            allocation=ledger,
            candidate=met.candidate,
            application=met,
            posting_site=met.wishes.get().posting_site,
            rank=1,
            answers=answers,
        )
        for met, answers in results
    )
    row.allocation, row.state, row.run_at, row.run_by = ledger, "published", NOW, runner
    row.verified_at, row.verified_by, row.confirmed_at, row.confirmed_by = NOW, runner, NOW, confirmer
    row.published_at, row.published_by = NOW, runner
    row.save()
    return row
