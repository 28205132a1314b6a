"""What an officer should see before a posting is published: dates and numbers that don't fit, words that a law is against.

Cautions stop nothing; what may not be is refused by the verb itself. The words are found by posting_checks.py.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from jobs import posting_checks
from jobs.models import Posting
from jobs.posting_checks import Finding, Ground

LOOKED_AT = (Posting.State.IN_REVIEW, Posting.State.PUBLISHED)
SHORT_DAYS = 3  # no guideline sets one: it leaves a weekend's reader a working day to ask on the phone
FEWEST_WEEKS, MOST_WEEKS = 4, 5  # how often a month holds one and the same weekday
LONG_DAY = 8  # hours; a longer day at the site holds an hour of break (근로기준법 art. 54)


class Caution(NamedTuple):
    """A word beside the title, the sentence behind it, the words of the posting that it is about, and the law."""

    label: str | Promise
    why: str | Promise
    words: tuple[str, ...] = ()
    law: str | Promise = ""
    reasons: tuple[str, ...] = ()


def of(
    posting: Posting,
    *,
    beyond: int,
    at: datetime,
    ground: Ground | None = None,
    reasons: Mapping[str, str] | None = None,
) -> list[Caution]:
    """Return what to look at in a posting that waits for approval or is published.

    `beyond`: how many of its seats are more than the target leaves (oversight.seats_beyond); `reasons`: what the operator
    said of words that it left standing, by their key (posting_checks).
    """
    if posting.state not in LOOKED_AT:
        return []
    said = _words(posting_checks.of(posting, ground or posting_checks.ground_of(posting, at=at)), reasons or {})
    if posting.state != Posting.State.IN_REVIEW:
        return said
    return [*_period(posting, at), *_seats(beyond), *_start(posting), *_hours(posting), *said]


def _words(findings: Sequence[Finding], reasons: Mapping[str, str]) -> list[Caution]:
    """One caution for each kind of words, in the order of the list."""
    by_kind: dict[str, list[Finding]] = {}
    for finding in findings:
        by_kind.setdefault(finding.kind, []).append(finding)
    return [
        Caution(
            found[0].label,
            found[0].why,
            tuple(dict.fromkeys(one.words for one in found)),
            str(found[0].law),
            tuple(dict.fromkeys(reasons[one.key] for one in found if reasons.get(one.key))),
        )
        for _kind, found in by_kind.items()
    ]


def _period(posting: Posting, at: datetime) -> list[Caution]:
    if posting.is_over(at):
        why = _("지원 마감이 이미 지났습니다. 승인할 수 없으니 기간을 고쳐 달라고 해 주세요.")
        return [Caution(_("지원 기간 지남"), why)]
    if posting.apply_until - max(posting.apply_from, at) >= timedelta(days=SHORT_DAYS):
        return []
    why = _("지금 승인하면 지원을 받는 기간이 %(days)d일이 안 됩니다. 알고 지원하실 시간이 되는지 살펴 주세요.")
    return [Caution(_("지원 기간 짧음"), why % {"days": SHORT_DAYS})]


def _seats(beyond: int) -> list[Caution]:
    if beyond <= 0:
        return []
    why = _("이미 게시한 자리와 더하면 이 사업의 목표보다 %(seats)d자리 많습니다. 목표와 예산을 확인해 주세요.")
    return [Caution(_("목표보다 많은 자리"), why % {"seats": beyond})]


def _start(posting: Posting) -> list[Caution]:
    answered_on = timezone.localdate(posting.results_at + timedelta(days=posting.offer_days))
    if answered_on < posting.starts_on:
        return []
    why = _(
        "발표하고 참여 의사를 %(days)d일 기다리면 %(answered)s인데, 활동은 %(starts)s에 시작합니다. "
        "발표를 앞당기거나 활동을 늦추도록 해 주세요."
    )
    said = {
        "days": posting.offer_days,
        "answered": date_format(answered_on),
        "starts": date_format(posting.starts_on),
    }
    return [Caution(_("활동 시작이 빠름"), why % said)]


def _hours(posting: Posting) -> list[Caution]:
    """The timetable against the hours of a month: too much even in four weeks, or too little even in five."""
    week, month = _weekly(posting), posting.hours_per_month
    if FEWEST_WEEKS * week > month:
        why = _("시간표대로면 4주에 %(hours)d시간이라 한 달 활동 시간 %(month)d시간을 넘습니다.")
        return [Caution(_("한 달 시간 넘음"), why % {"hours": FEWEST_WEEKS * week, "month": month})]
    if MOST_WEEKS * week < month:
        why = _("시간표대로면 5주를 채워도 %(hours)d시간이라 한 달 활동 시간 %(month)d시간이 되지 않습니다.")
        return [Caution(_("한 달 시간 모자람"), why % {"hours": MOST_WEEKS * week, "month": month})]
    return []


def _weekly(posting: Posting) -> int:
    """Hours of activity in a week of the timetable, breaks apart; without a timetable those stated."""
    if not any(posting.hours_mask):
        return posting.weekly_hours
    by_day = [day.bit_count() for day in posting.hours_mask]
    return sum(hours - (hours > LONG_DAY) for hours in by_day)
