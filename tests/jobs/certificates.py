"""Certificates of completion as they stand, and completed work that may have one."""

from jobs.certificates import _new_code
from jobs.models import Certificate, PayLine, Placement
from tests import make
from tests.make import NOW

FACTS = {
    "programme": "2026년 어르신돌봄지원단",
    "role": "어르신 말벗",
    "site": "서대문복지관",
    "birth_on": "1964-03-07",
    "started_on": "2026-05-04",
    "finished_on": "2026-10-31",
    "minutes": 6 * 57 * 60,
    "issuer": "서대문50플러스센터",
    "issued_on": "2026-11-06",
    "is_demo": False,
    "page": "http://localhost/verify/",
    "address": "http://localhost/verify/ABCDEFGH2345/",
}


def certificate(placement: Placement | None = None, *, name: str = "김영수", **columns) -> Certificate:
    """A certificate of somebody who finished in October 2026."""
    of = placement or make.placement(state="completed")
    defaults = {"code": _new_code(), "facts": FACTS, "issued_at": NOW}
    made = Certificate(placement=of, **{**defaults, **columns})
    made.name = name
    made.save()
    return made


def finished(posting=None, candidate=None, *, log: str = "confirmed") -> Placement:
    """A completed placement with the log of its last month."""
    of = make.placement(make.application(posting, candidate, state="placed", documents_seen_at=NOW), state="completed")
    make.worklog(of, state=log, month=of.finished_on.replace(day=1), minutes=3420)
    return of


def paid(placement=None, *, minutes: int = 3420, **columns) -> PayLine:
    """The log of May, paid: 57 hours at 10,320 won."""
    log = make.worklog(placement, state="confirmed", minutes=minutes)
    figures = {"gross_won": 588_240, "withheld_won": 51_760, "net_won": 536_480}
    return make.pay_line(log, **{**figures, **columns})
