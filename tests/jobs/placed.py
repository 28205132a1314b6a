"""What stands beside a placement and its application: an outcome that was written down, a wish that came first."""

from datetime import datetime
from typing import Any

from jobs.models import Application, Outcome, Placement, Wish
from tests import make


def outcome(placement: Placement, *, at: datetime, **columns: Any) -> Outcome:
    """What became of a person, as an operator wrote it after three months: not known."""
    defaults = {"months_after": 3, "result": "unknown"}
    return Outcome.objects.create(placement=placement, recorded_at=at, **{**defaults, **columns})


def better_wish(application: Application) -> Wish:
    """Another site of the posting that the person wished for first; the wish that stood comes second."""
    posting = application.posting
    make.changed(application.wishes.get(), rank=2)
    site = posting.posting_sites.create(site=make.site(posting.organisation))
    year = posting.programme_year
    return application.wishes.create(candidate=application.candidate, programme_year=year, posting_site=site, rank=1)
