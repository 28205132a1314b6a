"""People and outside postings that several tests of suggestions begin with."""

from jobs.models import OutsidePosting
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
