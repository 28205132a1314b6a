"""How many people may apply: a posting may close once so many times its seats have (지원자가 모집인원의 3배가 되면 접수를 마감합니다).

People are counted, not papers: whoever withdraws and applies again is one. Somebody who withdrew goes on counting, so that the door once
shut stays shut, unless the posting says that it takes another for them. The posting's row is locked by whoever counts.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from jobs.models import Application, Posting, Seat
from profiles import actors, events, stale_marks

MOST_TIMES = 20


def people_for(postings: Iterable[Posting]) -> dict[int, int]:
    """Return how many people each posting with a limit takes: its seats so many times."""
    times = {row.pk: row.intake_limit for row in postings if row.intake_limit}
    if not times:
        return {}
    seats = Seat.objects.filter(posting_site__posting__in=times, closed_at=None).values_list("posting_site__posting")
    return {pk: count * times[pk] for pk, count in seats.annotate(Count("pk"))}


def applied(postings: Iterable[Posting]) -> dict[int, int]:
    """Return how many people count towards the limit of each posting that has one."""
    limited = {row.pk: row for row in postings if row.intake_limit}
    if not limited:
        return {}
    return dict(_counted(limited.values()).values_list("posting").annotate(Count("candidate", distinct=True)))


def refuse_beyond(postings: Mapping[int, Posting], fresh: Sequence[tuple[int, int]]) -> None:
    """Refuse people beyond the limit; `fresh` are (posting, candidate), the postings are locked. Raises intake_full."""
    most = people_for(postings.values())
    if not most:
        return
    before = applied(postings.values())
    known = set(_counted(postings[pk] for pk in most).values_list("posting_id", "candidate_id"))
    new = Counter(posting_id for posting_id, candidate_id in set(fresh) if (posting_id, candidate_id) not in known)
    if any(before.get(pk, 0) + new[pk] > most[pk] for pk in most if new[pk]):
        raise full()


def close_full(postings: Mapping[int, Posting], *, at: datetime) -> list[Posting]:
    """Shut the door of each posting, locked, that has its people now."""
    most, here = people_for(postings.values()), applied(postings.values())
    done = [postings[pk] for pk in most if here.get(pk, 0) >= most[pk] and not postings[pk].is_full]
    _set(done, at, "reach_limit", here, at=at)
    return done


def open_again(postings: Mapping[int, Posting], *, at: datetime) -> list[Posting]:
    """Open the door again of each posting, locked, that says so and has fewer people than it takes."""
    waiting = {pk: row for pk, row in postings.items() if row.is_full and row.reopens_when_withdrawn}
    most, here = people_for(waiting.values()), applied(waiting.values())
    done = [waiting[pk] for pk in most if here.get(pk, 0) < most[pk]]
    _set(done, None, "take_again", here, at=at)
    return done


def full() -> ValidationError:
    """The error of who comes after the last."""
    return ValidationError(
        _("지원자가 정한 수에 이르러 접수를 마감했습니다. 다른 공고를 찾아봐 주세요."), code="intake_full"
    )


def _counted(postings: Iterable[Posting]) -> QuerySet[Application]:
    """The applications that count; where a withdrawal makes room, who withdrew is a new person when they come again."""
    rows = list(postings)
    reopening = [row.pk for row in rows if row.reopens_when_withdrawn]
    return Application.objects.filter(posting__in=rows).exclude(
        Q(state=Application.State.WITHDRAWN) & Q(posting__in=reopening)
    )


def _set(
    rows: Sequence[Posting], reached_at: datetime | None, verb: str, here: Mapping[int, int], *, at: datetime
) -> None:
    if not rows:
        return
    for row in rows:
        row.limit_reached_at = reached_at
    Posting.objects.filter(pk__in=[row.pk for row in rows]).update(limit_reached_at=reached_at)
    params = [{"applicants": here.get(row.pk, 0)} for row in rows]
    events.record(verb, rows, by=actors.system(), at=at, params=params)
    stale_marks.mark("posting", [row.pk for row in rows], at=at)
