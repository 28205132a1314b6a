"""When the demo's postings open, close and begin: three seasons of 2019, and a present year around the day of the demo.

The present year runs from six months before the first of this month to six months after it, so the day falls in its
middle. Each wave leaves another part of the life of a placement standing.
"""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")
PLAN_YEAR = 2019
# Days from today: opens, closes, results; then the days to answer an offer.
_AROUND_TODAY = {
    "offers": (-32, -19, -6, 14),
    "round": (-31, -17, -1, 7),
    "decided": (-29, -13, 2, 7),
    "review": (-24, -5, 9, 7),
    "open": (-9, 19, 33, 7),
    "soon": (4, 20, 33, 7),
    "in_review": (12, 28, 41, 7),
    "draft": (20, 36, 49, 7),
}

# Days by which calls that are open close otherwise than their wave; as many as share no divisor with the operators.
_CLOSES = (0, -11, -3, -14, 5, -8, -16, 2, -5, 9, -1)


class Wave(NamedTuple):
    """One call for applications: from the first day to apply to the last day of activity."""

    key: str
    opens_on: date
    closes_on: date
    results_on: date
    starts_on: date
    ends_on: date
    offer_days: int = 3

    @property
    def apply_from(self) -> datetime:
        return moment(self.opens_on, 9)

    @property
    def apply_until(self) -> datetime:
        return moment(self.closes_on, 18)

    @property
    def results_at(self) -> datetime:
        return moment(self.results_on, 10)

    @property
    def written_at(self) -> datetime:
        return moment(self.opens_on - timedelta(days=28), 10)

    @property
    def sent_at(self) -> datetime:
        return moment(self.opens_on - timedelta(days=24), 14)

    @property
    def approved_at(self) -> datetime:
        return moment(self.opens_on - timedelta(days=6), 11)


class Calendar(NamedTuple):
    """The demo's two years, seen from one day."""

    today: date

    @property
    def year(self) -> int:
        return self.today.year

    def period(self, year: int) -> tuple[date, date]:
        """The first and last day of a programme year."""
        if year == PLAN_YEAR:
            return date(year, 1, 1), date(year, 12, 31)
        return self.month(-6), self.month(6) - timedelta(days=1)

    def opened_at(self, year: int) -> datetime:
        """When the city opened it."""
        return self.opening_of(self.period(year)[0])

    @staticmethod
    def opening_of(starts_on: date) -> datetime:
        """Two months before a year begins, so that its rules stand when its first postings open."""
        return moment(starts_on - timedelta(days=60), 10)

    def month(self, offset: int) -> date:
        """The first day of the month so many months from this one."""
        return months_after(self.today.replace(day=1), offset)

    def day(self, offset: int) -> date:
        """The day so many days from today."""
        return self.today + timedelta(days=offset)

    def seasons(self) -> dict[str, Wave]:
        """The waves of 2019."""
        return {
            "spring": Wave("spring", _d(2, 11), _d(2, 28), _d(3, 19), _d(4, 1), _d(8, 31)),
            "summer": Wave("summer", _d(4, 22), _d(5, 10), _d(5, 22), _d(6, 3), _d(10, 31)),
            "autumn": Wave("autumn", _d(7, 22), _d(8, 9), _d(8, 20), _d(9, 2), _d(11, 29)),
        }

    def waves(self) -> dict[str, Wave]:
        """The waves of the present year, from what is over to what isn't open yet."""
        found = {
            "done": self._begun("done", -6, -3),
            "running": self._begun("running", -4, 3),
            "ending": self._begun("ending", -4, 1),
        }
        for key, (opens, closes, results, offer_days) in _AROUND_TODAY.items():
            starts_on = max(self.day(results + 20), self.month(1))
            found[key] = Wave(
                key,
                self.day(opens),
                self.day(closes),
                self.day(results),
                starts_on,
                self.month(6) - timedelta(days=1),
                offer_days,
            )
        return found

    def _begun(self, key: str, first: int, end: int) -> Wave:
        """An activity from the month `first` until the month `end` begins; people applied in the month before."""
        before = self.month(first - 1)
        days = (before + timedelta(days=number) for number in (0, 6, 17))
        return Wave(key, *days, self.month(first), self.month(end) - timedelta(days=1))


def closing_on(wave: Wave, number: int) -> Wave:
    """The same call with a last day of its own to apply: not everything closes on one day."""
    return wave._replace(closes_on=wave.closes_on + timedelta(days=_CLOSES[number % len(_CLOSES)]))


def moment(on: date, hour: int, minute: int = 0) -> datetime:
    """A time of day in Seoul."""
    return datetime.combine(on, time(hour, minute), tzinfo=SEOUL)


def months_after(first: date, months: int) -> date:
    """The first day of the month so many months after."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def _d(month: int, day: int) -> date:
    return date(PLAN_YEAR, month, day)
