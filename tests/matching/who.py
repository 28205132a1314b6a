"""People and outside postings that several tests of suggestions begin with."""

from datetime import timedelta

from jobs.models import OutsidePosting, Posting
from profiles.models import Candidate
from tests import make


def carer(**columns) -> Candidate:
    """Somebody whom a care posting fits well."""
    person = make.candidate(skills="어르신의 말벗과 식사 도움, 요양 돌봄", **columns)
    make.career(person)
    return person


def outside(**columns) -> OutsidePosting:
    """One that names neither place nor deadline."""
    seen = {"first_seen_at": make.NOW, "last_seen_at": make.NOW, "changed_at": make.NOW}
    return OutsidePosting.objects.create(
        source="senuri", title="경비원 모집", **{"fingerprint": "x", **seen, **columns}
    )


def open_for_long(**columns) -> Posting:
    """A posting that still takes applications when much of what was read is overdue."""
    until = make.NOW + timedelta(days=300)
    dates = {"starts_on": until.date() + timedelta(days=30), "ends_on": until.date() + timedelta(days=60)}
    return make.posting(apply_until=until, results_at=until + timedelta(days=7), **dates, **columns)
