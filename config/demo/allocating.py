"""The demo's allocation round: a programme of the present year whose postings leave their seats to it, run and checked the day before.

It waits for the person of the city whose sign-in is printed to confirm it, for whoever ran it may not.
"""

from dataclasses import replace
from datetime import datetime

from config.demo.organisations import SECOND_EDITOR
from jobs.models import Posting, ProgrammeYear
from matching import round_inputs, rounds
from matching.round_terms import RoundTerms
from profiles import actors
from profiles.models import User

SEED = "2026년 공개 추첨 0417"


def run(at: datetime) -> None:
    """Another editor of the city simulates two sets of terms, runs the first and has it checked."""
    by = actors.user(User.objects.get(email=SECOND_EDITOR))
    by = replace(by, organisation=by.user.current_memberships[0].organisation)
    scored = Posting.objects.filter(selection=Posting.Selection.ROUND, applications__state="interview")
    for year in ProgrammeYear.objects.filter(pk__in=scored.values("programme_year")).order_by("pk"):
        row = rounds.draft(year, 1, seed=SEED, by=by, at=at)
        terms = round_inputs.first_terms(row, at=at)
        first = rounds.simulate(row, terms, name="공고대로", by=by, at=at)
        none = {site: replace(own, reserve=0) for site, own in terms.sites.items()}
        rounds.simulate(row, RoundTerms(none), name="우선 자리 없음", by=by, at=at)
        rounds.run(row, first, by=by, at=at)
        rounds.verify(row, by=by, at=at)
