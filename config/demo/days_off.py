"""The public holidays that the demo enters: those of a fixed solar date, of the present year.

Days of the lunar calendar (설날, 부처님오신날, 추석), substitutes and election days differ from year to year: nothing here reckons
them, and the page of the city asks for them. Source: 관공서의 공휴일에 관한 규정 제2조.
"""

from datetime import date, datetime

from jobs import holidays
from profiles.actors import Actor

FIXED = (
    (1, 1, "신정"),
    (3, 1, "삼일절"),
    (5, 5, "어린이날"),
    (6, 6, "현충일"),
    (8, 15, "광복절"),
    (10, 3, "개천절"),
    (10, 9, "한글날"),
    (12, 25, "성탄절"),
)


def add_fixed(year: int, *, by: Actor, at: datetime) -> None:
    """Enter the holidays whose date is the same each year."""
    for month, day, name in FIXED:
        holidays.add(date(year, month, day), name, by=by, at=at)
